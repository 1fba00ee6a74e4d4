import type { ContainmentState, ContainmentStepState } from '../../shared/containment.ts';
import type { IssueState, SigningKeyState, StoredTokenState } from '../../shared/domain.ts';
import type { OperationState } from '../../shared/operations.ts';
import type { RotationState, RotationStepState } from '../../shared/rotation.ts';

/**
 * Which state may follow which. A change that is not in these tables is a bug, and thrown as one.
 * `expired` is in none of them: it is derived from the clock and never stored.
 */

type Machine<State extends string> = { readonly [from in State]: readonly State[] };

/** A channel access token. */
export const TOKEN_TRANSITIONS: Machine<StoredTokenState> = {
  active: ['draining', 'revoking', 'gone'],
  // `active`: its rotation was stopped.
  draining: ['revoking', 'gone', 'active'],
  // `active` or `draining`, as before: LINE refused to revoke it and lists it still, or it was not called for at all.
  revoking: ['revoked', 'gone', 'active', 'draining'],
  // LINE lists it again although it was absent: the revocation has to be proved once more.
  revoked: ['revoking'],
  // LINE lists it again: it is what it was, by whether we hold its value and whether an issue of ours stands behind it.
  gone: ['active', 'orphan', 'foreign'],
  // LINE's answer arrived after a check had found the key ID, or it outlived the issue that it was taken for.
  orphan: ['active', 'gone', 'foreign'],
  // … or an issue turned out to be unknown after its key ID had been seen.
  foreign: ['active', 'orphan', 'gone'],
};

/** One attempt to issue a token. */
export const ISSUE_TRANSITIONS: Machine<IssueState> = {
  prepared: ['sent', 'rejected', 'not-issued'],
  sent: ['done', 'rejected', 'unknown'],
  unknown: ['done', 'orphaned', 'not-issued'],
  // LINE's answer in hand beats every earlier conclusion; so does a key ID that shows up late.
  'not-issued': ['done', 'orphaned'],
  // `unknown`: the key ID turned out to be another issue's.
  orphaned: ['done', 'unknown'],
  done: [],
  rejected: [],
};

/** An assertion signing key. A new kid takes the proof away. */
export const SIGNING_KEY_TRANSITIONS: Machine<SigningKeyState> = {
  generated: ['registered', 'retired'],
  registered: ['registered', 'proved', 'retired'],
  proved: ['registered', 'proved', 'retired'],
  retired: [],
};

/** An operation over many items. What ended runs again where its bad items are tried again. */
export const OPERATION_TRANSITIONS: Machine<OperationState> = {
  queued: ['running', 'paused', 'cancelled'],
  running: ['done', 'some-failed', 'failed', 'cancelled', 'paused', 'queued', 'interrupted'],
  paused: ['running', 'queued', 'cancelled'],
  interrupted: ['running', 'queued', 'cancelled'],
  done: [],
  'some-failed': ['running', 'queued'],
  failed: ['running', 'queued'],
  cancelled: ['running', 'queued'],
};

/** The replacement of a consumer's tokens. */
export const ROTATION_TRANSITIONS: Machine<RotationState> = {
  'under-way': ['done', 'stopped'],
  done: [],
  stopped: [],
};

/** One step of it. */
export const ROTATION_STEP_TRANSITIONS: Machine<RotationStepState> = {
  waiting: ['now'],
  now: ['failed', 'done', 'skipped'],
  failed: ['failed', 'done', 'skipped'],
  // Delivered once more or after all, while nobody has said that the new token is in use.
  done: ['done'],
  skipped: ['done'],
};

/** The run-book for a compromised channel. */
export const CONTAINMENT_TRANSITIONS: Machine<ContainmentState> = {
  'under-way': ['done', 'closed'],
  done: [],
  closed: [],
};

/** One step of it. A person may take a step after all that was passed over; what is done stays done. */
export const CONTAINMENT_STEP_TRANSITIONS: Machine<ContainmentStepState> = {
  open: ['under-way', 'done', 'skipped'],
  // `under-way`: taken up again after the vault had ended in the middle of it.
  'under-way': ['under-way', 'failed', 'done', 'skipped'],
  failed: ['under-way', 'done', 'skipped'],
  done: [],
  skipped: ['under-way', 'done'],
};

/** Whether the table has the change. */
export function allows<State extends string>(machine: Machine<State>, from: State, to: State): boolean {
  return machine[from].includes(to);
}

/** Throws a plain error unless the table has the change. `subject` says what would change, for whoever reads the log. */
export function assertAllowed<State extends string>(
  machine: Machine<State>,
  from: State,
  to: State,
  subject: string,
): void {
  if (!allows(machine, from, to)) throw new Error(`${subject} cannot go from ${from} to ${to}`);
}
