// Holds: the text of a private key file on its way from the disk to the import.
// Lives: one call; only the path of a file that needs a passphrase is kept.
// Wiped by: this file, as far as the bytes go; the text is a string, which cannot be wiped.
import { constants, open, writeFile, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ErrorCode } from '../../shared/errors.ts';
import type { FileChooser } from '../ports.ts';
import { errnoOf } from '../secrets/replace-file.ts';
import { isVaultError, VaultError } from '../vault-error.ts';
import { KEY_FILE_LIMIT_BYTES } from './key-reason.ts';

/** Key files that the person chooses. */
export interface KeyFiles {
  /**
   * Lets the person choose a file and hands its text to `use`; null where none was chosen. With `sameFile` the one whose passphrase was missing
   * or wrong last is taken without asking. Throws `file-unreadable`, `key-too-large`, and what `use` throws.
   */
  read<Value>(sameFile: boolean, use: (text: string) => Promise<Value>): Promise<Value | null>;
  /** Writes where the person chooses; the file's name, or null where none was chosen. Throws `file-unwritable`. */
  save(suggestedName: string, text: string): Promise<string | null>;
}

/** What is wrong with a file, in a word or two. The system's own message would quote the path. */
const PROBLEMS: { readonly [code: string]: string } = {
  ENOENT: 'not there',
  ENOTDIR: 'not there',
  EACCES: 'not allowed',
  EPERM: 'not allowed',
  EROFS: 'read-only disk',
  EISDIR: 'not a file',
  ENXIO: 'not a file',
  ENOSPC: 'disk full',
  EDQUOT: 'disk full',
  EBUSY: 'in use',
  ETXTBSY: 'in use',
};

/** A failure of the file system as one of ours, without the path. Anything else comes back as it is. */
export function fileError(code: ErrorCode & `file-${string}`, path: string, error: unknown): unknown {
  const errno = isVaultError(error) ? undefined : errnoOf(error);
  if (errno === undefined) return error;
  return new VaultError(code, { name: basename(path), problem: PROBLEMS[errno] ?? errno }, { cause: error });
}

/** At most one byte more than a key file may have, so that a file of any size costs the same. */
async function readLimited(handle: FileHandle, path: string): Promise<string> {
  const found = await handle.stat();
  if (!found.isFile()) throw new VaultError('file-unreadable', { name: basename(path), problem: 'not a file' });
  const bytes = Buffer.alloc(KEY_FILE_LIMIT_BYTES + 1);
  try {
    let length = 0;
    let read = -1;
    while (read !== 0 && length < bytes.length) {
      read = (await handle.read(bytes, length, bytes.length - length, length)).bytesRead;
      length += read;
    }
    if (length > KEY_FILE_LIMIT_BYTES)
      throw new VaultError('key-too-large', { bytes: Math.max(found.size, length), limit: KEY_FILE_LIMIT_BYTES });
    return bytes.toString('utf8', 0, length);
  } finally {
    bytes.fill(0);
  }
}

async function readKeyFile(path: string): Promise<string> {
  let handle: FileHandle | undefined;
  try {
    // Without waiting, should something else than a file be there. Windows has no such flag, which counts as none, and no such files.
    handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    return await readLimited(handle, path);
  } catch (error) {
    throw fileError('file-unreadable', path, error);
  } finally {
    await handle?.close();
  }
}

/** The files of one session, over the system's dialogs. */
export function createKeyFiles(chooser: FileChooser): KeyFiles {
  let waitsForPassphrase: string | null = null;
  return {
    async read(sameFile, use) {
      const path = (sameFile ? waitsForPassphrase : null) ?? (await chooser.chooseKeyFile());
      if (path === null) return null;
      waitsForPassphrase = null;
      try {
        return await use(await readKeyFile(path));
      } catch (error) {
        if (isVaultError(error, 'key-encrypted', 'key-passphrase-wrong')) waitsForPassphrase = path;
        throw error;
      }
    },
    async save(suggestedName, text) {
      const path = await chooser.choosePublicKeyFile(suggestedName);
      if (path === null) return null;
      try {
        await writeFile(path, text);
      } catch (error) {
        throw fileError('file-unwritable', path, error);
      }
      return basename(path);
    },
  };
}
