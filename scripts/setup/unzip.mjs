import { chmod, mkdir, open, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';

const inflate = promisify(inflateRaw);

// Section numbers are those of PKWARE's APPNOTE 6.3.10.
const endOfDirectory = { signature: 0x06054b50, length: 22 }; // 4.3.16
const directoryEntry = { signature: 0x02014b50, length: 46 }; // 4.3.12
const localHeaderLength = 30; // 4.3.7
const methods = { stored: 0, deflated: 8 }; // 4.4.5

/**
 * Unpacks those files of a ZIP archive that `choose` names.
 *
 * Libraries for this exist, but those at hand always unpack everything, and of the one archive we unpack four files in ten (and 20,000 small ones)
 * are not wanted. It reads what that pinned archive uses: no encryption, no ZIP64, no symbolic links.
 *
 * @param {string} archive
 * @param {string} folder
 * @param {(name: string) => string | undefined} choose the path below `folder` for an entry, or undefined to leave it out
 */
export async function unzip(archive, folder, choose) {
  const file = await open(archive);
  try {
    const read = async (position, length) => (await file.read(Buffer.alloc(length), 0, length, position)).buffer;
    const { size } = await file.stat();
    for await (const entry of directoryEntries(read, size)) {
      const path = entry.name.endsWith('/') ? undefined : choose(entry.name);
      if (path === undefined) continue;
      const target = join(folder, path);
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, await contents(read, entry));
      if (entry.mode) await chmod(target, entry.mode);
    }
  } finally {
    await file.close();
  }
}

async function* directoryEntries(read, size) {
  const end = await read(size - endOfDirectory.length, endOfDirectory.length);
  if (end.readUInt32LE(0) !== endOfDirectory.signature) throw new Error('not a ZIP archive, or one with a comment');
  const directory = await read(end.readUInt32LE(16), end.readUInt32LE(12));
  for (let at = 0; at < directory.length;) {
    if (directory.readUInt32LE(at) !== directoryEntry.signature)
      throw new Error('the directory of the ZIP archive is damaged');
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => directory.readUInt16LE(at + offset));
    const nameAt = at + directoryEntry.length;
    yield {
      name: directory.toString('utf8', nameAt, nameAt + nameLength),
      method: directory.readUInt16LE(at + 10),
      compressedSize: directory.readUInt32LE(at + 20),
      mode: (directory.readUInt32LE(at + 38) >>> 16) & 0o777,
      headerAt: directory.readUInt32LE(at + 42),
    };
    at = nameAt + nameLength + extraLength + commentLength;
  }
}

async function contents(read, { name, method, compressedSize, headerAt }) {
  const header = await read(headerAt, localHeaderLength);
  const dataAt = headerAt + localHeaderLength + header.readUInt16LE(26) + header.readUInt16LE(28);
  const data = await read(dataAt, compressedSize);
  if (method === methods.stored) return data;
  if (method === methods.deflated) return inflate(data);
  throw new Error(`${name} is packed with method ${method}, which this reader does not know`);
}
