import type { Token } from '../../shared/domain.ts';
import type { HandoverFormat } from '../../shared/reports.ts';
import type { Failure, Result } from '../../shared/result.ts';
import { isCopyable } from '../format/token-life.ts';
import type { Desk } from './desk.svelte.ts';
import type { ChosenTokens } from './token-selection.svelte.ts';

/** What the contract allows at once. */
export const MOST_HANDED_OVER = 1_000;
const SHOWN_FOR_MS = 30_000;
const PAGE = 200;
const READS_AT_ONCE = 20;

/**
 * Handing over the values of some tokens. Copying and saving happen in the engine; only showing brings the text here.
 *
 * Holds: the text with the values, while it is shown.
 * Lives: thirty seconds at most, or until the dialog closes.
 * Wiped by: `hide`, which drops the only reference; the page shows nothing of it afterwards.
 */
export class HandingOver {
  /** Those that can be handed over; null until they were read. */
  tokens = $state.raw<readonly Token[] | null>(null);
  leftOut = $state(0);
  tooMany = $state(false);
  format = $state<HandoverFormat>('dotenv');
  shown = $state.raw<string | null>(null);
  hidesAt = $state(0);
  asking = $state(false);
  failure = $state.raw<Failure | null>(null);
  savedAs = $state<string | null>(null);
  #desk: Desk;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Grows when the text is hidden: one that comes after that is dropped. */
  #generation = 0;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** Reads which of the chosen tokens can be handed over. */
  async read(chosen: ChosenTokens): Promise<void> {
    const read = 'matching' in chosen ? await this.#readMatching(chosen) : await this.#readNamed(chosen.tokenIds);
    if (!read) return;
    const tokens = read.filter(isCopyable);
    this.tooMany = tokens.length > MOST_HANDED_OVER;
    this.tokens = tokens;
    this.leftOut = read.length - tokens.length;
  }

  async #readNamed(tokenIds: readonly string[]): Promise<readonly Token[] | null> {
    const read: Token[] = [];
    for (let start = 0; start < tokenIds.length; start += READS_AT_ONCE) {
      const answers = await Promise.all(
        tokenIds
          .slice(start, start + READS_AT_ONCE)
          .map((tokenId) => this.#desk.bridge.call('token.show', { tokenId })),
      );
      for (const answer of answers) {
        if (answer.ok) read.push(answer.value);
        else if (answer.error.code !== 'not-found') return this.#failed(answer.error);
      }
    }
    return read;
  }

  async #readMatching({
    matching,
    except,
  }: Extract<ChosenTokens, { matching: unknown }>): Promise<readonly Token[] | null> {
    const read: Token[] = [];
    for (let offset = 0; read.length <= MOST_HANDED_OVER; offset += PAGE) {
      const answer = await this.#desk.bridge.call('token.list', { ...matching, limit: PAGE, offset });
      if (!answer.ok) return this.#failed(answer.error);
      read.push(...answer.value.tokens.filter(({ tokenId }) => !except.includes(tokenId)));
      if (answer.value.tokens.length < PAGE) break;
    }
    return read;
  }

  #failed(failure: Failure): null {
    this.failure = failure;
    return null;
  }

  get isReady(): boolean {
    return this.tokens !== null && this.tokens.length > 0 && !this.tooMany;
  }

  choose(format: HandoverFormat): void {
    this.hide();
    this.format = format;
    this.savedAs = null;
  }

  /** The text comes here, for thirty seconds. */
  async show(): Promise<void> {
    const generation = this.#generation;
    const answer = await this.#ask((order) => this.#desk.bridge.call('token.export', order));
    if (!answer || generation !== this.#generation) return;
    this.shown = answer.text;
    this.hidesAt = Date.now() + SHOWN_FOR_MS;
    this.#timer = setTimeout(this.hide, SHOWN_FOR_MS);
  }

  /** When the clipboard will be cleared, in milliseconds; null where it was not copied. */
  async copy(): Promise<number | null> {
    const answer = await this.#ask((order) => this.#desk.bridge.call('token.copyExport', order));
    return answer ? Date.parse(answer.clearsAt) : null;
  }

  async save(): Promise<void> {
    this.savedAs = null;
    const answer = await this.#ask((order) => this.#desk.bridge.call('token.saveExport', order));
    this.savedAs = answer?.savedAs ?? null;
  }

  async #ask<Value>(
    ask: (order: { tokenIds: string[]; format: HandoverFormat }) => Promise<Result<Value>>,
  ): Promise<Value | null> {
    if (this.asking || !this.isReady) return null;
    this.asking = true;
    this.failure = null;
    const tokenIds = (this.tokens ?? []).map(({ tokenId }) => tokenId);
    const answer = await ask({ tokenIds, format: this.format });
    this.asking = false;
    if (answer.ok) return answer.value;
    return this.#failed(answer.error);
  }

  hide = (): void => {
    this.#generation += 1;
    clearTimeout(this.#timer);
    this.shown = null;
  };
}
