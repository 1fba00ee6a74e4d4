import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Ledger } from '../ports.ts';
import { isVaultError, VaultError } from '../vault-error.ts';
import { connect, type Database } from './connection.ts';
import { examine } from './examine.ts';
import { toMilliseconds } from './instants.ts';
import { createEmptyFile, type LedgerLock, takeLock } from './ledger-lock.ts';
import { type Migration, migrate, newestVersion } from './migrate.ts';
import { ALL_MIGRATIONS } from './migrations/all-migrations.ts';
import { prepareQueries } from './queries.ts';
import { createReserve, RESERVE_BYTES } from './reserve.ts';
import { sqliteLedger } from './sqlite-ledger.ts';
import { toVaultError } from './sqlite-errors.ts';
import { Transactions } from './transactions.ts';

/** The ledger's file within the vault's folder. */
export const LEDGER_FILE = 'ledger.sqlite';

export interface OpenLedgerOptions {
  /** The vault's folder. */
  readonly folder: string;
  /** Whether to make the folder and the ledger where they are missing. */
  readonly create: boolean;
  /** Now, as an ISO instant. */
  readonly at: string;
  /** How much room to keep on the disk for LINE's answer to an issue, in bytes. */
  readonly reserve?: number;
  /** Other steps than the released ones; for tests of migrating itself. */
  readonly migrations?: readonly Migration[];
}

/** Whatever is not there, or may not be written, found out before anything is touched. */
function lookAtFolder({ folder, create }: OpenLedgerOptions): void {
  if (!existsSync(folder)) {
    if (!create) throw new VaultError('vault-missing', { folder });
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }
  accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  const file = join(folder, LEDGER_FILE);
  if (existsSync(file)) accessSync(file, constants.R_OK | constants.W_OK);
  else if (!create) throw new VaultError('vault-damaged', { folder, problem: `${LEDGER_FILE} is missing` });
}

/**
 * The first write, which notes when the ledger was opened, so that what the connection promises can be asserted behind it. A full disk is no
 * reason to refuse reading: then the first write that succeeds is the one that is asserted.
 */
async function noteOpening(database: Database, transactions: Transactions, at: string): Promise<void> {
  const note = database.prepare<[{ at: number }]>(
    `INSERT INTO ledger_info (only_row, created_at, opened_at) VALUES (1, @at, @at) ON CONFLICT DO UPDATE SET opened_at = @at`,
  );
  try {
    await transactions.writeForItself(() => note.run({ at: toMilliseconds(at) }));
  } catch (error) {
    if (!isVaultError(error, 'vault-full')) throw error;
  }
}

/**
 * Opens the ledger of a vault, alone: until it is closed, or this process dies, nobody else can.
 *
 * Nothing on disk is changed before the ledger has been found to be ours, whole and of a version we know. Throws `VaultError`:
 * `vault-missing` (no folder), `vault-damaged`, `vault-newer`, `vault-read-only`, `vault-full` (while making or migrating it), `vault-in-use`.
 */
export async function openLedger(options: OpenLedgerOptions): Promise<Ledger> {
  try {
    lookAtFolder(options);
    const lock = takeLock(options.folder);
    try {
      return await openLocked(options, lock);
    } catch (error) {
      lock.release();
      throw error;
    }
  } catch (error) {
    throw toVaultError(error, options.folder);
  }
}

async function openLocked(options: OpenLedgerOptions, lock: LedgerLock): Promise<Ledger> {
  const { folder, create, migrations = ALL_MIGRATIONS } = options;
  const file = join(folder, LEDGER_FILE);
  const version = newestVersion(migrations);
  const { state } = examine(file, folder, version);
  if (state === 'empty' && !create)
    throw new VaultError('vault-damaged', { folder, problem: `${LEDGER_FILE} is empty` });
  if (state === 'empty') createEmptyFile(file);
  const database = connect(file);
  try {
    migrate(database, migrations, folder);
    const transactions = new Transactions(database, folder, createReserve(folder, options.reserve ?? RESERVE_BYTES));
    const queries = prepareQueries(database);
    transactions.whenWritten(() => queries.forget());
    await noteOpening(database, transactions, options.at);
    return sqliteLedger(version, queries, transactions, () => {
      transactions.close();
      lock.release();
      return Promise.resolve();
    });
  } catch (error) {
    database.close();
    throw error;
  }
}
