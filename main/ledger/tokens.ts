import type { StoredTokenState, Token, TokenState } from '../../shared/domain.ts';
import type { Database } from './connection.ts';
import type { InPieces } from './pieces.ts';
import { joinSearchFields, toSearchText } from './search-text.ts';
import { assertAllowed, TOKEN_TRANSITIONS } from './state-machines.ts';
import { stateAt, TOKEN_COLUMNS, TOKEN_JOINS, toToken, type TokenRow } from './token-row.ts';

/** A token on its way into the ledger; instants in milliseconds. */
export interface NewToken {
  readonly tokenId: string;
  readonly channelId: string;
  readonly keyId: string;
  readonly state: StoredTokenState;
  readonly label: string;
  readonly consumer: string;
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly expiryKnown: boolean;
  readonly checkedAt: number | null;
  readonly provedAt: number | null;
  readonly signingKeyId: string | null;
  readonly issueId: string | null;
}

type Columns = Record<string, string | number | null>;

function toColumns(token: NewToken): Columns {
  return {
    ...token,
    expiryKnown: Number(token.expiryKnown),
    consumerKey: toSearchText(token.consumer),
    search: joinSearchFields(token.label, token.consumer, token.keyId, token.channelId),
  };
}

/** Tokens that are looked at in one piece. */
const IDS_A_PIECE = 40;

const LIVE = `t.state IN ('active', 'draining', 'revoking') AND t.expires_at > @at`;

