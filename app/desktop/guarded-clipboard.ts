// Holds: a keyed hash of the last secret that was put on the clipboard; never the secret itself.
// Lives: until it was cleared, replaced, or found to be gone.
// Wiped by: `clearIfOurs()`, which runs after a while, on lock and on quit.
import { createHmac, randomBytes } from 'node:crypto';
import type { Clipboard } from '../../main/ports.ts';

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
  readonly clearAfterMs: number;
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
  let ours: string | undefined;
  let callOff: () => void = () => undefined;

  async function clearOne(one: TextClipboard, wanted: string): Promise<boolean> {
    if (fingerprint(await one.read()) !== wanted) return false;
    one.clear();
    return true;
  }

  async function clearIfOurs(): Promise<boolean> {
    callOff();
    const wanted = ours;
    ours = undefined;
    if (wanted === undefined) return false;
    const cleared = await clearOne(clipboard, wanted);
    if (alsoClears) await clearOne(alsoClears, wanted);
    if (cleared) onCleared(new Date(now()).toISOString());
    return cleared;
  }

  return {
    clearIfOurs,
    async writeText(text) {
      await clipboard.write(text);
    },
    async writeSecret(text) {
      callOff();
      await clipboard.writeConcealed(text);
      ours = fingerprint(text);
      callOff = later(() => void clearIfOurs(), clearAfterMs);
      return { clearsAt: new Date(now() + clearAfterMs).toISOString() };
    },
  };
}
