import type { SlotHolder } from '../rotation/rotation-ledger.ts';
import type { Database } from './connection.ts';

interface HolderRow {
  readonly channel_id: string;
  readonly token_id: string | null;
  readonly state: SlotHolder['state'];
  readonly consumer: string;
  readonly issued_at: number;
  readonly ends_at: number;
}

type Given = { readonly channelId: string | null; readonly at: number };

/** Queries of what holds slots, one by one; `slots.ts` counts them. */
export function slotHolderQueries(database: Database) {
  const tokens = database.prepare<[Given], HolderRow>(
    `SELECT t.channel_id, t.token_id, t.state, t.consumer, t.issued_at, t.expires_at AS ends_at
       FROM channel c
       CROSS JOIN token t INDEXED BY token_by_channel_state
      WHERE c.removed_at IS NULL AND (@channelId IS NULL OR c.channel_id = @channelId)
        AND t.channel_id = c.channel_id AND t.state IN ('active', 'draining', 'revoking', 'orphan', 'foreign') AND t.expires_at > @at`,
  );
  const issues = database.prepare<[Given], HolderRow>(
    `SELECT i.channel_id, NULL AS token_id, 'unknown' AS state, i.consumer, i.sent_at AS issued_at,
            i.sent_at + i.lifetime_seconds * 1000 AS ends_at
       FROM issue i INDEXED BY issue_unresolved
      WHERE i.state IN ('prepared', 'sent', 'unknown') AND (@channelId IS NULL OR i.channel_id = @channelId)
        AND i.sent_at IS NOT NULL AND i.sent_at + i.lifetime_seconds * 1000 > @at`,
  );
  return {
    list(channelId: string | undefined, at: number): readonly SlotHolder[] {
      const given = { channelId: channelId ?? null, at };
      return [...tokens.all(given), ...issues.all(given)].map((row) => ({
        channelId: row.channel_id,
        tokenId: row.token_id,
        state: row.state,
        consumer: row.consumer,
        issuedAt: row.issued_at,
        endsAt: row.ends_at,
      }));
    },
  };
}

export type SlotHolderQueries = ReturnType<typeof slotHolderQueries>;
