// Holds: private keys between generation or import and the secret store.
// Lives: one call.
// Wiped by: this file, right after the secret store has them.
import { randomUUID } from 'node:crypto';
import type { Proof, SigningKey } from '../../shared/domain.ts';
import { askKeyIds } from '../assertions/ask-key-ids.ts';
import { requireChannel, requireSigningKey } from '../assertions/make-assertion.ts';
import type { SessionHandlers } from '../handlers.ts';
import type { Session } from '../session.ts';
import { isVaultError, VaultError } from '../vault-error.ts';
import { generatePrivateKey } from './generate-private-key.ts';
import { importPrivateKey, type LoadedKey } from './import-private-key.ts';
import type { KeyFiles } from './key-files.ts';
import { parseKid } from './kid.ts';
import { inForm, publicJwkOf, thumbprintOf } from './public-jwk.ts';

function changed(session: Session, channelId: string): void {
  session.emit({ name: 'ledger.changed', payload: { areas: ['keys', 'channels', 'audit'], channelIds: [channelId] } });
}

/** Private half to the secret store, then public half to the ledger; if the second fails, the first is undone. */
async function keep(
  session: Session,
  channelId: string,
  loaded: LoadedKey,
  origin: SigningKey['origin'],
  signingKeyId: string = randomUUID(),
): Promise<SigningKey> {
  const publicJwk = publicJwkOf(loaded.publicKey);
  const thumbprint = await thumbprintOf(publicJwk);
  try {
    await session.secrets.set({ kind: 'signing-key', id: signingKeyId }, loaded.privateKey);
  } finally {
    loaded.privateKey.wipe();
  }
  try {
    const added = await session.ledger.addSigningKey(
      { signingKeyId, channelId, thumbprint, publicJwk, origin },
      session.by(),
    );
    if (added.outcome === 'exists') throw new VaultError('key-exists', { channelId: added.channelId, thumbprint });
  } catch (error) {
    await session.secrets.delete({ kind: 'signing-key', id: signingKeyId });
    throw error;
  }
  changed(session, channelId);
  return requireSigningKey(session, signingKeyId);
}

/** Generates a key pair for a channel. `signingKeyId` is for whoever has written it down before: a crash cannot part the two. */
export async function generateSigningKey(
  session: Session,
  channelId: string,
  signingKeyId?: string,
): Promise<SigningKey> {
  await requireChannel(session, channelId);
  return keep(session, channelId, await generatePrivateKey(), 'generated', signingKeyId);
}

/** Lets a key sign no more. */
export async function retireSigningKey(session: Session, { signingKeyId, channelId }: SigningKey): Promise<void> {
  await session.ledger.retireSigningKey(signingKeyId, session.by());
  session.keys.forget(signingKeyId);
  changed(session, channelId);
}

function requireKeyFiles({ keyFiles }: Session): KeyFiles {
  if (!keyFiles) throw new VaultError('not-supported-here', { feature: 'A dialog for choosing files' });
  return keyFiles;
}

/** Proves a registration by asking for the key ID list, which spends no slot. Why it failed is part of the answer: the kid stays stored. */
async function prove(session: Session, key: SigningKey): Promise<Proof> {
  const channel = await requireChannel(session, key.channelId);
  try {
    const { keyIds, clockSkewSeconds } = await askKeyIds(session, channel, key);
    // For the kid that was asked with: another one may have been given meanwhile.
    if (key.kid !== null) await session.ledger.markSigningKeyProved(key.signingKeyId, key.kid, session.by());
    changed(session, key.channelId);
    return { outcome: 'proved', liveKeyIds: keyIds.length, clockSkewSeconds };
  } catch (error) {
    if (!isVaultError(error)) throw error;
    return { outcome: 'failed', error: session.failure('key.prove', error) };
  }
}

export const keyHandlers: SessionHandlers<
  | 'key.generate'
  | 'key.import'
  | 'key.importFile'
  | 'key.list'
  | 'key.public'
  | 'key.copyPublic'
  | 'key.savePublic'
  | 'key.register'
  | 'key.prove'
  | 'key.retire'
> = {
  'key.generate': (session, { channelId }) => generateSigningKey(session, channelId),

  async 'key.import'(session, { channelId, material, passphrase }) {
    await requireChannel(session, channelId);
    return keep(session, channelId, importPrivateKey(material, passphrase), 'imported');
  },

  async 'key.importFile'(session, { channelId, passphrase, sameFile }) {
    await requireChannel(session, channelId);
    const signingKey = await requireKeyFiles(session).read(sameFile, async (text) => {
      // While the person was choosing, the channel may have been removed or the vault locked.
      await requireChannel(session, channelId);
      return keep(session, channelId, importPrivateKey(text, passphrase), 'imported');
    });
    return { signingKey };
  },

  async 'key.list'(session, { channelId }) {
    if (channelId !== undefined) await requireChannel(session, channelId);
    return { signingKeys: [...(await session.ledger.signingKeys(channelId))] };
  },

  async 'key.public'(session, { signingKeyId, form }) {
    const { publicJwk } = await requireSigningKey(session, signingKeyId);
    return inForm(publicJwk, form);
  },

  async 'key.copyPublic'(session, { signingKeyId, form }) {
    const { publicJwk } = await requireSigningKey(session, signingKeyId);
    if (!session.clipboard) throw new VaultError('not-supported-here', { feature: 'The clipboard' });
    await session.clipboard.writeText(JSON.stringify(inForm(publicJwk, form), null, 2));
    return { done: true };
  },

  async 'key.savePublic'(session, { signingKeyId, form }) {
    const { channelId, publicJwk } = await requireSigningKey(session, signingKeyId);
    const text = `${JSON.stringify(inForm(publicJwk, form), null, 2)}\n`;
    return { savedAs: await requireKeyFiles(session).save(`kagibako-${channelId}-public-jwk.json`, text) };
  },

  async 'key.register'(session, { signingKeyId, kid: pasted, prove: proveNow }) {
    const kid = parseKid(pasted);
    const key = await requireSigningKey(session, signingKeyId);
    if (proveNow && key.state === 'proved' && key.kid !== kid) {
      // What works is not given up for what was mistyped: another kid replaces a proved one only once it is proved itself.
      const trial = await prove(session, { ...key, kid, state: 'registered' });
      if (trial.outcome === 'failed') return { signingKey: key, proof: trial };
    }
    const registered = await session.ledger.registerSigningKey(signingKeyId, kid, session.by());
    if (registered.outcome === 'kid-in-use')
      throw new VaultError('kid-in-use', { kid, signingKeyId: registered.signingKeyId });
    if (registered.outcome === 'retired') throw new VaultError('key-retired', { signingKeyId });
    changed(session, key.channelId);
    const proof: Proof = proveNow
      ? await prove(session, {
          ...key,
          kid,
          state: key.state === 'proved' && key.kid === kid ? 'proved' : 'registered',
        })
      : { outcome: 'not-asked' };
    return { signingKey: await requireSigningKey(session, signingKeyId), proof };
  },

  async 'key.prove'(session, { signingKeyId }) {
    const key = await requireSigningKey(session, signingKeyId);
    if (key.state === 'retired') throw new VaultError('key-retired', { signingKeyId });
    if (key.kid === null) throw new VaultError('key-not-registered', { signingKeyId });
    const proof = await prove(session, key);
    return { signingKey: await requireSigningKey(session, signingKeyId), proof };
  },

  async 'key.retire'(session, { signingKeyId }) {
    const key = await requireSigningKey(session, signingKeyId);
    await retireSigningKey(session, key);
    return requireSigningKey(session, signingKeyId);
  },
};
