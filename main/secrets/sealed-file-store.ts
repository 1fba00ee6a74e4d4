// Holds: keys derived from the vault key; one private key or channel secret for the length of a call.
// Lives: the keys until `wipe`; secrets until their caller is done.
// Wiped by: the owner of the store; secrets by whoever asked for them.
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import type { SecretStore } from '../ports.ts';
import { isVaultError, VaultError } from '../vault-error.ts';
import { errnoOf, fileFailure, replaceFile } from './replace-file.ts';
import { createSealer } from './sealer.ts';
import { entryName } from './secret-name.ts';
import type { Secret } from './secret.ts';

/** The file that holds the sealed secrets. */
export const SEALED_FILE = 'secrets.json';

const FORMAT = 'kagibako-secrets';
const VERSION = 1;

const SealedFile = v.strictObject({
  format: v.literal(FORMAT),
  version: v.literal(VERSION),
  /** By name; sealed and then base64. */
  entries: v.record(v.string(), v.pipe(v.string(), v.base64())),
});

/** A secret store that also has something to forget. */
export interface SealedFileStore extends SecretStore {
  readonly kind: 'file';
  /** Forgets the keys; the store is of no use afterwards. */
  wipe(): void;
}

/** What an entry is sealed to: a value that was moved to another name, or out of another form of the file, does not open. */
function associatedData(entry: string): string {
  return JSON.stringify([FORMAT, VERSION, entry]);
}

/**
 * The secret store for where no keychain answers: one file in the vault's folder, each entry sealed under the vault key.
 *
 * The vault key is wiped before this returns: pass a copy where it is needed elsewhere. Only one store may write a folder's file at a time, which
 * the ledger's lock sees to. Throws `keychain-entry-missing`, `sealed-file-damaged`, `vault-full`, `vault-read-only`.
 */
export function openSealedFileStore({
  folder,
  vaultKey,
}: {
  readonly folder: string;
  readonly vaultKey: Secret;
}): SealedFileStore {
  const sealer = createSealer(vaultKey, folder);
  vaultKey.wipe();
  /** Changes wait for each other: each reads the whole file and writes it anew. */
  let lastChange: Promise<unknown> = Promise.resolve();

  const damaged = (cause?: unknown): VaultError =>
    new VaultError('sealed-file-damaged', { file: SEALED_FILE, folder }, { cause });

  /** What was read last, sealed as it is, for as long as the file is the same: parsing it for each secret of a thousand takes longer than LINE does. */
  let known: { readonly stamp: string; readonly entries: ReadonlyMap<string, string> } | undefined;

  /** Undefined where there is no file. */
  async function stampNow(): Promise<string | undefined> {
    try {
      const { ino, size, mtimeNs } = await stat(join(folder, SEALED_FILE), { bigint: true });
      return `${ino} ${size} ${mtimeNs}`;
    } catch (error) {
      if (errnoOf(error) === 'ENOENT') return undefined;
      throw fileFailure(error, folder);
    }
  }

  async function parse(): Promise<Map<string, string>> {
    let text: string;
    try {
      text = await readFile(join(folder, SEALED_FILE), 'utf8');
    } catch (error) {
      if (errnoOf(error) === 'ENOENT') return new Map();
      throw fileFailure(error, folder);
    }
    let content: unknown;
    try {
      content = JSON.parse(text);
    } catch (error) {
      throw damaged(error);
    }
    const parsed = v.safeParse(SealedFile, content);
    if (!parsed.success) throw damaged();
    return new Map(Object.entries(parsed.output.entries));
  }

  async function read(): Promise<ReadonlyMap<string, string>> {
    const stamp = await stampNow();
    if (stamp !== undefined && known?.stamp === stamp) return known.entries;
    const entries = await parse();
    // One that was replaced while it was read is not remembered.
    known = stamp !== undefined && (await stampNow()) === stamp ? { stamp, entries } : undefined;
    return entries;
  }

  /** A read that is under way, which everybody shares who asks before the file changes. */
  let reading: Promise<ReadonlyMap<string, string>> | undefined;

  function readShared(): Promise<ReadonlyMap<string, string>> {
    if (reading) return reading;
    const begun = read().finally(() => {
      if (reading === begun) reading = undefined;
    });
    reading = begun;
    return begun;
  }

  function change(alter: (entries: Map<string, string>) => boolean): Promise<void> {
    const changing = lastChange.then(async () => {
      const entries = new Map(await read());
      if (!alter(entries)) return;
      const content = { format: FORMAT, version: VERSION, entries: Object.fromEntries(entries) };
      await replaceFile(folder, SEALED_FILE, `${JSON.stringify(content, null, 2)}\n`);
      // Who asks from now on sees the change.
      reading = undefined;
    });
    lastChange = changing.catch(() => undefined);
    return changing;
  }

  return {
    kind: 'file',

    async get(name) {
      const entry = entryName(name);
      const sealed = (await readShared()).get(entry);
      if (sealed === undefined) throw new VaultError('keychain-entry-missing', { entry });
      try {
        return sealer.open(Buffer.from(sealed, 'base64'), associatedData(entry));
      } catch (error) {
        throw isVaultError(error, 'vault-damaged') ? damaged(error) : error;
      }
    },

    async set(name, secret) {
      const entry = entryName(name);
      const sealed = sealer.seal(secret.bytes(), associatedData(entry)).toString('base64');
      await change((entries) => entries.set(entry, sealed).size > 0);
    },

    delete: (name) => change((entries) => entries.delete(entryName(name))),
    wipe: () => sealer.wipe(),
  };
}
