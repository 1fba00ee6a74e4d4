/**
 * What tests of the ledger share: folders of their own, a real ledger in each, and child processes for what one process cannot show.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import type { Token } from '../../shared/domain.ts';
import type { By, IssuedToken, Ledger, NewChannel, NewIssue } from '../ports.ts';
import { LOCK_FILE } from './ledger-lock.ts';
import { openLedger, type OpenLedgerOptions } from './open-ledger.ts';

/** The moment at which the clock of a test stands. */
export const TEST_NOW = '2026-06-01T00:00:00.000Z';

/** The default channel of a test. */
export const CHANNEL_ID = '2000000001';

const SECOND_MS = 1_000;
/** Seconds of a day. */
export const DAY = 24 * 60 * 60;

/** The instant so many seconds after `TEST_NOW`; before it where negative. */
export function after(seconds: number): string {
  return new Date(Date.parse(TEST_NOW) + seconds * SECOND_MS).toISOString();
}

/** A stamp of so many seconds after `TEST_NOW`. */
export function by(seconds = 0): By {
  return { at: after(seconds), door: 'test' };
}

type CleanUp = (work: () => Promise<void>) => void;

/** A folder that is gone when the test is over; `cleanUp` is Vitest's `onTestFinished`, or whatever remembers the work for later. */
export async function temporaryFolder(cleanUp: CleanUp): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kagibako-ledger-'));
  cleanUp(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A new ledger in a folder of its own, closed when the test is over. */
export async function newLedger(
  cleanUp: CleanUp,
  options: Partial<OpenLedgerOptions> = {},
): Promise<{ readonly folder: string; readonly ledger: Ledger }> {
  const folder = await temporaryFolder(cleanUp);
  const ledger = await openLedger({ folder, create: true, at: TEST_NOW, ...options });
  cleanUp(() => ledger.close());
  return { folder, ledger };
}

/** A channel as a person would add it. */
export function channelOf(channelId = CHANNEL_ID, more: Partial<NewChannel> = {}): NewChannel {
  const base = { name: '大阪店', platform: 'https://api.line.me', platformKind: 'line', hasSecret: true } as const;
  return { channelId, ...base, ...more };
}

/** Adds a channel with a signing key; returns the key's ID. */
export async function addChannelWithKey(ledger: Ledger, channelId = CHANNEL_ID): Promise<string> {
  await ledger.addChannel(channelOf(channelId), by());
  const signingKeyId = randomUUID();
  const publicJwk = { kty: 'RSA', alg: 'RS256', use: 'sig', e: 'AQAB', n: signingKeyId } as const;
  const origin = 'generated';
  await ledger.addSigningKey({ signingKeyId, channelId, thumbprint: signingKeyId, publicJwk, origin }, by());
  return signingKeyId;
}

/** An issue with a key of the channel, made where it has none. */
export async function issueOf(ledger: Ledger, more: Partial<NewIssue> = {}): Promise<NewIssue> {
  const channelId = more.channelId ?? CHANNEL_ID;
  const [key] = await ledger.signingKeys(channelId);
  const signingKeyId = key?.signingKeyId ?? (await addChannelWithKey(ledger, channelId));
  const issueId = randomUUID();
  return { issueId, channelId, signingKeyId, label: 'blue', consumer: 'order-bot', lifetimeSeconds: 30 * DAY, ...more };
}

/** LINE's answer, as the engine hands it to the ledger. */
export function answerOf(keyId: string, more: Partial<IssuedToken> = {}): IssuedToken {
  return {
    tokenId: randomUUID(),
    keyId,
    sealedValue: Buffer.from(`sealed ${keyId}`),
    valueIndex: createHash('sha256').update(keyId).digest(),
    issuedAt: after(0),
    expiresAt: after(30 * DAY),
    httpStatus: 200,
    requestId: `request of ${keyId}`,
    ...more,
  };
}

/** Brings an issue to `sent`; returns its ID. */
export async function sendIssue(
  ledger: Ledger,
  liveBefore: readonly string[] = [],
  more: Partial<NewIssue> = {},
  seconds = 0,
): Promise<string> {
  const issue = await issueOf(ledger, more);
  const prepared = await ledger.prepareIssue(issue, by(seconds));
  if (prepared.outcome !== 'prepared') throw new Error(`the issue was not prepared: ${prepared.outcome}`);
  await ledger.markIssueSent(issue.issueId, liveBefore, by(seconds));
  return issue.issueId;
}

/** Issues a token from start to end. */
export async function issueToken(
  ledger: Ledger,
  keyId: string,
  more: Partial<IssuedToken> = {},
  issue: Partial<NewIssue> = {},
): Promise<Token> {
  return ledger.completeIssue(await sendIssue(ledger, [], issue), answerOf(keyId, more), by());
}

/** Brings an issue to `unknown`; returns its ID. */
export async function loseIssue(
  ledger: Ledger,
  liveBefore: readonly string[] = [],
  more: Partial<NewIssue> = {},
  seconds = 0,
): Promise<string> {
  const issueId = await sendIssue(ledger, liveBefore, more, seconds);
  await ledger.markIssueUnknown(issueId, { httpStatus: null, requestId: null, reason: 'timeout' }, by(seconds));
  return issueId;
}

/**
 * What a power failure or a kill would have left of an open ledger: its file and its write-ahead log, copied as they are. Only for a ledger that
 * is not needed afterwards: reading its file drops this process's POSIX lock on it.
 */
export async function crashImage(folder: string, cleanUp: CleanUp): Promise<string> {
  const image = await temporaryFolder(cleanUp);
  await cp(folder, image, { recursive: true });
  return image;
}

/** The files of a folder by name, each as the hash of its content; without the lock, which is nobody's data. */
export function fingerprints(folder: string): Record<string, string> {
  const names = readdirSync(folder).filter((name) => name !== LOCK_FILE);
  const hash = (name: string): string =>
    createHash('sha256')
      .update(readFileSync(join(folder, name)))
      .digest('hex');
  return Object.fromEntries(names.map((name) => [name, hash(name)]));
}

// Child processes ---------------------------------------------------------------------------------------------------

const program = (name: string): string => join(import.meta.dirname, name);

/** Starts a program of this folder that goes on until it is killed, which the end of the test does at the latest. */
export function startChild(
  cleanUp: CleanUp,
  name: string,
  ...parameters: readonly string[]
): { readonly child: ChildProcess; readonly lines: AsyncIterableIterator<string>; kill(): Promise<void> } {
  const child = spawn(process.execPath, [program(name), ...parameters], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const kill = (): Promise<void> => {
    child.kill('SIGKILL');
    return ended;
  };
  cleanUp(kill);
  return { child, lines: createInterface({ input: child.stdout })[Symbol.asyncIterator](), kill };
}

const isRoot = process.getuid?.() === 0;

/**
 * How mounting is allowed: root gets a mount namespace (whose propagation is left as it is, because in a chroot it cannot be changed), everybody
 * else one within a user namespace of their own.
 */
const MAY_MOUNT = isRoot ? ['--mount', '--propagation', 'unchanged'] : ['--map-root-user', '--mount'];

/** Runs a program of this folder on a small disk of its own, and returns what it wrote, as JSON. The disk vanishes with the process. */
export async function runOnSmallDisk(
  sizeBytes: number,
  name: string,
  ...parameters: readonly string[]
): Promise<unknown> {
  const folder = await mkdtemp(join(tmpdir(), 'kagibako-disk-'));
  const script = `folder=$1; shift
    mount -t tmpfs -o size=${String(sizeBytes)},mode=0700 tmpfs "$folder" || exit
    "$@"; status=$?
    umount -l "$folder"; exit $status`;
  const command = ['sh', '-c', script, 'sh', folder, process.execPath, program(name), folder, ...parameters];
  try {
    const { stdout } = await promisify(execFile)('unshare', [...MAY_MOUNT, '--', ...command]);
    return JSON.parse(stdout);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Runs a program of this folder with no more rights to files than their modes give their owner, which root does not heed otherwise. */
export async function runUnprivileged(name: string, ...parameters: readonly string[]): Promise<unknown> {
  const command = [process.execPath, program(name), ...parameters];
  const heedModes = ['setpriv', '--bounding-set=-dac_override,-dac_read_search', '--'];
  const [file = '', ...args] = isRoot ? [...heedModes, ...command] : command;
  const { stdout } = await promisify(execFile)(file, args);
  return JSON.parse(stdout);
}
