import type { Token, TokenState } from '../../shared/domain.ts';
import type { Failure } from '../../shared/result.ts';
import type {
  AdoptionProof,
  Delivery,
  Rotation,
  RotationCause,
  RotationStep,
  StepRecord,
} from '../../shared/rotation.ts';
import type { ItemReference } from '../operations/operation-ledger.ts';
import type { By } from '../ports.ts';

/** What was set of a consumer's policy. Undefined: the default holds, whatever it is at the time. */
export interface PolicySettings {
  readonly lifetimeSeconds?: number | undefined;
  readonly rotateAtPercent?: number | undefined;
  readonly overlapSeconds?: number | undefined;
  readonly delivery?: Delivery | undefined;
  readonly confirmBy?: AdoptionProof | undefined;
}

/** One consumer of one channel: its name is compared as it is written. */
export interface ConsumerName {
  readonly channelId: string;
  readonly consumer: string;
}

/** A consumer with what was set for it; `settings` is null where nothing was. */
export interface ConsumerPolicy extends ConsumerName {
  readonly channelName: string;
  readonly platformKind: Token['platformKind'];
  readonly settings: PolicySettings | null;
  /** Active tokens that no open rotation replaces. */
  readonly liveTokens: number;
}

/** A rotation on its way into the ledger, with the policy as it is now: what is changed later is for later rotations. */
export interface NewRotation extends ConsumerName {
  readonly rotationId: string;
  readonly cause: RotationCause;
  /** Which tokens are replaced; all live ones of the consumer where none are named. */
  readonly tokenIds?: readonly string[] | undefined;
  readonly lifetimeSeconds: number;
  readonly overlapSeconds: number;
  readonly delivery: Delivery;
  readonly confirmBy: AdoptionProof;
  /** The item of an operation that begins it; tied to it in the same transaction, so that a crash cannot part the two. */
  readonly operationItem?: ItemReference | undefined;
}

export type OpenedRotation =
  | { readonly outcome: 'opened'; readonly rotation: Rotation }
  | { readonly outcome: 'under-way'; readonly rotationId: string }
  | { readonly outcome: 'nothing' }
  | { readonly outcome: 'no-such-token'; readonly tokenId: string }
  | { readonly outcome: 'token-not-live'; readonly tokenId: string; readonly state: TokenState }
  | { readonly outcome: 'slots-full'; readonly freesAt: string | null };

/** How the successor of a rotation is issued, and what became of an earlier attempt. */
export interface SuccessorOrder {
  readonly label: string;
  readonly lifetimeSeconds: number;
  readonly issueId: string | null;
}

/** What holds a slot of a channel, with the latest moment at which it frees; a slot that an unknown issue may hold has no token. */
export interface SlotHolder {
  readonly channelId: string;
  readonly tokenId: string | null;
  readonly state: 'active' | 'draining' | 'revoking' | 'orphan' | 'foreign' | 'unknown';
  readonly consumer: string;
  readonly issuedAt: number;
  readonly endsAt: number;
}

/** Takes part in a plan: a rotation that is under way, in milliseconds. */
export interface RotationUnderWay extends ConsumerName {
  readonly step: RotationStep;
  readonly cause: RotationCause;
  readonly lifetimeSeconds: number;
  readonly overlapSeconds: number;
  readonly newTokenId: string | null;
  readonly oldTokenIds: readonly string[];
  readonly drainsUntil: number | null;
}

/** The ledger's methods on rotations. Each is one atomic transaction. Those that change a step answer undefined where it is not its turn. */
export interface RotationLedger {
  /** All consumers that have live tokens or a policy of their own, by channel and name. */
  rotationPolicies(channelId: string | undefined, at: string): Promise<readonly ConsumerPolicy[]>;
  /** What is left undefined stays as it is. False where there is no such channel. */
  setRotationPolicy(of: ConsumerName, settings: PolicySettings, by: By): Promise<boolean>;
  /** False where there is no such channel. */
  removeRotationPolicy(of: ConsumerName, by: By): Promise<boolean>;

  /** Records a rotation, its first step due. A planned one is refused while no slot is free; of a leak the record stands all the same. */
  openRotation(rotation: NewRotation, by: By): Promise<OpenedRotation>;
  rotation(rotationId: string, at: string): Promise<Rotation | undefined>;
  /** Those under way first, then the newest. */
  rotations(
    query: { readonly channelId?: string | undefined; readonly openOnly: boolean; readonly limit: number },
    at: string,
  ): Promise<readonly Rotation[]>;
  successorOrder(rotationId: string): Promise<SuccessorOrder>;

  /**
   * The step is done, and the next one due. The end of `adopt` lets the old tokens drain (no longer than any of them lives; of a leak not at all),
   * the end of `prove` is the end of the rotation. `deliver` may be done again until somebody has confirmed the adoption.
   */
  finishRotationStep(
    rotationId: string,
    step: RotationStep,
    how: { readonly proof: StepRecord['proof']; readonly note?: string | undefined },
    by: By,
  ): Promise<Rotation | undefined>;
  /** The step stays due, and says why it failed. */
  failRotationStep(rotationId: string, step: RotationStep, error: Failure, by: By): Promise<Rotation | undefined>;
  /**
   * Passes over the step and over what makes no sense without it: nothing is delivered that was not issued, nothing proved that was not revoked. Of
   * old tokens whose overlap is over, the revocation may be passed over at once: they count as drained.
   */
  skipRotationStep(rotationId: string, step: RotationStep, reason: string, by: By): Promise<Rotation | undefined>;
  /** Undefined where it has ended. Draining tokens are `active` again. */
  stopRotation(rotationId: string, reason: string, by: By): Promise<Rotation | undefined>;

  /** Of the given tokens, those that an open rotation replaces by one of which nobody has said that it is in use. */
  withUnadoptedSuccessor(tokenIds: readonly string[], at: string): Promise<readonly Token[]>;

  /** What a plan is made of, of one channel or all. */
  planSources(
    channelId: string | undefined,
    at: string,
  ): Promise<{ readonly holders: readonly SlotHolder[]; readonly underWay: readonly RotationUnderWay[] }>;
}
