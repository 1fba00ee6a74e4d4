import type { By } from '../ports.ts';
import { isVaultError, VaultError } from '../vault-error.ts';
import type { When } from './audit.ts';
import { assertDurable, type Database } from './connection.ts';
import { toMilliseconds } from './instants.ts';
import { createPieceWorker, inOneGo, type InPieces } from './pieces.ts';
import type { Reserve } from './reserve.ts';
import { toVaultError } from './sqlite-errors.ts';

/** How often long reading work begins anew because something was written meanwhile; then it is done in one go. */
const MOST_RESTARTS = 3;

/** One of several pieces of work that are written together. */
interface Piece {
  /** Does the work, and answers how to tell its result. */
  readonly work: () => () => void;
  readonly reject: (error: unknown) => void;
}

/** Runs work on the ledger: whole or not at all, on disk when the promise resolves, with every failure of SQLite turned into its code. */
export class Transactions {
  readonly #database: Database;
  readonly #folder: string;
  readonly #reserve: Reserve;
  #durabilityAsserted = false;
  #closed = false;
  /** Once the file has shown itself damaged, nothing is written into it any more. */
  #damage: VaultError | undefined;
  /** Counts what was written. */
  #writes = 0;
  readonly #pieces = createPieceWorker();
  readonly #whenWritten: (() => void)[] = [];
  /** What is to be written together. */
  readonly #burst: Piece[] = [];

  constructor(database: Database, folder: string, reserve: Reserve) {
    this.#database = database;
    this.#folder = folder;
    this.#reserve = reserve;
  }

  /** Reads. Nobody else can write, and nothing else runs in between, so that what is read belongs together. */
  read<Result>(work: () => Result): Promise<Result> {
    return this.#attempt(work);
  }

  /**
   * Reads in pieces, between which everything else goes on. What is answered belongs together all the same: where something was written in between,
   * the work begins anew, and after a few times it is done in one go.
   */
  readInPieces<Result>(start: () => InPieces<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      let work: InPieces<Result> | undefined;
      let begunAt = this.#writes;
      let restarts = 0;
      this.#pieces.add({
        step: () => {
          try {
            return this.#guarded(() => {
              if (work && begunAt !== this.#writes) {
                work = undefined;
                restarts += 1;
              }
              begunAt = this.#writes;
              work ??= start();
              if (restarts > MOST_RESTARTS) {
                resolve(inOneGo(work));
                return true;
              }
              const next = work.next();
              if (next.done) resolve(next.value);
              return next.done === true;
            });
          } catch (error) {
            // Everything that comes out of the guard is an error.
            reject(error instanceof Error ? error : new Error(String(error)));
            return true;
          }
        },
      });
    });
  }

  /** Calls `forget` at every write, for whoever remembers what was read. */
  whenWritten(forget: () => void): void {
    this.#whenWritten.push(forget);
  }

  /** One transaction that writes, on behalf of a door. */
  write<Result>(by: By, work: (when: When) => Result): Promise<Result> {
    return this.writeForItself(() => work({ at: toMilliseconds(by.at), door: by.door }));
  }

  /**
   * Like `write`, for what comes in bursts: all that is asked for within one turn of the event loop is synced to the disk once. Each piece of work is
   * whole or not at all by itself, and on disk when its promise resolves.
   */
  writeTogether<Result>(by: By, work: (when: When) => Result): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      this.#burst.push({
        work: () => {
          const result = work({ at: toMilliseconds(by.at), door: by.door });
          return () => resolve(result);
        },
        reject,
      });
      if (this.#burst.length === 1) setImmediate(() => void this.#writeBurst());
    });
  }

  /** One transaction of the ledger's own. */
  writeForItself<Result>(work: () => Result): Promise<Result> {
    return this.#attempt(() => {
      if (this.#damage) throw this.#damage;
      this.#writes += 1;
      for (const forget of this.#whenWritten) forget();
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

  async #writeBurst(): Promise<void> {
    const burst = this.#burst.splice(0);
    try {
      const tellAll = await this.writeForItself(() => burst.map((piece) => this.#writePiece(piece)));
      // Not before everything is on disk.
      for (const tell of tellAll) tell();
    } catch (error) {
      for (const { reject } of burst) reject(error);
    }
  }

  /** One piece of a burst, within its transaction: where it fails, it alone is undone. Answers how to tell who asked for it. */
  #writePiece({ work, reject }: Piece): () => void {
    try {
      return this.#database.transaction(work)();
    } catch (error) {
      // A full disk, for one, undoes the whole transaction.
      if (!this.#database.inTransaction) throw error;
      return () => reject(toVaultError(error, this.#folder));
    }
  }

  #attempt<Result>(work: () => Result): Promise<Result> {
    return new Promise((resolve) => {
      resolve(this.#guarded(work));
    });
  }

  #guarded<Result>(work: () => Result): Result {
    if (this.#closed) throw new VaultError('vault-locked', { folder: this.#folder });
    try {
      return work();
    } catch (error) {
      const failure = toVaultError(error, this.#folder);
      if (isVaultError(failure, 'vault-damaged')) this.#damage = failure;
      throw failure;
    }
  }
}
