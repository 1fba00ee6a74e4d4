/** Keeps the practice platform's memory in one file. */
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isRecord } from '../parsing.ts';

/** Where changes are made to last. */
export interface StateKeeper {
  /** Notes that something changed, and starts writing soon. */
  changed(): void;
  /** Resolves when everything noted so far is on disk; rejects where it cannot be written. */
  saved(): Promise<void>;
}

/** A keeper that keeps nothing, for a platform without a state file. */
export const FORGETFUL: StateKeeper = { changed: () => undefined, saved: () => Promise.resolve() };

/** Reads the file; undefined where there is none yet. */
export async function readStateFile(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (isRecord(error) && error['code'] === 'ENOENT') return undefined;
    throw error;
  }
}

/** Writes beside the file, through to the disk, readable by its owner only, and puts it in place in one step. */
async function replace(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const beside = `${file}.new`;
  const handle = await open(beside, 'w', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(beside, file);
}

/**
 * A keeper that writes to `file`. Changes that come while it is writing share the next write, so that a thousand issues at once do not
 * become a thousand files.
 * @param snapshot gives the text to write.
 */
export function createStateKeeper(file: string, snapshot: () => string): StateKeeper {
  let noted = 0;
  let written = 0;
  let writing: Promise<void> | undefined;
  const write = async (): Promise<void> => {
    const upTo = noted;
    await replace(file, snapshot());
    written = upTo;
  };
  const saved = async (): Promise<void> => {
    const wanted = noted;
    while (written < wanted) {
      writing ??= write().finally(() => {
        writing = undefined;
      });
      await writing;
    }
  };
  return {
    changed() {
      noted += 1;
      // A failure here is not lost: whoever asks for saved() next tries again and hears of it.
      setImmediate(() => {
        saved().catch(() => undefined);
      });
    },
    saved,
  };
}
