import type { Operation, OperationItem } from '../../shared/operations.ts';
import type { Session } from '../session.ts';
import type { VaultError } from '../vault-error.ts';
import type { ItemEnd, OperationRequest } from './operation-ledger.ts';

/** One run of an operation, from its beginning or from where it was, to its end or to its next rest. */
export interface Run {
  /** Its calls of LINE go through the limits of operations. */
  readonly session: Session;
  readonly operation: Operation;
  readonly request: OperationRequest;
  readonly signal: AbortSignal;
  /** Puts ends on record and tells the doors. */
  readonly settle: (ends: readonly ItemEnd[]) => Promise<void>;
}

/** The items of one channel, in their order. */
export interface ChannelItems {
  readonly channelId: string;
  readonly items: readonly OperationItem[];
}

/** Works on the items of one channel. Throws `VaultError` where the channel as a whole could not be worked on and nothing was sent. */
export type Work = (run: Run, group: ChannelItems) => Promise<void>;

/** An item that failed. */
export function failed(
  { session, operation }: Pick<Run, 'session' | 'operation'>,
  { position }: Pick<OperationItem, 'position'>,
  error: VaultError,
): ItemEnd {
  const name = operation.kind === 'issue' ? 'token.issue' : operation.kind === 'check' ? 'token.check' : 'token.revoke';
  return { position, outcome: 'failed', error: session.failure(name, error) };
}
