import type { InputOf } from '../../shared/contract.ts';
import type { RevokeRisk } from '../../shared/operations.ts';
import { REVOKE_RISKS } from '../../shared/operations.ts';
import type { Failure } from '../../shared/result.ts';
import { SvelteSet } from 'svelte/reactivity';
import type { Bridge } from '../bridge.ts';
import { retryable } from './activity-outcomes.ts';
import { OperationRun } from './activity-run.svelte.ts';
import { KnownTokens, MOST_LISTED } from './known-tokens.ts';
import { countChosen, weighRevocation, type RevocationPreview } from './revocation-figures.ts';
import type { ChosenTokens } from './token-selection.svelte.ts';

/** `resting`: it waits for its platform, was paused, or was broken off. */
export type RevocationStep = 'weighing' | 'asking' | 'running' | 'resting' | 'done';

/** From this many on, the person types the number before they are revoked: more than one channel can hold. */
export const TYPED_FROM = 31;

/** What the engine found other than the person had seen it: they are shown the new figures, and nothing was done. */
const SEEN_OTHERWISE: readonly Failure['code'][] = ['selection-changed', 'not-safe-to-revoke'];

/** One revocation from the question to the proof: what it would do, how far it is, how each token ended. */
export class Revocation {
  preview = $state.raw<RevocationPreview | null>(null);
  failure = $state.raw<Failure | null>(null);
  /** What matches the filter, or what is at risk, is no longer what the person was shown: they are asked again. */
  hasChanged = $state(false);
  selection = $state.raw<ChosenTokens>({ tokenIds: [] });
  /** The first few, to be named one by one. */
  listed = $state.raw<readonly string[]>([]);
  /** How many of the chosen would be revoked. */
  revocable = $state(0);
  /** What the person typed as the number of tokens. */
  typed = $state('');
  /** The risks that the person has seen and takes. */
  readonly accepted = new SvelteSet<RevokeRisk>();
  readonly known: KnownTokens;
  readonly operationRun: OperationRun;
  #weighed = $state(false);
  #begun = $state(false);
  step = $derived.by((): RevocationStep => {
    if (!this.#begun) return this.#weighed ? 'asking' : 'weighing';
    if (this.operationRun.isOver) return 'done';
    return this.operationRun.isResting ? 'resting' : 'running';
  });
  /** The risks of this revocation, each to be accepted by itself. */
  risks = $derived.by(() =>
    REVOKE_RISKS.filter((risk) => this.preview?.consequences.some(({ kind }) => kind === risk) ?? false),
  );
  count = $derived.by(() => {
    if (this.preview) return countChosen(this.preview, this.selection);
    return 'tokenIds' in this.selection ? this.selection.tokenIds.length : 0;
  });
  /** So many at once are not revoked by a slip: the person types how many. */
  asksNumber = $derived(this.revocable >= TYPED_FROM);
  isNumberRight = $derived(this.typed.normalize('NFKC').replace(/\D/g, '') === String(this.revocable));
  canRun = $derived(
    this.step === 'asking' &&
      this.preview !== null &&
      this.revocable > 0 &&
      this.risks.every((risk) => this.accepted.has(risk)) &&
      (!this.asksNumber || this.isNumberRight),
  );
  /** How many of them can be tried again. */
  repeatable = $derived.by(() => (this.operationRun.operation ? retryable(this.operationRun.operation) : 0));
  #bridge: Bridge;

  constructor(bridge: Bridge, selection: ChosenTokens) {
    this.#bridge = bridge;
    this.selection = selection;
    this.known = new KnownTokens(bridge);
    this.operationRun = new OperationRun(bridge);
  }

  async weigh(): Promise<void> {
    this.#begun = false;
    this.#weighed = false;
    this.preview = null;
    this.typed = '';
    this.accepted.clear();
    this.hasChanged = false;
    const { selection } = this;
    const [weighed, listed] = await Promise.all([
      weighRevocation(this.#bridge, selection, this.known),
      'tokenIds' in selection
        ? this.known.read(selection.tokenIds.slice(0, MOST_LISTED)).then(() => selection.tokenIds.slice(0, MOST_LISTED))
        : this.known.readFirst(selection),
    ]);
    this.listed = listed;
    this.failure = weighed.failure;
    this.preview = weighed.preview;
    this.revocable = weighed.revocable;
    this.#weighed = true;
  }

  accept(risk: RevokeRisk, accepted: boolean): void {
    if (accepted) this.accepted.add(risk);
    else this.accepted.delete(risk);
  }

  /** True where it was begun, whatever came of each token; resolves when it ended, or came to rest before. */
  async run(): Promise<boolean> {
    if (!this.canRun) return false;
    this.failure = null;
    this.hasChanged = false;
    this.#begun = true;
    const failure = await this.operationRun.begin({ kind: 'revoke', selection: this.#confirmed() });
    if (failure) {
      this.#begun = false;
      if (SEEN_OTHERWISE.includes(failure.code)) return this.#askAgain();
      this.failure = failure;
      return false;
    }
    await this.operationRun.settle();
    return true;
  }

  /** A filter means what matches when it is acted on: the engine is told what the person saw, and revokes nothing else. */
  #confirmed(): InputOf<'token.revoke'> {
    const accept = [...this.accepted];
    const { selection, preview } = this;
    if ('tokenIds' in selection) return { tokenIds: [...selection.tokenIds], accept };
    const { matching, except } = selection;
    return { matching, except: [...except], accept, ...(preview ? { digest: preview.digest } : {}) };
  }

  async #askAgain(): Promise<false> {
    await this.weigh();
    this.hasChanged = this.failure === null;
    return false;
  }
}
