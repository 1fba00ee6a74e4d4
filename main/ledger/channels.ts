import * as v from 'valibot';
import type { Channel } from '../../shared/domain.ts';
import type { NewChannel } from '../ports.ts';
import type { Database } from './connection.ts';
import { toInstant, toInstantOrNull } from './instants.ts';
import { joinSearchFields } from './search-text.ts';
import { NO_SLOTS_TAKEN, type SlotQueries } from './slots.ts';

interface ChannelRow {
  readonly channel_id: string;
  readonly name: string;
  readonly platform: string;
  readonly platform_kind: Channel['platformKind'];
  readonly has_secret: number;
  readonly created_at: number;
  readonly checked_at: number | null;
  readonly tags: string;
  readonly pinned: number;
  readonly key_state: Channel['keyState'];
}

const TagList = v.array(v.string());

const COLUMNS = `channel_id, name, platform, platform_kind, has_secret, created_at, checked_at, tags, pinned,
  coalesce((
    SELECT state FROM signing_key
     WHERE signing_key.channel_id = channel.channel_id AND removed_at IS NULL AND state <> 'retired'
     ORDER BY CASE state WHEN 'proved' THEN 1 WHEN 'registered' THEN 2 ELSE 3 END
     LIMIT 1
  ), 'none') AS key_state`;

/** Queries of channels. A removed one keeps its row and its history, and answers to none of these but `add`. */
export function channelQueries(database: Database, slots: SlotQueries) {
  const one = database.prepare<[string], ChannelRow>(
    `SELECT ${COLUMNS} FROM channel WHERE channel_id = ? AND removed_at IS NULL`,
  );
  const all = database.prepare<[], ChannelRow>(
    `SELECT ${COLUMNS} FROM channel WHERE removed_at IS NULL ORDER BY created_at, channel_id`,
  );
  const platforms = database.prepare<[], { platform: string }>(
    'SELECT DISTINCT platform FROM channel WHERE removed_at IS NULL ORDER BY platform',
  );
  // The same channel ID added again is the same row, revived; while it is there, nothing changes.
  const insert = database.prepare<[Record<string, string | number>]>(
    `INSERT INTO channel (channel_id, name, search, platform, platform_kind, has_secret, created_at)
     VALUES (@channelId, @name, @search, @platform, @platformKind, @hasSecret, @at)
     ON CONFLICT (channel_id) DO UPDATE
        SET name = excluded.name, search = excluded.search, platform = excluded.platform, platform_kind = excluded.platform_kind,
            has_secret = excluded.has_secret, created_at = excluded.created_at, checked_at = NULL, removed_at = NULL,
            tags = '[]', pinned = 0
      WHERE removed_at IS NOT NULL`,
  );
  const rename = database.prepare<[string, string, string]>(
    'UPDATE channel SET name = ?, search = ? WHERE channel_id = ? AND removed_at IS NULL',
  );
  const setTags = database.prepare<[string, string]>(
    'UPDATE channel SET tags = ? WHERE channel_id = ? AND removed_at IS NULL',
  );
  const setPinned = database.prepare<[number, string]>(
    'UPDATE channel SET pinned = ? WHERE channel_id = ? AND removed_at IS NULL',
  );
  const setSecret = database.prepare<[string]>(
    'UPDATE channel SET has_secret = 1 WHERE channel_id = ? AND removed_at IS NULL',
  );
  const setChecked = database.prepare<[{ channelId: string; at: number }]>(
    'UPDATE channel SET checked_at = max(@at, coalesce(checked_at, @at)) WHERE channel_id = @channelId',
  );
  const remove = database.prepare<[number, string]>(
    'UPDATE channel SET removed_at = ?, has_secret = 0 WHERE channel_id = ?',
  );
  const count = database.prepare<[], { found: number }>(
    'SELECT count(*) AS found FROM channel WHERE removed_at IS NULL',
  );
  const removed = database.prepare<[], { channel_id: string }>(
    'SELECT channel_id FROM channel WHERE removed_at IS NOT NULL',
  );
  const named = database.prepare<[string], { channel_id: string }>(
    'SELECT channel_id FROM channel WHERE instr(search, ?) > 0',
  );

  const toChannel = (row: ChannelRow, taken: Channel['slots']): Channel => ({
    channelId: row.channel_id,
    name: row.name,
    platform: row.platform,
    platformKind: row.platform_kind,
    hasSecret: row.has_secret === 1,
    createdAt: toInstant(row.created_at),
    checkedAt: toInstantOrNull(row.checked_at),
    keyState: row.key_state,
    slots: taken,
    tags: v.parse(TagList, JSON.parse(row.tags)),
    pinned: row.pinned === 1,
  });

  return {
    add(channel: NewChannel, at: number): boolean {
      const search = joinSearchFields(channel.name);
      return insert.run({ ...channel, hasSecret: Number(channel.hasSecret), search, at }).changes === 1;
    },
    exists(channelId: string): boolean {
      return one.get(channelId) !== undefined;
    },
    rename(channelId: string, name: string): boolean {
      return rename.run(name, joinSearchFields(name), channelId).changes === 1;
    },
    setTags(channelId: string, tags: readonly string[]): boolean {
      return setTags.run(JSON.stringify(tags), channelId).changes === 1;
    },
    setPinned(channelId: string, pinned: boolean): boolean {
      return setPinned.run(Number(pinned), channelId).changes === 1;
    },
    markSecretSet(channelId: string): boolean {
      return setSecret.run(channelId).changes === 1;
    },
    /** A list that was asked for earlier does not move it back. */
    markChecked(channelId: string, at: number): void {
      setChecked.run({ channelId, at });
    },
    remove(channelId: string, at: number): void {
      remove.run(at, channelId);
    },
    get(channelId: string, at: number): Channel | undefined {
      const row = one.get(channelId);
      return row && toChannel(row, slots.ofChannel(channelId, at));
    },
    platforms: (): readonly string[] => platforms.all().map(({ platform }) => platform),
    list(at: number): readonly Channel[] {
      const taken = slots.ofAllChannels(at);
      return all.all().map((row) => toChannel(row, taken.get(row.channel_id) ?? NO_SLOTS_TAKEN));
    },
    count(): number {
      return count.get()?.found ?? 0;
    },
    removedIds(): readonly string[] {
      return removed.all().map((row) => row.channel_id);
    },
    /** IDs of channels whose name holds the term, which has been folded already. */
    idsNamedLike(term: string): readonly string[] {
      return named.all(term).map((row) => row.channel_id);
    },
  };
}

export type ChannelQueries = ReturnType<typeof channelQueries>;
