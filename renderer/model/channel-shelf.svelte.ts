import type { Channel, TokenState } from '../../shared/domain.ts';
import type { Failure } from '../../shared/result.ts';
import type { Bridge } from '../bridge.ts';

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
  #bridge: Bridge;

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
  }

  async read(): Promise<void> {
    const [list, count] = await Promise.all([
      this.#bridge.call('channel.list', {}),
      this.#bridge.call('token.count', {}),
    ]);
    this.failure = list.ok ? (count.ok ? null : count.error) : list.error;
    if (list.ok) this.channels = list.value.channels;
    if (count.ok) this.byState = count.value.byState;
  }

  find(channelId: string | null): Channel | undefined {
    return this.channels?.find((channel) => channel.channelId === channelId);
  }

  forget(): void {
    this.channels = null;
    this.byState = {};
    this.failure = null;
  }
}
