import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import type { InputOf } from '../../shared/contract.ts';
import type { Rotation } from '../../shared/rotation.ts';
import type { Clipboard, FileChooser, HttpTransport } from '../../main/ports.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

/** The consumer whose tokens the tests rotate. */
export const CONSUMER = '注文ボット';
/** Seconds. */
export const DAY = 24 * 60 * 60;

/** What one test has at hand: a workbench with a ready channel, and a folder for files that are handed over. */
interface Bench {
  readonly bench: Workbench;
  readonly channelId: string;
  readonly folder: string;
  /** What was put on the clipboard. */
  readonly copied: string[];
  /** The authorization headers that went over the wire. */
  readonly bearers: string[];
  /** What the person chooses in the dialog; null: nothing. */
  chosenFile: string | null;
  /** Runs when a revoke call is about to leave. */
  onRevoke: (() => void) | undefined;
}

async function open(): Promise<Bench> {
  const copied: string[] = [];
  const bearers: string[] = [];
  const clipboard: Clipboard = {
    writeText: () => Promise.resolve(),
    writeSecret: (text) => {
      copied.push(text);
      return Promise.resolve({ clearsAt: new Date(0).toISOString() });
    },
  };
  const fileChooser: FileChooser = {
    chooseKeyFile: () => Promise.resolve(null),
    choosePublicKeyFile: () => Promise.resolve(null),
    chooseExportFile: () => Promise.resolve(opened.chosenFile),
  };
  const watched =
    (real: HttpTransport): HttpTransport =>
    (request) => {
      if (request.headers['authorization'] !== undefined) bearers.push(request.headers['authorization']);
      if (request.url.pathname.endsWith('/revoke')) opened.onRevoke?.();
      return real(request);
    };
  const bench = await openWorkbench({ clipboard, fileChooser, transport: watched, answerWithinMs: 400 });
  const opened: Bench = {
    bench,
    channelId: await bench.readyChannel(),
    folder: await mkdtemp(join(tmpdir(), 'kagibako-rotation-')),
    copied,
    bearers,
    chosenFile: null,
    onRevoke: undefined,
  };
  return opened;
}

/** The steps of a rotation in a few words each: `issue done stored`. */
export const told = ({ steps }: Rotation) =>
  steps.map(({ step, state, proof, error }) =>
    [step, state, ...(proof === null ? [] : [proof]), ...(error ? [error.code] : [])].join(' '),
  );

/** Opens a bench for each test of a file, and closes it afterwards. */
export function rotationBench() {
  let at: Bench | undefined;
  const now = (): Bench => {
    if (!at) throw new Error('no test is running');
    return at;
  };
  beforeEach(async () => {
    at = await open();
  });
  afterEach(async () => {
    const { bench, folder } = now();
    await bench.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const begin = (more: Partial<InputOf<'rotation.begin'>> = {}) =>
    now().bench.call('rotation.begin', { channelId: now().channelId, consumer: CONSUMER, ...more });

  return {
    now,
    begin,
    /** Time goes by, for the vault and for LINE alike. */
    later: (days: number): void => {
      const { bench } = now();
      bench.clockOffsetMs += days * DAY * 1_000;
      bench.practice.clock.advance(days * DAY);
    },
    issueOld: (more: Partial<InputOf<'token.issue'>> = {}) =>
      now().bench.issue(now().channelId, { consumer: CONSUMER, label: 'blue', ...more }),
    setPolicy: (more: Omit<InputOf<'rotation.setPolicy'>, 'channelId' | 'consumer'>) =>
      now().bench.call('rotation.setPolicy', { channelId: now().channelId, consumer: CONSUMER, ...more }),
    show: ({ rotationId }: Rotation) => now().bench.call('rotation.show', { rotationId }),
    stateOf: async (tokenId: string | null) => (await now().bench.call('token.show', { tokenId: tokenId ?? '' })).state,
    valueOf: async (tokenId: string | null) =>
      (await now().bench.call('token.reveal', { tokenId: tokenId ?? '' })).accessToken,
    /** The key IDs that work at LINE. */
    live: () => now().bench.practice.liveKeyIds(now().channelId).sort(),
    /** How many requests to issue LINE has seen. */
    issues: () => now().bench.practice.requests.filter(({ path }) => path === '/oauth2/v2.1/token').length,
    /** Begun, handed over by hand and adopted: the old tokens drain. */
    draining: async (more: Partial<InputOf<'rotation.begin'>> = {}): Promise<Rotation> => {
      const { rotationId } = await begin(more);
      await now().bench.call('rotation.deliver', { rotationId, how: 'by-hand' });
      return now().bench.call('rotation.confirm', { rotationId, by: 'person' });
    },
  };
}
