import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { VaultError } from '../vault-error.ts';

/** The `code` of an error of the operating system (`ENOSPC`, `EACCES`, …); undefined where it is none. */
export function errnoOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

const NO_ROOM: ReadonlySet<string | undefined> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
/** The last two: a file stands where the folder, or one above it, should be. */
const NO_PERMISSION: ReadonlySet<string | undefined> = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST']);

/** The expected failure behind an error of the file system in the vault's folder; anything else comes back as it was. */
export function fileFailure(error: unknown, folder: string): unknown {
  const code = errnoOf(error);
  if (NO_ROOM.has(code)) return new VaultError('vault-full', { folder }, { cause: error });
  if (NO_PERMISSION.has(code)) return new VaultError('vault-read-only', { folder }, { cause: error });
  return error;
}

/** Puts a folder's entries on disk. Windows has no such call, and needs none for a rename. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Replaces `name` in `folder` by `content`, readable by its owner alone. Whoever reads it sees the old content or the new one, also after a
 * power failure; when the promise resolves, the new one is on disk. Two writers of one temporary name must not run at once.
 *
 * Throws `vault-full` and `vault-read-only`, with the old file as it was.
 */
export async function replaceFile(
  folder: string,
  name: string,
  content: string,
  temporaryName = `.${name}.new`,
): Promise<void> {
  const temporary = join(folder, temporaryName);
  try {
    // What an earlier attempt may have left is not reused: it could be readable by others, or a link to somewhere else.
    await rm(temporary, { force: true });
    const handle = await open(temporary, 'wx', 0o600);
    try {
      await handle.writeFile(content, 'utf8');
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, join(folder, name));
    await syncFolder(folder);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw fileFailure(error, folder);
  }
}
