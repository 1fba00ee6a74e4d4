/** For tests: uses the sealed file where it cannot be written, and writes what became of it, as JSON. */
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isVaultError } from '../vault-error.ts';
import { openSealedFileStore } from './sealed-file-store.ts';
import { Secret } from './secret.ts';

const [folder = '', scenario, key = '00'.repeat(32)] = process.argv.slice(2);
const name = { kind: 'signing-key', id: 'key-1' } as const;
const store = openSealedFileStore({ folder, vaultKey: Secret.fromBytes(Buffer.from(key, 'hex')) });

async function put(text: string): Promise<string> {
  try {
    await store.set(name, Secret.fromText(text));
    return 'done';
  } catch (error) {
    if (isVaultError(error)) return error.code;
    throw error;
  }
}

const read = async (): Promise<string> => (await store.get(name)).reveal();

async function full(): Promise<unknown> {
  await put('first');
  const filler = join(folder, 'filler');
  for (;;) {
    try {
      writeFileSync(filler, Buffer.alloc(4096), { flag: 'a' });
    } catch {
      break;
    }
  }
  const refused = await put('second');
  const kept = await read();
  const files = readdirSync(folder);
  rmSync(filler);
  await put('second');
  return { refused, kept, files: files.toSorted(), afterwards: await read() };
}

const readOnly = async (): Promise<unknown> => ({ refused: await put('second'), kept: await read() });

process.stdout.write(JSON.stringify(scenario === 'full' ? await full() : await readOnly()));
