import BetterSqlite3 from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { CONTAINMENT_STATES, CONTAINMENT_STEP_STATES, CONTAINMENT_STEPS } from '../../../shared/containment.ts';
import { ALL_MIGRATIONS } from './all-migrations.ts';

function migrated(): BetterSqlite3.Database {
  const database = new BetterSqlite3(':memory:');
  onTestFinished(() => void database.close());
  const before = ALL_MIGRATIONS.filter(({ version }) => version < 50);
  for (const migration of before) database.transaction(() => migration.up(database)).immediate();
  database.exec(`
    INSERT INTO channel (channel_id, name, search, platform, platform_kind, has_secret, created_at)
    VALUES ('1', 'Osaka', 'osaka', 'https://api.line.me', 'line', 1, 5), ('2', 'Kyoto', 'kyoto', 'https://api.line.me', 'line', 0, 6);
  `);
  const this50 = ALL_MIGRATIONS.find(({ version }) => version === 50);
  database.transaction(() => this50?.up(database)).immediate();
  return database;
}

test('a ledger of the version before keeps what it has, and has no containments', () => {
  const database = migrated();
  const rows = (sql: string) => database.prepare(sql).raw().all();
  expect({
    channels: rows('SELECT channel_id, name FROM channel ORDER BY channel_id'),
    containments: rows('SELECT * FROM containment'),
    steps: rows('SELECT * FROM containment_step'),
    replacements: rows('SELECT * FROM containment_reissue'),
  }).toEqual({
    channels: [
      ['1', 'Osaka'],
      ['2', 'Kyoto'],
    ],
    containments: [],
    steps: [],
    replacements: [],
  });
});

test('a channel has one containment under way, and any number that are over', () => {
  const database = migrated();
  const begin = (id: string, state: string, endedAt: number | null) =>
    database
      .prepare(
        `INSERT INTO containment (containment_id, channel_id, state, reason, begun_at, ended_at, end_reason) VALUES (?, '1', ?, 'leak', 1, ?, 'over')`,
      )
      .run(id, state, endedAt);
  begin('a', 'done', 2);
  begin('b', 'closed', 2);
  begin('c', 'under-way', null);
  expect(() => begin('d', 'under-way', null)).toThrow('UNIQUE constraint failed');
  expect(() => begin('e', 'done', null)).toThrow('CHECK constraint failed');
});

test('the columns take the steps and states of the contract, and nothing else', () => {
  const { sql } = migrated()
    .prepare<[], { sql: string }>(
      `SELECT group_concat(sql, char(10)) AS sql FROM sqlite_schema WHERE name IN ('containment', 'containment_step')`,
    )
    .get() ?? { sql: '' };
  const lists = [...sql.matchAll(/CHECK \((step|state) IN \(([^)]*)\)/g)].map(([, column, list]) => [
    column,
    list?.split(',').map((word) => word.trim().replaceAll("'", '')),
  ]);
  expect(lists).toEqual([
    ['state', [...CONTAINMENT_STATES]],
    ['step', [...CONTAINMENT_STEPS]],
    ['state', [...CONTAINMENT_STEP_STATES]],
  ]);
});
