import type { Issue, Operation, RevokeOutcome, RevokeResult } from '../../shared/domain.ts';

/** How an item ended; `not-tried` was not begun, because the person stopped the operation before. */
export type Ending = RevokeOutcome | 'not-tried';

export function endingOf({ outcome, error }: RevokeResult): Ending {
  return outcome === 'failed' && error?.code === 'cancelled' ? 'not-tried' : outcome;
}

export const isBad = (ending: Ending): boolean => ending !== 'revoked' && ending !== 'already-invalid';

const BADNESS: readonly Ending[] = ['failed', 'unproved', 'not-tried', 'already-invalid', 'revoked'];

export interface Tally {
  readonly done: number;
  readonly unproved: number;
  readonly failed: number;
  readonly notTried: number;
}

/** The items of an operation, counted by how they ended. */
export function tallyOf(results: readonly RevokeResult[]): Tally {
  const tally = { done: 0, unproved: 0, failed: 0, notTried: 0 };
  for (const result of results) {
    const ending = endingOf(result);
    if (ending === 'not-tried') tally.notTried += 1;
    else if (ending === 'unproved' || ending === 'failed') tally[ending] += 1;
    else tally.done += 1;
  }
  return tally;
}

/** The items, what did not end well first. */
export function worstFirst(results: readonly RevokeResult[]): readonly (RevokeResult & { readonly ending: Ending })[] {
  return results
    .map((result) => ({ ...result, ending: endingOf(result) }))
    .sort((one, other) => BADNESS.indexOf(one.ending) - BADNESS.indexOf(other.ending));
}

/** Items that have no outcome although the operation is over: it was interrupted. */
export const leftOver = ({ state, total, finished }: Operation): number =>
  state === 'running' ? 0 : Math.max(0, total - finished);

/** What became of an issue that did not simply end with a token; null for one that did, and for one that never issued anything. */
export type IssueTrouble = 'unknown' | 'underway' | 'orphaned' | 'rejected';

const TROUBLES: Readonly<Record<Issue['state'], IssueTrouble | null>> = {
  prepared: 'underway',
  sent: 'underway',
  unknown: 'unknown',
  orphaned: 'orphaned',
  rejected: 'rejected',
  done: null,
  'not-issued': null,
};

export interface TroubledIssue {
  readonly issue: Issue;
  readonly trouble: IssueTrouble;
}

/** The issues that somebody should know of: what is not settled first, then the latest. */
export function troubledIssues(issues: readonly Issue[]): readonly TroubledIssue[] {
  const isOpen = (trouble: IssueTrouble) => trouble === 'unknown' || trouble === 'underway';
  return issues
    .flatMap((issue) => {
      const trouble = TROUBLES[issue.state];
      return trouble ? [{ issue, trouble }] : [];
    })
    .sort(
      (one, other) =>
        Number(isOpen(other.trouble)) - Number(isOpen(one.trouble)) ||
        other.issue.preparedAt.localeCompare(one.issue.preparedAt),
    );
}
