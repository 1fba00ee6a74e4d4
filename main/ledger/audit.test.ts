import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { auditQueries } from './audit.ts';
import { connect, type Database } from './connection.ts';
import { after, by, CHANNEL_ID, channelOf, newLedger } from './ledger-test-support.ts';
import { LEDGER_FILE } from './open-ledger.ts';

/** A closed ledger with five lines in its log, opened past the port. */
async function log(): Promise<Database> {
  const { folder, ledger } = await newLedger(onTestFinished);
  await ledger.addChannel(channelOf(), by(1));
  await ledger.renameChannel(CHANNEL_ID, 'another', { at: after(2), door: 'cli' });
  await ledger.recordAudit({ kind: 'token-revealed', channelId: CHANNEL_ID, subjectId: 'token-1' }, by(3));
  await ledger.recordAudit({ kind: 'vault-opened', note: 'os' }, by(4));
  await ledger.addChannel(channelOf('2'), by(5));
  await ledger.close();
  const database = connect(join(folder, LEDGER_FILE));
  onTestFinished(() => {
    database.close();
  });
  return database;
}

describe('the log of what was done', () => {
  test('is read newest first, of all or of one channel, and onwards from any line', async () => {
    const { ledger } = await newLedger(onTestFinished);
    await ledger.addChannel(channelOf(), by(1));
    await ledger.renameChannel(CHANNEL_ID, 'another', { at: after(2), door: 'cli' });
    await ledger.recordAudit({ kind: 'vault-opened', note: 'os' }, by(3));
    const opened = {
      sequence: 3,
      at: after(3),
      kind: 'vault-opened',
      door: 'test',
      channelId: null,
      subjectId: null,
      note: 'os',
    };
    const renamed = {
      sequence: 2,
      at: after(2),
      kind: 'channel-renamed',
      door: 'cli',
      channelId: CHANNEL_ID,
      subjectId: null,
      note: 'another',
    };
    expect(await ledger.audit({ limit: 2 })).toEqual([opened, renamed]);
    expect(await ledger.audit({ channelId: CHANNEL_ID, limit: 1 })).toEqual([renamed]);
    expect(await ledger.audit({ beforeSequence: 2, limit: 9 })).toMatchObject([{ sequence: 1, kind: 'channel-added' }]);
  });

  test('is read by what it is about, within one channel too', async () => {
    const { ledger } = await newLedger(onTestFinished);
    const line = (channelId: string, subjectId: string, seconds: number) =>
      ledger.recordAudit({ kind: 'token-copied', channelId, subjectId }, by(seconds));
    for (const [seconds, subject] of ['one', 'other', 'one', 'one'].entries()) await line(CHANNEL_ID, subject, seconds);
    await line('2', 'one', 9);
    const sequences = async (query: Parameters<typeof ledger.audit>[0]) =>
      (await ledger.audit(query)).map(({ sequence }) => sequence);
    expect(await sequences({ subjectId: 'one', limit: 9 })).toEqual([5, 4, 3, 1]);
    expect(await sequences({ subjectId: 'one', beforeSequence: 4, limit: 1 })).toEqual([3]);
    expect(await sequences({ subjectId: 'one', channelId: '2', limit: 9 })).toEqual([5]);
    expect(await sequences({ subjectId: 'nothing', limit: 9 })).toEqual([]);
  });

  test('cannot be changed or shortened, not even past the port', async () => {
    const database = await log();
    const refused = 'the log of what was done is only ever added to';
    expect(() => database.exec(`UPDATE audit SET note = 'x' WHERE sequence = 2`)).toThrow(refused);
    expect(() => database.exec('DELETE FROM audit')).toThrow(refused);
    expect(() => database.exec(`INSERT OR REPLACE INTO audit SELECT * FROM audit WHERE sequence = 2`)).toThrow(refused);
  });

  test('shows where somebody changed it who knew how', async () => {
    const database = await log();
    const audit = auditQueries(database);
    expect(audit.firstBrokenLine()).toBeUndefined();
    database.exec('DROP TRIGGER audit_is_never_updated; DROP TRIGGER audit_is_never_deleted;');
    database.exec(`SAVEPOINT before; UPDATE audit SET note = 'x' WHERE sequence = 4`);
    expect(audit.firstBrokenLine()).toBe(4);
    database.exec(`ROLLBACK TO before; UPDATE audit SET at = at + 1 WHERE sequence = 2`);
    expect(audit.firstBrokenLine()).toBe(2);
    database.exec('ROLLBACK TO before; DELETE FROM audit WHERE sequence = 3');
    expect(audit.firstBrokenLine()).toBe(3);
    database.exec('ROLLBACK TO before; RELEASE before');
    expect(audit.firstBrokenLine()).toBeUndefined();
  });
});
