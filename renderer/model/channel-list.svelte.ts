import type { Channel } from '../../shared/domain.ts';
import type { Bridge } from '../bridge.ts';
import { ChannelSelection } from './channel-selection.svelte.ts';
import {
  aheadFrom,
  channelRows,
  nextExpiryOf,
  NOTHING_ENDS,
  tagsOf,
  WHOLE_LIST,
  type ChannelSort,
  type ChannelView,
} from './channel-rows.ts';

/** The list of channels as it is looked at: what was searched, the order, and when the next token of each channel ends. */
export class ChannelList {
  view = $state.raw<ChannelView>(WHOLE_LIST);
  /** Of each channel with a live token. */
  nextExpiry = $state.raw(NOTHING_ENDS);
  readonly selection = new ChannelSelection();
  #bridge: Bridge;
  #channels: () => readonly Channel[];

  constructor(bridge: Bridge, channels: () => readonly Channel[]) {
    this.#bridge = bridge;
    this.#channels = channels;
  }

  rows = $derived.by(() => channelRows(this.#channels(), this.view, this.nextExpiry));
  tags = $derived.by(() => tagsOf(this.#channels()));
  isFiltered = $derived(this.view.search.trim() !== '' || this.view.tags.length > 0);

  show(change: Partial<ChannelView>): void {
    this.view = { ...this.view, ...change };
    this.selection.keepOnly(this.rows.map(({ channelId }) => channelId));
  }

  showAll(): void {
    this.show({ search: '', tags: [] });
  }

  toggleTag(tag: string): void {
    const { tags } = this.view;
    this.show({ tags: tags.includes(tag) ? tags.filter((each) => each !== tag) : [...tags, tag] });
  }

  sortBy(sort: ChannelSort): void {
    this.show({ sort, descending: this.view.sort === sort && !this.view.descending });
  }

  /** Reads when the next token of each channel ends. */
  async read(now: number): Promise<void> {
    const answer = await this.#bridge.call('token.outlook', { boundaries: aheadFrom(now) });
    if (answer.ok) this.nextExpiry = nextExpiryOf(answer.value.channels);
  }

  forget(): void {
    this.view = WHOLE_LIST;
    this.nextExpiry = NOTHING_ENDS;
    this.selection.clear();
  }
}
