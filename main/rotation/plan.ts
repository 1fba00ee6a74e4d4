import type { RotationUnderWay, SlotHolder } from './rotation-ledger.ts';
import {
  planChannel,
  type ChannelPlan,
  type LaidConflict,
  type LaidRotation,
  type PlanChannel,
  type PlanConsumer,
  type PlanToken,
} from './plan-channel.ts';

/** Lays the rotations of a fleet of channels. Pure: the same fleet is always given the same plan. All instants are milliseconds. */

const SECOND_MS = 1_000;
const DAY_MS = 24 * 60 * 60 * SECOND_MS;

/** How a consumer of a channel is rotated. */
export interface FleetConsumer {
  readonly channelId: string;
  readonly consumer: string;
  readonly lifetimeSeconds: number;
  readonly rotateAtPercent: number;
  readonly overlapSeconds: number;
}

/** All that a plan is made of. */
export interface Fleet {
  readonly from: number;
  readonly until: number;
  readonly holders: readonly SlotHolder[];
  readonly consumers: readonly FleetConsumer[];
  readonly underWay: readonly RotationUnderWay[];
}

/** What a plan says of one channel. */
export interface PlannedChannel {
  readonly channelId: string;
  readonly rotations: readonly LaidRotation[];
  readonly conflicts: readonly LaidConflict[];
  /** The most slots that are taken on each day, counted from the beginning of the plan. */
  readonly days: readonly number[];
}

/** A rotation under way, as if the person went on with it at once. */
interface Expected {
  /** When its old tokens are revoked. */
  readonly over: number;
  /** Null where it has none, and will have none. */
  readonly successor: PlanToken | null;
}

const isReplaced = ({ state }: SlotHolder) => state === 'active' || state === 'draining';

function isNewer(one: SlotHolder, other: SlotHolder): boolean {
  const order = one.issuedAt - other.issuedAt || one.endsAt - other.endsAt;
  return order === 0 ? (one.tokenId ?? '') > (other.tokenId ?? '') : order > 0;
}

function expect(rotation: RotationUnderWay, holders: ReadonlyMap<string, SlotHolder>, from: number): Expected {
  const { cause, step, overlapSeconds, lifetimeSeconds, newTokenId, oldTokenIds, drainsUntil } = rotation;
  const drained = drainsUntil ?? (cause === 'leak' ? from : from + overlapSeconds * SECOND_MS);
  const lastEnd = Math.max(from, ...oldTokenIds.map((tokenId) => holders.get(tokenId)?.endsAt ?? from));
  const issued = newTokenId === null ? undefined : holders.get(newTokenId);
  const awaited = { tokenId: null, issuedAt: from, endsAt: from + lifetimeSeconds * SECOND_MS };
  return {
    over: Math.max(from, Math.min(drained, lastEnd)),
    successor: issued ?? (step === 'issue' ? awaited : null),
  };
}

/** A channel of the fleet as it is planned: who is rotated from when on, and what merely holds slots. */
function toPlanChannel(
  holders: readonly SlotHolder[],
  consumers: readonly FleetConsumer[],
  underWay: readonly RotationUnderWay[],
  from: number,
): PlanChannel {
  const byId = new Map(holders.map((holder) => [holder.tokenId ?? '', holder]));
  const expected = new Map(underWay.map((rotation) => [rotation.consumer, expect(rotation, byId, from)]));
  const endsEarly = new Map(
    underWay.flatMap(({ consumer, oldTokenIds }) =>
      oldTokenIds.map((tokenId) => [tokenId, expected.get(consumer)?.over ?? from] as const),
    ),
  );
  const chained = new Set<SlotHolder>();
  const planned = consumers.flatMap((policy): PlanConsumer[] => {
    const open = expected.get(policy.consumer);
    const own = holders.filter(
      (holder) => holder.consumer === policy.consumer && isReplaced(holder) && !endsEarly.has(holder.tokenId ?? ''),
    );
    const active = own.filter(({ state }) => state === 'active');
    const newest = active.reduce<SlotHolder | undefined>(
      (best, each) => (best && !isNewer(each, best) ? best : each),
      undefined,
    );
    const token = open?.successor?.tokenId === null ? open.successor : newest;
    if (!token) return [];
    for (const holder of own) chained.add(holder);
    return [
      {
        consumer: policy.consumer,
        lifetimeMs: policy.lifetimeSeconds * SECOND_MS,
        rotateAtPercent: policy.rotateAtPercent,
        overlapMs: policy.overlapSeconds * SECOND_MS,
        newest: { tokenId: token.tokenId, issuedAt: token.issuedAt, endsAt: token.endsAt },
        otherEnds: own.filter((holder) => holder !== token).map(({ endsAt }) => endsAt),
        notBefore: open?.over ?? from,
      },
    ];
  });
  const otherEnds = holders
    .filter((holder) => !chained.has(holder))
    .map(({ tokenId, endsAt }) => Math.min(endsAt, endsEarly.get(tokenId ?? '') ?? Infinity));
  return { consumers: planned, otherEnds };
}

function groupByChannel<Item extends { readonly channelId: string }>(items: readonly Item[]): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(item.channelId);
    if (group) group.push(item);
    else groups.set(item.channelId, [item]);
  }
  return groups;
}

function busiestDays({ occupancy }: ChannelPlan, from: number, until: number): number[] {
  const days: number[] = [];
  for (let day = from; day < until; day += DAY_MS) days.push(occupancy.peak(day, Math.min(day + DAY_MS, until)));
  return days;
}

/**
 * Lays the rotations of all consumers from one instant up to another: each again and again, at its policy's time where a slot is free then. A rotation is
 * taken to be adopted at once, its old tokens to be revoked when they have drained. Slots that orphans, foreign tokens and unknown issues may hold are
 * counted up to the latest moment at which they free. Tokens without a consumer are not rotated; they hold their slots until they end.
 */
export function planRotations({ from, until, holders, consumers, underWay }: Fleet): readonly PlannedChannel[] {
  const policies = groupByChannel(consumers);
  const open = groupByChannel(underWay);
  return [...groupByChannel(holders)].map(([channelId, held]) => {
    const channel = toPlanChannel(held, policies.get(channelId) ?? [], open.get(channelId) ?? [], from);
    const plan = planChannel(channel, from, until);
    return {
      channelId,
      rotations: plan.rotations,
      conflicts: plan.conflicts,
      days: busiestDays(plan, from, until),
    };
  });
}
