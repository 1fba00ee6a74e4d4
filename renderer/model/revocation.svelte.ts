import type { OutputOf } from '../../shared/contract.ts';
import type { Operation, RevokeResult } from '../../shared/domain.ts';
import type { Failure } from '../../shared/result.ts';
import type { Bridge } from '../bridge.ts';

export type RevocationStep = 'weighing' | 'asking' | 'running' | 'done';

/** One revocation from the question to the proof: what it would do, how far it is, how each token ended. */
export class Revocation {
  step = $state<RevocationStep>('weighing');
  preview = $state.raw<OutputOf<'token.previewRevoke'> | null>(null);
  operation = $state.raw<Operation | null>(null);
  results = $state.raw<readonly RevokeResult[]>([]);
  failure = $state.raw<Failure | null>(null);
  stopping = $state(false);
  tokenIds: readonly string[];
  /** Ended as wished: gone from LINE's list, or not live to begin with. */
  good = $derived(this.results.filter(({ outcome }) => outcome === 'revoked' || outcome === 'already-invalid').length);
  /** What a second attempt could still settle. */
  repeatable = $derived(
    this.results.filter(({ outcome }) => outcome === 'unproved' || outcome === 'failed').map(({ tokenId }) => tokenId),
  );
  finished = $derived(this.operation?.finished ?? 0);
  #bridge: Bridge;

  constructor(bridge: Bridge, tokenIds: readonly string[]) {
    this.#bridge = bridge;
    this.tokenIds = tokenIds;
  }

  async weigh(): Promise<void> {
    this.step = 'weighing';
    const answer = await this.#bridge.call('token.previewRevoke', { tokenIds: [...this.tokenIds] });
    this.failure = answer.ok ? null : answer.error;
    if (answer.ok) this.preview = answer.value;
    this.step = 'asking';
  }

  /** True where it ran to its end, whatever came of each token. */
  async run(): Promise<boolean> {
    if (this.step !== 'asking') return false;
    this.step = 'running';
    this.failure = null;
    this.operation = null;
    const stopListening = this.#bridge.on('operation.progress', ({ operation }) => {
      // Revocations of one vault run one after another; the first that starts now is ours until the answer names it.
      if (
        operation.kind === 'revoke' &&
        (this.operation === null || this.operation.operationId === operation.operationId)
      )
        this.operation = operation;
    });
    const answer = await this.#bridge.call('token.revoke', { tokenIds: [...this.tokenIds] });
    stopListening();
    this.stopping = false;
    if (!answer.ok) {
      this.failure = answer.error;
      this.step = 'asking';
      return false;
    }
    this.results = answer.value.results;
    this.step = 'done';
    return true;
  }

  async stop(): Promise<void> {
    if (this.operation === null || this.stopping) return;
    this.stopping = true;
    const answer = await this.#bridge.call('operation.cancel', { operationId: this.operation.operationId });
    if (!answer.ok) this.stopping = false;
  }

  /** Asks again for those that did not end well. */
  async repeat(): Promise<void> {
    this.tokenIds = this.repeatable;
    this.results = [];
    await this.weigh();
  }
}
