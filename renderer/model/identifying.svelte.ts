import type { OutputOf } from '../../shared/contract.ts';
import type { Token } from '../../shared/domain.ts';
import type { Failure } from '../../shared/result.ts';
import { tokenInText } from '../format/token-in-text.ts';
import type { Desk } from './desk.svelte.ts';
import { FormDialog } from './form-dialog.svelte.ts';

/** The engine looks through so many characters at a time. */
const PIECE = 10_000;
/** More than that is looked through as far as it goes. */
const MOST_PIECES = 30;

/** A long text in pieces that end with a line where they can, because a token rarely goes over one. */
export function piecesOf(text: string): readonly string[] {
  const pieces: string[] = [];
  for (let rest = text; rest !== '' && pieces.length < MOST_PIECES;) {
    const lineEnd = rest.length > PIECE ? rest.lastIndexOf('\n', PIECE - 1) + 1 : 0;
    const length = lineEnd > 0 ? lineEnd : PIECE;
    pieces.push(rest.slice(0, length));
    rest = rest.slice(length);
  }
  return pieces;
}

interface Found {
  readonly tokens: readonly Token[];
  readonly unknown: number;
}

/** Whether it may still work for whoever reads it. */
export const mayWork = ({ state }: Pick<Token, 'state'>): boolean =>
  state === 'active' || state === 'draining' || state === 'revoking';

/**
 * Whose token is this? Looks offline, and asks the platform only on the person's word.
 *
 * Holds: the text that somebody pasted, which may hold token values.
 * Lives: until the dialog closes.
 * Wiped by: `wipe`, which drops the text; nothing stores it.
 */
export class Identifying {
  found = $state.raw<Found | null>(null);
  looking = $state(false);
  failure = $state.raw<Failure | null>(null);
  /** Since when a token of ours that may still work is known to be in other hands, in milliseconds; null where none is. */
  foundAt = $state<number | null>(null);
  platform = $state('');
  verified = $state.raw<OutputOf<'token.verify'> | null>(null);
  /** The platform that was asked; null where the vault chose it. */
  asked = $state<string | null>(null);
  /** The token whose rotation is being begun. */
  beginning = $state<string | null>(null);
  beginFailure = $state.raw<Failure | null>(null);
  readonly verifying: FormDialog<'token.verify'>;
  #text = $state('');
  #desk: Desk;
  /** Grows with every change of the text: an answer about another one is dropped. */
  #turn = 0;

  constructor(desk: Desk) {
    this.#desk = desk;
    this.verifying = new FormDialog(desk, 'token.verify');
  }

  get text(): string {
    return this.#text;
  }

  /** The one value that can be asked about. */
  value = $derived.by(() => tokenInText(this.#text));

  /** Takes the text and looks whose tokens are in it. */
  async take(text: string): Promise<void> {
    if (text === this.#text) return;
    this.#forgetAnswers();
    this.#text = text;
    const turn = ++this.#turn;
    if (text.trim() === '') {
      this.looking = false;
      return;
    }
    this.looking = true;
    const tokens: { [tokenId: string]: Token } = {};
    let unknown = 0;
    for (const piece of piecesOf(text)) {
      const answer = await this.#desk.bridge.call('token.identify', { text: piece });
      if (turn !== this.#turn) return;
      if (!answer.ok) {
        this.failure = answer.error;
        this.looking = false;
        return;
      }
      for (const token of answer.value.tokens) tokens[token.tokenId] = token;
      unknown += answer.value.unknown;
    }
    this.looking = false;
    this.found = { tokens: Object.values(tokens), unknown };
    if (this.found.tokens.some(mayWork)) this.foundAt ??= Date.now();
  }

  /** Asks the platform whether the one value works. */
  async ask(): Promise<void> {
    const accessToken = this.value;
    if (accessToken === null || this.verifying.asking) return;
    const turn = this.#turn;
    this.verified = null;
    const platform = this.platform;
    const answer = await this.verifying.submit({ accessToken, ...(platform === '' ? {} : { platform }) });
    // An answer about another text than the one that stands there now would be a wrong one.
    if (turn !== this.#turn) return;
    this.verified = answer ?? null;
    this.asked =
      platform === '' ? (this.#desk.shelf.find(answer?.token?.channelId ?? null)?.platform ?? null) : platform;
  }

  /** Begins to replace a leaked token. The rotation's ID, or null where it could not be begun. */
  async contain({ tokenId, channelId, consumer }: Token): Promise<string | null> {
    if (this.beginning !== null || consumer === '') return null;
    this.beginning = tokenId;
    this.beginFailure = null;
    const answer = await this.#desk.bridge.call('rotation.begin', {
      channelId,
      consumer,
      tokenIds: [tokenId],
      cause: 'leak',
    });
    this.beginning = null;
    if (answer.ok) return answer.value.rotationId;
    this.beginFailure = answer.error;
    return null;
  }

  /** The rotation that is under way already, where that is why none could be begun. */
  underWay = $derived.by(() => {
    const rotationId =
      this.beginFailure?.code === 'rotation-under-way' ? this.beginFailure.details?.['rotationId'] : undefined;
    return typeof rotationId === 'string' ? rotationId : null;
  });

  #forgetAnswers(): void {
    this.found = null;
    this.failure = null;
    this.verified = null;
    this.asked = null;
    this.beginFailure = null;
    this.verifying.failure = null;
  }

  wipe(): void {
    this.#turn += 1;
    this.#text = '';
    this.looking = false;
    this.#forgetAnswers();
  }
}
