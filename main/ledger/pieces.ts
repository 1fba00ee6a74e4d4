import { performance } from 'node:perf_hooks';

/**
 * Reading work that may be long: it yields between short pieces, a few milliseconds at most, so that everything else in this process goes on.
 * What it returns holds for one state of the ledger: where something is written in between, it begins anew.
 */
export type InPieces<Result> = Generator<undefined, Result, undefined>;

/** Work that is under way. */
export interface Job {
  /** Does one piece. True where that was the last one. */
  step(): boolean;
}

/** How long pieces are done one after the other before everybody else has a turn. */
const TURN_MS = 4;

/**
 * Does jobs piece by piece, the newest first: who types on in a search need not wait for an answer that nobody is waiting for any more. The older
 * ones go on where they were as soon as the newer ones have ended.
 */
export function createPieceWorker(): { add(job: Job): void } {
  const jobs: Job[] = [];
  let isScheduled = false;

  function schedule(): void {
    if (isScheduled || jobs.length === 0) return;
    isScheduled = true;
    setImmediate(() => {
      isScheduled = false;
      work();
      schedule();
    });
  }

  function work(): void {
    const end = performance.now() + TURN_MS;
    for (let job = jobs.at(-1); job && performance.now() < end; job = jobs.at(-1)) {
      if (job.step()) jobs.splice(jobs.indexOf(job), 1);
    }
  }

  return {
    /** The first piece is done at once: short work ends within the call. */
    add(job) {
      if (job.step()) return;
      jobs.push(job);
      schedule();
    },
  };
}

/** Does the work in one go. */
export function inOneGo<Result>(work: InPieces<Result>): Result {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}
