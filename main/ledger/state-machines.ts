import type { IssueState, OperationState, SigningKeyState, StoredTokenState } from '../../shared/domain.ts';

/**
 * Which state may follow which. A change that is not in these tables is a bug, and thrown as one.
 * `expired` is in none of them: it is derived from the clock and never stored.
 */

type Machine<State extends string> = { readonly [from in State]: readonly State[] };

/** A channel access token. */
export const TOKEN_TRANSITIONS: Machine<StoredTokenState> = {
  active: ['draining', 'revoking', 'gone'],
  draining: ['revoking', 'gone'],
  // `active`: LINE refused to revoke it, and lists it still.
  revoking: ['revoked', 'gone', 'active'],
  // LINE lists it again although it was absent: the revocation has to be proved once more.
  revoked: ['revoking'],
  // LINE lists it again: it is what it was, by whether we hold its value and whether an issue of ours stands behind it.
  gone: ['active', 'orphan', 'foreign'],
  // LINE's answer arrived after a check had found the key ID.
  orphan: ['active', 'gone'],
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

/** An operation over many items. */
export const OPERATION_TRANSITIONS: Machine<OperationState> = {
  running: ['done', 'some-failed', 'failed', 'cancelled', 'interrupted'],
  done: [],
  'some-failed': [],
  failed: [],
  cancelled: [],
  interrupted: [],
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
