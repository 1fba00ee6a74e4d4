import { accessSync, constants, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileFailure } from '../secrets/replace-file.ts';
import { VaultError } from '../vault-error.ts';
import { SqliteError } from './connection.ts';

/** What a result code of SQLite means for the vault. `bug` stays a plain error; `ask-the-disk` is settled by trying to write. */
type Meaning = 'full' | 'read-only' | 'damaged' | 'in-use' | 'bug' | 'ask-the-disk';

/** By primary result code. SQLite: "Result and Error Codes". */
const PRIMARY: Readonly<Record<string, Meaning>> = {
  SQLITE_ERROR: 'bug',
  SQLITE_INTERNAL: 'bug',
  SQLITE_PERM: 'read-only',
  SQLITE_ABORT: 'bug',
  SQLITE_BUSY: 'in-use',
  SQLITE_LOCKED: 'in-use',
  SQLITE_NOMEM: 'bug',
  SQLITE_READONLY: 'read-only',
  SQLITE_INTERRUPT: 'bug',
  SQLITE_IOERR: 'ask-the-disk',
  SQLITE_CORRUPT: 'damaged',
  SQLITE_NOTFOUND: 'bug',
  SQLITE_FULL: 'full',
  SQLITE_CANTOPEN: 'ask-the-disk',
  SQLITE_PROTOCOL: 'in-use',
  SQLITE_EMPTY: 'bug',
  SQLITE_SCHEMA: 'bug',
  SQLITE_TOOBIG: 'bug',
  SQLITE_CONSTRAINT: 'bug',
  SQLITE_MISMATCH: 'bug',
  SQLITE_MISUSE: 'bug',
  SQLITE_NOLFS: 'full',
  SQLITE_AUTH: 'read-only',
  SQLITE_FORMAT: 'damaged',
  SQLITE_RANGE: 'bug',
  SQLITE_NOTADB: 'damaged',
  SQLITE_NOTICE: 'bug',
  SQLITE_WARNING: 'bug',
};

/** Extended codes that mean something else than their primary one. */
const EXTENDED: Readonly<Record<string, Meaning>> = {
  SQLITE_IOERR_NOMEM: 'bug',
  SQLITE_IOERR_SHMSIZE: 'full',
  SQLITE_IOERR_CORRUPTFS: 'damaged',
  SQLITE_IOERR_BLOCKED: 'in-use',
  SQLITE_IOERR_LOCK: 'in-use',
  SQLITE_IOERR_RDLOCK: 'in-use',
  SQLITE_READONLY_DBMOVED: 'damaged',
};

/** What went wrong, for a person who reads that the ledger is damaged. */
const PROBLEMS: Readonly<Record<string, string>> = {
  SQLITE_CORRUPT: 'some of its pages make no sense',
  SQLITE_NOTADB: 'ledger.sqlite is not a database',
  SQLITE_FORMAT: 'ledger.sqlite is not a database',
  SQLITE_READONLY_DBMOVED: 'ledger.sqlite was moved or deleted while it was open',
  SQLITE_IOERR_CORRUPTFS: 'the file system itself is damaged',
};

/** `SQLITE_IOERR` of `SQLITE_IOERR_WRITE`. */
function primaryOf(code: string): string {
  return /^SQLITE_[A-Z]+/.exec(code)?.[0] ?? '';
}

/** The meaning of a result code, extended or primary; codes of a future SQLite are bugs until somebody has thought about them. */
export function meaningOfSqliteCode(code: string): Meaning {
  return EXTENDED[code] ?? PRIMARY[primaryOf(code)] ?? 'bug';
}

/** Writes and removes a small file, to learn why SQLite could not write or open one of its own. */
function askTheDisk(folder: string): VaultError | undefined {
  const probe = join(folder, 'ledger.probe');
  try {
    accessSync(folder, constants.W_OK);
    writeFileSync(probe, Buffer.alloc(4096, 1), { flush: true, mode: 0o600 });
    return undefined;
  } catch (error) {
    const failure = fileFailure(error, folder);
    return failure instanceof VaultError ? failure : undefined;
  } finally {
    rmSync(probe, { force: true });
  }
}

function damaged(folder: string, code: string, cause: unknown): VaultError {
  const problem = PROBLEMS[code] ?? PROBLEMS[primaryOf(code)] ?? `the disk reported an error (${code})`;
  return new VaultError('vault-damaged', { folder, problem }, { cause });
}

/** The expected failure behind an error of SQLite or of the file system; anything else comes back as it was. */
export function toVaultError(error: unknown, folder: string): unknown {
  if (error instanceof VaultError) return error;
  if (!(error instanceof SqliteError)) return fileFailure(error, folder);
  switch (meaningOfSqliteCode(error.code)) {
    case 'full':
      return new VaultError('vault-full', { folder }, { cause: error });
    case 'read-only':
      return new VaultError('vault-read-only', { folder }, { cause: error });
    case 'in-use':
      return new VaultError('vault-in-use', { folder }, { cause: error });
    case 'damaged':
      return damaged(folder, error.code, error);
    case 'ask-the-disk':
      return askTheDisk(folder) ?? damaged(folder, error.code, error);
    case 'bug':
      return error;
  }
}
