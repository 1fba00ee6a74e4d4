import type { DayEnds } from '../model/overview-outlook.ts';
import type { Desk } from '../model/desk.svelte.ts';
import { DRAWN_KINDS } from './timeline.ts';

/** What ends on a day, by state, in words: "1 24 h, 2 live". */
export function endWords(ends: DayEnds, desk: Desk): string {
  const { overview, marks, common } = desk.text;
  const words = { ...marks.short, revoking: overview.revokingShort };
  return common.list(
    DRAWN_KINDS.filter((kind) => ends[kind] > 0).map((kind) =>
      kind === 'today' ? overview.within24h(ends[kind]) : overview.of(ends[kind], words[kind]),
    ),
  );
}

/** A local day as it is called here: today, or its date. */
export function dayWords(day: number, desk: Desk): string {
  const start = desk.overview.days[day];
  if (day === 0 || start === undefined) return desk.text.overview.today;
  return desk.time.date(new Date(start).toISOString(), desk.clock.now);
}
