/** For tests, on a small disk of its own: fills it at the worst moments, and writes what became of the ledger, as JSON. */
import { closeSync, openSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Ledger } from '../ports.ts';
import { isVaultError } from '../vault-error.ts';
import { answerOf, by, CHANNEL_ID, channelOf, issueOf, sendIssue, TEST_NOW } from './ledger-test-support.ts';
import { openLedger } from './open-ledger.ts';
import { RESERVE_FILE } from './reserve.ts';

const [folder = '', scenario] = process.argv.slice(2);
const filler = join(folder, 'filler');

/** Takes what is left of the disk, to the last byte. */
function fillDisk(): void {
  const descriptor = openSync(filler, 'a');
  try {
    for (const size of [65_536, 4_096, 512, 1]) {
      try {
        for (;;) writeSync(descriptor, Buffer.alloc(size, 1));
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
      }
    }
  } finally {
    closeSync(descriptor);
  }
}

const freeDisk = (): void => rmSync(filler);
const hasReserve = (): boolean => statSync(join(folder, RESERVE_FILE), { throwIfNoEntry: false }) !== undefined;

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'done';
  } catch (error) {
    if (isVaultError(error)) return error.code;
    throw error;
  }
}

/** Adds channels until the disk is full: even then a log that was written before has some room left in it. Returns how many were added. */
async function addUntilFull(ledger: Ledger, first: number): Promise<number> {
  for (let number = first; ; number += 1) {
    if ((await codeOf(ledger.addChannel(channelOf(String(number)), by()))) === 'vault-full') return number - first;
  }
}

const open = () => openLedger({ folder, create: true, at: TEST_NOW });

/** Rows until nothing goes any more, then reading, reopening, and room again. */
async function rows(): Promise<unknown> {
  const ledger = await open();
  writeFileSync(filler, Buffer.alloc(256 * 1024, 1));
  const added = await addUntilFull(ledger, 1);
  fillDisk();
  const readable = (await ledger.channels(TEST_NOW)).length === added;
  await ledger.close();
  const reopened = await open();
  const kept = (await reopened.channels(TEST_NOW)).length === added;
  const stillFull = await codeOf(reopened.addChannel(channelOf('999999'), by()));
  freeDisk();
  const afterwards = await codeOf(reopened.addChannel(channelOf('999999'), by()));
  await reopened.close();
  return { someAdded: added > 9, readable, kept, stillFull, afterwards };
}

/** The disk fills up between the request to LINE and its answer. */
async function answer(): Promise<unknown> {
  const ledger = await open();
  const issueId = await sendIssue(ledger);
  const issue = await issueOf(ledger);
  const kept = hasReserve();
  fillDisk();
  await addUntilFull(ledger, 1);
  const token = await ledger.completeIssue(issueId, answerOf('key-1'), by());
  const spent = !hasReserve();
  // The reserve was larger than the answer: what it left over goes too.
  fillDisk();
  const next = await codeOf(ledger.prepareIssue(issue, by()));
  const issues = (await ledger.issues({ channelId: CHANNEL_ID, unresolvedOnly: false })).map(({ state }) => state);
  await ledger.close();
  const reopened = await open();
  const value = (await reopened.sealedValue(token.tokenId))?.toString();
  freeDisk();
  const afterwards = await reopened.prepareIssue(issue, by());
  await reopened.close();
  return { kept, state: token.state, spent, next, issues, value, afterwards, keptAgain: hasReserve() };
}

/** The disk fills up before anything is sent, or LINE says no, or nothing. */
async function otherEnds(): Promise<unknown> {
  const ledger = await open();
  const [rejected, lost] = [await sendIssue(ledger), await sendIssue(ledger, [], { channelId: '2' })];
  const prepared = await issueOf(ledger, { channelId: '3' });
  await ledger.prepareIssue(prepared, by());
  const end = { httpStatus: null, requestId: null, reason: 'a reason' };
  fillDisk();
  await addUntilFull(ledger, 10);
  const sent = await codeOf(ledger.markIssueSent(prepared.issueId, [], by()));
  const rejecting = await codeOf(ledger.rejectIssue(rejected, end, by()));
  const losing = await codeOf(ledger.markIssueUnknown(lost, end, by()));
  const states = (await ledger.issues({ unresolvedOnly: false })).map(
    ({ channelId, state }) => `${channelId} ${state}`,
  );
  await ledger.close();
  return { sent, rejecting, losing, states: states.toSorted() };
}

/** There is no room to make a ledger. */
async function creating(): Promise<unknown> {
  fillDisk();
  const refused = await codeOf(open());
  freeDisk();
  const ledger = await open();
  await ledger.close();
  return { refused, afterwards: 'done' };
}

const scenarios: Record<string, () => Promise<unknown>> = { rows, answer, otherEnds, creating };
process.stdout.write(JSON.stringify(await scenarios[scenario ?? '']?.()));
