import type { Destination } from '../../shared/destination.ts';

/** Somebody calls from outside, by starting the program again or by a link: null where they name no place that there is. */
export type Caller = (to: Destination | null) => void;

/** Lets callers ring before anybody is there to answer: the last one is remembered. */
export interface Doorbell {
  readonly ring: Caller;
  answerWith(answer: Caller): void;
}

/** A bell that has not rung yet, unless the first start itself names a place. */
export function createDoorbell(first: Destination | null): Doorbell {
  let waiting = first;
  let answer: Caller | undefined;
  return {
    ring(to) {
      if (answer) answer(to);
      else waiting = to ?? waiting;
    },
    answerWith(answering) {
      answer = answering;
      if (waiting) answering(waiting);
      waiting = null;
    },
  };
}
