import type { ChannelOutlook, StoredTokenState } from '../../shared/domain.ts';
import { SOON_AFTER_LIFE_SHARE } from '../../shared/line-limits.ts';
import type { Database } from './connection.ts';
import { toInstantOrNull } from './instants.ts';
import type { InPieces } from './pieces.ts';

interface EndingRow {
  readonly state: Exclude<StoredTokenState, 'revoked' | 'gone'>;
  readonly issued_at: number;
  readonly expires_at: number;
}

type Stretch = { -readonly [Name in keyof ChannelOutlook['ends'][number]]: number };

/** Channels that are looked at in one piece: a millisecond or two. */
const CHANNELS_A_PIECE = 32;

const COUNTED = {
  active: 'live',
  draining: 'draining',
  revoking: 'revoking',
  orphan: 'orphan',
  foreign: 'foreign',
} as const;

const emptyStretch = (stretch: number): Stretch => ({
  stretch,
  live: 0,
  draining: 0,
  revoking: 0,
  orphan: 0,
  foreign: 0,
  soon: 0,
});

/** The number of the stretch in which an instant lies; `boundaries` are in order and the first is not behind it. */
function stretchOf(boundaries: readonly number[], instant: number): number {
  const next = boundaries.findIndex((boundary) => boundary > instant);
  return next - 1;
}

/** When what holds slots ends, per channel: by the index of each channel's states, so that history costs nothing. */
export function tokenOutlook(database: Database) {
  const channels = database
    .prepare<[], string>('SELECT channel_id FROM channel WHERE removed_at IS NULL ORDER BY created_at, channel_id')
    .pluck();
  const ending = database.prepare<[{ channelId: string; from: number; upTo: number }], EndingRow>(
    `SELECT state, issued_at, expires_at FROM token INDEXED BY token_by_channel_state
      WHERE channel_id = @channelId AND state IN ('active', 'draining', 'revoking', 'orphan', 'foreign')
        AND expires_at >= @from AND expires_at < @upTo`,
  );
  const nextEnd = database
    .prepare<[{ channelId: string; at: number }], number | null>(
      `SELECT min(expires_at) FROM token INDEXED BY token_by_channel_state
        WHERE channel_id = @channelId AND state IN ('active', 'draining', 'revoking') AND expires_at > @at`,
    )
    .pluck();

  function ofChannel(channelId: string, boundaries: readonly number[], at: number): ChannelOutlook {
    const stretches = new Map<number, Stretch>();
    const [from = 0, upTo = 0] = [boundaries[0], boundaries.at(-1)];
    for (const row of ending.all({ channelId, from, upTo })) {
      const number = stretchOf(boundaries, row.expires_at);
      const stretch = stretches.get(number) ?? emptyStretch(number);
      stretches.set(number, stretch);
      stretch[COUNTED[row.state]] += 1;
      const life = row.expires_at - row.issued_at;
      if (row.state === 'active' && at - row.issued_at >= life * SOON_AFTER_LIFE_SHARE) stretch.soon += 1;
    }
    return {
      channelId,
      nextExpiresAt: toInstantOrNull(nextEnd.get({ channelId, at }) ?? null),
      ends: [...stretches.values()].sort((one, other) => one.stretch - other.stretch),
    };
  }

  return {
    /** Of every channel. What is counted is stored as not ended: what expired behind the first boundary is in there, although it holds no slot any more. */
    *of(boundaries: readonly number[], at: number): InPieces<readonly ChannelOutlook[]> {
      const found: ChannelOutlook[] = [];
      for (const channelId of channels.all()) {
        if (found.length > 0 && found.length % CHANNELS_A_PIECE === 0) yield;
        found.push(ofChannel(channelId, boundaries, at));
      }
      return found;
    },
  };
}
