import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { LEDGER_FILE, openLedger } from '../../main/ledger/open-ledger.ts';
import { joinSearchFields, toSearchText } from '../../main/ledger/search-text.ts';
import type { StoredTokenState } from '../../shared/domain.ts';

export interface FillOptions {
  readonly folder: string;
  readonly tokens: number;
  /** Default: one for each 1,000 tokens. */
  readonly channels?: number;
  /** Now, as an ISO instant: nine in ten tokens are history by then. */
  readonly at: string;
  readonly seed?: number;
}

const DAY_MS = 24 * 60 * 60 * 1_000;
const LIFETIME_MS = 30 * DAY_MS;
const CONSUMERS = [
  '',
  'order-bot',
  '予約ボット',
  'support',
  'サポート窓口',
  'ร้านค้า',
  'broadcast',
  '會員中心',
  'kitchen',
  'crm',
];
const LABELS = ['production', '本番', 'staging', '検証', 'ทดสอบ', 'blue', 'green', '正式', 'canary', ''];
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Numbers in [0, 1) that are the same for the same seed. Mulberry32, public domain. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** How a token of the past ended; most just expire. */
function pastState(luck: number): StoredTokenState {
  if (luck < 0.6) return 'active';
  if (luck < 0.9) return 'revoked';
  if (luck < 0.96) return 'gone';
  return luck < 0.98 ? 'orphan' : 'foreign';
}

/** How a token of today stands. */
function presentState(luck: number): StoredTokenState {
  if (luck < 0.86) return 'active';
  if (luck < 0.93) return 'draining';
  if (luck < 0.95) return 'revoking';
  return luck < 0.98 ? 'foreign' : 'orphan';
}

/**
 * Makes a ledger in `folder` with many tokens, as years of use would leave it: at most 28 live ones a channel, the rest revoked, gone or expired.
 * Written past the port, with its indexes dropped meanwhile: a million tokens take about half a minute.
 */
export async function fillLedger(options: FillOptions): Promise<{ readonly channelIds: readonly string[] }> {
  const { folder, tokens, at, channels = Math.max(1, Math.ceil(tokens / 1_000)), seed = 1 } = options;
  await (await openLedger({ folder, create: true, at })).close();
  const now = Date.parse(at);
  const random = chance(seed);
  const pick = <Value>(values: readonly Value[], fallback: Value): Value =>
    values[Math.floor(random() * values.length)] ?? fallback;
  const text = (length: number, alphabet: string): string =>
    Array.from({ length }, () => alphabet.charAt(Math.floor(random() * alphabet.length))).join('');
  const uuid = (): string => text(32, '0123456789abcdef').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');

  const database = new BetterSqlite3(join(folder, LEDGER_FILE), { fileMustExist: true });
  try {
    // Nobody minds if a power failure costs a bench its data.
    database.pragma('locking_mode = EXCLUSIVE');
    database.pragma('synchronous = OFF');
    database.pragma('cache_size = -200000');
    const indexes = database
      .prepare<[], { name: string; sql: string }>(
        `SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name IN ('token', 'token_value') AND sql IS NOT NULL`,
      )
      .all();
    for (const { name } of indexes) database.exec(`DROP INDEX "${name}"`);

    const channelIds = Array.from({ length: channels }, (_, index) => String(2_000_000_000 + index));
    const addChannel = database.prepare(
      `INSERT INTO channel (channel_id, name, search, platform, platform_kind, has_secret, created_at)
       VALUES (?, ?, ?, 'https://api.line.me', 'line', 1, ?)`,
    );
    const addToken = database.prepare(
      `INSERT INTO token (token_id, channel_id, key_id, state, label, consumer, consumer_key, issued_at, expires_at, expiry_known, checked_at, proved_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    const addSearch = database.prepare('INSERT INTO token_search (sequence, channel_id, text) VALUES (?, ?, ?)');
    const addValue = database.prepare('INSERT INTO token_value (sequence, sealed_value, value_index) VALUES (?, ?, ?)');
    const sealed = Buffer.alloc(400, 7);

    database.transaction(() => {
      channelIds.forEach((channelId, index) => {
        const name = `${pick(['大阪店', '東京本店', 'Bangkok', '台北', 'Jakarta'], '')} ${index}`;
        addChannel.run(channelId, name, joinSearchFields(name), now - 900 * DAY_MS);
      });
      const live = new Map<string, number>();
      for (let index = 0; index < tokens; index += 1) {
        const channelId = channelIds[index % channels] ?? '';
        const present = random() < 0.1 && (live.get(channelId) ?? 0) < 28;
        if (present) live.set(channelId, (live.get(channelId) ?? 0) + 1);
        const state = present ? presentState(random()) : pastState(random());
        const issuedAt = Math.floor(
          now - random() * LIFETIME_MS - (present ? 0 : LIFETIME_MS + random() * 700 * DAY_MS),
        );
        const [label, consumer, keyId] = [pick(LABELS, ''), pick(CONSUMERS, ''), text(22, ALPHABET)];
        const lost = state === 'orphan' || state === 'foreign';
        const { lastInsertRowid } = addToken.run(
          uuid(),
          channelId,
          keyId,
          state,
          label,
          consumer,
          toSearchText(consumer),
          issuedAt,
          issuedAt + LIFETIME_MS,
          lost ? 0 : 1,
          issuedAt,
          issuedAt,
        );
        addSearch.run(lastInsertRowid, channelId, joinSearchFields(label, consumer, keyId, channelId));
        if (!lost) addValue.run(lastInsertRowid, sealed, Buffer.from(text(32, ALPHABET), 'latin1'));
      }
      for (const { sql } of indexes) database.exec(sql);
    })();
    database.pragma('wal_checkpoint(TRUNCATE)');
    return { channelIds };
  } finally {
    database.close();
  }
}
