import type { Slots, StoredTokenState } from '../../shared/domain.ts';
import { SLOTS_PER_CHANNEL } from '../../shared/line-limits.ts';
import type { Database } from './connection.ts';
import { toInstantOrNull } from './instants.ts';

interface TakenByTokens {
  readonly channel_id: string;
  readonly state: StoredTokenState;
  readonly taken: number;
  readonly frees_at: number;
}

interface TakenByIssue {
  readonly channel_id: string;
  readonly ends_at: number;
}

/** How the slots of one channel are taken; `nextFreesAt` still in milliseconds. */
interface Usage {
  live: number;
  draining: number;
  orphan: number;
  foreign: number;
  unknown: number;
  nextFreesAt: number | null;
}

function addTokens(usage: Usage, row: TakenByTokens): void {
  switch (row.state) {
    case 'active':
    case 'revoking':
      usage.live += row.taken;
      break;
    case 'draining':
      usage.draining += row.taken;
      break;
    case 'orphan':
      usage.orphan += row.taken;
      break;
    case 'foreign':
      usage.foreign += row.taken;
      break;
    case 'revoked':
    case 'gone':
      return;
  }
  usage.nextFreesAt = Math.min(usage.nextFreesAt ?? row.frees_at, row.frees_at);
}

function addIssue(usage: Usage, row: TakenByIssue): void {
  usage.unknown += 1;
  usage.nextFreesAt = Math.min(usage.nextFreesAt ?? row.ends_at, row.ends_at);
}

function noUsage(): Usage {
  return { live: 0, draining: 0, orphan: 0, foreign: 0, unknown: 0, nextFreesAt: null };
}

function toSlots(usage: Usage): Slots {
  const { live, draining, orphan, foreign, unknown } = usage;
  return {
    limit: SLOTS_PER_CHANNEL,
    live,
    draining,
    orphan,
    foreign,
    unknown,
    free: Math.max(0, SLOTS_PER_CHANNEL - live - draining - orphan - foreign - unknown),
    nextFreesAt: toInstantOrNull(usage.nextFreesAt),
  };
}

/** Where no token or issue takes a slot. */
export const NO_SLOTS_TAKEN: Slots = toSlots(noUsage());

/**
 * Which slots are taken, as far as the ledger knows: by tokens that have neither ended nor expired, and by issues that were sent and may have
 * issued one. LINE counts no expired tokens. LINE: "Channel access token", "Limits".
 */
export function slotQueries(database: Database) {
  const byTokens = database.prepare<[{ channelId: string; at: number }], TakenByTokens>(
    `SELECT channel_id, state, count(*) AS taken, min(expires_at) AS frees_at
       FROM token INDEXED BY token_by_channel_state
      WHERE channel_id = @channelId AND state IN ('active', 'draining', 'revoking', 'orphan', 'foreign') AND expires_at > @at
      GROUP BY state`,
  );
  // One probe of the index for each channel and state, rather than a walk through all tokens that ever were.
  const byAllTokens = database.prepare<[{ at: number }], TakenByTokens>(
    `SELECT c.channel_id, t.state, count(*) AS taken, min(t.expires_at) AS frees_at
       FROM channel c
       CROSS JOIN token t INDEXED BY token_by_channel_state
      WHERE c.removed_at IS NULL
        AND t.channel_id = c.channel_id AND t.state IN ('active', 'draining', 'revoking', 'orphan', 'foreign') AND t.expires_at > @at
      GROUP BY c.channel_id, t.state`,
  );
  const byIssues = database.prepare<[{ channelId: string; at: number }], TakenByIssue>(
    `SELECT channel_id, sent_at + lifetime_seconds * 1000 AS ends_at
       FROM issue INDEXED BY issue_unresolved
      WHERE channel_id = @channelId AND state IN ('prepared', 'sent', 'unknown')
        AND sent_at IS NOT NULL AND sent_at + lifetime_seconds * 1000 > @at`,
  );
  const byAllIssues = database.prepare<[{ at: number }], TakenByIssue>(
    `SELECT channel_id, sent_at + lifetime_seconds * 1000 AS ends_at
       FROM issue INDEXED BY issue_unresolved
      WHERE state IN ('prepared', 'sent', 'unknown') AND sent_at IS NOT NULL AND sent_at + lifetime_seconds * 1000 > @at`,
  );

  return {
    ofChannel(channelId: string, at: number): Slots {
      const usage = noUsage();
      for (const row of byTokens.all({ channelId, at })) addTokens(usage, row);
      for (const row of byIssues.all({ channelId, at })) addIssue(usage, row);
      return toSlots(usage);
    },

    /** By channel ID; channels with all slots free are missing. */
    ofAllChannels(at: number): ReadonlyMap<string, Slots> {
      const usages = new Map<string, Usage>();
      const usageOf = (channelId: string): Usage => {
        const usage = usages.get(channelId) ?? noUsage();
        usages.set(channelId, usage);
        return usage;
      };
      for (const row of byAllTokens.all({ at })) addTokens(usageOf(row.channel_id), row);
      for (const row of byAllIssues.all({ at })) addIssue(usageOf(row.channel_id), row);
      return new Map([...usages].map(([channelId, usage]) => [channelId, toSlots(usage)]));
    },
  };
}

export type SlotQueries = ReturnType<typeof slotQueries>;
