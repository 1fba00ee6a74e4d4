import BetterSqlite3 from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { ISSUE_STATES, REVOKE_OUTCOMES, SIGNING_KEY_STATES, STORED_TOKEN_STATES } from '../../../shared/domain.ts';
import { migration0010 } from './0010-first-ledger.ts';

function migrated(): BetterSqlite3.Database {
  const database = new BetterSqlite3(':memory:');
  onTestFinished(() => void database.close());
  migration0010.up(database);
  return database;
}

test('from nothing, it makes these tables, indexes and triggers', () => {
  const rows = migrated()
    .prepare<[], { type: string; name: string }>(
      `SELECT type, name FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name`,
    )
    .all();
  expect(rows.map(({ type, name }) => `${type} ${name}`)).toEqual([
    'index audit_by_channel',
    'index issue_by_channel',
    'index issue_by_time',
    'index issue_unresolved',
    'index operation_running',
    'index signing_key_by_channel',
    'index signing_key_by_kid',
    'index signing_key_by_thumbprint',
    'index token_by_channel',
    'index token_by_channel_consumer',
    'index token_by_channel_expiry',
    'index token_by_channel_issue_time',
    'index token_by_channel_state',
    'index token_by_consumer',
    'index token_by_expiry',
    'index token_by_issue_time',
    'index token_by_state',
    'index token_open_by_channel',
    'index token_open_by_expiry',
    'index token_value_by_index',
    'table audit',
    'table channel',
    'table issue',
    'table ledger_info',
    'table operation',
    'table operation_item',
    'table signing_key',
    'table token',
    'table token_search',
    'table token_value',
    'trigger audit_is_never_deleted',
    'trigger audit_is_never_replaced',
    'trigger audit_is_never_updated',
  ]);
});

test('every table is strict', () => {
  const tables = migrated()
    .prepare<[], { name: string; strict: number }>(
      `SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite_%'`,
    )
    .all();
  expect(tables.filter(({ strict }) => strict === 0)).toEqual([]);
});

test('the columns of states take each state of the contract, and nothing else', () => {
  const database = migrated();
  // The words alone are looked at here: what they refer to comes with the tests of the queries.
  database.pragma('foreign_keys = OFF');
  const states: Record<string, readonly string[]> = {
    token: STORED_TOKEN_STATES,
    issue: ISSUE_STATES,
    signing_key: SIGNING_KEY_STATES,
    // Those that there were then: a later migration widens them.
    operation: ['running', 'done', 'some-failed', 'failed', 'cancelled', 'interrupted'],
    operation_item: REVOKE_OUTCOMES,
  };
  const checks = database.prepare<[string], { sql: string }>(`SELECT sql FROM sqlite_schema WHERE name = ?`);
  const found = Object.keys(states).map((table) => {
    const list = /(?:state|outcome) (?:TEXT|TEXT NOT NULL) CHECK \((?:state|outcome) IN \(([^)]*)\)/.exec(
      checks.get(table)?.sql ?? '',
    )?.[1];
    return [table, list?.split(', ').map((word) => word.replaceAll("'", ''))];
  });
  expect(Object.fromEntries(found)).toEqual(
    Object.fromEntries(Object.entries(states).map(([table, list]) => [table, [...list]])),
  );
  expect(() => database.exec(`INSERT INTO operation VALUES (1, 'a', 'revoke', 'paused', 0, 0, 0, 0, NULL)`)).toThrow(
    'CHECK constraint failed',
  );
});
