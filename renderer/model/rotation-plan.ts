import type { ConsumerOfChannel } from '../../shared/operations.ts';
import {
  SLOTS_FOR_ROTATION,
  type PlanConflict,
  type PlannedRotation,
  type RotationPlan,
} from '../../shared/rotation.ts';

const DAY = 86_400_000;
const WEEK_DAYS = 7;

/** At most so many are begun at once. */
export const MOST_AT_ONCE = 2_000;

export const PLAN_GROUPS = ['overdue', 'today', 'week', 'later'] as const;
export type PlanGroupName = (typeof PLAN_GROUPS)[number];

export interface PlanGroup {
  readonly name: PlanGroupName;
  readonly rotations: readonly PlannedRotation[];
}

function groupOf({ at, timing }: PlannedRotation, now: number): PlanGroupName {
  if (timing === 'overdue') return 'overdue';
  const day = new Date(now);
  const untilDay = (days: number) => new Date(day.getFullYear(), day.getMonth(), day.getDate() + days).getTime();
  const instant = Date.parse(at);
  if (instant < untilDay(1)) return 'today';
  return instant < untilDay(WEEK_DAYS) ? 'week' : 'later';
}

const byExpiry = (one: PlannedRotation, other: PlannedRotation) => one.expiresAt.localeCompare(other.expiresAt);

/** The planned rotations by how soon they begin, each group in the order of time; empty groups are left out. */
export function planGroups(plan: RotationPlan, now: number): readonly PlanGroup[] {
  const sorted = [...plan.rotations].sort((one, other) => one.at.localeCompare(other.at));
  const groups = Map.groupBy(sorted, (rotation) => groupOf(rotation, now));
  return PLAN_GROUPS.flatMap((name) => {
    const rotations = groups.get(name);
    if (!rotations) return [];
    // All of these should have begun: what presses is which token ends first.
    return [{ name, rotations: name === 'overdue' ? rotations.sort(byExpiry) : rotations }];
  });
}

/** Whose tokens are to be replaced by now. Each consumer counts once, however many of its tokens are due. */
export function dueConsumers(plan: RotationPlan, now: number): readonly ConsumerOfChannel[] {
  const due = new Map<string, ConsumerOfChannel>();
  for (const { channelId, consumer, tokenId, at, timing } of plan.rotations)
    if (tokenId !== null && (timing === 'overdue' || Date.parse(at) <= now))
      due.set(JSON.stringify([channelId, consumer]), { channelId, consumer });
  return [...due.values()];
}

export interface ChannelConflict extends Pick<PlanConflict, 'channelId' | 'channelName' | 'platformKind'> {
  /** Whose rotations find no slot, each once. */
  readonly consumers: readonly string[];
  /** The earliest moment at which a slot is free for one of them; null: none within the plan. */
  readonly earliestAt: string | null;
  /** When the first of their tokens expires. */
  readonly expiresAt: string;
}

const earlier = (one: string, other: string) => (one < other ? one : other);

/** The conflicts channel by channel: one slot that is freed there helps any of them. Those that expire first stand first. */
export function conflictsByChannel(plan: RotationPlan): readonly ChannelConflict[] {
  const channels = new Map<string, ChannelConflict>();
  for (const { channelId, channelName, platformKind, consumer, earliestAt, expiresAt } of plan.conflicts) {
    const known = channels.get(channelId) ?? {
      channelId,
      channelName,
      platformKind,
      consumers: [],
      earliestAt,
      expiresAt,
    };
    channels.set(channelId, {
      ...known,
      consumers: [...new Set([...known.consumers, consumer])],
      earliestAt:
        known.earliestAt === null || earliestAt === null
          ? (known.earliestAt ?? earliestAt)
          : earlier(known.earliestAt, earliestAt),
      expiresAt: earlier(known.expiresAt, expiresAt),
    });
  }
  return [...channels.values()].sort((one, other) => one.expiresAt.localeCompare(other.expiresAt));
}

type ChannelDays = RotationPlan['channels'][number];

export interface PlanRow extends ChannelDays {
  /** The first day on which most slots are taken, counted from the plan's first. */
  readonly peakDay: number;
  /** How many rotations begin on each day. */
  readonly begins: readonly number[];
  readonly count: number;
  readonly conflicts: number;
}

/** The channels of the plan, those with conflicts first, then the fullest. */
export function planRows(plan: RotationPlan): readonly PlanRow[] {
  const from = Date.parse(plan.from);
  const begins = new Map<string, number[]>();
  for (const { channelId, at } of plan.rotations) {
    const days = begins.get(channelId) ?? [];
    const day = Math.max(0, Math.floor((Date.parse(at) - from) / DAY));
    days[day] = (days[day] ?? 0) + 1;
    begins.set(channelId, days);
  }
  const conflicts = new Map<string, number>();
  for (const { channelId } of plan.conflicts) conflicts.set(channelId, (conflicts.get(channelId) ?? 0) + 1);
  return plan.channels
    .map((channel): PlanRow => {
      const own = Array.from(channel.days, (_, day) => begins.get(channel.channelId)?.[day] ?? 0);
      return {
        ...channel,
        peakDay: Math.max(0, channel.days.indexOf(channel.peak)),
        begins: own,
        count: own.reduce((sum, count) => sum + count, 0),
        conflicts: conflicts.get(channel.channelId) ?? 0,
      };
    })
    .sort(
      (one, other) =>
        Number(other.conflicts > 0) - Number(one.conflicts > 0) ||
        other.peak - one.peak ||
        one.channelName.localeCompare(other.channelName, undefined, { numeric: true }),
    );
}

/** The most slots of each week that are taken, for a table. */
export function weekPeaks(days: readonly number[]): readonly number[] {
  const weeks: number[] = [];
  for (let day = 0; day < days.length; day += WEEK_DAYS) weeks.push(Math.max(...days.slice(day, day + WEEK_DAYS)));
  return weeks;
}

/** The columns of a chart as two paths in a box of `days` by `limit` units: up to what rotations may use, and above it. */
export function columnPaths({ days, limit }: Pick<ChannelDays, 'days' | 'limit'>): {
  readonly within: string;
  readonly above: string;
} {
  let within = '';
  let above = '';
  for (const [day, taken] of days.entries()) {
    const path =
      taken === 0 ? '' : `M${String(day)} ${String(limit)}v${String(-Math.min(taken, limit))}h.8V${String(limit)}z`;
    if (taken > SLOTS_FOR_ROTATION) above += path;
    else within += path;
  }
  return { within, above };
}
