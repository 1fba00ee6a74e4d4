import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { LEDGER_FILE, openLedger } from '../../main/ledger/open-ledger.ts';
import { joinSearchFields, toSearchText } from '../../main/ledger/search-text.ts';
import type { PracticePlatform } from '../../main/practice/practice-platform.ts';
import { createSealer } from '../../main/secrets/sealer.ts';
import { Secret } from '../../main/secrets/secret.ts';
import { readVaultFile } from '../../main/secrets/vault-file.ts';
import { generatePrivateKey } from '../../main/signing-keys/generate-private-key.ts';
import { publicJwkOf } from '../../main/signing-keys/public-jwk.ts';
import { tokenAad } from '../../main/tokens/token-value.ts';
import { openAccess } from '../../main/vault-access.ts';
import { registerInConsole } from './practice-console.ts';

export interface FleetOptions {
  /** Of a vault that is not open. */
  readonly folder: string;
  readonly passphrase?: string;
  readonly practice: PracticePlatform;
  readonly channels: number;
  /** Live ones; at most 30. */
  readonly tokensPerChannel: number;
  /** Of the tokens of a channel, by their number; one for all by default, so that none is anybody's last but all together. */
  readonly consumer?: (number: number) => string;
}

export interface Fleet {
  readonly channelIds: readonly string[];
  readonly tokens: readonly { readonly tokenId: string; readonly channelId: string; readonly keyId: string }[];
}

const LIFETIME_MS = 30 * 24 * 60 * 60 * 1_000;

/**
 * Adds many channels with live tokens to a vault and to a practice platform, past the port: issuing a thousand tokens one by one takes half a minute.
 * All channels share one RSA key, which takes long to make; the vault knows it as a key of each.
 */
export async function fillFleet(options: FleetOptions): Promise<Fleet> {
  const { folder, practice, channels, tokensPerChannel, consumer = () => 'fleet' } = options;
  const file = await readVaultFile(folder);
  if (!file) throw new Error(`there is no vault in ${folder}`);
  const { vaultKey, secrets } = await openAccess(file, folder, options.passphrase);
  const sealer = createSealer(vaultKey, folder);
  const { privateKey, publicKey } = await generatePrivateKey();
  const publicJwk = publicJwkOf(publicKey);
  const at = Date.now();
  await (await openLedger({ folder, create: false, at: new Date(at).toISOString() })).close();
  const database = new BetterSqlite3(join(folder, LEDGER_FILE), { fileMustExist: true });
  const addChannel = database.prepare(
    `INSERT INTO channel (channel_id, name, search, platform, platform_kind, has_secret, created_at) VALUES (?, ?, ?, ?, ?, 1, ?)`,
  );
  const addKey = database.prepare(
    `INSERT INTO signing_key (signing_key_id, channel_id, kid, thumbprint, modulus, exponent, state, origin, created_at, registered_at, proved_at)
     VALUES (?, ?, ?, ?, ?, ?, 'proved', 'generated', ?, ?, ?)`,
  );
  const addToken = database.prepare(
    `INSERT INTO token (token_id, channel_id, key_id, state, label, consumer, consumer_key, issued_at, expires_at, expiry_known)
     VALUES (?, ?, ?, 'active', '', ?, ?, ?, ?, 1)`,
  );
  const addValue = database.prepare('INSERT INTO token_value (sequence, sealed_value, value_index) VALUES (?, ?, ?)');
  const addSearch = database.prepare('INSERT INTO token_search (sequence, channel_id, text) VALUES (?, ?, ?)');
  const channelIds: string[] = [];
  const tokens: { tokenId: string; channelId: string; keyId: string }[] = [];
  try {
    database.exec('BEGIN');
    for (let index = 0; index < channels; index++) {
      const name = `Fleet ${index}`;
      const { channelId, channelSecret } = practice.addChannel({ name });
      channelIds.push(channelId);
      addChannel.run(channelId, name, joinSearchFields(name), practice.url, 'practice', at);
      const signingKeyId = randomUUID();
      const kid = registerInConsole(practice, channelId, publicJwk);
      addKey.run(signingKeyId, channelId, kid, signingKeyId, publicJwk.n, publicJwk.e, at, at, at);
      await secrets.set({ kind: 'signing-key', id: signingKeyId }, privateKey);
      await secrets.set({ kind: 'channel-secret', id: channelId }, Secret.fromText(channelSecret));
      for (let number = 0; number < tokensPerChannel; number++) {
        const { accessToken, keyId } = practice.issueForeignToken(channelId);
        const tokenId = randomUUID();
        const value = Buffer.from(accessToken);
        const user = consumer(number);
        const expiresAt = at + LIFETIME_MS;
        const { lastInsertRowid } = addToken.run(tokenId, channelId, keyId, user, toSearchText(user), at, expiresAt);
        addValue.run(lastInsertRowid, sealer.seal(value, tokenAad(tokenId)), sealer.index(value));
        addSearch.run(lastInsertRowid, channelId, joinSearchFields('', user, keyId, channelId));
        tokens.push({ tokenId, channelId, keyId });
      }
    }
    database.exec('COMMIT');
  } finally {
    database.close();
    privateKey.wipe();
    sealer.wipe();
    vaultKey.wipe();
    secrets.wipe?.();
  }
  return { channelIds, tokens };
}
