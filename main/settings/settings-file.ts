import { constants, mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { errnoOf, fileFailure, replaceFile } from '../secrets/replace-file.ts';

/** The file of a vault's settings. It holds no secret, and may stand in a folder that is no vault yet. */
export const SETTINGS_FILE = 'settings.json';
/** Where a file that could not be understood is put. */
export const DAMAGED_SETTINGS_FILE = 'settings.json.damaged';

/** Far above what 30 saved filters take. */
const LARGEST_FILE_BYTES = 1_000_000;

/** The file's content as it stands, with the fields of versions that are newer than this one. */
export type StoredSettings = { readonly [name: string]: unknown };

/** What was found: the content, nothing, something that is no settings file, or a file that may not be read. */
export type FoundSettings =
  | { readonly state: 'read'; readonly stored: StoredSettings }
  | { readonly state: 'missing' }
  | { readonly state: 'damaged' }
  | { readonly state: 'unreadable'; readonly failure: unknown };

const FileContent = v.record(v.string(), v.unknown());

/** Reads the file as far as it may be one; undefined where it is too large, or not a file at all. */
async function readText(file: string): Promise<string | undefined> {
  // Without waiting, should something else than a file be there. Windows has no such flag, which counts as none, and no such files.
  const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const found = await handle.stat();
    if (!found.isFile() || found.size > LARGEST_FILE_BYTES) return undefined;
    return await handle.readFile('utf8');
  } finally {
    await handle.close();
  }
}

function parse(text: string): StoredSettings | undefined {
  try {
    const content: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return v.is(FileContent, content) && !Array.isArray(content) ? content : undefined;
  } catch {
    return undefined;
  }
}

/** Reads the settings file of `folder`. Never throws. */
export async function findSettings(folder: string): Promise<FoundSettings> {
  try {
    const text = await readText(join(folder, SETTINGS_FILE));
    const stored = text === undefined ? undefined : parse(text);
    return stored ? { state: 'read', stored } : { state: 'damaged' };
  } catch (error) {
    const code = errnoOf(error) ?? '';
    if (['ENOENT', 'ENOTDIR'].includes(code)) return { state: 'missing' };
    return code === 'EISDIR' ? { state: 'damaged' } : { state: 'unreadable', failure: fileFailure(error, folder) };
  }
}

/** Puts a damaged file under another name, for whoever wants to mend it. Left where it is if that cannot be done. */
export async function setAside(folder: string): Promise<void> {
  await rename(join(folder, SETTINGS_FILE), join(folder, DAMAGED_SETTINGS_FILE)).catch(() => undefined);
}

/** Writes the file, whole or not at all, and makes the folder where there is none. Throws `vault-full` and `vault-read-only`. */
export async function writeSettings(folder: string, stored: StoredSettings): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
    throw fileFailure(error, folder);
  });
  // The window and the command line may write at once, each under a temporary name of its own.
  await replaceFile(folder, SETTINGS_FILE, `${JSON.stringify(stored, null, 2)}\n`, `.settings.${process.pid}.new`);
}
