import { createContext } from 'svelte';
import type { Destination, WindowCommand } from '../../shared/destination.ts';
import type { VaultStatus } from '../../shared/domain.ts';
import type { EventPayload } from '../../shared/events.ts';
import { languageOf, type Language } from '../../shared/languages.ts';
import type { Failure } from '../../shared/result.ts';
import { DEFAULT_SETTINGS, type Settings, type SettingsChange } from '../../shared/settings.ts';
import type { Bridge } from '../bridge.ts';
import { localTime } from '../format/local-time.ts';
import type { Messages } from '../messages/en.ts';
import { loadMessages, messagesOf } from '../messages/messages.ts';
import { Activity } from './activity.svelte.ts';
import { ChannelShelf } from './channel-shelf.svelte.ts';
import { ChannelPage } from './channel-page.svelte.ts';
import { runCommand } from './commands.ts';
import { copyText } from './copy-text.ts';
import { LiveClock } from './live-clock.svelte.ts';
import { Overview } from './overview.svelte.ts';
import type { DialogRequest, Place } from './place.ts';
import { PlaceHistory } from './place-history.svelte.ts';
import { Refresher } from './refresher.ts';
import { Toasts } from './toasts.svelte.ts';
import type { ChosenTokens } from './token-selection.svelte.ts';
import { TokenTable } from './token-table.svelte.ts';
import { whenIdle } from './when-idle.ts';

export interface DeskOptions {
  /** The language of the system, a BCP 47 tag: what is spoken where the settings name none. */
  readonly preferred: string;
  /** Where the texts come from; the window's own where it is left out. */
  readonly messages?: (language: Language) => Messages;
}

export type Phase = 'starting' | 'first-run' | 'locked' | 'open' | 'broken';

/** The whole state of the window: where one is, what is open, and the models of its places. */
export class Desk {
  readonly #options: DeskOptions;
  readonly bridge: Bridge;
  readonly clock = new LiveClock();
  readonly toasts = new Toasts();
  readonly shelf: ChannelShelf;
  readonly overview: Overview;
  readonly table: TokenTable;
  readonly activity: Activity;
  readonly channelPage: ChannelPage;