/** Queries of single tokens and of small sets. Pages of the list are in `token-pages.ts`. */
export function tokenQueries(database: Database) {
  const select = `SELECT ${TOKEN_COLUMNS} FROM token t ${TOKEN_JOINS}`;
  const byId = database.prepare<[string], TokenRow>(`${select} WHERE t.token_id = ?`);
  const byKeyId = database.prepare<[string, string], TokenRow>(`${select} WHERE t.channel_id = ? AND t.key_id = ?`);
  const byIds = database.prepare<[string], TokenRow>(
    `SELECT ${TOKEN_COLUMNS} FROM json_each(?) wanted CROSS JOIN token t ON t.token_id = wanted.value ${TOKEN_JOINS} ORDER BY wanted.key`,
  );
  const byValueIndex = database.prepare<[Buffer], TokenRow>(
    `SELECT ${TOKEN_COLUMNS} FROM token_value found CROSS JOIN token t ON t.sequence = found.sequence ${TOKEN_JOINS}
      WHERE found.value_index = ? ORDER BY t.sequence DESC LIMIT 1`,
  );
  const insert = database.prepare<[Columns]>(
    `INSERT INTO token (token_id, channel_id, key_id, state, label, consumer, consumer_key, issued_at, expires_at, expiry_known,
                        checked_at, proved_at, signing_key_id, issue_id)
     VALUES (@tokenId, @channelId, @keyId, @state, @label, @consumer, @consumerKey, @issuedAt, @expiresAt, @expiryKnown,
             @checkedAt, @provedAt, @signingKeyId, @issueId)`,
  );
  const replace = database.prepare<[Columns]>(
    `UPDATE token
        SET token_id = @tokenId, state = @state, label = @label, consumer = @consumer, consumer_key = @consumerKey, issued_at = @issuedAt,
            expires_at = @expiresAt, expiry_known = @expiryKnown, checked_at = @checkedAt, proved_at = @provedAt,
            signing_key_id = @signingKeyId, issue_id = @issueId
      WHERE sequence = @sequence`,
  );
  const setSearch = database.prepare<[Columns]>(
    `INSERT INTO token_search (sequence, channel_id, text) VALUES (@sequence, @channelId, @search)
     ON CONFLICT (sequence) DO UPDATE SET text = excluded.text`,
  );
  const setValue = database.prepare<[number, Buffer, Buffer]>(
    'INSERT INTO token_value (sequence, sealed_value, value_index) VALUES (?, ?, ?)',
  );
  const value = database.prepare<[string], { sealed_value: Buffer }>(
    'SELECT v.sealed_value FROM token t JOIN token_value v ON v.sequence = t.sequence WHERE t.token_id = ?',
  );
  const setState = database.prepare<[StoredTokenState, number]>('UPDATE token SET state = ? WHERE sequence = ?');
  const setSeenLive = database.prepare<[number, number, number]>(
    'UPDATE token SET checked_at = ?, proved_at = ? WHERE sequence = ?',
  );
  const setSeenAbsent = database.prepare<[number, number]>('UPDATE token SET checked_at = ? WHERE sequence = ?');
  const setRevoked = database.prepare<[number | null, number | null, number]>(
    'UPDATE token SET revoked_at = ?, proved_at = ? WHERE sequence = ?',
  );
  const open = database.prepare<[{ channelId: string; at: number }], TokenRow>(
    `SELECT ${TOKEN_COLUMNS} FROM token t INDEXED BY token_by_channel_state ${TOKEN_JOINS}
      WHERE t.channel_id = @channelId AND t.state IN ('active', 'draining', 'revoking', 'orphan', 'foreign') AND t.expires_at > @at`,
  );
  const revocable = database.prepare<[{ channelId: string; at: number }], TokenRow>(
    `SELECT ${TOKEN_COLUMNS} FROM token t INDEXED BY token_by_channel_state ${TOKEN_JOINS}
      WHERE t.channel_id = @channelId AND ${LIVE} AND v.sequence IS NOT NULL ORDER BY t.expires_at, t.sequence`,
  );
  const countLive = database.prepare<[{ channelId: string; at: number }], { found: number }>(
    `SELECT count(*) AS found FROM token t INDEXED BY token_by_channel_state WHERE t.channel_id = @channelId AND ${LIVE}`,
  );
  const staying = database.prepare<[{ channelId: string; at: number }], { token_id: string; consumer: string }>(
    `SELECT t.token_id, t.consumer FROM token t INDEXED BY token_by_channel_state
      WHERE t.channel_id = @channelId AND t.state IN ('active', 'draining') AND t.expires_at > @at`,
  );

  return {
    get: (tokenId: string): TokenRow | undefined => byId.get(tokenId),
    withKeyId: (channelId: string, keyId: string): TokenRow | undefined => byKeyId.get(channelId, keyId),
    /** In the order in which they were asked for; unknown IDs are left out. */
    list: (tokenIds: readonly string[]): readonly TokenRow[] => byIds.all(JSON.stringify(tokenIds)),
    withValueIndex: (valueIndex: Buffer): TokenRow | undefined => byValueIndex.get(valueIndex),
    sealedValue: (tokenId: string): Buffer | undefined => value.get(tokenId)?.sealed_value,

    /** Returns the new row's sequence. */
    add(token: NewToken): number {
      const columns = toColumns(token);
      const sequence = Number(insert.run(columns).lastInsertRowid);
      setSearch.run({ ...columns, sequence });
      return sequence;
    },
    /** A token that a check had found becomes what we now know it to be, with an ID of its own. */
    become(row: TokenRow, token: NewToken): void {
      assertAllowed(TOKEN_TRANSITIONS, row.state, token.state, `token ${row.token_id}`);
      const columns = toColumns(token);
      replace.run({ ...columns, sequence: row.sequence });
      setSearch.run({ ...columns, sequence: row.sequence });
    },
    addValue(sequence: number, sealedValue: Buffer, valueIndex: Buffer): void {
      setValue.run(sequence, sealedValue, valueIndex);
    },
    changeState(row: TokenRow, state: StoredTokenState): void {
      assertAllowed(TOKEN_TRANSITIONS, row.state, state, `token ${row.token_id}`);
      setState.run(state, row.sequence);
    },
    /** Absent from LINE's list after we asked for its revocation: `revoked`, and proved. */
    markRevoked(row: TokenRow, at: number): void {
      assertAllowed(TOKEN_TRANSITIONS, row.state, 'revoked', `token ${row.token_id}`);
      setState.run('revoked', row.sequence);
      setRevoked.run(at, at, row.sequence);
    },
    /** LINE lists it although we had called it revoked. */
    takeRevocationBack(row: TokenRow): void {
      assertAllowed(TOKEN_TRANSITIONS, row.state, 'revoking', `token ${row.token_id}`);
      setState.run('revoking', row.sequence);
      setRevoked.run(null, null, row.sequence);
    },
    markSeenLive: (row: TokenRow, askedAt: number): void => void setSeenLive.run(askedAt, askedAt, row.sequence),
    markSeenAbsent: (row: TokenRow, askedAt: number): void => void setSeenAbsent.run(askedAt, row.sequence),

    /** What an absence from LINE's list says something about: what has not expired. An expired one is absent without anybody's doing. */
    judgeable: (channelId: string, at: number): readonly TokenRow[] => open.all({ channelId, at }),
    revocable: (channelId: string, at: number): readonly Token[] =>
      revocable.all({ channelId, at }).map((row) => toToken(row, at)),
    countLive: (channelId: string, at: number): number => countLive.get({ channelId, at })?.found ?? 0,

    /** Of `tokenIds`, the live ones after whose end their consumer would have none that stays. Nobody's tokens (no consumer) don't count. */
    *lastOfConsumer(tokenIds: readonly string[], at: number): InPieces<readonly Token[]> {
      const leaving = new Set(tokenIds);
      /** By channel, the consumers that keep a token. */
      const kept = new Map<string, ReadonlySet<string>>();
      const last: Token[] = [];
      for (let start = 0; start < tokenIds.length; start += IDS_A_PIECE) {
        if (start > 0) yield;
        for (const row of byIds.all(JSON.stringify(tokenIds.slice(start, start + IDS_A_PIECE)))) {
          const token = toToken(row, at);
          const { channelId, consumer, state } = token;
          if (consumer === '' || !['active', 'draining', 'revoking'].includes(state)) continue;
          let consumers = kept.get(channelId);
          if (!consumers) {
            const others = staying.all({ channelId, at }).filter((other) => !leaving.has(other.token_id));
            kept.set(channelId, (consumers = new Set(others.map((other) => other.consumer))));
          }
          if (!consumers.has(consumer)) last.push(token);
        }
      }
      return last;
    },
    stateOf: (row: TokenRow, at: number): TokenState => stateAt(row.state, row.expires_at, at),
  };
}

export type TokenQueries = ReturnType<typeof tokenQueries>;
