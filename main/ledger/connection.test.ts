import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { assertDurable, connect } from './connection.ts';
import { createEmptyFile } from './ledger-lock.ts';
import { temporaryFolder } from './ledger-test-support.ts';

async function connected(): Promise<BetterSqlite3.Database> {
  const file = join(await temporaryFolder(onTestFinished), 'ledger.sqlite');
  createEmptyFile(file);
  const database = connect(file);
  onTestFinished(() => {
    database.close();
  });
  return database;
}

describe('a connection', () => {
  test('loses no commit and breaks no reference, and does so still after its first write', async () => {
    const database = await connected();
    const promises = () =>
      Object.fromEntries(
        ['journal_mode', 'synchronous', 'foreign_keys', 'trusted_schema', 'locking_mode', 'cell_size_check'].map(
          (name) => [name, database.pragma(name, { simple: true })],
        ),
      );
    const expected = {
      journal_mode: 'wal',
      synchronous: 2,
      foreign_keys: 1,
      trusted_schema: 0,
      locking_mode: 'exclusive',
      cell_size_check: 1,
    };
    database.exec('CREATE TABLE first (value INTEGER) STRICT');
    expect(promises()).toEqual(expected);
    database.exec('INSERT INTO first VALUES (1)');
    expect(promises()).toEqual(expected);
    expect(() => assertDurable(database)).not.toThrow();
  });

  test('that may lose a commit is thrown as a bug, which shows only after a first write', async () => {
    const database = new BetterSqlite3(join(await temporaryFolder(onTestFinished), 'ledger.sqlite'));
    onTestFinished(() => {
      database.close();
    });
    database.pragma('journal_mode = WAL');
    expect(database.pragma('synchronous', { simple: true })).toBe(2);
    database.exec('CREATE TABLE first (value INTEGER)');
    expect(() => assertDurable(database)).toThrow('synchronous=1');
  });

  test('that enforces no references is thrown as a bug', async () => {
    const database = await connected();
    database.pragma('foreign_keys = OFF');
    expect(() => assertDurable(database)).toThrow('foreign keys');
  });

  test('to a file that is not there is not made', async () => {
    const file = join(await temporaryFolder(onTestFinished), 'nothing.sqlite');
    expect(() => connect(file)).toThrow();
  });
});
