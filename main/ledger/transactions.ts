import type { By } from '../ports.ts';
import { isVaultError, VaultError } from '../vault-error.ts';
import type { When } from './audit.ts';
import { assertDurable, type Database } from './connection.ts';
import { toMilliseconds } from './instants.ts';
import type { Reserve } from './reserve.ts';
import { toVaultError } from './sqlite-errors.ts';

/** Runs work on the ledger: whole or not at all, on disk when the promise resolves, with every failure of SQLite turned into its code. */
export class Transactions {
  readonly #database: Database;
  readonly #folder: string;
  readonly #reserve: Reserve;
  #durabilityAsserted = false;
  #closed = false;
  /** Once the file has shown itself damaged, nothing is written into it any more. */
  #damage: VaultError | undefined;

  constructor(database: Database, folder: string, reserve: Reserve) {
    this.#database = database;
    this.#folder = folder;
    this.#reserve = reserve;
  }

  /** Reads. Nobody else can write, and nothing else runs in between, so that what is read belongs together. */
  read<Result>(work: () => Result): Promise<Result> {
    return this.#attempt(work);
  }

  /** One transaction that writes, on behalf of a door. */
  write<Result>(by: By, work: (when: When) => Result): Promise<Result> {
    return this.writeForItself(() => work({ at: toMilliseconds(by.at), door: by.door }));
  }

  /** One transaction of the ledger's own. */
  writeForItself<Result>(work: () => Result): Promise<Result> {
    return this.#attempt(() => {
      if (this.#damage) throw this.#damage;
      const result = this.#database.transaction(work).immediate();
      if (!this.#durabilityAsserted) {
        assertDurable(this.#database);
        this.#durabilityAsserted = true;
      }
      return result;
    });
  }

  /** Like `write`, once there is room for `writeWhateverItTakes`. Throws `vault-full` before anything was done. */
  async writeWithRoomAhead<Result>(by: By, work: (when: When) => Result): Promise<Result> {
    await this.#reserve.ensure();
    return this.write(by, work);
  }

  /** Like `write`, and on a full disk once more in the room that was kept for it. */
  async writeWhateverItTakes<Result>(by: By, work: (when: When) => Result): Promise<Result> {
    try {
      return await this.write(by, work);
    } catch (error) {
      if (!isVaultError(error, 'vault-full') || !(await this.#reserve.release())) throw error;
      return this.write(by, work);
    }
  }

  /** Ends the connection. What is asked afterwards is answered `vault-locked`. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#database.close();
  }

  #attempt<Result>(work: () => Result): Promise<Result> {
    return new Promise((resolve) => {
      if (this.#closed) throw new VaultError('vault-locked', { folder: this.#folder });
      try {
        resolve(work());
      } catch (error) {
        const failure = toVaultError(error, this.#folder);
        if (isVaultError(failure, 'vault-damaged')) this.#damage = failure;
        throw failure;
      }
    });
  }
}
