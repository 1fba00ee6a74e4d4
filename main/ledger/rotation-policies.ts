import * as v from 'valibot';
import type { Token } from '../../shared/domain.ts';
import { AdoptionProof, Delivery } from '../../shared/rotation.ts';
import type { ConsumerName, ConsumerPolicy, PolicySettings } from '../rotation/rotation-ledger.ts';
import type { Database } from './connection.ts';

interface PolicyRow {
  readonly channel_id: string;
  readonly consumer: string;
  readonly lifetime_seconds: number | null;
  readonly rotate_at_percent: number | null;
  readonly overlap_seconds: number | null;
  readonly delivery: string | null;
  readonly confirm_by: string | null;
}

interface ConsumerRow {
  readonly channel_id: string;
  readonly channel_name: string;
  readonly platform_kind: Token['platformKind'];
  readonly consumer: string;
  /** Null for one that has a policy and no token. */
  readonly live: number | null;
}

type Given = { readonly channelId: string | null; readonly at: number };

/** The delivery as it was stored; parsed once more, because the text is its type's only witness. */
export function readDelivery(text: string): Delivery {
  return v.parse(Delivery, JSON.parse(text));
}

function toSettings(row: PolicyRow): PolicySettings {
  return {
    lifetimeSeconds: row.lifetime_seconds ?? undefined,
    rotateAtPercent: row.rotate_at_percent ?? undefined,
    overlapSeconds: row.overlap_seconds ?? undefined,
    delivery: row.delivery === null ? undefined : readDelivery(row.delivery),
    confirmBy: row.confirm_by === null ? undefined : v.parse(AdoptionProof, row.confirm_by),
  };
}

/** Queries of how consumers are rotated. */
export function rotationPolicyQueries(database: Database) {
  const one = database.prepare<[string, string], PolicyRow>(
    'SELECT * FROM rotation_policy WHERE channel_id = ? AND consumer = ?',
  );
  const replace = database.prepare<[Record<string, string | number | null>]>(
    `INSERT OR REPLACE INTO rotation_policy
       (channel_id, consumer, lifetime_seconds, rotate_at_percent, overlap_seconds, delivery, confirm_by)
     VALUES (@channelId, @consumer, @lifetimeSeconds, @rotateAtPercent, @overlapSeconds, @delivery, @confirmBy)`,
  );
  const remove = database.prepare<[string, string]>(
    'DELETE FROM rotation_policy WHERE channel_id = ? AND consumer = ?',
  );
  const removeAll = database.prepare<[string]>('DELETE FROM rotation_policy WHERE channel_id = ?');
  // One probe of the index for each channel and state, rather than a walk through all tokens that ever were.
  const ofTokens = database.prepare<[Given], ConsumerRow>(
    `SELECT c.channel_id, c.name AS channel_name, c.platform_kind, t.consumer,
            sum(t.state = 'active' AND NOT EXISTS (
              SELECT 1 FROM rotation_old_token o CROSS JOIN rotation r ON r.sequence = o.rotation_sequence
               WHERE o.token_sequence = t.sequence AND r.state = 'under-way'
            )) AS live
       FROM channel c
       CROSS JOIN token t INDEXED BY token_by_channel_state
      WHERE c.removed_at IS NULL AND (@channelId IS NULL OR c.channel_id = @channelId)
        AND t.channel_id = c.channel_id AND t.state IN ('active', 'draining') AND t.expires_at > @at AND t.consumer <> ''
      GROUP BY c.channel_id, t.consumer`,
  );
  const ofPolicies = database.prepare<[Omit<Given, 'at'>], ConsumerRow>(
    `SELECT c.channel_id, c.name AS channel_name, c.platform_kind, p.consumer, NULL AS live
       FROM channel c
       CROSS JOIN rotation_policy p ON p.channel_id = c.channel_id
      WHERE c.removed_at IS NULL AND (@channelId IS NULL OR c.channel_id = @channelId)`,
  );

  const get = ({ channelId, consumer }: ConsumerName): PolicySettings | null => {
    const row = one.get(channelId, consumer);
    return row ? toSettings(row) : null;
  };

  return {
    get,
    set({ channelId, consumer }: ConsumerName, settings: PolicySettings): void {
      const kept = get({ channelId, consumer });
      const merged = <Key extends keyof PolicySettings>(key: Key) => settings[key] ?? kept?.[key];
      const delivery = merged('delivery');
      replace.run({
        channelId,
        consumer,
        lifetimeSeconds: merged('lifetimeSeconds') ?? null,
        rotateAtPercent: merged('rotateAtPercent') ?? null,
        overlapSeconds: merged('overlapSeconds') ?? null,
        delivery: delivery === undefined ? null : JSON.stringify(delivery),
        confirmBy: merged('confirmBy') ?? null,
      });
    },
    remove({ channelId, consumer }: ConsumerName): void {
      remove.run(channelId, consumer);
    },
    removeAllOf(channelId: string): void {
      removeAll.run(channelId);
    },
    /** Consumers with live tokens or a policy, by channel and name. */
    list(channelId: string | undefined, at: number): readonly ConsumerPolicy[] {
      const consumers = new Map<string, ConsumerPolicy>();
      const rows = [
        ...ofPolicies.all({ channelId: channelId ?? null }),
        ...ofTokens.all({ channelId: channelId ?? null, at }),
      ];
      for (const { channel_id, channel_name, platform_kind, consumer, live } of rows)
        consumers.set(JSON.stringify([channel_id, consumer]), {
          channelId: channel_id,
          channelName: channel_name,
          platformKind: platform_kind,
          consumer,
          settings: get({ channelId: channel_id, consumer }),
          liveTokens: live ?? 0,
        });
      const order = (one: string, other: string) => (one < other ? -1 : Number(one > other));
      return [...consumers.values()].sort(
        (one, other) => order(one.channelId, other.channelId) || order(one.consumer, other.consumer),
      );
    },
  };
}

export type RotationPolicyQueries = ReturnType<typeof rotationPolicyQueries>;
