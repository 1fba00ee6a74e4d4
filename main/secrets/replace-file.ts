import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { VaultError } from '../vault-error.ts';

/** The expected failure behind an error of the file system; anything else comes back as it was. */
export function fileFailure(error: unknown, folder: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new VaultError('vault-full', { folder }, { cause: error });
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new VaultError('vault-read-only', { folder }, { cause: error });
    default:
      return error;
  }
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
 * power failure; when the promise resolves, the new one is on disk. Two writers of one name must not run at once.
 *
 * Throws `vault-full` and `vault-read-only`, with the old file as it was.
 */
export async function replaceFile(folder: string, name: string, content: string): Promise<void> {
  const temporary = join(folder, `.${name}.new`);
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
