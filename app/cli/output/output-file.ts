import { randomUUID } from 'node:crypto';
import { open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { failureError } from '../failure-error.ts';
import { usageError } from '../usage-error.ts';

/** How a file is written. */
export interface OutputManner {
  /** The flag that names the file, as the person writes it. */
  readonly flag: string;
  /** Readable by its owner alone. */
  readonly secret: boolean;
  /** Whether a file that is there may be replaced. */
  readonly replace: boolean;
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

function refusal(error: unknown, path: string, flag: string): unknown {
  const code = codeOf(error);
  if (code === 'EEXIST') return usageError(flag, (texts) => texts.usage.fileExists);
  return code === undefined ? error : failureError('file-unwritable', { name: basename(path), problem: code });
}

/** What stands at a path: nothing, a file, or something else, such as a terminal or a pipe, which is written to and never replaced. */
async function kindAt(path: string): Promise<'nothing' | 'file' | 'other'> {
  try {
    return (await stat(path)).isFile() ? 'file' : 'other';
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return 'nothing';
    throw error;
  }
}

async function write(path: string, text: string, flags: 'wx' | 'w', secret: boolean): Promise<void> {
  const handle = await open(path, flags, secret ? 0o600 : 0o666);
  try {
    await handle.writeFile(text, 'utf8');
    if (flags === 'wx') await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Whoever reads the file sees the old content or the new one, and never with the permissions of the old one. */
async function replaceWhole(path: string, text: string, secret: boolean): Promise<void> {
  const target = await realpath(path);
  const temporary = join(dirname(target), `.${basename(target)}.${randomUUID()}`);
  try {
    await write(temporary, text, 'wx', secret);
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Refuses a file that must not be replaced, before anything is done for it. */
export async function refuseExisting(path: string, { flag, replace }: OutputManner): Promise<void> {
  if (!replace && (await kindAt(path).catch(() => 'nothing')) === 'file')
    throw usageError(flag, (texts) => texts.usage.fileExists);
}

/** Writes a file whole. Throws a usage error where it is there and must not be replaced, and `file-unwritable`. */
export async function writeOutput(path: string, text: string, { flag, secret, replace }: OutputManner): Promise<void> {
  try {
    const kind = await kindAt(path);
    if (kind === 'other') await write(path, text, 'w', secret);
    else if (kind === 'file' && replace) await replaceWhole(path, text, secret);
    else await write(path, text, 'wx', secret);
  } catch (error) {
    throw refusal(error, path, flag);
  }
}
