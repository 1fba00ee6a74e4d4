// Holds: the vault key, private keys and channel secrets on their way between the OS keychain and the engine.
// Lives: one call; keytar's strings cannot be wiped and live until they are collected.
// Wiped by: the buffers by this file, a Secret by whoever asked for it.
import { randomUUID } from 'node:crypto';
import type * as keytar from 'keytar';
import type { KeychainHealth } from '../../shared/domain.ts';
import type { SecretStore } from '../ports.ts';
import { VaultError } from '../vault-error.ts';
import { keychainFailure, keychainProblem } from './keychain-problem.ts';
import { entryName } from './secret-name.ts';
import { Secret } from './secret.ts';

/** The name under which a person finds our entries in the keychain. */
export const KEYCHAIN_SERVICE = 'Kagibako';

type Keytar = typeof keytar;

const LIBRARY_MISSING = `its library cannot be loaded${process.platform === 'linux' ? ' (is libsecret installed? Debian and Ubuntu: libsecret-1-0)' : ''}`;

/** Loaded when it is first needed: a machine without libsecret can still use a sealed-file vault. */
async function loadKeytar(): Promise<Keytar> {
  try {
    const module: Keytar & { readonly default?: Keytar } = await import('keytar');
    return module.default ?? module;
  } catch (error) {
    throw new VaultError('keychain-failed', { problem: LIBRARY_MISSING }, { cause: error });
  }
}

/** Runs `work`, and says in our own words why the keychain would not. */
async function asking<Result>(work: (keytar: Keytar) => Promise<Result>): Promise<Result> {
  const keytar = await loadKeytar();
  try {
    return await work(keytar);
  } catch (error) {
    throw error instanceof VaultError ? error : await keychainFailure(error);
  }
}

/**
 * Writes a scratch entry and deletes it. A keychain that cannot do that says why, whereas asking a locked one for an entry looks just as if there
 * were none. A keychain with a prompt may ask the person to unlock it now.
 */
async function probe(keytar: Keytar): Promise<void> {
  const account = `probe/${randomUUID()}`;
  await keytar.setPassword(KEYCHAIN_SERVICE, account, 'probe');
  await keytar.deletePassword(KEYCHAIN_SERVICE, account);
}

/** Bytes of an entry that we wrote; undefined where it is not one. */
function decode(value: string): Buffer | undefined {
  const bytes = Buffer.from(value, 'base64');
  if (bytes.length > 0 && bytes.toString('base64') === value) return bytes;
  bytes.fill(0);
  return undefined;
}

/**
 * The OS keychain as the secret store of one vault: libsecret (gnome-keyring, KWallet), macOS Keychain, Windows Credential Manager. One entry a
 * secret, as base64: a private key is 1.6 kB then and fits into the 2,560 bytes of Windows. Microsoft: "CREDENTIALW", CRED_MAX_CREDENTIAL_BLOB_SIZE.
 */
export function createKeychainStore(vaultId: string): SecretStore {
  const accountOf = (entry: string): string => `${vaultId}/${entry}`;

  return {
    kind: 'os',

    get: (name) =>
      asking(async (keytar) => {
        const entry = entryName(name);
        const account = accountOf(entry);
        let value = await keytar.getPassword(KEYCHAIN_SERVICE, account);
        if (value === null) {
          await probe(keytar);
          // The probe may have had the keychain unlocked.
          value = await keytar.getPassword(KEYCHAIN_SERVICE, account);
        }
        if (value === null) throw new VaultError('keychain-entry-missing', { entry });
        const bytes = decode(value);
        if (!bytes) throw new VaultError('keychain-entry-damaged', { entry });
        return Secret.fromBytes(bytes);
      }),

    set: (name, secret) =>
      asking(async (keytar) => {
        const account = accountOf(entryName(name));
        const value = secret.bytes().toString('base64');
        await keytar.setPassword(KEYCHAIN_SERVICE, account, value);
        if ((await keytar.getPassword(KEYCHAIN_SERVICE, account)) !== value)
          throw new Error('it did not keep what it was given');
      }),

    delete: (name) =>
      asking(async (keytar) => {
        const account = accountOf(entryName(name));
        if (await keytar.deletePassword(KEYCHAIN_SERVICE, account)) return;
        // Nothing was deleted: because there is nothing, or because it is locked.
        await probe(keytar);
        await keytar.deletePassword(KEYCHAIN_SERVICE, account);
      }),
  };
}

const NAMES: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'macOS Keychain',
  win32: 'Windows Credential Manager',
};

const STATES = {
  'keychain-no-session': 'no-session',
  'keychain-locked': 'locked',
  'keychain-failed': 'failed',
} as const;

/** For how long a good answer is believed, in milliseconds: screens ask often, and each question writes to the keychain twice. */
const HEALTHY_FOR_MS = 10_000;

let lastAnswer: { readonly health: Promise<KeychainHealth>; validUntil: number } | undefined;

async function askHealth(): Promise<KeychainHealth> {
  const name = NAMES[process.platform] ?? 'Secret Service';
  try {
    await probe(await loadKeytar());
    return { state: 'available', name, problem: null };
  } catch (error) {
    if (error instanceof VaultError) return { state: 'failed', name, problem: LIBRARY_MISSING };
    const { code, problem } = await keychainProblem(error);
    return { state: STATES[code], name, problem };
  }
}

/** Whether the OS keychain can keep a secret now, and why not. Never throws. Who asks while somebody else does gets the same answer. */
export function keychainHealth(): Promise<KeychainHealth> {
  if (lastAnswer && performance.now() < lastAnswer.validUntil) return lastAnswer.health;
  const answer = { health: askHealth(), validUntil: Infinity };
  lastAnswer = answer;
  void answer.health.then(({ state }) => {
    answer.validUntil = state === 'available' ? performance.now() + HEALTHY_FOR_MS : 0;
  });
  return answer.health;
}
