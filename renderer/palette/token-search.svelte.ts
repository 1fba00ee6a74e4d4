import type { Token } from '../../shared/domain.ts';
import type { Failure } from '../../shared/result.ts';
import type { Bridge } from '../bridge.ts';

const PAUSE_MS = 120;
const AT_MOST = 8;
/** As long as the contract allows a search to be. */
const LONGEST = 200;

/** Tokens that fit what is typed, found by the engine: asked after a pause, and only the answer to the last question counts. */
export class TokenSearch {
  found = $state.raw<readonly Token[]>([]);
  failure = $state.raw<Failure | null>(null);
  /** True from a keystroke until its answer is there. */
  waiting = $state(false);
  #bridge: Bridge;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #generation = 0;

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
  }

  seek(text: string): void {
    this.stop();
    const search = text.trim();
    if (search === '' || search.length > LONGEST) {
      this.found = [];
      return;
    }
    this.waiting = true;
    this.#timer = setTimeout(() => void this.#ask(search), PAUSE_MS);
  }

  /** Forgets what was asked; what is still under way is dropped when it comes. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#generation += 1;
    this.waiting = false;
    this.failure = null;
  }

  clear(): void {
    this.stop();
    this.found = [];
  }

  async #ask(search: string): Promise<void> {
    const generation = this.#generation;
    const answer = await this.#bridge.call('token.list', { search, limit: AT_MOST });
    if (generation !== this.#generation) return;
    this.waiting = false;
    this.found = answer.ok ? answer.value.tokens : [];
    this.failure = answer.ok ? null : answer.error;
  }
}
