import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import BetterSqlite3 from 'better-sqlite3';
import type { Database } from './connection.ts';
import { LEDGER_APPLICATION_ID } from './migrate.ts';
import { VaultError } from '../vault-error.ts';

/** Up to this size a ledger is checked whole on every open: it takes a few dozen milliseconds. */
const ALWAYS_CHECKED_BYTES = 8 * 1024 * 1024;

/** What stands in a ledger file, learned without changing a byte of it. */
export type Examination = { readonly state: 'empty' } | { readonly state: 'ledger'; readonly version: number };

function sizeOf(file: string): number {
  return existsSync(file) ? statSync(file).size : 0;
}

/**
 * Runs `look` on a connection that changes neither the ledger nor its write-ahead log: its descriptor of the ledger is open for reading alone, so
 * that SQLite cannot get the lock under which it would move the log into the file and delete it. What it needs beside them (an index of the log,
 * and the log where there is none) is put back as it was. SQLite: "Read-Only Databases" in "Write-Ahead Logging".
 */
function looking<Result>(file: string, look: (database: Database) => Result): Result {
  const restores = [`${file}-wal`, `${file}-shm`]
    .filter((beside) => sizeOf(beside) === 0 || beside.endsWith('-shm'))
    .map(restoring);
  try {
    const database = new BetterSqlite3(file, { readonly: true, fileMustExist: true, timeout: 0 });
    try {
      return look(database);
    } finally {
      database.close();
    }
  } finally {
    for (const restore of restores) restore();
  }
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
 * Looks at a ledger before anything may change it: whether it is one of ours, of a version we know, and whole. It is read from end to end after
 * an unclean end, which a write-ahead log that is still there gives away, and whenever it is small.
 *
 * Throws `vault-damaged` and `vault-newer`; errors of SQLite come as they are.
 */
export function examine(file: string, folder: string, newestKnown: number): Examination {
  const damaged = (problem: string): VaultError => new VaultError('vault-damaged', { folder, problem });
  const size = sizeOf(file);
  const logSize = sizeOf(`${file}-wal`);
  if (size === 0) {
    if (logSize > 0) throw damaged('ledger.sqlite is empty although its write-ahead log is not');
    return { state: 'empty' };
  }
  return looking(file, (database) => {
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
    if (logSize > 0 || size <= ALWAYS_CHECKED_BYTES) {
      const verdict = database.pragma('quick_check(1)', { simple: true });
      if (verdict !== 'ok') throw damaged(`its own check says: ${String(verdict)}`);
    }
    return { state: 'ledger', version };
  });
}
