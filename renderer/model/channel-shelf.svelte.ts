import type { Channel, TokenState } from '../../shared/domain.ts';
import type { Failure } from '../../shared/result.ts';
import type { Bridge } from '../bridge.ts';
import { ChannelList } from './channel-list.svelte.ts';

/** All channels of the vault and the number of tokens by state: what the rail, the lists and the selects read. */
export class ChannelShelf {
  /** Null until the first reading. */
  channels = $state.raw<readonly Channel[] | null>(null);
  byState = $state.raw<Readonly<Partial<Record<TokenState, number>>>>({});
  failure = $state.raw<Failure | null>(null);
  /** Tokens that hold a slot. */
  holding = $derived(
    (['active', 'draining', 'revoking', 'orphan', 'foreign'] as const).reduce(
      (sum, state) => sum + (this.byState[state] ?? 0),
      0,
    ),
  );
  /** How the page of channels looks at them. */
  readonly list: ChannelList;
  #bridge: Bridge;
  /** Grows when everything is forgotten: an answer to a question from before is dropped. */
  #generation = 0;

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
    this.list = new ChannelList(bridge, () => this.channels ?? []);
  }

  async read(): Promise<void> {
    const generation = this.#generation;
    const [list, count] = await Promise.all([
      this.#bridge.call('channel.list', {}),
      this.#bridge.call('token.count', {}),
    ]);
    if (generation !== this.#generation) return;
    this.failure = list.ok ? (count.ok ? null : count.error) : list.error;
    if (list.ok) this.channels = list.value.channels;
    if (count.ok) this.byState = count.value.byState;
  }

  find(channelId: string | null): Channel | undefined {
    return this.channels?.find((channel) => channel.channelId === channelId);
  }

  forget(): void {
    this.#generation += 1;
    this.channels = null;
    this.byState = {};
    this.failure = null;
    this.list.forget();
  }

  /** Keeps a channel at hand in the rail, or no longer. Null where it worked. */
  async pin(channelId: string, pinned: boolean): Promise<Failure | null> {
    const answer = await this.#bridge.call('channel.pin', { channelId, pinned });
    if (!answer.ok) return answer.error;
    this.channels = this.channels?.map((each) => (each.channelId === channelId ? answer.value : each)) ?? null;
    return null;
  }
}
