// Holds: the value of one token that a person asked to see.
// Lives: thirty seconds at most, or until the dialog closes.
// Wiped by: `hide()`, which drops the only reference; the page shows nothing of it afterwards.
import type { Failure } from '../../shared/result.ts';
import type { Bridge } from '../bridge.ts';

const SHOWN_FOR_MS = 30_000;

/** One explicit, logged look at the value of a token. */
export class Revealing {
  value = $state.raw<string | null>(null);
  hidesAt = $state(0);
  wasShown = $state(false);
  asking = $state(false);
  failure = $state.raw<Failure | null>(null);
  #bridge: Bridge;
  #tokenId: string;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Grows when the value is hidden: one that comes after that, because the dialog closed meanwhile, is dropped. */
  #generation = 0;

  constructor(bridge: Bridge, tokenId: string) {
    this.#bridge = bridge;
    this.#tokenId = tokenId;
  }

  async show(): Promise<void> {
    if (this.asking) return;
    this.asking = true;
    const generation = this.#generation;
    const answer = await this.#bridge.call('token.reveal', { tokenId: this.#tokenId });
    this.asking = false;
    if (generation !== this.#generation) return;
    this.failure = answer.ok ? null : answer.error;
    if (!answer.ok) return;
    this.value = answer.value.accessToken;
    this.wasShown = true;
    this.hidesAt = Date.now() + SHOWN_FOR_MS;
    this.#timer = setTimeout(this.hide, SHOWN_FOR_MS);
  }

  hide = (): void => {
    this.#generation += 1;
    clearTimeout(this.#timer);
    this.value = null;
  };
}
