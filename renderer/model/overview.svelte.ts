import type { Channel, Token } from '../../shared/domain.ts';
import type { Bridge } from '../bridge.ts';
import { tokenMark } from '../format/token-mark.ts';
import { attention } from './attention.ts';
import type { ChannelShelf } from './channel-shelf.svelte.ts';
import type { LiveClock } from './live-clock.svelte.ts';

/** What the first page reads beyond the channels: the tokens that end next, the lost ones, and those whose revocation is not proved. */
export class Overview {
  ending = $state.raw<readonly Token[] | null>(null);
  lost = $state.raw<readonly Token[]>([]);
  revoking = $state.raw<readonly Token[]>([]);
  lastOfConsumer = $state.raw<readonly string[]>([]);
  #bridge: Bridge;
  #shelf: ChannelShelf;
  #clock: LiveClock;

  constructor(bridge: Bridge, shelf: ChannelShelf, clock: LiveClock) {
    this.#bridge = bridge;
    this.#shelf = shelf;
    this.#clock = clock;
  }

  items = $derived.by(() =>
    attention({
      channels: this.#shelf.channels ?? [],
      ending: this.ending ?? [],
      lost: this.lost,
      revoking: this.revoking,
      lastOfConsumer: this.lastOfConsumer,
      now: this.#clock.now,
    }),
  );

  /** The first live token that needs nothing yet. */
  nextWell = $derived.by(() => (this.ending ?? []).find((token) => tokenMark(token, this.#clock.now) === 'live'));

  /** Tokens that hold a slot and need nothing. */
  well = $derived.by(() => {
    const troubled = (this.ending ?? []).filter((token) =>
      ['today', 'soon'].includes(tokenMark(token, this.#clock.now)),
    );
    const unproved = this.#shelf.byState.revoking ?? 0;
    return Math.max(0, this.#shelf.holding - troubled.length - this.lost.length - unproved);
  });

  /** How many live tokens of a channel end soon or today: what colours its cells. */
  ends(channel: Channel): { readonly today: number; readonly soon: number } {
    const own = (this.ending ?? []).filter((token) => token.channelId === channel.channelId);
    const count = (mark: 'today' | 'soon') => own.filter((token) => tokenMark(token, this.#clock.now) === mark).length;
    return { today: count('today'), soon: count('soon') };
  }

  async read(): Promise<void> {
    const [ending, lost, revoking] = await Promise.all([
      this.#bridge.call('token.list', { states: ['active', 'draining'], sort: 'expiresAt', limit: 200 }),
      this.#bridge.call('token.list', { states: ['orphan', 'foreign'], sort: 'expiresAt', limit: 200 }),
      this.#bridge.call('token.list', { states: ['revoking'], sort: 'expiresAt', limit: 200 }),
    ]);
    if (!ending.ok || !lost.ok || !revoking.ok) return;
    this.lastOfConsumer = await this.#lastOnes(ending.value.tokens);
    this.ending = ending.value.tokens;
    this.lost = lost.value.tokens;
    this.revoking = revoking.value.tokens;
  }

  forget(): void {
    this.ending = null;
    this.lost = [];
    this.revoking = [];
    this.lastOfConsumer = [];
  }

  async #lastOnes(tokens: readonly Token[]): Promise<readonly string[]> {
    const urgent = tokens
      .filter((token) => tokenMark(token, this.#clock.now) === 'today')
      .map((token) => token.tokenId);
    if (urgent.length === 0) return [];
    // Each by itself: "the only one" must not depend on what else ends today.
    const previews = await Promise.all(
      urgent.slice(0, 20).map((tokenId) => this.#bridge.call('token.previewRevoke', { tokenIds: [tokenId] })),
    );
    return previews.flatMap((preview) =>
      preview.ok
        ? preview.value.consequences.flatMap((consequence) =>
            consequence.kind === 'last-of-consumer' ? consequence.tokenIds : [],
          )
        : [],
    );
  }
}
