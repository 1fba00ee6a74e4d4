import type { OutputOf } from '../../shared/contract.ts';
import type { Token } from '../../shared/domain.ts';
import type { ConsumerOfChannel } from '../../shared/operations.ts';
import type { Failure, Result } from '../../shared/result.ts';
import type { Bridge } from '../bridge.ts';
import { OperationRun } from './activity-run.svelte.ts';
import { leftOutChannels, type OrderPreview } from './issuing-many.svelte.ts';
import { KnownTokens } from './known-tokens.ts';
import type { ChosenTokens } from './token-selection.svelte.ts';

/** The engine takes at most so many at once. */
const MOST_CONSUMERS = 2_000;
const LARGEST_PAGE = 200;

/** What is rotated: consumers that are known, or those of a selection of tokens. */
export type ToRotate = { readonly consumers: readonly ConsumerOfChannel[] } | { readonly selection: ChosenTokens };

/** Rotations of many consumers, begun at once: who they are, what it would do, and what came of the issues. */
export class RotatingMany {
  consumers = $state.raw<readonly ConsumerOfChannel[]>([]);
  /** Tokens of the selection that no consumer is named for: nobody could be handed a new one. */
  nameless = $state(0);
  /** Consumers of the selection whose rotation is under way already: there is at most one of each. */
  underWay = $state(0);
  preview = $state.raw<OrderPreview | null>(null);
  failure = $state.raw<Failure | null>(null);
  weighed = $state(false);
  asking = $state(false);
  readonly run: OperationRun;
  leftOut = $derived(this.preview ? leftOutChannels(this.preview) : []);
  willGet = $derived.by(() => this.consumers.filter(({ channelId }) => !this.leftOut.includes(channelId)));
  canRun = $derived(this.preview !== null && this.willGet.length > 0 && !this.asking);
  readonly #bridge: Bridge;
  readonly #wanted: ToRotate;
  readonly #isUnderWay: (consumer: ConsumerOfChannel) => boolean;

  /** `isUnderWay`: whether a rotation of that consumer is under way. */
  constructor(bridge: Bridge, wanted: ToRotate, isUnderWay: (consumer: ConsumerOfChannel) => boolean = () => false) {
    this.#bridge = bridge;
    this.#wanted = wanted;
    this.#isUnderWay = isUnderWay;
    this.run = new OperationRun(bridge);
  }

  async weigh(): Promise<void> {
    this.weighed = false;
    if ('consumers' in this.#wanted) this.consumers = this.#wanted.consumers;
    else this.#takeFrom(await this.#tokensOf(this.#wanted.selection));
    if (this.consumers.length > 0) {
      const answer = await this.#bridge.call('operation.preview', { kind: 'rotate', consumers: [...this.consumers] });
      this.failure = answer.ok ? null : answer.error;
      this.preview = answer.ok ? answer.value : null;
    }
    this.weighed = true;
  }

  /** True where it was begun; resolves when it ended, or came to rest before. */
  async rotate(): Promise<boolean> {
    if (!this.canRun) return false;
    this.asking = true;
    this.failure = await this.run.begin({ kind: 'rotate', consumers: [...this.willGet] });
    this.asking = false;
    if (this.failure) return false;
    await this.run.settle();
    return true;
  }

  #takeFrom(tokens: readonly Token[]): void {
    const live = tokens.filter(({ state }) => state === 'active');
    const named = live.filter(({ consumer }) => consumer !== '');
    this.nameless = live.length - named.length;
    const each = Object.fromEntries(
      named.map(({ channelId, consumer }) => [`${channelId} ${consumer}`, { channelId, consumer }] as const),
    );
    const all = Object.values(each);
    const idle = all.filter((consumer) => !this.#isUnderWay(consumer));
    this.underWay = all.length - idle.length;
    this.consumers = idle.slice(0, MOST_CONSUMERS);
  }

  async #tokensOf(selection: ChosenTokens): Promise<readonly Token[]> {
    if ('tokenIds' in selection) {
      const known = new KnownTokens(this.#bridge);
      await known.read(selection.tokenIds);
      return selection.tokenIds.flatMap((tokenId) => known.get(tokenId) ?? []);
    }
    const tokens: Token[] = [];
    let cursor: string | null = null;
    do {
      const answer: Result<OutputOf<'token.list'>> = await this.#bridge.call('token.list', {
        ...selection.matching,
        limit: LARGEST_PAGE,
        ...(cursor === null ? {} : { cursor }),
      });
      if (!answer.ok) {
        this.failure = answer.error;
        return [];
      }
      tokens.push(...answer.value.tokens);
      cursor = answer.value.nextCursor;
    } while (cursor !== null && tokens.length < 10_000);
    return tokens.filter(({ tokenId }) => !selection.except.includes(tokenId));
  }
}
