import type { OutputOf } from '../../shared/contract.ts';
import type { OperationItem } from '../../shared/operations.ts';
import type { Failure } from '../../shared/result.ts';
import type { Bridge } from '../bridge.ts';
import { csvOf } from '../format/csv.ts';
import { BAD_OUTCOMES, countOf, endingOf, WORST_FIRST, type Ending } from './activity-outcomes.ts';
import { Refresher } from './refresher.ts';

/** So many items stand on the page at once, however many there are. */
export const ITEMS_PER_PAGE = 50;
const LARGEST_PAGE = 1_000;
/** How often the items of a running operation are read at most. */
const CALM_MS = 400;

/** Which items are looked at: all, those that did not end well, or one ending. */
export type ItemFilter = 'all' | 'bad' | Ending;

export interface ItemChoice {
  readonly filter: ItemFilter;
  readonly count: number;
}

type Reading = OutputOf<'operation.show'>;

const CSV_FIELDS: readonly (readonly [string, (item: OperationItem) => string])[] = [
  ['position', ({ position }) => String(position + 1)],
  ['channelId', ({ channelId }) => channelId],
  ['channelName', ({ channelName }) => channelName],
  ['consumer', ({ consumer }) => consumer],
  ['label', ({ label }) => label],
  ['tokenId', ({ tokenId }) => tokenId ?? ''],
  ['keyId', ({ keyId }) => keyId ?? ''],
  ['outcome', endingOf],
  ['error', ({ error }) => error?.code ?? ''],
  ['tries', ({ tries }) => String(tries)],
  ['endedAt', ({ endedAt }) => endedAt ?? ''],
];

/** The items of one operation, a page at a time, narrowed by how they ended. */
export class OperationItems {
  readonly operationId: string;
  reading = $state.raw<Reading | null>(null);
  failure = $state.raw<Failure | null>(null);
  filter = $state<ItemFilter>('all');
  /** Counted from 0. */
  page = $state(0);
  /** The filters that have something to show. One alone is no choice. */
  choices = $derived.by((): readonly ItemChoice[] => {
    const { reading } = this;
    if (!reading) return [];
    const { outcomes } = reading;
    const found = WORST_FIRST.map((filter) => ({ filter, count: countOf(outcomes, [filter]) })).filter(
      ({ count }) => count > 0,
    );
    const kinds = found.filter(({ filter }) => BAD_OUTCOMES.some((bad) => bad === filter)).length;
    const bad: ItemChoice = { filter: 'bad', count: countOf(outcomes, BAD_OUTCOMES) };
    const all: ItemChoice = { filter: 'all', count: countOf(outcomes, WORST_FIRST) };
    return [all, ...(kinds > 1 ? [bad] : []), ...found];
  });
  pages = $derived(Math.max(1, Math.ceil((this.reading?.matching ?? 0) / ITEMS_PER_PAGE)));
  #bridge: Bridge;
  #refresher = new Refresher(() => this.#read());
  #later: ReturnType<typeof setTimeout> | undefined;

  /** `filter`: what it starts with. */
  constructor(bridge: Bridge, operationId: string, filter: ItemFilter = 'all') {
    this.#bridge = bridge;
    this.operationId = operationId;
    this.filter = filter;
  }

  read(): Promise<void> {
    return this.#refresher.refresh();
  }

  /** Reads again soon: of an operation that moves on many times a second, not each time. */
  readSoon(): void {
    this.#later ??= setTimeout(() => {
      this.#later = undefined;
      void this.read();
    }, CALM_MS);
  }

  /** Reads no more. */
  stop(): void {
    clearTimeout(this.#later);
    this.#later = undefined;
  }

  async show(filter: ItemFilter): Promise<void> {
    this.filter = filter;
    this.page = 0;
    await this.read();
  }

  async turnTo(page: number): Promise<void> {
    this.page = Math.max(0, Math.min(this.pages - 1, page));
    await this.read();
  }

  /** All items that fit the filter, as CSV with the names of the contract; null where they could not be read. */
  async csv(): Promise<string | null> {
    const items: OperationItem[] = [];
    for (let offset = 0; ; offset += LARGEST_PAGE) {
      const answer = await this.#bridge.call('operation.show', { ...this.#query(), offset, limit: LARGEST_PAGE });
      if (!answer.ok) {
        this.failure = answer.error;
        return null;
      }
      items.push(...answer.value.items);
      if (answer.value.items.length < LARGEST_PAGE) break;
    }
    return csvOf([CSV_FIELDS.map(([name]) => name), ...items.map((item) => CSV_FIELDS.map(([, read]) => read(item)))]);
  }

  #query() {
    const { operationId, filter } = this;
    const outcomes: Ending[] | undefined =
      filter === 'all' ? undefined : filter === 'bad' ? [...BAD_OUTCOMES] : [filter];
    return { operationId, ...(outcomes ? { outcomes } : {}) };
  }

  async #read(): Promise<void> {
    const offset = this.page * ITEMS_PER_PAGE;
    const answer = await this.#bridge.call('operation.show', { ...this.#query(), offset, limit: ITEMS_PER_PAGE });
    this.failure = answer.ok ? null : answer.error;
    if (!answer.ok) return;
    this.reading = answer.value;
    // What was looked at may be gone: it was tried again, for example.
    const isGone = answer.value.matching === 0 && this.filter !== 'all';
    if (!isGone && this.page < this.pages) return;
    if (isGone) this.filter = 'all';
    this.page = isGone ? 0 : this.pages - 1;
    await this.#read();
  }
}
