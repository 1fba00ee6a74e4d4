import type { Slots } from '../../shared/domain.ts';

export type SlotCell = 'today' | 'soon' | 'live' | 'draining' | 'orphan' | 'foreign' | 'unknown' | 'free';

/** The slots of a channel as a row of cells, what is well first, what is free last. */
export function slotCells(
  slots: Slots,
  ends: { readonly today: number; readonly soon: number } = { today: 0, soon: 0 },
): readonly SlotCell[] {
  const today = Math.min(ends.today, slots.live);
  const soon = Math.min(ends.soon, slots.live - today);
  const counts: readonly (readonly [SlotCell, number])[] = [
    ['live', slots.live - today - soon],
    ['soon', soon],
    ['today', today],
    ['draining', slots.draining],
    ['orphan', slots.orphan],
    ['unknown', slots.unknown],
    ['foreign', slots.foreign],
  ];
  const taken = counts.flatMap(([cell, count]) => Array<SlotCell>(Math.max(0, count)).fill(cell)).slice(0, slots.limit);
  return [...taken, ...Array<SlotCell>(slots.limit - taken.length).fill('free')];
}
