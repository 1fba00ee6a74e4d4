import * as v from 'valibot';
import { RevokeRisk, type ItemOutcome, type Operation, type OperationItem } from '../../shared/operations.ts';
import type { Failure } from '../../shared/result.ts';
import type { By } from '../ports.ts';

/** What an order says besides its items; kept, because going on after a restart needs it. No secret is in it. */
export const OperationRequest = v.object({
  /** Of an issue. */
  lifetimeSeconds: v.exactOptional(v.number()),
  /** Of a revocation: the risks that the person took. */
  accept: v.exactOptional(v.array(RevokeRisk)),
});
export type OperationRequest = v.InferOutput<typeof OperationRequest>;

/** An item as it is ordered: a token (of a revocation), a channel, or a consumer of a channel. */
export interface NewOperationItem {
  readonly channelId: string;
  readonly consumer: string;
  readonly label: string;
  readonly tokenId?: string | undefined;
}

export interface NewOperation {
  readonly operationId: string;
  readonly kind: Operation['kind'];
  readonly request: OperationRequest;
  readonly items: readonly NewOperationItem[];
}

/** What an item ended in. */
export interface ItemEnd {
  readonly position: number;
  readonly outcome: ItemOutcome;
  readonly error?: Failure | undefined;
  /** Of an issue: the token that came of it. */
  readonly tokenId?: string | undefined;
  /** Of a revocation that failed: the token is certainly live, so that it is again what it is without that revocation. */
  readonly isLive?: boolean | undefined;
}

export type ItemFilter = ItemOutcome | 'open';

/** What stands for an item of an operation in the record of an issue or of a rotation. */
export interface ItemReference {
  readonly operationId: string;
  readonly position: number;
}

/** The ledger's methods on operations over many items. Each is one atomic transaction. */
export interface OperationLedger {
  /** Records an order as `running`, with all its items. */
  createOperation(operation: NewOperation, by: By): Promise<Operation>;
  /** Leads to `queued`. */
  queueOperation(operationId: string, waitsFor: { readonly platform: string }, by: By): Promise<Operation>;
  /** Leads to any other state. An end needs no item to have an outcome. */
  changeOperation(operationId: string, state: Exclude<Operation['state'], 'queued'>, by: By): Promise<Operation>;
  /** `running` again, once the items that did not end well have no outcome any more. An orphaned issue is let go. */
  reopenOperation(operationId: string, by: By): Promise<Operation>;
  /** The items without an outcome, in their order. */
  openItems(operationId: string): Promise<readonly OperationItem[]>;
  /**
   * Settles items: `revoked` → token `revoked`; `already-invalid` → `gone` where it was live; a `failed` one that is live goes from `revoking` to
   * `draining` where its rotation lets it drain, and else to `active`; other `failed` and `unproved` ones leave the token's state as it is.
   * Returns the operation's new figures and the last of the items.
   */
  endItems(
    operationId: string,
    ends: readonly ItemEnd[],
    by: By,
  ): Promise<{ readonly operation: Operation; readonly latest: OperationItem | null }>;
  /** All that wait for a platform, or for this one, in the order in which they were ordered. */
  queuedOperations(platform: string | undefined): Promise<readonly Operation[]>;
  /** Newest first. */
  operations(query: { readonly limit: number; readonly openOnly: boolean }): Promise<readonly Operation[]>;
  operation(
    operationId: string,
  ): Promise<{ readonly operation: Operation; readonly request: OperationRequest } | undefined>;
  /** A page of the items, how many match, and how many there are of each outcome. */
  operationItems(
    operationId: string,
    query: {
      readonly outcomes?: readonly ItemFilter[] | undefined;
      readonly offset: number;
      readonly limit: number;
    },
  ): Promise<{
    readonly outcomes: Record<ItemFilter, number>;
    readonly items: readonly OperationItem[];
    readonly matching: number;
  }>;
}
