import type { OutputOf } from '../../shared/contract.ts';
import type { AuditEntry, SigningKey, Token, TokenFilter } from '../../shared/domain.ts';
import type { Failure } from '../../shared/result.ts';
import type { Bridge } from '../bridge.ts';
import { RunBook } from './containment.svelte.ts';
import { KeyGuide } from './key-guide.svelte.ts';
import { SlotAccount } from './slot-account.svelte.ts';

export const CHANNEL_TABS = ['keys', 'tokens', 'slots', 'containment', 'activity', 'settings'] as const;
export type ChannelTab = (typeof CHANNEL_TABS)[number];

const FIRST_TOKENS = 8;
const LOG_PAGE = 30;
const LONGEST_LOG_PAGE = 200;

/** One channel with its signing keys, its next tokens and its log; each key that is not proved has a guide. */
export class ChannelPage {
  channelId = $state<string | null>(null);
  tab = $state<ChannelTab>('keys');
  shown = $state.raw<OutputOf<'channel.show'> | null>(null);
  /** The live tokens that end first; null until they were read. */
  tokens = $state.raw<readonly Token[] | null>(null);
  liveCount = $state(0);
  entries = $state.raw<readonly AuditEntry[] | null>(null);
  mayHaveMore = $state(false);
  failure = $state.raw<Failure | null>(null);
  generating = $state(false);
  readonly slotAccount: SlotAccount;
  readonly runBook: RunBook;
  #guides: { [signingKeyId: string]: KeyGuide } = {};
  #bridge: Bridge;

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
    this.slotAccount = new SlotAccount(bridge);
    this.runBook = new RunBook(bridge);
  }

  /** The parts of this channel; its run-book is one where there ever was one. */
  tabs = $derived.by(() => CHANNEL_TABS.filter((tab) => tab !== 'containment' || this.runBook.containment !== null));

  /** Keys in the order of use: what can sign first, what is retired last. */
  keys = $derived(
    [...(this.shown?.signingKeys ?? [])].sort(
      (one, other) => KEY_ORDER.indexOf(one.state) - KEY_ORDER.indexOf(other.state),
    ),
  );

  /** When the next live token ends. */
  nextExpiresAt = $derived(this.tokens?.find(({ state }) => state === 'active')?.expiresAt ?? null);

  turnTo(channelId: string): void {
    if (channelId === this.channelId) return;
    this.forget();
    this.channelId = channelId;
  }

  async read(): Promise<void> {
    const { channelId } = this;
    if (channelId === null) return;
    const [answer] = await Promise.all([
      this.#bridge.call('channel.show', { channelId }),
      this.#readTokens(channelId),
      this.readLog(),
      this.readSlots(),
      this.runBook.read(channelId),
    ]);
    if (channelId !== this.channelId) return;
    this.failure = answer.ok ? null : answer.error;
    if (answer.ok) this.shown = answer.value;
  }

  async #readTokens(channelId: string): Promise<void> {
    const filter: TokenFilter = { channelId, states: ['active', 'draining', 'revoking'] };
    const [page, count] = await Promise.all([
      this.#bridge.call('token.list', { ...filter, sort: 'expiresAt', limit: FIRST_TOKENS }),
      this.#bridge.call('token.count', filter),
    ]);
    if (channelId !== this.channelId) return;
    if (page.ok) this.tokens = page.value.tokens;
    if (count.ok) this.liveCount = count.value.matching;
  }

  /** Reads the account of the slots; nothing while nobody looks at it. */
  async readSlots(): Promise<void> {
    if (this.channelId !== null && this.tab === 'slots') await this.slotAccount.read(this.channelId);
  }

  /** Reads as much of the log as is shown; nothing while nobody looks at it. */
  async readLog(): Promise<void> {
    const { channelId } = this;
    if (channelId === null || this.tab !== 'activity') return;
    const limit = Math.min(LONGEST_LOG_PAGE, Math.max(LOG_PAGE, this.entries?.length ?? 0));
    const log = await this.#bridge.call('audit.list', { channelId, limit });
    if (channelId !== this.channelId || !log.ok) return;
    this.entries = log.value.entries;
    this.mayHaveMore = log.value.entries.length === limit;
  }

  async readMoreLog(): Promise<void> {
    const { channelId } = this;
    const last = this.entries?.at(-1);
    if (channelId === null || !last) return;
    const log = await this.#bridge.call('audit.list', { channelId, limit: LOG_PAGE, beforeSequence: last.sequence });
    if (channelId !== this.channelId || !log.ok) return;
    this.entries = [...(this.entries ?? []), ...log.value.entries];
    this.mayHaveMore = log.value.entries.length === LOG_PAGE;
  }

  showTab(tab: ChannelTab): void {
    this.tab = tab;
    void this.readLog();
    void this.readSlots();
  }

  async generate(): Promise<Failure | null> {
    if (this.channelId === null || this.generating) return null;
    this.generating = true;
    const answer = await this.#bridge.call('key.generate', { channelId: this.channelId });
    this.generating = false;
    if (!answer.ok) return answer.error;
    await this.read();
    return null;
  }

  /** The guide of a key. What was typed into it stays while the window is open; everything else follows from the key's state. */
  guideOf(key: SigningKey): KeyGuide {
    return (this.#guides[key.signingKeyId] ??= new KeyGuide(this.#bridge, key.signingKeyId));
  }

  forget(): void {
    this.channelId = null;
    this.tab = 'keys';
    this.shown = null;
    this.tokens = null;
    this.liveCount = 0;
    this.entries = null;
    this.failure = null;
    this.slotAccount.forget();
    this.runBook.forget();
    this.#guides = {};
  }
}

const KEY_ORDER: readonly SigningKey['state'][] = ['proved', 'registered', 'generated', 'retired'];
