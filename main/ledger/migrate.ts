import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from './connection.ts';

/** One step of the ledger's form. `version` counts in tens, so that a fix can stand between two. */
export interface Migration {
  readonly version: number;
  /** Runs inside a transaction that also sets the version: it happens whole or not at all. */
  up(database: Database): void;
}

/** What a ledger file has to carry as its `application_id`: "KGBK". SQLite: "PRAGMA application_id". */
export const LEDGER_APPLICATION_ID = 0x4b47424b;

/** The newest version that `migrations` lead to. */
export function newestVersion(migrations: readonly Migration[]): number {
  return migrations.at(-1)?.version ?? 0;
}

/** The name of the backup that is made before a ledger is brought to `version` or beyond. */
export function backupName(version: number): string {
  return `ledger.before-${String(version).padStart(4, '0')}.sqlite`;
}

/** A whole copy of the ledger, under its final name only when it is complete and on disk. An earlier attempt's copy is replaced. */
function backUp(database: Database, folder: string, version: number): void {
  const final = join(folder, backupName(version));
  const unfinished = `${final}.unfinished`;
  rmSync(unfinished, { force: true });
  try {
    // VACUUM INTO takes a file that is empty; made here, it is nobody else's to read.
    writeFileSync(unfinished, '', { flag: 'wx', mode: 0o600 });
    database.prepare('VACUUM INTO ?').run(unfinished);
    const descriptor = openSync(unfinished, 'r+');
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(unfinished, final);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
}

/**
 * Brings the ledger to the newest of `migrations`. Before the first step of a ledger that holds something, a backup is written beside it.
 * Throws errors of SQLite and of the file system as they are; whatever step was under way has then left nothing behind.
 */
export function migrate(database: Database, migrations: readonly Migration[], folder: string): void {
  const found = Number(database.pragma('user_version', { simple: true }));
  const pending = migrations.filter((migration) => migration.version > found);
  const first = pending[0];
  if (!first) return;
  if (found > 0) backUp(database, folder, first.version);
  for (const migration of pending) {
    database
      .transaction(() => {
        migration.up(database);
        // Neither pragma takes a bound parameter; both numbers are constants of ours.
        database.pragma(`application_id = ${LEDGER_APPLICATION_ID}`);
        database.pragma(`user_version = ${migration.version}`);
      })
      .immediate();
  }
}
