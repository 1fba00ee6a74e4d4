import { SvelteMap } from 'svelte/reactivity';
import type { OutputOf } from '../../shared/contract.ts';
import type { Operation, RevokeResult, Token } from '../../shared/domain.ts';
import { ERRORS } from '../../shared/errors.ts';
import type { Failure } from '../../shared/result.ts';
import type { Bridge } from '../bridge.ts';

export type RevocationStep = 'weighing' | 'asking' | 'running' | 'done';

const READS_AT_ONCE = 20;

/** What is known of tokens beyond their IDs, each read once: consumer, label, channel. */
export class KnownTokens {
  readonly #known = new SvelteMap<string, Token>();
  #asked: readonly string[] = [];
  #bridge: Bridge;

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
  }

  get(tokenId: string): Token | undefined {
    return this.#known.get(tokenId);
  }

  /** A token that cannot be read stays unknown: the key ID of its result still names it. */
  async read(tokenIds: readonly string[]): Promise<void> {
    const missing = tokenIds.filter((tokenId) => !this.#asked.includes(tokenId));
    this.#asked = [...this.#asked, ...missing];
    for (let start = 0; start < missing.length; start += READS_AT_ONCE) {
      const answers = await Promise.all(
        missing.slice(start, start + READS_AT_ONCE).map((tokenId) => this.#bridge.call('token.show', { tokenId })),
      );
      for (const answer of answers) if (answer.ok) this.#known.set(answer.value.tokenId, answer.value);
    }
  }
}

/** Not begun, because the person stopped the revocation before its turn. */
export function wasNotTried({ outcome, error }: RevokeResult): boolean {
  return outcome === 'failed' && error?.code === 'cancelled';
}

/** Whether a second attempt could still settle it, without the person changing anything first. */
function canRepeat({ outcome, error }: RevokeResult): boolean {
  return outcome === 'unproved' || (outcome === 'failed' && error !== undefined && ERRORS[error.code].retry);
}

/** How many tokens of a selection the engine would revoke; `channelOf` knows the channel of a token. */
function countRevocable(
  { count, channels, consequences }: OutputOf<'token.previewRevoke'>,
  channelOf: (tokenId: string) => string | undefined,
): number {
  const barredChannels = consequences.flatMap((consequence) =>
    consequence.kind === 'no-secret' || consequence.kind === 'no-signing-key' ? consequence.channelIds : [],
  );
  // A token is said to lack its value or not to be live, never both.
  const barredElsewhere = consequences
    .flatMap((consequence) =>
      consequence.kind === 'no-value' || consequence.kind === 'not-live' ? consequence.tokenIds : [],
    )
    .filter((tokenId) => !barredChannels.includes(channelOf(tokenId) ?? ''));
  const ofBarredChannels = channels
    .filter(({ channelId }) => barredChannels.includes(channelId))
    .reduce((sum, channel) => sum + channel.count, 0);
  return Math.max(0, count - ofBarredChannels - barredElsewhere.length);
}

/** One revocation from the question to the proof: what it would do, how far it is, how each token ended. */
export class Revocation {
  step = $state<RevocationStep>('weighing');
  preview = $state.raw<OutputOf<'token.previewRevoke'> | null>(null);
  operation = $state.raw<Operation | null>(null);
  results = $state.raw<readonly RevokeResult[]>([]);
  failure = $state.raw<Failure | null>(null);
  stopping = $state(false);
  tokenIds = $state.raw<readonly string[]>([]);
  readonly known: KnownTokens;
  /** Ended as wished: gone from LINE's list, or not live to begin with. */
  good = $derived(this.results.filter(({ outcome }) => outcome === 'revoked' || outcome === 'already-invalid').length);
  /** Nobody knows whether these still work. */
  unproved = $derived(this.results.filter(({ outcome }) => outcome === 'unproved').length);
  repeatable = $derived(this.results.filter(canRepeat).map(({ tokenId }) => tokenId));
  count = $derived(this.preview?.count ?? this.tokenIds.length);
  revocable = $derived.by(() =>
    this.preview ? countRevocable(this.preview, (tokenId) => this.known.get(tokenId)?.channelId) : this.count,
  );
  finished = $derived(this.operation?.finished ?? 0);
  #bridge: Bridge;

  constructor(bridge: Bridge, tokenIds: readonly string[]) {
    this.#bridge = bridge;
    this.tokenIds = tokenIds;
    this.known = new KnownTokens(bridge);
  }

  async weigh(): Promise<void> {
    this.step = 'weighing';
    this.preview = null;
    const [answer] = await Promise.all([
      this.#bridge.call('token.previewRevoke', { tokenIds: [...this.tokenIds] }),
      this.known.read(this.tokenIds),
    ]);
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
