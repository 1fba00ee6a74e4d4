import BetterSqlite3 from 'better-sqlite3';

/** A connection to SQLite. Only this folder knows which library stands behind it. */
export type Database = BetterSqlite3.Database;

/** A prepared statement of such a connection. */
export type Statement<Values extends unknown[], Row> = BetterSqlite3.Statement<Values, Row>;

/** An error that SQLite reported, with its extended code, e.g. `SQLITE_IOERR_WRITE`. */
export const SqliteError = BetterSqlite3.SqliteError;

/** `PRAGMA synchronous` reads this for FULL. SQLite: "PRAGMA synchronous". */
const SYNCHRONOUS_FULL = 2;

/**
 * How long SQLite waits for somebody else's lock. Nobody else should hold one, because the vault's own lock is taken first; a virus scanner or
 * a curious person's tool may, for a moment.
 */
const BUSY_TIMEOUT_MS = 250;

/** Once a checkpoint has emptied the write-ahead log, its file is cut back to this. */
const JOURNAL_SIZE_LIMIT_BYTES = 8 * 1024 * 1024;

/**
 * Opens `file` for reading and writing, which must exist (it may be empty), with everything that a ledger needs set.
 *
 * `synchronous=FULL` is set on every open because it is no property of the file, and because better-sqlite3 is built with NORMAL for
 * write-ahead logs, under which a commit may vanish when the power fails. SQLite: "Write-Ahead Logging", "PRAGMA synchronous".
 *
 * `locking_mode=EXCLUSIVE` before the first access keeps the index of the write-ahead log in our own memory: no `-shm` file that could not grow
 * on a full disk, and nobody else's tool writes behind our back. SQLite: "Use of WAL Without Shared-Memory".
 */
export function connect(file: string): Database {
  const database = new BetterSqlite3(file, { fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
  try {
    database.pragma('locking_mode = EXCLUSIVE');
    database.pragma('trusted_schema = OFF');
    database.pragma('cell_size_check = ON');
    database.pragma('foreign_keys = ON');
    database.pragma('temp_store = MEMORY');
    const mode = database.pragma('journal_mode = WAL', { simple: true });
    if (mode !== 'wal') throw new Error(`SQLite kept the journal mode ${String(mode)}`);
    database.pragma('synchronous = FULL');
    database.pragma(`journal_size_limit = ${JOURNAL_SIZE_LIMIT_BYTES}`);
    if (process.platform === 'darwin') {
      // A plain fsync does not reach the platter there. SQLite: "PRAGMA fullfsync".
      database.pragma('fullfsync = ON');
      database.pragma('checkpoint_fullfsync = ON');
    }
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/**
 * Throws a plain error unless the connection keeps its promises. To be asked after a first write: before it, SQLite has not yet applied its
 * built-in default for write-ahead logs, and `synchronous` reads FULL even where it is about to become NORMAL.
 */
export function assertDurable(database: Database): void {
  const synchronous = database.pragma('synchronous', { simple: true });
  if (synchronous !== SYNCHRONOUS_FULL)
    throw new Error(`SQLite runs with synchronous=${String(synchronous)}, which may lose a commit`);
  const foreignKeys = database.pragma('foreign_keys', { simple: true });
  if (foreignKeys !== 1) throw new Error('SQLite does not enforce foreign keys');
}
