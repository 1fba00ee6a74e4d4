import type { OutputOf } from '../../shared/contract.ts';
import type { Failure } from '../../shared/result.ts';
import type { Bridge } from '../bridge.ts';
import type { TokenSelection } from './token-selection.svelte.ts';

/** What revoking the selection would do, asked after every change of it, to be said beside the button. */
export class Weighing {
  preview = $state.raw<OutputOf<'token.previewRevoke'> | null>(null);
  /** Why it could not be weighed: the selection is too large to be revoked at once, for example. */
  failure = $state.raw<Failure | null>(null);
  readonly #bridge: Bridge;
  readonly #selection: TokenSelection;
  #generation = 0;

  constructor(bridge: Bridge, selection: TokenSelection) {
    this.#bridge = bridge;
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
    const { chosen } = this.#selection;
    const answer = await this.#bridge.call(
      'token.previewRevoke',
      'tokenIds' in chosen
        ? { tokenIds: [...chosen.tokenIds] }
        : { matching: chosen.matching, except: [...chosen.except] },
    );
    if (generation !== this.#generation) return;
    this.preview = answer.ok ? answer.value : null;
    this.failure = answer.ok ? null : answer.error;
  }

  forget(): void {
    this.#generation += 1;
    this.preview = null;
    this.failure = null;
  }
}
