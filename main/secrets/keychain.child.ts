/** For tests: asks the keychain of the session that it is started in, and writes what came back, as JSON. */
import { createRequire } from 'node:module';
import type * as keytarTypes from 'keytar';
import { isVaultError } from '../vault-error.ts';
import type { SecretName } from '../ports.ts';
import { createKeychainStore, keychainHealth, KEYCHAIN_SERVICE } from './keychain-store.ts';
import { Secret } from './secret.ts';

type Keytar = typeof keytarTypes;

const [scenario] = process.argv.slice(2);
const VAULT = 'vault-1';
const KEY: SecretName = { kind: 'signing-key', id: 'key-1' };
const store = createKeychainStore(VAULT);

async function answer(work: Promise<unknown>): Promise<unknown> {
  try {
    return (await work) ?? 'done';
  } catch (error) {
    if (!isVaultError(error)) throw error;
    const { problem, ...details } = error.details;
    return {
      code: error.code,
      ...details,
      ...(typeof problem === 'string' && problem !== '' ? { problem: 'told' } : {}),
    };
  }
}

const put = (text: string) => answer(store.set(KEY, Secret.fromText(text)));
const read = (from = store, name: SecretName = KEY) => answer(from.get(name).then((secret) => secret.reveal()));

/** Everything that a store can be asked, on a keychain that works. */
async function works(): Promise<unknown> {
  // As large as an RSA-2048 key in PKCS#8, and not text.
  const large = Buffer.alloc(1_217, 0xfe);
  const channel: SecretName = { kind: 'channel-secret', id: '2000000001' };
  const found: Record<string, unknown> = {
    health: await keychainHealth(),
    missing: await read(),
    set: await put('first'),
    again: await put('second'),
    get: await read(),
    otherVault: await read(createKeychainStore('vault-2')),
    setLarge: await answer(store.set(channel, Secret.fromBytes(Buffer.from(large)))),
    large: await answer(store.get(channel).then((secret) => secret.bytes().equals(large))),
    delete: await answer(store.delete(channel)),
    deleteAgain: await answer(store.delete(channel)),
    deleted: await read(store, channel),
  };
  const keytar = createRequire(import.meta.url)('keytar') as Keytar;
  found['entries'] = (await keytar.findCredentials(KEYCHAIN_SERVICE)).map(({ account, password }) => [
    account,
    password,
  ]);
  await keytar.setPassword(KEYCHAIN_SERVICE, `${VAULT}/signing-key/key-1`, 'not what was written there');
  found['damaged'] = await read();
  await put('third');
  return found;
}

/** The same on one that does not. */
async function fails(): Promise<unknown> {
  const { state, problem } = await keychainHealth();
  return {
    health: state,
    told: problem !== null,
    get: await read(),
    set: await put('x'),
    delete: await answer(store.delete(KEY)),
  };
}

process.stdout.write(JSON.stringify(scenario === 'works' ? await works() : await fails()));
