import BetterSqlite3 from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import {
  ADOPTION_PROOFS,
  ROTATION_CAUSES,
  ROTATION_STATES,
  ROTATION_STEP_STATES,
  ROTATION_STEPS,
  STEP_PROOFS,
} from '../../../shared/rotation.ts';
import { migration0010 } from './0010-first-ledger.ts';
import { migration0020 } from './0020-tags-and-counts.ts';
import { migration0030 } from './0030-operations.ts';
import { migration0040 } from './0040-rotations.ts';

function migrated(): BetterSqlite3.Database {
  const database = new BetterSqlite3(':memory:');
  onTestFinished(() => void database.close());
  database.pragma('foreign_keys = ON');
  for (const before of [migration0010, migration0020, migration0030]) before.up(database);
  database.exec(`
    INSERT INTO channel (channel_id, name, search, platform, platform_kind, has_secret, created_at)
    VALUES ('1', 'Osaka', 'osaka', 'https://api.line.me', 'line', 1, 5);
    INSERT INTO token (token_id, channel_id, key_id, state, label, consumer, consumer_key, issued_at, expires_at, expiry_known)
    VALUES ('a', '1', 'ka', 'active', '', 'bot', 'bot', 1, 2, 1);
  `);
  database.transaction(() => migration0040.up(database)).immediate();
  return database;
}

const ROTATION = `INSERT INTO rotation (rotation_id, channel_id, consumer, label, cause, state, step, lifetime_seconds, overlap_seconds, delivery,
                                        confirm_by, begun_at, ended_at) VALUES`;

test('a ledger of version 30 keeps what it has, and gets tables for rotations', () => {
  const database = migrated();
  expect({
    tokens: database.prepare('SELECT token_id, state FROM token').raw().all(),
    added: database
      .prepare(
        `SELECT type || ' ' || name FROM sqlite_schema WHERE name LIKE 'rotation%' AND sql IS NOT NULL ORDER BY type, name`,
      )
      .pluck()
      .all(),
    loose: database
      .prepare(`SELECT name FROM pragma_table_list WHERE name LIKE 'rotation%' AND strict = 0 AND type = 'table'`)
      .pluck()
      .all(),
    broken: database.pragma('foreign_key_check'),
  }).toEqual({
    tokens: [['a', 'active']],
    added: [
      'index rotation_by_channel',
      'index rotation_by_issue',
      'index rotation_by_old_token',
      'index rotation_under_way',
      'table rotation',
      'table rotation_old_token',
      'table rotation_policy',
      'table rotation_step',
    ],
    loose: [],
    broken: [],
  });
});

test('the columns of words take each word of the contract, and nothing else', () => {
  const database = migrated();
  const words = (table: string, column: string) =>
    new RegExp(`\\b${column} (?:TEXT|TEXT NOT NULL) CHECK \\(${column} IN \\(([^)]*)\\)`)
      .exec(String(database.prepare('SELECT sql FROM sqlite_schema WHERE name = ?').pluck().get(table)))?.[1]
      ?.split(', ')
      .map((word) => word.replaceAll("'", ''));
  expect([
    words('rotation', 'cause'),
    words('rotation', 'state'),
    words('rotation', 'step'),
    words('rotation', 'confirm_by'),
    words('rotation_policy', 'confirm_by'),
    words('rotation_step', 'step'),
    words('rotation_step', 'state'),
    words('rotation_step', 'proof'),
  ]).toEqual([
    [...ROTATION_CAUSES],
    [...ROTATION_STATES],
    [...ROTATION_STEPS],
    [...ADOPTION_PROOFS],
    [...ADOPTION_PROOFS],
    [...ROTATION_STEPS],
    [...ROTATION_STEP_STATES],
    [...STEP_PROOFS],
  ]);
});

test('of a consumer one rotation is under way at a time; what contradicts itself is not taken', () => {
  const database = migrated();
  const add = (id: string, state: string, ended: string) =>
    database.exec(
      `${ROTATION} ('${id}', '1', 'bot', '', 'planned', '${state}', 'issue', 1, 0, '{}', 'person', 5, ${ended})`,
    );
  add('r-1', 'under-way', 'NULL');
  add('r-2', 'stopped', '6');
  expect(() => add('r-3', 'under-way', 'NULL')).toThrow('UNIQUE constraint failed');
  for (const [state, ended] of [
    ['under-way', '6'],
    ['done', 'NULL'],
  ] as const)
    expect(() => add('r-4', state, ended)).toThrow('CHECK constraint failed');
  expect(() => database.exec(`UPDATE rotation SET step = 'drain'`)).toThrow('CHECK constraint failed');
  const step = (values: string) => database.exec(`INSERT INTO rotation_step VALUES (1, 0, 'issue', ${values})`);
  for (const values of [
    `'now', 5, 'cli', NULL, NULL, NULL`,
    `'done', 5, 'cli', NULL, NULL, NULL`,
    `'failed', 5, 'cli', NULL, NULL, NULL`,
    `'skipped', 5, 'cli', NULL, NULL, NULL`,
  ])
    expect(() => step(values)).toThrow('CHECK constraint failed');
});
