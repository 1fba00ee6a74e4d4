import BetterSqlite3 from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { migration0010 } from './0010-first-ledger.ts';
import { migration0020 } from './0020-tags-and-counts.ts';

function migrated(): BetterSqlite3.Database {
  const database = new BetterSqlite3(':memory:');
  onTestFinished(() => void database.close());
  migration0010.up(database);
  database.exec(`
    INSERT INTO channel VALUES ('1', 'Osaka', 'osaka', 'https://api.line.me', 'line', 1, 5, NULL, NULL), ('2', 'Kyoto', 'kyoto', 'https://api.line.me', 'line', 0, 6, 7, 8);
    INSERT INTO token (token_id, channel_id, key_id, state, label, consumer, consumer_key, issued_at, expires_at, expiry_known)
    VALUES ('a', '1', 'ka', 'active', '', '', '', 1, 2, 1), ('b', '1', 'kb', 'active', '', '', '', 1, 2, 1),
           ('c', '1', 'kc', 'gone', '', '', '', 1, 2, 1), ('d', '2', 'kd', 'revoked', '', '', '', 1, 2, 1);
    INSERT INTO audit VALUES (1, 5, 'token-issued', 'cli', '1', 'a', 'ka', zeroblob(32)), (2, 6, 'vault-opened', 'cli', NULL, NULL, NULL, zeroblob(32));
  `);
  migration0020.up(database);
  return database;
}

const counted = (database: BetterSqlite3.Database) =>
  database
    .prepare('SELECT channel_id, state, found FROM token_count WHERE found > 0 ORDER BY channel_id, state')
    .raw()
    .all();

test('a ledger of version 10 keeps what it has; its channels have no tags and are not pinned, and its tokens are counted', () => {
  const database = migrated();
  expect({
    channels: database.prepare('SELECT * FROM channel ORDER BY channel_id').raw().all(),
    tokens: database.prepare('SELECT token_id, channel_id, state FROM token ORDER BY sequence').raw().all(),
    audit: database.prepare('SELECT sequence, subject_id FROM audit ORDER BY sequence').raw().all(),
    counts: counted(database),
  }).toEqual({
    channels: [
      ['1', 'Osaka', 'osaka', 'https://api.line.me', 'line', 1, 5, null, null, '[]', 0],
      ['2', 'Kyoto', 'kyoto', 'https://api.line.me', 'line', 0, 6, 7, 8, '[]', 0],
    ],
    tokens: [
      ['a', '1', 'active'],
      ['b', '1', 'active'],
      ['c', '1', 'gone'],
      ['d', '2', 'revoked'],
    ],
    audit: [
      [1, 'a'],
      [2, null],
    ],
    counts: [
      ['1', 'active', 2],
      ['1', 'gone', 1],
      ['2', 'revoked', 1],
    ],
  });
});

test('from then on tokens are counted whenever one comes, changes or goes', () => {
  const database = migrated();
  database.exec(`
    INSERT INTO token (token_id, channel_id, key_id, state, label, consumer, consumer_key, issued_at, expires_at, expiry_known)
    VALUES ('e', '2', 'ke', 'foreign', '', '', '', 1, 2, 0), ('f', '1', 'kf', 'active', '', '', '', 1, 2, 1);
    UPDATE token SET state = 'revoking', checked_at = 3 WHERE token_id IN ('a', 'b');
    UPDATE token SET checked_at = 4;
    UPDATE token SET state = state;
    DELETE FROM token WHERE token_id = 'd';
  `);
  expect(counted(database)).toEqual([
    ['1', 'active', 1],
    ['1', 'gone', 1],
    ['1', 'revoking', 2],
    ['2', 'foreign', 1],
  ]);
});

test('tags are a list, and a channel is pinned or not', () => {
  const database = migrated();
  for (const change of [`tags = 'shops'`, `tags = '{}'`, `pinned = 2`]) {
    expect(() => database.exec(`UPDATE channel SET ${change}`)).toThrow('CHECK constraint failed');
  }
});
