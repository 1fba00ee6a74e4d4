import type { Failure } from '../../shared/result.ts';
import type { Bridge } from '../bridge.ts';
import { KnownTokens } from './known-tokens.ts';
import { weighRevocation, type RevocationPreview } from './revocation-figures.ts';
import type { TokenSelection } from './token-selection.svelte.ts';

/** What revoking the selection would do, asked after every change of it, to be said beside the button. */
export class Weighing {
  preview = $state.raw<RevocationPreview | null>(null);
  /** Why it could not be weighed: the selection is too large to be revoked at once, for example. */
  failure = $state.raw<Failure | null>(null);
  /** How many of the selection would be revoked; of meaning only with a preview. */
  revocable = $state(0);
  readonly #bridge: Bridge;
  readonly #known: KnownTokens;
  readonly #selection: TokenSelection;
  #generation = 0;

  constructor(bridge: Bridge, selection: TokenSelection) {
    this.#bridge = bridge;
    this.#known = new KnownTokens(bridge);
    this.#selection = selection;
  }

  get isShown(): boolean {
    return this.preview !== null || this.failure !== null;
  }

  async weigh(): Promise<void> {
    if (this.#selection.count === 0) {
      this.forget();
      return;
    }
    const generation = ++this.#generation;
    const weighed = await weighRevocation(this.#bridge, this.#selection.chosen, this.#known);
    if (generation !== this.#generation) return;
    this.preview = weighed.preview;
    this.failure = weighed.failure;
    this.revocable = weighed.revocable;
  }

  forget(): void {
    this.#generation += 1;
    this.preview = null;
    this.failure = null;
    this.revocable = 0;
  }
}
