// Holds: a keyed hash of the last secret that was put on the clipboard; never the secret itself.
// Lives: until it was cleared, replaced, or found to be gone.
// Wiped by: `clearIfOurs()`, which runs after a while, on lock and on quit.
import { createHmac, randomBytes } from 'node:crypto';
import { createChannelQueue } from '../../main/channel-queue.ts';
import type { Clipboard } from '../../main/ports.ts';

/** A clipboard that another program holds cannot be read for a moment. */
const TRY_AGAIN_AFTER_MS = 1_000;
const MOST_ATTEMPTS = 30;

/** One of the system's clipboards, text only. */
export interface TextClipboard {
  read(): Promise<string>;
  write(text: string): Promise<void>;
  /** Writes with whatever asks clipboard managers not to keep a copy. */
  writeConcealed(text: string): Promise<void>;
  clear(): void;
}

export interface GuardedClipboardOptions {
  readonly clipboard: TextClipboard;
  /** Cleared too where it holds the same secret. */
  readonly alsoClears?: TextClipboard | undefined;
  /** How long a secret may stay there; asked for each. */
  readonly clearAfterMs: () => number;
  readonly now: () => number;
  /** Runs something later; returns what calls it off. */
  readonly later: (work: () => void, afterMs: number) => () => void;
  readonly onCleared: (at: string) => void;
}

/** The clipboard port of the engine, and what lock and quit need. */
export interface GuardedClipboard extends Clipboard {
  /** Clears what we put there, if it is still there. True where something was cleared. */
  clearIfOurs(): Promise<boolean>;
}

/** A clipboard that gives back what it was lent: a secret is cleared after a while, but only if nobody has copied something else since. */
export function createGuardedClipboard({
  clipboard,
  alsoClears,
  clearAfterMs,
  now,
  later,
  onCleared,
}: GuardedClipboardOptions): GuardedClipboard {
  const key = randomBytes(32);
  const fingerprint = (text: string) => createHmac('sha256', key).update(text).digest('base64');
  const turns = createChannelQueue();
  const inTurn = <Value>(work: () => Promise<Value>) => turns.run('clipboard', work);
  /** Set before anything is written, so that whatever got there is known to be ours. */
  let ours: string | undefined;
  let callOff: () => void = () => undefined;

  function planToClear(afterMs: number): void {
    callOff();
    callOff = later(() => void clearIfOurs(), afterMs);
  }

  /** What lies there now: our secret, something else, or nobody can tell, because another program holds the clipboard. */
  async function look(one: TextClipboard, wanted: string): Promise<'ours' | 'other' | 'unknown'> {
    try {
      const text = await one.read();
      if (fingerprint(text) === wanted) return 'ours';
      return text === '' ? 'unknown' : 'other';
    } catch {
      return 'unknown';
    }
  }

  async function clear(): Promise<boolean> {
    callOff();
    const wanted = ours;
    if (wanted === undefined) return false;
    if (alsoClears && (await look(alsoClears, wanted)) === 'ours') alsoClears.clear();
    const found = await look(clipboard, wanted);
    if (found === 'unknown' && attempts < MOST_ATTEMPTS) {
      // It is not forgotten until something else was seen there, or it has been looked for often enough.
      attempts += 1;
      planToClear(TRY_AGAIN_AFTER_MS);
      return false;
    }
    ours = undefined;
    if (found !== 'ours') return false;
    clipboard.clear();
    onCleared(new Date(now()).toISOString());
    return true;
  }

  let attempts = 0;
  const clearIfOurs = () => inTurn(clear);

  return {
    clearIfOurs,
    writeText: (text) => inTurn(() => clipboard.write(text)),
    writeSecret: (text) =>
      inTurn(async () => {
        const before = ours;
        ours = fingerprint(text);
        try {
          await clipboard.writeConcealed(text);
        } catch (error) {
          // Nothing new is there: what was there before is still to be cleared, at its own time.
          ours = before;
          throw error;
        }
        attempts = 0;
        const stays = clearAfterMs();
        planToClear(stays);
        return { clearsAt: new Date(now() + stays).toISOString() };
      }),
  };
}
