import type { Token } from '../../shared/domain.ts';
import { tokenMark, type MarkName } from '../format/token-mark.ts';

const DAY = 24 * 60 * 60 * 1000;
const SPAN_DAYS = 30;

/** Tokens that share a dot show the mark that needs the person most. */
const WORST_FIRST: readonly MarkName[] = ['today', 'orphan', 'soon', 'revoking', 'draining', 'live'];
const worse = (one: MarkName, other: MarkName) =>
  WORST_FIRST.indexOf(one) <= WORST_FIRST.indexOf(other) ? one : other;

export interface TimelineDot {
  readonly mark: MarkName;
  /** 0 is now, 1 is thirty days from now. */
  readonly share: number;
  /** Tokens of one channel that end on the same day share a dot. */
  readonly count: number;
  readonly day: string;
}

export interface TimelineRow {
  readonly channelId: string;
  readonly name: string;
  readonly dots: readonly TimelineDot[];
}

/** What ends in the next thirty days: a row for each channel, a dot for each day on which something of it ends. */
export function timeline(tokens: readonly Token[], now: number): readonly TimelineRow[] {
  const rows = new Map<string, { channelId: string; name: string; dots: Map<number, TimelineDot> }>();
  for (const token of tokens) {
    // When a foreign token ends is anybody's guess.
    if (token.state === 'foreign') continue;
    const left = Date.parse(token.expiresAt) - now;
    if (left <= 0 || left > SPAN_DAYS * DAY) continue;
    const row = rows.get(token.channelId) ?? {
      channelId: token.channelId,
      name: token.channelName,
      dots: new Map<number, TimelineDot>(),
    };
    const day = Math.floor(left / DAY);
    const dot = row.dots.get(day);
    const mark = tokenMark(token, now);
    row.dots.set(
      day,
      dot
        ? { ...dot, mark: worse(dot.mark, mark), count: dot.count + 1 }
        : { mark, share: left / (SPAN_DAYS * DAY), count: 1, day: token.expiresAt },
    );
    rows.set(token.channelId, row);
  }
  return [...rows.values()].map(({ channelId, name, dots }) => ({ channelId, name, dots: [...dots.values()] }));
}

/** Where the lines of the calendar stand: today, and each week after it. */
export function timelineTicks(now: number): readonly { readonly share: number; readonly day: string }[] {
  return [0, 7, 14, 21, 28].map((days) => ({ share: days / SPAN_DAYS, day: new Date(now + days * DAY).toISOString() }));
}
