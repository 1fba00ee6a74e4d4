import type { InputOf } from '../../shared/contract.ts';
import type { Operation, RevokeResult } from '../../shared/domain.ts';
import { ERRORS } from '../../shared/errors.ts';
import type { Failure } from '../../shared/result.ts';
import type { Bridge } from '../bridge.ts';
import { KnownTokens, MOST_LISTED } from './known-tokens.ts';
import {
  barredChannels,
  barredTokenIds,
  countChosen,
  countRevocable,
  type RevocationPreview,
} from './revocation-figures.ts';
import type { ChosenTokens } from './token-selection.svelte.ts';

export type RevocationStep = 'weighing' | 'asking' | 'running' | 'done';

/** From this many on, the person types the number before they are revoked: more than one channel can hold. */
export const TYPED_FROM = 31;

/** Not begun, because the person stopped the revocation before its turn. */
export function wasNotTried({ outcome, error }: RevokeResult): boolean {
  return outcome === 'failed' && error?.code === 'cancelled';
}

/** Whether a second attempt could still settle it, without the person changing anything first. */
function canRepeat({ outcome, error }: RevokeResult): boolean {
  return outcome === 'unproved' || (outcome === 'failed' && error !== undefined && ERRORS[error.code].retry);
}

const inputOf = (selection: ChosenTokens): InputOf<'token.revoke'> =>
  'tokenIds' in selection
    ? { tokenIds: [...selection.tokenIds] }
    : { matching: selection.matching, except: [...selection.except] };

/** One revocation from the question to the proof: what it would do, how far it is, how each token ended. */
export class Revocation {
  step = $state<RevocationStep>('weighing');
  preview = $state.raw<RevocationPreview | null>(null);
  operation = $state.raw<Operation | null>(null);
  results = $state.raw<readonly RevokeResult[]>([]);
  failure = $state.raw<Failure | null>(null);
  stopping = $state(false);
  /** What matches the filter is no longer what the person was shown: they are asked again. */
  hasChanged = $state(false);
  selection = $state.raw<ChosenTokens>({ tokenIds: [] });
  /** The first few, to be named one by one. */
  listed = $state.raw<readonly string[]>([]);
  /** What the person typed as the number of tokens. */
  typed = $state('');
  readonly known: KnownTokens;
  /** Ended as wished: gone from LINE's list, or not live to begin with. */
  good = $derived(this.results.filter(({ outcome }) => outcome === 'revoked' || outcome === 'already-invalid').length);
  /** Nobody knows whether these still work. */
  unproved = $derived(this.results.filter(({ outcome }) => outcome === 'unproved').length);
  repeatable = $derived(this.results.filter(canRepeat).map(({ tokenId }) => tokenId));
  count = $derived.by(() => {
    if (this.preview) return countChosen(this.preview, this.selection);
    return 'tokenIds' in this.selection ? this.selection.tokenIds.length : 0;
  });
  revocable = $derived.by(() =>
    this.preview
      ? countRevocable(this.preview, this.selection, (tokenId) => this.known.get(tokenId)?.channelId)
      : this.count,
  );
  /** So many at once are not revoked by a slip: the person types how many. */
  asksNumber = $derived(this.revocable >= TYPED_FROM);
  isNumberRight = $derived(this.typed.normalize('NFKC').replace(/\D/g, '') === String(this.revocable));
  canRun = $derived(
    this.step === 'asking' && this.preview !== null && this.revocable > 0 && (!this.asksNumber || this.isNumberRight),
  );
  finished = $derived(this.operation?.finished ?? 0);
  #bridge: Bridge;

  constructor(bridge: Bridge, selection: ChosenTokens) {
    this.#bridge = bridge;
    this.selection = selection;
    this.known = new KnownTokens(bridge);
  }

  async weigh(): Promise<void> {
    this.step = 'weighing';
    this.preview = null;
    this.typed = '';
    this.hasChanged = false;
    const { selection } = this;
    const [answer, listed] = await Promise.all([
      this.#bridge.call('token.previewRevoke', inputOf(selection)),
      'tokenIds' in selection
        ? this.known.read(selection.tokenIds.slice(0, MOST_LISTED)).then(() => selection.tokenIds.slice(0, MOST_LISTED))
        : this.known.readFirst(selection),
    ]);
    this.listed = listed;
    this.failure = answer.ok ? null : answer.error;
    if (answer.ok) {
      // Whether a token that cannot be revoked is of a channel where none can be: each counts once.
      if (barredChannels(answer.value).length > 0) await this.known.read(barredTokenIds(answer.value));
      this.preview = answer.value;
    }
    this.step = 'asking';
  }

  /** True where it ran to its end, whatever came of each token. */
  async run(): Promise<boolean> {
    if (!this.canRun) return false;
    this.step = 'running';
    this.failure = null;
    this.hasChanged = false;
    this.operation = null;
    const input = this.#confirmed();
    const stopListening = this.#bridge.on('operation.progress', ({ operation, latest }) => {
      // Another one may still be running. What begins now is ours.
      const begins = operation.state === 'running' && operation.finished === 0 && latest === null;
      const isOurs = this.operation === null ? begins : this.operation.operationId === operation.operationId;
      if (operation.kind === 'revoke' && isOurs) this.operation = operation;
    });
    const answer = await this.#bridge.call('token.revoke', input);
    stopListening();
    this.stopping = false;
    if (!answer.ok) {
      if (answer.error.code === 'selection-changed') return this.#askAgain();
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
    this.selection = { tokenIds: this.repeatable };
    this.results = [];
    await this.weigh();
  }

  /** A filter means what matches when it is acted on: the engine is told what the person saw, and revokes nothing else. */
  #confirmed(): InputOf<'token.revoke'> {
    const input = inputOf(this.selection);
    return 'matching' in input && this.preview ? { ...input, digest: this.preview.digest } : input;
  }

  async #askAgain(): Promise<false> {
    await this.weigh();
    this.hasChanged = this.failure === null;
    return false;
  }
}
