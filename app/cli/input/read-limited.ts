import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { failureError } from '../failure-error.ts';
import { usageError } from '../usage-error.ts';

/** What was read: at most one byte more than the limit, and whether that is all there was. */
interface Read {
  readonly bytes: Buffer;
  readonly isWhole: boolean;
}

/** Reads a stream until it ends or is longer than `limitBytes`; the rest is never read. */
export async function readLimited(stream: Readable, limitBytes: number): Promise<Read> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk), 'utf8');
    chunks.push(bytes);
    length += bytes.length;
    if (length > limitBytes) return { bytes: Buffer.concat(chunks).subarray(0, limitBytes + 1), isWhole: false };
  }
  return { bytes: Buffer.concat(chunks), isWhole: true };
}

/** Text as the tools of this world write it: UTF-8, or UTF-16 with its mark as PowerShell's `>` makes it. */
export function decodeText(bytes: Buffer): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8').decode(bytes);
}

function errorCode(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : undefined;
}

type TooLarge = (bytes: number) => Error;

async function readFile(path: string, limitBytes: number, tooLarge: TooLarge): Promise<string> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    if (size > limitBytes) throw tooLarge(size);
    // A pipe (`<(…)`) says nothing about its size, so that it is read with the same limit.
    const { bytes, isWhole } = await readLimited(file.createReadStream({ autoClose: false }), limitBytes);
    if (!isWhole) throw tooLarge(bytes.length);
    return decodeText(bytes);
  } finally {
    await file.close();
  }
}

/**
 * The text of a key file, or of standard input where `path` is `-`. A file that is larger than `limitBytes` is refused before it is read
 * whole (`key-too-large`), one that is not there or cannot be read is a usage error that names the argument.
 */
export function readKeyFile(path: string, stdin: Readable, limitBytes: number): Promise<string> {
  return readText(path, stdin, limitBytes, (bytes) => failureError('key-too-large', { bytes, limit: limitBytes }));
}

/** The same of any file of text, which is a usage error where it is larger. */
export function readTextFile(path: string, stdin: Readable, limitBytes: number): Promise<string> {
  return readText(path, stdin, limitBytes, () => usageError('<file>', (texts) => texts.usage.fileTooLarge(limitBytes)));
}

async function readText(path: string, stdin: Readable, limitBytes: number, tooLarge: TooLarge): Promise<string> {
  if (path === '-') {
    const { bytes, isWhole } = await readLimited(stdin, limitBytes);
    if (!isWhole) throw tooLarge(bytes.length);
    if (bytes.length === 0) throw usageError('<file>', (texts) => texts.usage.emptyStdin);
    return decodeText(bytes);
  }
  try {
    return await readFile(path, limitBytes, tooLarge);
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') throw usageError('<file>', (texts) => texts.usage.fileMissing);
    if (code !== undefined && /^E[A-Z]+$/.test(code)) throw usageError('<file>', (texts) => texts.usage.fileUnreadable);
    throw error;
  }
}
