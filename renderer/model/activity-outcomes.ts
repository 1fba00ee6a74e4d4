import type { OutputOf } from '../../shared/contract.ts';
import type { Issue } from '../../shared/domain.ts';
import { ITEM_OUTCOMES, type ItemOutcome, type Operation, type OperationItem } from '../../shared/operations.ts';

/** How an item ended; `open`: it was not begun, or it is under way. */
export type Ending = ItemOutcome | 'open';

/** How many items there are of each ending. */
export type Outcomes = OutputOf<'operation.show'>['outcomes'];

/** One that the person stopped before its turn was not begun, whoever wrote it down. */
export function endingOf({ outcome, error }: Pick<OperationItem, 'outcome' | 'error'>): Ending {
  return outcome === null || (outcome === 'failed' && error?.code === 'cancelled') ? 'open' : outcome;
}

/** What did not end well, and can be tried again. */
export const BAD_OUTCOMES = ['failed', 'unproved', 'unknown', 'orphaned'] as const satisfies readonly ItemOutcome[];

/** All endings, in the order in which somebody should know of them. */
export const WORST_FIRST: readonly Ending[] = [
  ...BAD_OUTCOMES,
  'open',
  ...ITEM_OUTCOMES.filter((outcome) => !BAD_OUTCOMES.some((bad) => bad === outcome)).reverse(),
];

export const countOf = (outcomes: Partial<Outcomes>, of: readonly Ending[]): number =>
  of.reduce((sum, ending) => sum + (outcomes[ending] ?? 0), 0);

const OPEN_STATES: readonly Operation['state'][] = ['queued', 'running', 'paused', 'interrupted'];

/** Whether an operation is not over: it runs, or it rests and can go on. */
export const isOpen = ({ state }: Pick<Operation, 'state'>): boolean => OPEN_STATES.includes(state);

/** Items that have no outcome although nothing works on them. */
export const leftOver = ({ state, total, finished }: Pick<Operation, 'state' | 'total' | 'finished'>): number =>
  state === 'running' ? 0 : Math.max(0, total - finished);

/** How many items of an operation that is over can be tried again: those that did not end well, and those that were not begun. */
export const retryable = (operation: Operation): number =>
  isOpen(operation) ? 0 : operation.failed + leftOver(operation);

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
