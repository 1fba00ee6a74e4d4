import { closeSync, existsSync, openSync, readFileSync, readSync, rmSync, statSync, writeFileSync } from 'node:fs';
import BetterSqlite3 from 'better-sqlite3';
import { type Database, SqliteError } from './connection.ts';
import { LEDGER_APPLICATION_ID } from './migrate.ts';
import { meaningOfSqliteCode } from './sqlite-errors.ts';
import { VaultError } from '../vault-error.ts';

/** Up to this size a ledger is checked whole on every open: that takes about ten milliseconds. */
const ALWAYS_CHECKED_BYTES = 8 * 1024 * 1024;

/** How every SQLite file begins, and where its header keeps what we ask for. SQLite: "Database File Format", section 1.3. */
const MAGIC = 'SQLite format 3\0';
const HEADER_BYTES = 100;
const APPLICATION_ID_OFFSET = 68;

/** What stands in a ledger file, learned without changing a byte of it. */
export type Examination = { readonly state: 'empty' } | { readonly state: 'ledger'; readonly version: number };

function sizeOf(file: string): number {
  return existsSync(file) ? statSync(file).size : 0;
}

function headerOf(file: string): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  const descriptor = openSync(file, 'r');
  try {
    readSync(descriptor, header, 0, HEADER_BYTES, 0);
  } finally {
    closeSync(descriptor);
  }
  return header;
}

/** Remembers a small file as it is, or that there is none; returns what puts that back. */
function restoring(file: string): () => void {
  if (!existsSync(file)) return () => rmSync(file, { force: true });
  const content = readFileSync(file);
  return () => {
    if (!existsSync(file) || !readFileSync(file).equals(content)) writeFileSync(file, content, { mode: 0o600 });
  };
}

/**
 * Looks at a ledger without a write-ahead log. There is nothing that closing could move into it, so that reading alone leaves it as it is; and in
 * exclusive mode nothing is needed beside it, for which a full disk might have no room.
 */
function lookAtFile<Result>(file: string, look: (database: Database) => Result): Result {
  const database = new BetterSqlite3(file, { fileMustExist: true, timeout: 0 });
  try {
    database.pragma('locking_mode = EXCLUSIVE');
    return look(database);
  } finally {
    database.close();
  }
}

/**
 * Looks at a ledger with a write-ahead log, whose last owner was killed. The descriptor of the ledger is open for reading alone: SQLite cannot get
 * the lock under which it would move the log into the file and delete it. The log's index, which it writes beside them, is put back as it was.
 * SQLite: "Read-Only Databases" in "Write-Ahead Logging".
 */
function lookAtFileAndLog<Result>(file: string, look: (database: Database) => Result): Result {
  const restoreIndex = restoring(`${file}-shm`);
  try {
    const database = new BetterSqlite3(file, { readonly: true, fileMustExist: true, timeout: 0 });
    try {
      return look(database);
    } finally {
      database.close();
    }
  } catch (error) {
    // No room for the index: what can be learned without it has to do.
    if (error instanceof SqliteError && meaningOfSqliteCode(error.code) === 'full') return lookAtFile(file, look);
    throw error;
  } finally {
    restoreIndex();
  }
}

/**
 * Looks at a ledger before anything may change it: whether it is one of ours, of a version we know, and whole. It is read from end to end after
 * an unclean end, which a write-ahead log that is still there gives away, and whenever it is small.
 *
 * Throws `vault-damaged` and `vault-newer`; errors of SQLite and of the file system come as they are.
 */
export function examine(file: string, folder: string, newestKnown: number): Examination {
  const damaged = (problem: string): VaultError => new VaultError('vault-damaged', { folder, problem });
  const size = sizeOf(file);
  const hasLog = sizeOf(`${file}-wal`) > 0;
  if (size === 0) {
    if (hasLog) throw damaged('ledger.sqlite is empty although its write-ahead log is not');
    return { state: 'empty' };
  }
  const header = headerOf(file);
  if (header.toString('latin1', 0, MAGIC.length) !== MAGIC) throw damaged('ledger.sqlite is not a database');
  // Nothing of another application’s is opened for writing, which might roll back something of its own.
  const inHeader = header.readUInt32BE(APPLICATION_ID_OFFSET);
  if (inHeader !== LEDGER_APPLICATION_ID && inHeader !== 0)
    throw damaged('ledger.sqlite is not a ledger of this vault');

  return (hasLog ? lookAtFileAndLog : lookAtFile)(file, (database) => {
    const applicationId = Number(database.pragma('application_id', { simple: true }));
    const version = Number(database.pragma('user_version', { simple: true }));
    if (applicationId !== LEDGER_APPLICATION_ID) {
      // Killed between making the file and its first table.
      const tables = database
        .prepare<[], { found: number }>('SELECT count(*) AS found FROM sqlite_schema')
        .get()?.found;
      if (applicationId === 0 && version === 0 && tables === 0) return { state: 'empty' };
      throw damaged('ledger.sqlite is not a ledger of this vault');
    }
    if (version > newestKnown) throw new VaultError('vault-newer', { folder, found: version, known: newestKnown });
    if (hasLog || size <= ALWAYS_CHECKED_BYTES) {
      const verdict = database.pragma('quick_check(1)', { simple: true });
      if (verdict !== 'ok') throw damaged(`its own check says: ${String(verdict)}`);
    }
    return { state: 'ledger', version };
  });
}
