import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { SqliteError } from './connection.ts';
import { errnoOf } from '../secrets/replace-file.ts';
import { VaultError } from '../vault-error.ts';

/** The file whose lock says that a vault is open. It stays empty. */
export const LOCK_FILE = 'vault.lock';

/** A held lock. It ends with `release`, and with the process however that dies: the operating system keeps it, not a file's content. */
export interface LedgerLock {
  release(): void;
}

/** Makes `file` with nothing in it, readable by its owner alone; an existing one is left as it is, and not even opened. */
export function createEmptyFile(file: string): void {
  try {
    writeFileSync(file, '', { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (errnoOf(error) !== 'EEXIST') throw error;
  }
}

/**
 * Takes the vault's lock: an exclusive transaction on an empty database of its own, which SQLite backs with a lock of the operating system on
 * every platform. Its file is never opened any other way, because closing any descriptor of it would drop a POSIX lock. SQLite: "How To Corrupt
 * An SQLite Database File", section 2.2.
 *
 * Throws `vault-in-use` where somebody, also within this process, holds it. Errors of the file system come as they are.
 */
export function takeLock(folder: string): LedgerLock {
  const file = join(folder, LOCK_FILE);
  createEmptyFile(file);
  const database = new BetterSqlite3(file, { fileMustExist: true, timeout: 0 });
  try {
    // Nothing is ever written there, so there is nothing to roll back from disk either.
    database.pragma('journal_mode = MEMORY');
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (error instanceof SqliteError && error.code.startsWith('SQLITE_BUSY')) {
      throw new VaultError('vault-in-use', { folder }, { cause: error });
    }
    throw error;
  }
  return { release: () => database.close() };
}