  /** As they stand in the settings file; the defaults until it was read. */
  settings = $state.raw<Settings>(DEFAULT_SETTINGS);
  settingsProblem = $state<'damaged' | null>(null);
  language = $derived.by((): Language => this.settings.language ?? languageOf(this.#options.preferred));
  phase = $state<Phase>('starting');
  status = $state.raw<VaultStatus | null>(null);
  failure = $state.raw<Failure | null>(null);
  readonly #history = new PlaceHistory({ name: 'overview' });
  /** The token whose details stand beside the page. */
  drawer = $state.raw<{ readonly tokenId: string } | null>(null);
  /** Whether the command palette is open. */
  palette = $state(false);
  /** The commands that were run from the palette, the last one first. */
  recentCommands = $state.raw<readonly string[]>([]);
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

  text = $derived.by(() => (this.#options.messages ?? messagesOf)(this.language));
  time = $derived(localTime(this.text.locale === 'en' ? englishLocale() : this.text.locale));

  #ledger: Refresher;
  #settingsTurn = 0;
  /** Where somebody outside of the page wants to go while the vault is still locked. */
  #awaited: Destination | null = null;

  constructor(bridge: Bridge, options: DeskOptions) {
    this.#options = options;
    this.bridge = bridge;
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
      this.bridge.on('settings.changed', ({ settings }) => void this.#takeOver(settings)),
      this.bridge.on('window.asked', (asked) => {
        if (asked.ask === 'go') this.visit(asked.to);
        else this.do(asked.command);
      }),
    ];
    await this.#readSettings();
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
    this.toasts.isLocked = this.phase === 'locked';
    if (this.phase !== 'open') this.#forget();
    else if (before !== 'open') {
      // At once where somebody waits to go, so that nothing is read for a page that nobody sees.
      const awaited = this.#awaited;
      this.#awaited = null;
      if (awaited) this.visit(awaited);
      else await this.refresh();
    }
  }

  /** Reads again what is on screen. */
  refresh(): Promise<void> {
    return this.phase === 'open' ? this.#ledger.refresh() : Promise.resolve();
  }

  get place(): Place {
    return this.#history.place;
  }

  get canGoBack(): boolean {
    return this.#history.canGoBack;
  }

  get canGoForward(): boolean {
    return this.#history.canGoForward;
  }

  /** Nowhere while the vault is not open: an answer that came late must not decide where one is afterwards. */
  go(place: Place): void {
    if (this.phase !== 'open') return;
    this.#history.go(place);
    this.#arrive();
  }

  back(): void {
    if (this.#history.back()) this.#arrive();
  }

  forward(): void {
    if (this.#history.forward()) this.#arrive();
  }

  /** Goes where a deep link, a menu or a reminder points; once the vault is open, where it is not yet. Does nothing else. */
  visit(to: Destination): void {
    if (this.phase !== 'open') {
      this.#awaited = to;
      return;
    }
    // A question that is open stays open, with what was typed into it: anybody can make a link.
    this.palette = false;
    if (to.name === 'token') {
      this.go({ name: 'tokens' });
      this.openToken(to.tokenId);
    } else this.go(to);
  }

  /** Does what the menu asks; while a question is open, only locking. */
  do(command: WindowCommand): void {
    if (this.phase !== 'open' || (this.dialog !== null && command !== 'lock')) return;
    this.palette = false;
    runCommand(command, this);
  }

  /** The channel whose page is open; null elsewhere. */
  get channelInSight(): string | null {
    return this.place.name === 'channel' ? this.place.channelId : null;
  }

  /** Shows the details of a token beside the page. */
  openToken(tokenId: string): void {
    this.drawer = { tokenId };
  }

  closeDrawer(): void {
    this.drawer = null;
  }

  /** Shows the tokens of one channel, of a search, or all live ones. */
  async showTokens(change: Parameters<TokenTable['show']>[0]): Promise<void> {
    if (this.phase !== 'open') return;
    if (this.place.name !== 'tokens') {
      this.#history.go({ name: 'tokens' });
      this.closeDrawer();
    }
    await this.table.show(change);
  }

  /** Changes some settings at once. A refusal comes back, and nothing is changed. */
  async changeSettings(change: SettingsChange): Promise<Failure | null> {
    const answer = await this.bridge.call('settings.change', change);
    if (!answer.ok) return answer.error;
    await this.#takeOver(answer.value.settings);
    this.settingsProblem = answer.value.problem;
    return null;
  }

  async speak(language: Language | null): Promise<void> {
    const failure = await this.changeSettings({ language });
    if (failure) this.toasts.fail(failure, { evenLocked: true });
  }

  /** The settings are in force once their language is here. Of two changes that overlap, the later one stands. */
  async #takeOver(settings: Settings): Promise<void> {
    const turn = ++this.#settingsTurn;
    if (!this.#options.messages) await loadMessages(settings.language ?? languageOf(this.#options.preferred));
    if (turn === this.#settingsTurn) this.settings = settings;
  }

  async #readSettings(): Promise<void> {
    const answer = await this.bridge.call('settings.show', {});
    if (!answer.ok) return;
    await this.#takeOver(answer.value.settings);
    this.settingsProblem = answer.value.problem;
  }

  #arrive(): void {
    this.closeDrawer();
    if (this.place.name === 'channel') this.channelPage.turnTo(this.place.channelId);
    void this.refresh();
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

  /** Keeps a channel at hand in the rail, or no longer. True where it worked; what went wrong is said. */
  async pin(channelId: string, pinned: boolean): Promise<boolean> {
    const failure = await this.shelf.pin(channelId, pinned);
    if (failure) this.toasts.fail(failure);
    return failure === null;
  }

  /** Copies an ID or a path, which is no secret. */
  copyPlain(value: string, said: string): void {
    if (copyText(value)) this.toasts.say(said);
  }

  /** Checks these channels, the channels of all tokens of a selection, or all channels. */
  async check(of?: readonly string[] | Extract<ChosenTokens, { matching: unknown }>): Promise<void> {
    if (this.checking) return;
    this.checking = true;
    const answer = await this.bridge.call(
      'token.check',
      of === undefined
        ? {}
        : 'matching' in of
          ? { matching: of.matching, except: [...of.except] }
          : { channelIds: [...of] },
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
      const { common, revoke } = this.text;
      const more = names.length > 3 ? [revoke.moreNames(names.length - 3)] : [];
      const shown = common.commas([...names.slice(0, 3), ...more]);
      this.toasts.fail(firstError, { title: this.text.check.failed(failed.length, checks.length, shown) });
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
    const { labelled, commas } = this.text.common;
    return labelled(words.summary(checks.length), parts.length > 0 ? commas(parts) : words.asExpected);
  }

  async #readShown(): Promise<void> {
    this.clock.wake();
    const place = this.place.name;
    // What is looked at comes first.
    await Promise.all([
      place === 'tokens' && this.table.read(),
      place === 'activity' && this.activity.read(),
      place === 'channel' && this.channelPage.read(),
      place === 'overview' && this.overview.read(),
      this.shelf.read(),
    ]);
    // Its number stands in the rail, wherever one is.
    if (place !== 'overview') await whenIdle().then(() => this.overview.read());
  }

  #clipboardCleared(): void {
    if (this.clipboardClearsAt === null) return;
    this.clipboardClearsAt = null;
    this.toasts.say(this.text.copyToast.cleared, { evenLocked: true });
  }

  #break(failure: Failure): void {
    this.failure = failure;
    this.phase = 'broken';
    this.toasts.isLocked = true;
    this.#forget();
  }

  /** A locked window shows nothing of what was in it. */
  #forget(): void {
    this.dialog = null;
    this.palette = false;
    this.drawer = null;
    this.recentCommands = [];
    this.toasts.clear();
    this.#history.forget();
    for (const model of [this.shelf, this.overview, this.table, this.activity, this.channelPage]) model.forget();
  }
}

/** English dates in the person's own English: en-GB stays en-GB. */
function englishLocale(): string {
  return navigator.languages.find((tag) => tag.startsWith('en')) ?? 'en';
}

export const [useDesk, provideDesk] = createContext<Desk>();
