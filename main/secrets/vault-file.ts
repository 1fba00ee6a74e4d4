import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { Instant, Keystore } from '../../shared/domain.ts';
import { VaultError } from '../vault-error.ts';
import { errnoOf, fileFailure, replaceFile } from './replace-file.ts';
import { VaultKeySlot } from './vault-key.ts';

/** The file that makes a folder a vault. It holds no secret: what its slots hold is encrypted, or lies elsewhere. */
export const VAULT_FILE = 'vault.json';

const FORMAT = 'kagibako-vault';
const VERSION = 1;

/** What a vault is: where its secrets are kept, and the ways to its key. */
const VaultFileSchema = v.object({
  vaultId: v.pipe(v.string(), v.uuid()),
  keystore: Keystore,
  createdAt: Instant,
  slots: v.array(VaultKeySlot),
});
export type VaultFile = v.InferOutput<typeof VaultFileSchema>;

const Envelope = v.object({ format: v.literal(FORMAT), version: v.pipe(v.number(), v.integer(), v.minValue(1)) });

/**
 * Reads what the vault in `folder` is; undefined where there is none. Throws `vault-damaged`, `vault-newer` (with the version of this file), and
 * `vault-read-only` where the file may not even be read.
 */
export async function readVaultFile(folder: string): Promise<VaultFile | undefined> {
  let text: string;
  try {
    text = await readFile(join(folder, VAULT_FILE), 'utf8');
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(errnoOf(error) ?? '')) return undefined;
    throw fileFailure(error, folder);
  }
  const damaged = (cause?: unknown): VaultError =>
    new VaultError('vault-damaged', { folder, problem: `${VAULT_FILE} is not what this vault wrote` }, { cause });
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw damaged(error);
  }
  const envelope = v.safeParse(Envelope, content);
  if (!envelope.success) throw damaged();
  if (envelope.output.version > VERSION) {
    throw new VaultError('vault-newer', { folder, found: envelope.output.version, known: VERSION });
  }
  const parsed = v.safeParse(VaultFileSchema, content);
  if (!parsed.success) throw damaged();
  return parsed.output;
}

/** Writes what the vault in `folder` is, whole or not at all. Throws `vault-full` and `vault-read-only`. */
export async function writeVaultFile(folder: string, file: VaultFile): Promise<void> {
  const { vaultId, keystore, createdAt, slots } = file;
  const content = { format: FORMAT, version: VERSION, vaultId, keystore, createdAt, slots };
  await replaceFile(folder, VAULT_FILE, `${JSON.stringify(content, null, 2)}\n`);
}
