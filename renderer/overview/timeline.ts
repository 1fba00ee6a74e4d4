import type { Channel } from '../../shared/domain.ts';
import type { MarkName } from '../format/token-mark.ts';
import { OUTLOOK_DAYS, type ChannelEnds, type DayEnds, type EndKind } from '../model/overview-outlook.ts';

/** What is drawn, the one that needs the person most first. When a foreign token ends is anybody's guess. */
export const DRAWN_KINDS = [
  'today',
  'orphan',
  'soon',
  'revoking',
  'draining',
  'live',
] as const satisfies readonly (EndKind & MarkName)[];

/** What of one channel ends on one day. */
export interface TimelineDot {
  readonly day: number;
  /** The mark of the one among them that needs the person most. */
  readonly mark: (typeof DRAWN_KINDS)[number];
  readonly count: number;
  readonly ends: DayEnds;
}

export interface TimelineRow {
  readonly channelId: string;
  readonly name: string;
  readonly platformKind: Channel['platformKind'];
  readonly dots: readonly TimelineDot[];
}

function dotOf(ends: DayEnds): TimelineDot[] {
  const mark = DRAWN_KINDS.find((kind) => ends[kind] > 0);
  if (!mark) return [];
  return [{ day: ends.day, mark, count: DRAWN_KINDS.reduce((sum, kind) => sum + ends[kind], 0), ends }];
}

/** The channels of which something ends, the most urgent first. */
export function timelineRows(outlook: readonly ChannelEnds[], channels: readonly Channel[]): readonly TimelineRow[] {
  const known = new Map(channels.map((channel) => [channel.channelId, channel]));
  return outlook
    .flatMap(({ channelId, days, sum }) => {
      const channel = known.get(channelId);
      const dots = days.flatMap(dotOf);
      return channel && dots.length > 0 ? [{ channel, dots, sum }] : [];
    })
    .sort(
      (one, other) =>
        Number(other.sum.today > 0) - Number(one.sum.today > 0) ||
        Number(other.sum.soon > 0) - Number(one.sum.soon > 0) ||
        (one.dots[0]?.day ?? 0) - (other.dots[0]?.day ?? 0) ||
        one.channel.name.localeCompare(other.channel.name, undefined, { numeric: true }),
    )
    .map(({ channel: { channelId, name, platformKind }, dots }) => ({ channelId, name, platformKind, dots }));
}

/** Where the lines of the calendar stand: today, and each week after it. */
export const TICK_DAYS = [0, 7, 14, 21, 28] as const;

/** The middle of a day on an axis of that width. */
export const middleOf = (day: number, width: number): number => ((day + 0.5) / OUTLOOK_DAYS) * width;
/** Where a day begins. */
export const beginningOf = (day: number, width: number): number => (day / OUTLOOK_DAYS) * width;
