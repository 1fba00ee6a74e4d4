import type { Slots } from '../../shared/domain.ts';

/** What takes a slot, in the order in which the cells of a channel stand. */
export const SLOT_CELLS = [
  'live',
  'soon',
  'today',
  'draining',
  'revoking',
  'orphan',
  'unknown',
  'foreign',
  'free',
] as const;
export type SlotCell = (typeof SLOT_CELLS)[number];

/** Of the live ones, as the ledger counts them: those that need a mark of their own. */
export interface SlotEnds {
  readonly today: number;
  readonly soon: number;
  readonly revoking?: number;
}

/** How many slots of a channel are taken by what. A revocation that is not proved still holds its slot, and is counted as live by the ledger. */
export function slotCounts(slots: Slots, ends: SlotEnds = { today: 0, soon: 0 }): Readonly<Record<SlotCell, number>> {
  const revoking = Math.min(ends.revoking ?? 0, slots.live);
  const today = Math.min(ends.today, slots.live - revoking);
  const soon = Math.min(ends.soon, slots.live - revoking - today);
  return {
    live: slots.live - revoking - today - soon,
    soon,
    today,
    draining: slots.draining,
    revoking,
    orphan: slots.orphan,
    unknown: slots.unknown,
    foreign: slots.foreign,
    free: slots.free,
  };
}

/** The slots of a channel as a row of cells, what is well first, what is free last. */
export function slotCells(slots: Slots, ends?: SlotEnds): readonly SlotCell[] {
  const counts = slotCounts(slots, ends);
  const taken = SLOT_CELLS.filter((cell) => cell !== 'free')
    .flatMap((cell) => Array<SlotCell>(Math.max(0, counts[cell])).fill(cell))
    .slice(0, slots.limit);
  return [...taken, ...Array<SlotCell>(slots.limit - taken.length).fill('free')];
}
