import BetterSqlite3 from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { ITEM_OUTCOMES, OPERATION_KINDS, OPERATION_STATES } from '../../../shared/operations.ts';
import { migration0010 } from './0010-first-ledger.ts';
import { migration0020 } from './0020-tags-and-counts.ts';
import { migration0030 } from './0030-operations.ts';

function migrated(): BetterSqlite3.Database {
  const database = new BetterSqlite3(':memory:');
  onTestFinished(() => void database.close());
  database.pragma('foreign_keys = ON');
  migration0010.up(database);
  migration0020.up(database);
  database.exec(`
    INSERT INTO channel (channel_id, name, search, platform, platform_kind, has_secret, created_at)
    VALUES ('1', 'Osaka', 'osaka', 'https://api.line.me', 'line', 1, 5);
    INSERT INTO token (token_id, channel_id, key_id, state, label, consumer, consumer_key, issued_at, expires_at, expiry_known)
    VALUES ('a', '1', 'ka', 'revoked', 'blue', 'shop', 'shop', 1, 2, 1), ('b', '1', 'kb', 'active', '', 'bot', 'bot', 1, 2, 1);
    INSERT INTO operation VALUES (3, 'o-3', 'revoke', 'some-failed', 2, 2, 1, 10, 20), (4, 'o-4', 'revoke', 'interrupted', 2, 1, 0, 30, 40),
                                 (5, 'o-5', 'check', 'running', 0, 0, 0, 50, NULL);
    INSERT INTO operation_item VALUES (3, 0, 1, 'revoked', NULL), (3, 1, 2, 'failed', '{"code":"platform-busy"}'),
                                      (4, 0, 2, 'already-invalid', NULL), (4, 1, 1, NULL, NULL);
  `);
  database.transaction(() => migration0030.up(database)).immediate();
  return database;
}

test('a ledger of version 20 keeps its operations and their items; what was interrupted can go on', () => {
  const database = migrated();
  expect({
    operations: database.prepare('SELECT * FROM operation ORDER BY sequence').raw().all(),
    items: database.prepare('SELECT * FROM operation_item ORDER BY operation_sequence, position').raw().all(),
    broken: database.pragma('foreign_key_check'),
    tables: database
      .prepare(`SELECT name FROM sqlite_schema WHERE name LIKE 'operation%' AND sql IS NOT NULL ORDER BY name`)
      .pluck()
      .all(),
  }).toEqual({
    operations: [
      [3, 'o-3', 'revoke', 'some-failed', '{}', 2, 2, 1, 10, 20, null, null],
      [4, 'o-4', 'revoke', 'interrupted', '{}', 2, 1, 0, 30, null, null, null],
      [5, 'o-5', 'check', 'running', '{}', 0, 0, 0, 50, null, null, null],
    ],
    items: [
      [3, 0, '1', 'shop', 'blue', 1, null, null, 'revoked', null, 1, 20],
      [3, 1, '1', 'bot', '', 2, null, null, 'failed', '{"code":"platform-busy"}', 1, 20],
      [4, 0, '1', 'bot', '', 2, null, null, 'already-invalid', null, 1, 40],
      [4, 1, '1', 'shop', 'blue', 1, null, null, null, null, 0, null],
    ],
    broken: [],
    tables: ['operation', 'operation_item', 'operation_item_by_outcome', 'operation_open'],
  });
});

test('the columns of words take each word of the contract, and nothing else', () => {
  const database = migrated();
  const sql = (table: string) =>
    String(database.prepare('SELECT sql FROM sqlite_schema WHERE name = ?').pluck().get(table));
  const words = (table: string, column: string) =>
    new RegExp(`${column} IN \\(([^)]*)\\)`)
      .exec(sql(table))?.[1]
      ?.split(', ')
      .map((word) => word.replaceAll("'", ''));
  expect([words('operation', 'kind'), words('operation', 'state'), words('operation_item', 'outcome')]).toEqual([
    [...OPERATION_KINDS],
    [...OPERATION_STATES],
    [...ITEM_OUTCOMES],
  ]);
});

test('only what waits says for what, and only what is over has an end', () => {
  const database = migrated();
  for (const change of [
    `UPDATE operation SET state = 'queued' WHERE sequence = 5`,
    `UPDATE operation SET waits_for = 'https://api.line.me', tried_at = 1 WHERE sequence = 5`,
    `UPDATE operation SET state = 'done' WHERE sequence = 5`,
    `UPDATE operation SET ended_at = NULL WHERE sequence = 3`,
    `UPDATE operation_item SET outcome = NULL WHERE position = 0 AND operation_sequence = 3`,
    `UPDATE operation_item SET error = '{' WHERE position = 1 AND operation_sequence = 3`,
  ])
    expect(() => database.exec(change)).toThrow('CHECK constraint failed');
});
