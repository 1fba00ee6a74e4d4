/** The faults that a person can order on the console page. */
import type { FaultKind, FaultScope } from '../faults/fault.ts';
import type { Rehearsal } from '../messages/messages.ts';

/** Each rehearsal as the fault it is; the channel is added. */
export const REHEARSALS: Readonly<Record<Rehearsal, Omit<FaultScope, 'channelId'> & FaultKind>> = {
  'lost-answer': { endpoint: 'token', kind: 'drop-after' },
  busy: { endpoint: 'any', kind: 'status', status: 429, times: 3 },
  unreachable: { endpoint: 'any', kind: 'drop-before', times: 3 },
  'server-error': { endpoint: 'any', kind: 'status', status: 500, times: 3 },
  'captive-portal': { endpoint: 'any', kind: 'html' },
};

/** True for the name of a rehearsal. */
export function isRehearsal(value: unknown): value is Rehearsal {
  return typeof value === 'string' && Object.hasOwn(REHEARSALS, value);
}

/** All rehearsals, in the order of the table. */
export const REHEARSAL_NAMES: readonly Rehearsal[] = Object.keys(REHEARSALS).filter(isRehearsal);

/** How far the clock buttons move the practice clock from the machine's, in seconds. */
export const CLOCK_MOVES = { fast: 1_200, slow: -1_200, right: 0 } as const;

/** True for the name of a clock button. */
export function isClockMove(value: unknown): value is keyof typeof CLOCK_MOVES {
  return typeof value === 'string' && Object.hasOwn(CLOCK_MOVES, value);
}
