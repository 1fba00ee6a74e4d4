import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { auditQueries } from './audit.ts';
import { connect } from './connection.ts';
import { newLedger, startChild, TEST_NOW } from './ledger-test-support.ts';
import { LEDGER_FILE, openLedger } from './open-ledger.ts';

/** Each kills a writer after a random number of writes, at whatever it is doing then. */
const KILLS = 12;

test('a process that is killed while it writes loses nothing that it acknowledged, and leaves a ledger that opens', async () => {
  const { folder, ledger } = await newLedger(onTestFinished);
  await ledger.close();
  const acknowledged = new Map<string, string>();
  let next = 1;
  for (let round = 0; round < KILLS; round += 1) {
    const writer = startChild(onTestFinished, 'write.child.ts', folder, String(next));
    let left = 1 + Math.floor(Math.random() * 60);
    for await (const channelId of writer.lines) {
      acknowledged.set(channelId, `channel ${channelId}`);
      left -= 1;
      if (left === 0) await writer.kill();
    }
    const reopened = await openLedger({ folder, create: false, at: TEST_NOW });
    const names = new Map((await reopened.channels(TEST_NOW)).map(({ channelId, name }) => [channelId, name]));
    await reopened.close();
    const kept = [...acknowledged].filter(([channelId, name]) => names.get(channelId) === name);
    expect(kept).toEqual([...acknowledged]);
    // At most one more was on disk before it could be acknowledged.
    expect(names.size - acknowledged.size).toBeLessThanOrEqual(1);
    for (const [channelId, name] of names) acknowledged.set(channelId, name);
    next = acknowledged.size + 1;
  }
  const database = connect(join(folder, LEDGER_FILE));
  try {
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(auditQueries(database).firstBrokenLine()).toBeUndefined();
  } finally {
    database.close();
  }
}, 60_000);
