import type { ChannelOutlook } from '../../shared/domain.ts';
import { URGENT_WITHIN_SECONDS } from '../../shared/line-limits.ts';

/** How many local days the overview looks at: today, and the thirty after it, because LINE lets a token live for thirty days. */
export const OUTLOOK_DAYS = 31;

/** Behind every token's end: summer time can push an end that lies thirty days ahead over one more midnight. */
const BEHIND_ALL_MS = 40 * 24 * 60 * 60 * 1000;
const URGENT_MS = URGENT_WITHIN_SECONDS * 1000;

/** The days that are looked at, and the instants that the engine is asked to count between. */
export interface OutlookPlan {
  readonly boundaries: readonly string[];
  /** When each local day begins; the first is today. */
  readonly days: readonly number[];
  /** For each stretch between two boundaries: its day, and whether all of it lies within the urgent hours. */
  readonly stretches: readonly { readonly day: number; readonly urgent: boolean }[];
}

/** What of one channel ends on one local day. Each token is counted once. */
export interface DayEnds {
  readonly day: number;
  readonly live: number;
  readonly soon: number;
  /** Within the urgent hours; some of them may lie on the next day. */
  readonly today: number;
  readonly draining: number;
  readonly revoking: number;
  readonly orphan: number;
  readonly foreign: number;
}

export const END_KINDS = ['today', 'soon', 'revoking', 'draining', 'orphan', 'foreign', 'live'] as const;
export type EndKind = (typeof END_KINDS)[number];
export type EndCounts = Readonly<Record<EndKind, number>>;

/** What of one channel ends in the days that are looked at, the first day first. */
export interface ChannelEnds {
  readonly channelId: string;
  readonly days: readonly DayEnds[];
  /** All days together. */
  readonly sum: EndCounts;
}

/** When the local days begin: today, and those after it. A day may have 23 or 25 hours, so that the calendar counts and not the clock. */
export function localDays(now: number, count: number = OUTLOOK_DAYS): readonly number[] {
  const today = new Date(now);
  return Array.from({ length: count }, (_day, index) =>
    new Date(today.getFullYear(), today.getMonth(), today.getDate() + index).getTime(),
  );
}

/** Cuts what is ahead of `now` into stretches: at each beginning of a day, and where the urgent hours end. */
export function planOutlook(now: number, days: readonly number[]): OutlookPlan {
  const urgentUntil = now + URGENT_MS;
  const cuts = [now, ...days.filter((start) => start > now), urgentUntil, now + BEHIND_ALL_MS];
  const boundaries = [...new Set(cuts)].sort((one, other) => one - other);
  const stretches = boundaries.slice(0, -1).map((from, index) => ({
    day: Math.max(
      0,
      days.findLastIndex((start) => start <= from),
    ),
    urgent: (boundaries[index + 1] ?? Infinity) <= urgentUntil,
  }));
  return { boundaries: boundaries.map((at) => new Date(at).toISOString()), days, stretches };
}

/** When a day of the outlook begins; the last one where there is no such day. */
export const beginningOfDay = (days: readonly number[], day: number): string =>
  new Date(days[day] ?? days.at(-1) ?? 0).toISOString();

const NOTHING: EndCounts = { today: 0, soon: 0, revoking: 0, draining: 0, orphan: 0, foreign: 0, live: 0 };

function added(one: EndCounts, other: EndCounts): EndCounts {
  return {
    today: one.today + other.today,
    soon: one.soon + other.soon,
    revoking: one.revoking + other.revoking,
    draining: one.draining + other.draining,
    orphan: one.orphan + other.orphan,
    foreign: one.foreign + other.foreign,
    live: one.live + other.live,
  };
}

/** What the engine counted, by local day. */
export function endsByDay(plan: OutlookPlan, { channelId, ends }: ChannelOutlook): ChannelEnds {
  const days = new Map<number, EndCounts>();
  let sum = NOTHING;
  for (const { stretch, live, soon, draining, revoking, orphan, foreign } of ends) {
    const place = plan.stretches[stretch];
    if (!place) continue;
    const late = place.urgent ? 0 : Math.min(soon, live);
    const today = place.urgent ? live : 0;
    const counts = { today, soon: late, live: live - today - late, draining, revoking, orphan, foreign };
    days.set(place.day, added(days.get(place.day) ?? NOTHING, counts));
    sum = added(sum, counts);
  }
  const inOrder = [...days].sort(([one], [other]) => one - other);
  return { channelId, days: inOrder.map(([day, counts]) => ({ day, ...counts })), sum };
}

/** All channels together. */
export const sumOf = (channels: readonly ChannelEnds[]): EndCounts =>
  channels.reduce((sum, channel) => added(sum, channel.sum), NOTHING);

/** How many tokens hold a slot. */
export const holding = (counts: EndCounts): number => END_KINDS.reduce((sum, kind) => sum + counts[kind], 0);

/** How many of them need nothing. */
export const wellAmong = ({ live, draining }: EndCounts): number => live + draining;
