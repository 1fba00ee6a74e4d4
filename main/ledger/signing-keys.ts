import type { SigningKey, SigningKeyState } from '../../shared/domain.ts';
import type { NewSigningKey } from '../ports.ts';
import type { Database } from './connection.ts';
import { toInstant, toInstantOrNull } from './instants.ts';
import { allows, SIGNING_KEY_TRANSITIONS } from './state-machines.ts';

interface SigningKeyRow {
  readonly signing_key_id: string;
  readonly channel_id: string;
  readonly kid: string | null;
  readonly thumbprint: string;
  readonly modulus: string;
  readonly exponent: string;
  readonly state: SigningKeyState;
  readonly origin: SigningKey['origin'];
  readonly created_at: number;
  readonly registered_at: number | null;
  readonly proved_at: number | null;
  readonly retired_at: number | null;
}

function toSigningKey(row: SigningKeyRow): SigningKey {
  return {
    signingKeyId: row.signing_key_id,
    channelId: row.channel_id,
    kid: row.kid,
    thumbprint: row.thumbprint,
    publicJwk: { kty: 'RSA', alg: 'RS256', use: 'sig', e: row.exponent, n: row.modulus },
    state: row.state,
    proved: row.state === 'proved',
    origin: row.origin,
    createdAt: toInstant(row.created_at),
    registeredAt: toInstantOrNull(row.registered_at),
    provedAt: toInstantOrNull(row.proved_at),
    retiredAt: toInstantOrNull(row.retired_at),
  };
}

/** Queries of assertion signing keys: their public halves. Keys of removed channels keep their rows and answer to nothing. */
export function signingKeyQueries(database: Database) {
  const insert = database.prepare<[Record<string, string | number>]>(
    `INSERT INTO signing_key (signing_key_id, channel_id, thumbprint, modulus, exponent, state, origin, created_at)
     VALUES (@signingKeyId, @channelId, @thumbprint, @modulus, @exponent, 'generated', @origin, @at)`,
  );
  const one = database.prepare<[string], SigningKeyRow>(
    'SELECT * FROM signing_key WHERE signing_key_id = ? AND removed_at IS NULL',
  );
  const all = database.prepare<[], SigningKeyRow>(
    'SELECT * FROM signing_key WHERE removed_at IS NULL ORDER BY created_at, rowid',
  );
  const ofChannel = database.prepare<[string], SigningKeyRow>(
    'SELECT * FROM signing_key WHERE channel_id = ? AND removed_at IS NULL ORDER BY created_at, rowid',
  );
  const byThumbprint = database.prepare<[string], SigningKeyRow>(
    'SELECT * FROM signing_key WHERE thumbprint = ? AND removed_at IS NULL',
  );
  const byKid = database.prepare<[string], SigningKeyRow>(
    'SELECT * FROM signing_key WHERE kid = ? AND kid IS NOT NULL AND removed_at IS NULL',
  );
  const register = database.prepare<[string, number, string]>(
    `UPDATE signing_key SET kid = ?, state = 'registered', registered_at = ?, proved_at = NULL WHERE signing_key_id = ?`,
  );
  const prove = database.prepare<[number, string]>(
    `UPDATE signing_key SET state = 'proved', proved_at = ? WHERE signing_key_id = ?`,
  );
  const retire = database.prepare<[number, string]>(
    `UPDATE signing_key SET state = 'retired', retired_at = ? WHERE signing_key_id = ?`,
  );
  const remove = database.prepare<[number, string]>(
    'UPDATE signing_key SET removed_at = ? WHERE channel_id = ? AND removed_at IS NULL',
  );
  const count = database.prepare<[], { found: number }>(
    'SELECT count(*) AS found FROM signing_key WHERE removed_at IS NULL',
  );

  return {
    add(key: NewSigningKey, at: number): void {
      const { signingKeyId, channelId, thumbprint, origin, publicJwk } = key;
      insert.run({ signingKeyId, channelId, thumbprint, origin, modulus: publicJwk.n, exponent: publicJwk.e, at });
    },
    withThumbprint(thumbprint: string): SigningKey | undefined {
      const row = byThumbprint.get(thumbprint);
      return row && toSigningKey(row);
    },
    get(signingKeyId: string): SigningKey | undefined {
      const row = one.get(signingKeyId);
      return row && toSigningKey(row);
    },
    list(channelId?: string): readonly SigningKey[] {
      return (channelId === undefined ? all.all() : ofChannel.all(channelId)).map(toSigningKey);
    },
    /** The key that carries the kid. One kid belongs to one key, also among retired ones. */
    withKid(kid: string): SigningKey | undefined {
      const row = byKid.get(kid);
      return row && toSigningKey(row);
    },
    /** The same kid again keeps the proof. The caller has seen to it that no other key has it. */
    register(key: SigningKey, kid: string, at: number): 'registered' | 'unchanged' | 'retired' {
      if (!allows(SIGNING_KEY_TRANSITIONS, key.state, 'registered')) return 'retired';
      if (key.kid === kid) return 'unchanged';
      register.run(kid, at, key.signingKeyId);
      return 'registered';
    },
    markProved(key: SigningKey, at: number): boolean {
      if (!allows(SIGNING_KEY_TRANSITIONS, key.state, 'proved')) return false;
      prove.run(at, key.signingKeyId);
      return true;
    },
    retire(key: SigningKey, at: number): boolean {
      if (!allows(SIGNING_KEY_TRANSITIONS, key.state, 'retired')) return false;
      retire.run(at, key.signingKeyId);
      return true;
    },
    removeAllOf(channelId: string, at: number): readonly string[] {
      const ids = ofChannel.all(channelId).map((row) => row.signing_key_id);
      remove.run(at, channelId);
      return ids;
    },
    count(): number {
      return count.get()?.found ?? 0;
    },
  };
}

export type SigningKeyQueries = ReturnType<typeof signingKeyQueries>;
