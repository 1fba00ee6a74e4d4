import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { VaultError } from '../vault-error.ts';
import { SqliteError } from './connection.ts';
import { temporaryFolder } from './ledger-test-support.ts';
import { meaningOfSqliteCode, toVaultError } from './sqlite-errors.ts';

/** Every result code of SQLite 3.54 that is an error. SQLite: "Result and Error Codes". */
const CODES = {
  full: ['SQLITE_FULL', 'SQLITE_NOLFS', 'SQLITE_IOERR_SHMSIZE'],
  'read-only': [
    'SQLITE_PERM',
    'SQLITE_AUTH',
    'SQLITE_AUTH_USER',
    'SQLITE_READONLY',
    'SQLITE_READONLY_CANTINIT',
    'SQLITE_READONLY_CANTLOCK',
    'SQLITE_READONLY_DIRECTORY',
    'SQLITE_READONLY_RECOVERY',
    'SQLITE_READONLY_ROLLBACK',
  ],
  'in-use': [
    'SQLITE_BUSY',
    'SQLITE_BUSY_RECOVERY',
    'SQLITE_BUSY_SNAPSHOT',
    'SQLITE_BUSY_TIMEOUT',
    'SQLITE_LOCKED',
    'SQLITE_LOCKED_SHAREDCACHE',
    'SQLITE_LOCKED_VTAB',
    'SQLITE_PROTOCOL',
    'SQLITE_IOERR_BLOCKED',
    'SQLITE_IOERR_LOCK',
    'SQLITE_IOERR_RDLOCK',
  ],
  damaged: [
    'SQLITE_CORRUPT',
    'SQLITE_CORRUPT_INDEX',
    'SQLITE_CORRUPT_SEQUENCE',
    'SQLITE_CORRUPT_VTAB',
    'SQLITE_NOTADB',
    'SQLITE_FORMAT',
    'SQLITE_READONLY_DBMOVED',
    'SQLITE_IOERR_CORRUPTFS',
  ],
  'ask-the-disk': [
    'SQLITE_CANTOPEN',
    'SQLITE_CANTOPEN_FULLPATH',
    'SQLITE_CANTOPEN_ISDIR',
    'SQLITE_CANTOPEN_SYMLINK',
    'SQLITE_IOERR',
    'SQLITE_IOERR_ACCESS',
    'SQLITE_IOERR_CLOSE',
    'SQLITE_IOERR_DATA',
    'SQLITE_IOERR_DELETE',
    'SQLITE_IOERR_DIR_FSYNC',
    'SQLITE_IOERR_FSTAT',
    'SQLITE_IOERR_FSYNC',
    'SQLITE_IOERR_READ',
    'SQLITE_IOERR_SHMMAP',
    'SQLITE_IOERR_SHMOPEN',
    'SQLITE_IOERR_SHORT_READ',
    'SQLITE_IOERR_TRUNCATE',
    'SQLITE_IOERR_UNLOCK',
    'SQLITE_IOERR_WRITE',
  ],
  bug: [
    'SQLITE_ABORT',
    'SQLITE_ABORT_ROLLBACK',
    'SQLITE_CONSTRAINT',
    'SQLITE_CONSTRAINT_CHECK',
    'SQLITE_CONSTRAINT_FOREIGNKEY',
    'SQLITE_CONSTRAINT_TRIGGER',
    'SQLITE_CONSTRAINT_UNIQUE',
    'SQLITE_ERROR',
    'SQLITE_INTERNAL',
    'SQLITE_INTERRUPT',
    'SQLITE_IOERR_NOMEM',
    'SQLITE_MISMATCH',
    'SQLITE_MISUSE',
    'SQLITE_NOMEM',
    'SQLITE_NOTFOUND',
    'SQLITE_RANGE',
    'SQLITE_SCHEMA',
    'SQLITE_TOOBIG',
    'SQLITE_SOMETHING_NEW',
  ],
} as const;

describe.each(Object.entries(CODES))('the meaning %s', (meaning, codes) => {
  test.each(codes)('belongs to %s', (code) => expect(meaningOfSqliteCode(code)).toBe(meaning));
});

const failureOf = (code: string, folder = '/vault') => {
  const error = toVaultError(new SqliteError('what SQLite says', code), folder);
  return error instanceof VaultError ? { code: error.code, ...error.details } : error;
};

test('each meaning becomes its code, with the folder and, where it is damaged, with a problem that a person can read', () => {
  expect(
    ['SQLITE_FULL', 'SQLITE_READONLY', 'SQLITE_BUSY_SNAPSHOT', 'SQLITE_CORRUPT_INDEX'].map((code) => failureOf(code)),
  ).toEqual([
    { code: 'vault-full', folder: '/vault' },
    { code: 'vault-read-only', folder: '/vault' },
    { code: 'vault-in-use', folder: '/vault' },
    { code: 'vault-damaged', folder: '/vault', problem: 'some of its pages make no sense' },
  ]);
});

test('a bug, an error of our own and an expected failure come back as they are', () => {
  const bug = new SqliteError('UNIQUE constraint failed', 'SQLITE_CONSTRAINT_UNIQUE');
  const own = new Error('own');
  const expected = new VaultError('vault-newer');
  expect([bug, own, expected].map((error) => toVaultError(error, '/vault'))).toEqual([bug, own, expected]);
});

test('where SQLite cannot tell why, the disk is asked', async () => {
  const folder = await temporaryFolder(onTestFinished);
  expect(failureOf('SQLITE_IOERR_WRITE', folder)).toEqual({
    code: 'vault-damaged',
    folder,
    problem: 'the disk reported an error (SQLITE_IOERR_WRITE)',
  });
  expect(failureOf('SQLITE_CANTOPEN', '/proc/self')).toEqual({ code: 'vault-read-only', folder: '/proc/self' });
  const missing = join(folder, 'missing');
  expect(failureOf('SQLITE_CANTOPEN', missing)).toMatchObject({ code: 'vault-damaged' });
  await mkdir(missing);
  await chmod(missing, 0o700);
  expect(failureOf('SQLITE_IOERR_FSYNC', missing)).toMatchObject({ code: 'vault-damaged' });
});

test.each([
  ['ENOSPC', 'vault-full'],
  ['EDQUOT', 'vault-full'],
  ['EROFS', 'vault-read-only'],
  ['EACCES', 'vault-read-only'],
])('the file system’s %s is %s', (code, expected) => {
  expect(toVaultError(Object.assign(new Error('a file'), { code }), '/vault')).toMatchObject({ code: expected });
});
