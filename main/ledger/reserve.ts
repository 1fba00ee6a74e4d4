import { randomBytes } from 'node:crypto';
import { open, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { toVaultError } from './sqlite-errors.ts';
import { VaultError } from '../vault-error.ts';

/** The file that keeps room on the disk. */
export const RESERVE_FILE = 'ledger.reserve';

/**
 * How much room is kept. Recording LINE's answer touches each index of the token table and may split pages of all of them; with the largest
 * ledger that we test, that was 0.4 MiB of write-ahead log at most.
 */
export const RESERVE_BYTES = 1024 * 1024;

/**
 * Room on the disk for the one thing that must not be lost: LINE's answer to an issue. The file is full of noise, so that no file system can
 * squeeze it into less than its size.
 */
export interface Reserve {
  /** Makes sure that the room is there. Throws `vault-full` where it cannot be had. */
  ensure(): Promise<void>;
  /** Gives the room back to the disk; true where there was any. */
  release(): Promise<boolean>;
}

/** A reserve of `bytes` in `folder`. */
export function createReserve(folder: string, bytes: number): Reserve {
  const file = join(folder, RESERVE_FILE);

  async function size(): Promise<number> {
    try {
      return (await stat(file)).size;
    } catch {
      return 0;
    }
  }

  return {
    async ensure() {
      if ((await size()) >= bytes) return;
      try {
        const handle = await open(file, 'w', 0o600);
        try {
          await handle.writeFile(randomBytes(bytes));
          await handle.sync();
        } finally {
          await handle.close();
        }
      } catch (error) {
        await rm(file, { force: true });
        const failure = toVaultError(error, folder);
        // A disk that does not take this much has no room for an answer, whatever it calls that.
        throw failure instanceof VaultError ? failure : new VaultError('vault-full', { folder }, { cause: error });
      }
    },
    async release() {
      const had = (await size()) > 0;
      await rm(file, { force: true });
      return had;
    },
  };
}
