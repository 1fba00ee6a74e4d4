import type { Channel, Token } from '../../shared/domain.ts';
import type { Failure } from '../../shared/result.ts';
import type { Bridge } from '../bridge.ts';
import { tokenMark } from '../format/token-mark.ts';
import { attention } from './attention.ts';
import type { ChannelShelf } from './channel-shelf.svelte.ts';
import type { LiveClock } from './live-clock.svelte.ts';
import type { Rotations } from './rotations.svelte.ts';
import {
  beginningOfDay,
  endsByDay,
  holding,
  localDays,
  planOutlook,
  sumOf,
  wellAmong,
  type ChannelEnds,
} from './overview-outlook.ts';

/** How many of the tokens that end next are read one by one; the others are counted. */
const READ_ONE_BY_ONE = 60;
/** Of how many urgent tokens it is asked whether they are the only ones of their consumer. */
const WEIGHED = 20;
/** Without any change in the ledger, what is called soon or today moves on with the clock. */
const FRESH_MS = 10 * 60_000;

interface Reading {
  readonly at: number;
  readonly days: readonly number[];
  readonly outlook: readonly ChannelEnds[];
  readonly ending: readonly Token[];
  readonly foreignSince: Readonly<Partial<Record<string, string>>>;
  readonly lastOfConsumer: readonly string[];
}

/** The next end that nobody has to worry about yet. */
export interface NextWell {
  readonly channel: Channel | undefined;
  /** Empty where only the day is known. */
  readonly holder: string;
  readonly at: string;
}

/** What the first page reads beyond the channels: what ends on which day, and the tokens that end next. */
export class Overview {
  reading = $state.raw<Reading | null>(null);
  failure = $state.raw<Failure | null>(null);
  #bridge: Bridge;
  #shelf: ChannelShelf;
  #clock: LiveClock;
  #rotations: Rotations;
  /** When it was last asked, whatever came of it. */
  #askedAt = 0;
  /** Grows when everything is forgotten: an answer to a question from before is dropped. */
  #generation = 0;

  constructor(bridge: Bridge, shelf: ChannelShelf, clock: LiveClock, rotations: Rotations) {
    this.#bridge = bridge;
    this.#shelf = shelf;
    this.#clock = clock;
    this.#rotations = rotations;
  }

  /** When the local days of the outlook begin. */
  days = $derived(this.reading?.days ?? []);
  outlook = $derived(this.reading?.outlook ?? []);

  items = $derived.by(() =>
    this.reading === null
      ? []
      : attention({
          ...this.reading,
          channels: this.#shelf.channels ?? [],
          today: this.#marked('today'),
          rotations: this.#rotations.needing,
        }),
  );

  #sum = $derived(sumOf(this.outlook));
  #byChannel = $derived<Readonly<Partial<Record<string, ChannelEnds>>>>(
    Object.fromEntries(this.outlook.map((channel) => [channel.channelId, channel])),
  );
  /** Tokens that hold a slot. */
  holding = $derived(holding(this.#sum));
  /** Those among them that need nothing. */
  well = $derived(wellAmong(this.#sum));
  /** Live tokens of ours that end within the urgent hours. */
  today = $derived(this.#sum.today);

  nextWell = $derived.by((): NextWell | null => {
    const [token] = this.#marked('live');
    if (token) {
      const channel = this.#shelf.find(token.channelId);
      return { channel, holder: token.consumer || token.label, at: token.expiresAt };
    }
    const days = this.outlook.flatMap(({ channelId, days: ends }) =>
      ends.filter(({ live }) => live > 0).map(({ day }) => ({ channelId, day })),
    );
    const [next] = days.sort((one, other) => one.day - other.day);
    if (!next) return null;
    return { channel: this.#shelf.find(next.channelId), holder: '', at: beginningOfDay(this.days, next.day) };
  });

  /** How many tokens of a channel end soon or today, or are being revoked: what colours its cells. */
  ends(channel: Channel): { readonly today: number; readonly soon: number; readonly revoking: number } {
    return this.#byChannel[channel.channelId]?.sum ?? { today: 0, soon: 0, revoking: 0 };
  }

  async read(): Promise<void> {
    const generation = this.#generation;
    const at = this.#clock.now;
    this.#askedAt = at;
    const days = localDays(at);
    const plan = planOutlook(at, days);
    const [outlook, ending, foreign] = await Promise.all([
      this.#bridge.call('token.outlook', { boundaries: [...plan.boundaries] }),
      this.#bridge.call('token.list', { states: ['active'], sort: 'expiresAt', limit: READ_ONE_BY_ONE }),
      this.#bridge.call('token.list', { states: ['foreign'], sort: 'issuedAt', limit: 200 }),
    ]);
    if (generation !== this.#generation) return;
    this.failure = [outlook, ending, foreign].find((answer) => !answer.ok)?.error ?? null;
    if (!outlook.ok || !ending.ok || !foreign.ok) return;
    const foreignSince: Partial<Record<string, string>> = {};
    for (const token of foreign.value.tokens) foreignSince[token.channelId] ??= token.issuedAt;
    const lastOfConsumer = await this.#lastOnes(ending.value.tokens);
    if (generation !== this.#generation) return;
    this.reading = {
      at,
      days,
      outlook: outlook.value.channels.map((channel) => endsByDay(plan, channel)),
      ending: ending.value.tokens,
      foreignSince,
      lastOfConsumer,
    };
  }

  /** Whether the clock has moved on so far that today or soon may mean other tokens. */
  isStale(now: number): boolean {
    if (this.reading === null) return false;
    const tomorrow = this.reading.days[1] ?? Infinity;
    return (now >= tomorrow && this.#askedAt < tomorrow) || now - this.#askedAt >= FRESH_MS;
  }

  forget(): void {
    this.#generation += 1;
    this.reading = null;
    this.failure = null;
  }

  /** By the clock of the reading, so that the tokens agree with what was counted. */
  #marked(mark: 'today' | 'live'): readonly Token[] {
    const { reading } = this;
    return reading ? reading.ending.filter((token) => tokenMark(token, reading.at) === mark) : [];
  }

  async #lastOnes(ending: readonly Token[]): Promise<readonly string[]> {
    const urgent = ending.filter((token) => tokenMark(token, this.#clock.now) === 'today').slice(0, WEIGHED);
    // Each by itself: "the only one" must not depend on what else ends today.
    const previews = await Promise.all(
      urgent.map(({ tokenId }) => this.#bridge.call('token.previewRevoke', { tokenIds: [tokenId] })),
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
