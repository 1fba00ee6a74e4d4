import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { IssuedToken } from '../ports.ts';
import { connect } from './connection.ts';
import { addChannelWithKey, after, by, DAY, issueToken, newLedger } from './ledger-test-support.ts';
import { LEDGER_FILE } from './open-ledger.ts';
import { reminderQueries } from './reminders.ts';

const NOW = 40 * DAY;

async function ledgerOf(
  tokens: readonly { name: string; issued: number; ends: number; consumer?: string; channelId?: string }[],
) {
  const { ledger } = await newLedger(onTestFinished);
  await addChannelWithKey(ledger);
  for (const { name, issued, ends, consumer = 'bot', channelId = '2000000001' } of tokens) {
    const token: Partial<IssuedToken> = { tokenId: name, issuedAt: after(issued * DAY), expiresAt: after(ends * DAY) };
    await issueToken(ledger, `key ${name}`, token, { consumer, channelId });
  }
  return ledger;
}

async function names(ledger: Awaited<ReturnType<typeof ledgerOf>>, until = 50) {
  const stretch = { since: after(9 * DAY), until: after(until * DAY) };
  const { ends, ended, nextBehind } = await ledger.endings(stretch, after(NOW));
  return {
    ends: ends.map(({ tokenId }) => tokenId),
    ended: ended.map(({ tokenId }) => tokenId),
    next: nextBehind === null ? null : new Date(nextBehind).toISOString(),
  };
}

test('a newer live token of the same consumer replaces one, in its channel alone', async () => {
  const ledger = await ledgerOf([
    { name: 'replaced', issued: 15, ends: 45 },
    { name: 'newer', issued: 35, ends: 65 },
    { name: 'other consumer', issued: 16, ends: 46, consumer: 'web' },
    { name: 'other channel', issued: 17, ends: 47, channelId: '2000000002' },
    { name: 'nobody’s', issued: 18, ends: 48, consumer: '' },
    { name: 'nobody’s newer', issued: 19, ends: 49, consumer: '' },
    { name: 'same moment, shorter', issued: 20, ends: 44, consumer: 'twin' },
    { name: 'same moment', issued: 20, ends: 50, consumer: 'twin' },
  ]);
  expect(await names(ledger)).toEqual({
    ends: ['other consumer', 'other channel', 'nobody’s', 'nobody’s newer', 'same moment'],
    ended: [],
    next: after(65 * DAY),
  });
  // Where what replaced it is over, it counts again.
  await ledger.markRevoking(['newer'], by(NOW));
  expect((await names(ledger)).ends).toContain('replaced');
});

test('one that ran out is told unless anything newer was ever issued to its consumer', async () => {
  const ledger = await ledgerOf([
    { name: 'ended', issued: 5, ends: 35 },
    { name: 'long ago', issued: 1, ends: 8, consumer: 'old' },
    { name: 'replaced', issued: 6, ends: 36, consumer: 'web' },
    { name: 'its newer one', issued: 7, ends: 37, consumer: 'web' },
    { name: 'exactly now', issued: 10, ends: 40, consumer: 'exact' },
  ]);
  expect(await names(ledger)).toEqual({ ends: [], ended: ['ended', 'its newer one', 'exactly now'], next: null });
});

test('what is revoked, or of a removed channel, is told no more', async () => {
  const ledger = await ledgerOf([{ name: 'one', issued: 5, ends: 35, channelId: '2000000002' }]);
  expect((await names(ledger)).ended).toEqual(['one']);
  expect((await ledger.removeChannel('2000000002', by(NOW))).outcome).toBe('removed');
  expect((await names(ledger)).ended).toEqual([]);
});

test('many that end in one moment are all found, in more than one piece', async () => {
  const { ledger, folder } = await newLedger(onTestFinished);
  await addChannelWithKey(ledger);
  const names = Array.from({ length: 10 }, (_, index) => String(index));
  for (const name of names) {
    const token = { tokenId: name, issuedAt: after(15 * DAY), expiresAt: after((name === '7' ? 42 : 45) * DAY) };
    await issueToken(ledger, `key ${name}`, token, { consumer: '' });
  }
  await ledger.close();
  const database = connect(join(folder, LEDGER_FILE));
  onTestFinished(() => void database.close());
  const work = reminderQueries(database, 3).endings(0, Date.parse(after(45 * DAY)), Date.parse(after(NOW)));
  let pieces = 1;
  let step = work.next();
  for (; !step.done; step = work.next()) pieces += 1;
  const { ends, ended } = step.value;
  expect([ends.map(({ tokenId }) => tokenId), ended, pieces]).toEqual([
    ['7', ...names.filter((name) => name !== '7')],
    [],
    4,
  ]);
});
