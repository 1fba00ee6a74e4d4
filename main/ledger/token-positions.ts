import type { InPieces } from './pieces.ts';
import type { RowPlace } from './token-page-request.ts';

/** Walks along a list: the place so many rows behind another one, or behind its start. */
export type Walk = (after: RowPlace | undefined, rows: number, backwards: boolean) => RowPlace | undefined;

/** Where the rows of a long list are, by their number. */
export interface Positions {
  /** How many rows the list has. */
  readonly total: number;
  /** The place of a row; the first is number 0, and it must be there. */
  placeOf(row: number, walk: Walk): InPieces<RowPlace>;
}

/**
 * Finds any row of a list without counting all before it again: the places of some are kept, as far as somebody has looked from its start and from its end.
 * What lies further in is found by walking on from the nearer side, step by step.
 */
export function createPositions(total: number, step: number): Positions {
  /** Of the rows step - 1, 2 * step - 1, … */
  const fromStart: RowPlace[] = [];
  /** Of the rows total - step, total - 2 * step, … */
  const fromEnd: RowPlace[] = [];

  function go(walk: Walk, after: RowPlace | undefined, rows: number, backwards: boolean): RowPlace {
    const place = rows === 0 ? after : walk(after, rows, backwards);
    if (!place) throw new Error(`a list of ${String(total)} tokens ended early`);
    return place;
  }

  return {
    total,
    *placeOf(row, walk) {
      for (;;) {
        const reached = fromStart.length * step;
        const left = total - fromEnd.length * step;
        if (row < reached) {
          const steps = Math.floor((row + 1) / step);
          return go(walk, fromStart[steps - 1], row + 1 - steps * step, false);
        }
        if (row >= left) {
          const steps = Math.floor((total - row) / step);
          return go(walk, fromEnd[steps - 1], total - steps * step - row, true);
        }
        const [fromHere, fromThere] = [row + 1 - reached, left - row];
        if (fromHere <= fromThere) {
          if (fromHere < step) return go(walk, fromStart.at(-1), fromHere, false);
          fromStart.push(go(walk, fromStart.at(-1), step, false));
        } else {
          if (fromThere < step) return go(walk, fromEnd.at(-1), fromThere, true);
          fromEnd.push(go(walk, fromEnd.at(-1), step, true));
        }
        yield;
      }
    },
  };
}
