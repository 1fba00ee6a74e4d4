import BetterSqlite3 from 'better-sqlite3';
import * as v from 'valibot';

/** The version of the SQLite that is built in. */
export function sqliteVersion(): string {
  const database = new BetterSqlite3(':memory:');
  try {
    return v.parse(v.string(), database.prepare('SELECT sqlite_version()').pluck().get());
  } finally {
    database.close();
  }
}
