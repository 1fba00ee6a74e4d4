import type { Containment, ContainmentStep } from '../../shared/containment.ts';
import type { IssueState, Token } from '../../shared/domain.ts';
import type { Failure } from '../../shared/result.ts';
import type { By } from '../ports.ts';

/** What a step ended in. */
export type ContainmentStepEnd =
  | { readonly state: 'done'; readonly note?: string | undefined; readonly operationId?: string | undefined }
  | { readonly state: 'skipped'; readonly note: string }
  | { readonly state: 'failed'; readonly error: Failure; readonly operationId?: string | undefined };

/** Somebody whose token is replaced, and how far that has come. */
export interface Replacement {
  readonly position: number;
  /** Empty where nobody was named. */
  readonly consumer: string;
  readonly label: string;
  /** The latest issue for it; null: none yet. */
  readonly issueId: string | null;
  /** Null where there is no such issue, which is also so where the vault ended before it was prepared. */
  readonly issueState: IssueState | null;
}

/** Whose the listed key IDs of a channel are. */
export interface Holders {
  /** Tokens with their values, whatever the ledger calls their state. */
  readonly ours: readonly Token[];
  readonly orphans: readonly Token[];
  readonly foreign: readonly Token[];
}

/** The part of the ledger that remembers containments. */
export interface ContainmentLedger {
  /**
   * Begins one with all steps open, and writes down who has live tokens: each consumer once (with the label of its newest token), and of tokens
   * without a consumer each label once. A channel has at most one under way.
   */
  beginContainment(
    containment: { readonly containmentId: string; readonly channelId: string; readonly reason: string },
    by: By,
  ): Promise<
    | { readonly outcome: 'begun'; readonly containment: Containment }
    | { readonly outcome: 'under-way'; readonly containmentId: string }
  >;
  /** Those under way first, then the newest. */
  containments(query: {
    readonly channelId?: string | undefined;
    readonly openOnly: boolean;
  }): Promise<readonly Containment[]>;
  containment(containmentId: string): Promise<Containment | undefined>;
  /** → `under-way`. `signingKeyId` names the key that the step is about to make. */
  beginContainmentStep(
    containmentId: string,
    step: ContainmentStep,
    signingKeyId: string | null,
    by: By,
  ): Promise<void>;
  /** The last step that is done or skipped ends the containment too. */
  endContainmentStep(
    containmentId: string,
    step: ContainmentStep,
    end: ContainmentStepEnd,
    by: By,
  ): Promise<Containment>;
  closeContainment(containmentId: string, reason: string, by: By): Promise<Containment>;
  /** Whether the log has the channel secret stored after the containment was begun. By the log's order, not by any clock. */
  secretSetSince(containmentId: string): Promise<boolean>;
  /** IDs of the signing keys that came into the vault after the containment was begun, the oldest first; by the log's order too. */
  signingKeysAddedSince(containmentId: string): Promise<readonly string[]>;
  replacements(containmentId: string): Promise<readonly Replacement[]>;
  /** Names the issue that is about to be made for somebody, before it is. */
  nameReplacement(containmentId: string, position: number, issueId: string, by: By): Promise<void>;
  /** Of key IDs that were just listed and reconciled. */
  holdersOf(channelId: string, keyIds: readonly string[], at: string): Promise<Holders>;
}
