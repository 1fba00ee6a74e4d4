import { createContext } from 'svelte';
import type { VaultStatus } from '../../shared/domain.ts';
import type { EventPayload } from '../../shared/events.ts';
import { languageOf, type Language } from '../../shared/messages/error-text.ts';
import type { Failure } from '../../shared/result.ts';
import type { Bridge } from '../bridge.ts';
import { localTime } from '../format/local-time.ts';
import { messagesOf } from '../messages/messages.ts';
import { Activity } from './activity.svelte.ts';
import { ChannelShelf } from './channel-shelf.svelte.ts';
import { ChannelPage } from './channel-page.svelte.ts';
import { copyText } from './copy-text.ts';
import { LiveClock } from './live-clock.svelte.ts';
import { Overview } from './overview.svelte.ts';
import type { DialogRequest, Place } from './place.ts';
import { Refresher } from './refresher.ts';
import { Toasts } from './toasts.svelte.ts';
import { TokenTable } from './token-table.svelte.ts';

/** Where the chosen language is remembered; nothing else is. */
export interface LanguageMemory {
  read(): string | null;
  write(language: Language): void;
}

export type Phase = 'starting' | 'first-run' | 'locked' | 'open' | 'broken';

/** The whole state of the window: where one is, what is open, and the models of its places. */
export class Desk {
  readonly bridge: Bridge;
  readonly clock = new LiveClock();
  readonly toasts = new Toasts();
  readonly shelf: ChannelShelf;
  readonly overview: Overview;
  readonly table: TokenTable;
  readonly activity: Activity;
  readonly channelPage: ChannelPage;

  language = $state<Language>('en');
  phase = $state<Phase>('starting');
  status = $state.raw<VaultStatus | null>(null);
  failure = $state.raw<Failure | null>(null);
  place = $state.raw<Place>({ name: 'overview' });
  dialog = $state.raw<DialogRequest | null>(null);
  checking = $state(false);
  /** How each platform answered last. */
  #reached = $state.raw<Readonly<Record<string, EventPayload<'platform.reachability'>>>>({});
  /** The platform that most needs to be told of: one that was not reached, or else the one asked last. */
  reachability = $derived.by(() => {
    const latestFirst = Object.values(this.#reached).sort((one, other) => other.at.localeCompare(one.at));
    return latestFirst.find(({ reachable }) => !reachable) ?? latestFirst[0] ?? null;
  });
  clipboardClearsAt = $state<number | null>(null);

  text = $derived(messagesOf(this.language));
  time = $derived(localTime(this.text.locale === 'en' ? englishLocale() : this.text.locale));

  #memory: LanguageMemory;
  #ledger: Refresher;

  constructor(bridge: Bridge, memory: LanguageMemory, preferred: string) {
    this.bridge = bridge;
    this.#memory = memory;
    this.language = languageOf(memory.read() ?? preferred);
    this.shelf = new ChannelShelf(bridge);
    this.overview = new Overview(bridge, this.shelf, this.clock);
    this.table = new TokenTable(bridge);
    this.activity = new Activity(bridge);
    this.channelPage = new ChannelPage(bridge);
    this.#ledger = new Refresher(() => this.#readShown());
  }

  /** Listens to the engine and reads what there is. Returns what stops it. */
  async start(): Promise<() => void> {
    this.clock.start();
    const stops = [
      this.bridge.on('vault.changed', () => void this.readStatus()),
      this.bridge.on('ledger.changed', () => void this.refresh()),
      this.bridge.on('operation.progress', ({ operation }) => this.activity.progress(operation)),
      this.bridge.on('platform.reachability', (payload) => {
        this.clock.wake();
        this.#reached = { ...this.#reached, [payload.platform]: payload };
      }),
      this.bridge.on('clipboard.cleared', () => this.#clipboardCleared()),
    ];
    await this.readStatus();
    if (this.bridge.practice && this.phase === 'open') await this.practise();
    return () => {
      this.clock.stop();
      for (const stop of stops) stop();
    };
  }

  async readStatus(): Promise<void> {
    const answer = await this.bridge.call('vault.status', {});
    if (answer.ok) await this.accept(answer.value);
    else this.#break(answer.error);
  }

  /** Takes over what an operation said about the vault, and reads the ledger where it just opened. */
  async accept(status: VaultStatus): Promise<void> {
    const before = this.phase;
    this.status = status;
    this.failure = null;
    this.phase = status.state === 'open' ? 'open' : status.state === 'locked' ? 'locked' : 'first-run';
    if (this.phase !== 'open') this.#forget();
    else if (before !== 'open') await this.refresh();
  }

  /** Reads again what is on screen. */
  refresh(): Promise<void> {
    return this.phase === 'open' ? this.#ledger.refresh() : Promise.resolve();
  }

  go(place: Place): void {
    this.place = place;
    if (place.name === 'channel') this.channelPage.turnTo(place.channelId);
    void this.refresh();
  }

  /** Shows the tokens of one channel, of a search, or all live ones. */
  async showTokens(change: Parameters<TokenTable['show']>[0]): Promise<void> {
    this.place = { name: 'tokens' };
    await this.table.show(change);
  }

  speak(language: Language): void {
    this.language = language;
    this.#memory.write(language);
  }

  async lock(): Promise<void> {
    const answer = await this.bridge.call('vault.lock', {});
    if (answer.ok) await this.accept(answer.value);
    else this.toasts.fail(answer.error);
  }

  /** Gets the practice platform and its channel ready, and goes there. */
  async practise(): Promise<Failure | null> {
    const answer = await this.bridge.call('practice.start', {});
    if (!answer.ok) return answer.error;
    await this.refresh();
    this.go({ name: 'channel', channelId: answer.value.channelId });
    this.toasts.say(this.text.settings.practiceReady);
    return null;
  }

  /** Copies a token by its ID; its value never comes here. */
  async copyToken(tokenId: string): Promise<void> {
    const answer = await this.bridge.call('token.copy', { tokenId });
    if (!answer.ok) {
      this.toasts.fail(answer.error);
      return;
    }
    this.clipboardClearsAt = Date.parse(answer.value.clearsAt);
    this.toasts.say(this.text.copyToast.copied, { countsDownTo: this.clipboardClearsAt });
  }

  /** Copies an ID or a path, which is no secret. */
  copyPlain(value: string, said: string): void {
    if (copyText(value)) this.toasts.say(said);
  }

  async check(channelIds?: readonly string[]): Promise<void> {
    if (this.checking) return;
    this.checking = true;
    const answer = await this.bridge.call(
      'token.check',
      channelIds === undefined ? {} : { channelIds: [...channelIds] },
    );
    this.checking = false;
    if (!answer.ok) {
      this.toasts.fail(answer.error);
      return;
    }
    const checks = answer.value.channels;
    const failed = checks.filter((check) => check.error);
    const good = checks.filter((check) => !check.error);
    if (good.length > 0 || failed.length === 0) this.toasts.say(this.#checkSummary(good));
    const firstError = failed[0]?.error;
    if (firstError) {
      const names = failed.map(({ channelId }) => this.shelf.find(channelId)?.name ?? channelId);
      const shown = names.slice(0, 3).join(', ') + (names.length > 3 ? ` +${String(names.length - 3)}` : '');
      this.toasts.fail(firstError, this.text.check.failed(failed.length, checks.length, shown));
    }
    await this.refresh();
  }

  #checkSummary(
    checks: readonly {
      gone: number;
      orphans: readonly string[];
      foreign: readonly string[];
      resolvedIssues: readonly unknown[];
    }[],
  ): string {
    const words = this.text.check;
    if (checks.length === 0) return words.nothingToCheck;
    const sum = (pick: (check: (typeof checks)[number]) => number) =>
      checks.reduce((total, check) => total + pick(check), 0);
    const found = [
      [sum((check) => check.gone), words.gone],
      [sum((check) => check.orphans.length), words.orphans],
      [sum((check) => check.foreign.length), words.foreign],
      [sum((check) => check.resolvedIssues.length), words.settled],
    ] as const;
    const parts = found.filter(([count]) => count > 0).map(([count, say]) => say(count));
    return `${words.summary(checks.length)}: ${parts.length > 0 ? parts.join(', ') : words.asExpected}`;
  }

  async #readShown(): Promise<void> {
    this.clock.wake();
    const place = this.place.name;
    await Promise.all([
      this.shelf.read(),
      // Its number stands in the rail, wherever one is.
      this.overview.read(),
      place === 'tokens' && this.table.read(),
      place === 'activity' && this.activity.read(),
      place === 'channel' && this.channelPage.read(),
    ]);
  }

  #clipboardCleared(): void {
    if (this.clipboardClearsAt === null) return;
    this.clipboardClearsAt = null;
    this.toasts.say(this.text.copyToast.cleared);
  }

  #break(failure: Failure): void {
    this.failure = failure;
    this.phase = 'broken';
    this.#forget();
  }

  /** A locked window shows nothing of what was in it. */
  #forget(): void {
    this.dialog = null;
    this.toasts.clear();
    this.place = { name: 'overview' };
    for (const model of [this.shelf, this.overview, this.table, this.activity, this.channelPage]) model.forget();
  }
}

/** English dates in the person's own English: en-GB stays en-GB. */
function englishLocale(): string {
  return navigator.languages.find((tag) => tag.startsWith('en')) ?? 'en';
}

export const [useDesk, provideDesk] = createContext<Desk>();
