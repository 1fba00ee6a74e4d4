import { createContext } from 'svelte';
import type { Destination, WindowCommand } from '../../shared/destination.ts';
import type { VaultStatus } from '../../shared/domain.ts';
import { languageOf, type Language } from '../../shared/languages.ts';
import type { Failure } from '../../shared/result.ts';
import { DEFAULT_SETTINGS, type Settings, type SettingsChange } from '../../shared/settings.ts';
import type { Bridge } from '../bridge.ts';
import { localTime } from '../format/local-time.ts';
import type { Messages } from '../messages/en.ts';
import { loadMessages, messagesOf } from '../messages/messages.ts';
import { OperationRun } from './activity-run.svelte.ts';
import { figuresOf, titleOf } from './activity-words.ts';
import { Activity } from './activity.svelte.ts';
import { ChannelShelf } from './channel-shelf.svelte.ts';
import { ChannelPage } from './channel-page.svelte.ts';
import { runCommand } from './commands.ts';
import { ConnectionState } from './connection.svelte.ts';
import { Containments } from './containment.svelte.ts';
import { copyText } from './copy-text.ts';
import { LiveClock } from './live-clock.svelte.ts';
import { Overview } from './overview.svelte.ts';
import type { DialogRequest, Place } from './place.ts';
import { PlaceHistory } from './place-history.svelte.ts';
import { Refresher } from './refresher.ts';
import { Rotations } from './rotations.svelte.ts';
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

/** What a check found out, in figures. */
interface CheckFound {
  readonly gone: number;
  readonly orphans: number;
  readonly foreign: number;
  readonly settled: number;
}

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
  readonly connection: ConnectionState;
  readonly containments: Containments;
  readonly rotations: Rotations;

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
  /** The rotation whose details stand beside the page, where no token's do. */
  openedRotation = $state<string | null>(null);
  /** Whether the command palette is open. */
  palette = $state(false);
  /** The commands that were run from the palette, the last one first. */
  recentCommands = $state.raw<readonly string[]>([]);
  dialog = $state.raw<DialogRequest | null>(null);
  checking = $state(false);
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
    this.rotations = new Rotations(bridge, this.clock);
    this.overview = new Overview(bridge, this.shelf, this.clock, this.rotations);
    this.table = new TokenTable(bridge);
    this.activity = new Activity(bridge);
    this.channelPage = new ChannelPage(bridge);
    this.connection = new ConnectionState(bridge);
    this.containments = new Containments(bridge);
    this.#ledger = new Refresher(() => this.#readShown());
  }

  /** Listens to the engine and reads what there is. Returns what stops it. */
  async start(): Promise<() => void> {
    this.clock.start();
    const stops = [
      this.bridge.on('vault.changed', () => void this.readStatus()),
      this.bridge.on('ledger.changed', () => void this.refresh()),
      this.bridge.on('operation.progress', ({ operation }) => {
        this.activity.progress(operation);
        this.channelPage.runBook.progress(operation);
      }),
      this.bridge.on('connection.changed', (report) => {
        this.clock.wake();
        this.connection.take(report);
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
      void this.connection.read();
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
    } else if (to.name === 'rotation') {
      this.go({ name: 'rotations' });
      this.openRotation(to.rotationId);
    } else if (to.name === 'operation') this.openOperation(to.operationId);
    else this.go(to);
  }

  /** Does what the menu asks; while a question is open, only locking. */
  do(command: WindowCommand): void {
    if (this.phase !== 'open' || (this.dialog !== null && command !== 'lock')) return;
    this.palette = false;
    runCommand(command, this);
  }

  /** How many things need the person: what the start page counts, and the rail wherever one is. */
  get needing(): number {
    return this.overview.items.length + this.containments.open.length;
  }

  /** The channel whose page is open; null elsewhere. */
  get channelInSight(): string | null {
    return this.place.name === 'channel' ? this.place.channelId : null;
  }

  /** Shows the details of a token beside the page. */
  openToken(tokenId: string): void {
    this.openedRotation = null;
    this.drawer = { tokenId };
  }

  /** Shows the steps of a rotation beside the page. */
  openRotation(rotationId: string): void {
    this.drawer = null;
    this.openedRotation = rotationId;
  }

  /** Shows an operation with the outcome of each of its items. */
  openOperation(operationId: string): void {
    this.go({ name: 'activity' });
    void this.activity.unfold(operationId);
  }

  closeDrawer(): void {
    this.drawer = null;
    this.openedRotation = null;
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
    this.#copied(Date.parse(answer.value.clearsAt), this.text.copyToast.copied);
  }

  /** Says that a token of a rotation was copied by the engine, and counts down as the settings say. */
  copiedByEngine(): void {
    this.#copied(Date.now() + this.settings.clipboardSeconds * 1_000, this.text.rotations.copied);
  }

  /** Says that the engine put an export with token values on the clipboard, and counts down. */
  copiedExport(clearsAt: number): void {
    this.#copied(clearsAt, this.text.handOver.copied);
  }

  #copied(clearsAt: number, said: string): void {
    this.clipboardClearsAt = clearsAt;
    this.toasts.say(said, { countsDownTo: clearsAt });
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

  /** Checks these channels, the channels of all tokens of a selection, or all channels. More than one are an operation, which goes on whatever happens here. */
  async check(of?: readonly string[] | Extract<ChosenTokens, { matching: unknown }>): Promise<void> {
    if (this.checking) return;
    this.checking = true;
    if (of !== undefined && !('matching' in of) && of.length === 1) await this.#checkOne([...of]);
    else await this.#checkMany(of);
    this.checking = false;
    await this.refresh();
  }

  async #checkMany(of: readonly string[] | Extract<ChosenTokens, { matching: unknown }> | undefined): Promise<void> {
    const run = new OperationRun(this.bridge);
    const selection =
      of === undefined
        ? {}
        : 'matching' in of
          ? { matching: of.matching, except: [...of.except] }
          : { channelIds: [...of] };
    const before = await this.#standing();
    const failure = await run.begin({ kind: 'check', selection });
    if (failure) {
      this.toasts.fail(failure);
      return;
    }
    await run.settle();
    run.leave();
    const { outcomes, items } = run;
    if (!outcomes || !items?.reading) {
      this.sayEnded(run);
      return;
    }
    const after = await this.#standing();
    const more = (of: keyof CheckFound) => Math.max(0, after[of] - before[of]);
    const found = { gone: more('gone'), orphans: more('orphans'), foreign: more('foreign') };
    const settled = Math.max(0, before.settled - after.settled);
    const { checked = 0, failed: bad = 0 } = outcomes;
    const summary = this.#checkSummary(checked, { ...found, settled });
    const failed = items.reading.items.filter(({ outcome }) => outcome === 'failed');
    const firstError = failed[0]?.error;
    if (!firstError) {
      this.toasts.say(summary);
      return;
    }
    const { common, revoke, check } = this.text;
    const names = failed.slice(0, 3).map(({ channelName }) => channelName);
    const others = bad > 3 ? [revoke.moreNames(bad - 3)] : [];
    const title = check.failed(bad, bad + checked, common.commas([...names, ...others]));
    // One message, not two: what was found stands in the outcome, which it leads to.
    const operationId = run.operation?.operationId ?? '';
    this.toasts.fail(firstError, {
      title,
      action: { label: this.text.activity.show, run: () => this.openOperation(operationId) },
    });
  }

  /** What a check may change, before and after it. `settled`: how many issues are not. */
  async #standing(): Promise<CheckFound> {
    const [tokens, issues] = await Promise.all([
      this.bridge.call('token.count', {}),
      this.bridge.call('issue.list', { unresolvedOnly: true }),
    ]);
    const byState: Readonly<Record<string, number>> = tokens.ok ? tokens.value.byState : {};
    const { gone = 0, orphan: orphans = 0, foreign = 0 } = byState;
    return { gone, orphans, foreign, settled: issues.ok ? issues.value.issues.length : 0 };
  }

  /** Says what came of an operation that nobody looks at any more. */
  sayEnded({ operation, outcomes, failure }: OperationRun): void {
    if (failure) this.toasts.fail(failure);
    if (!operation || failure) return;
    const { labelled } = this.text.common;
    const said = outcomes ? figuresOf(outcomes, this.text) : this.text.activity.state[operation.state];
    const { operationId } = operation;
    this.toasts.say(labelled(titleOf(operation, this.text), said), {
      action: { label: this.text.activity.show, run: () => this.openOperation(operationId) },
    });
  }

  async #checkOne(channelIds: string[]): Promise<void> {
    const answer = await this.bridge.call('token.check', { channelIds });
    if (!answer.ok) {
      this.toasts.fail(answer.error);
      return;
    }
    const checks = answer.value.channels;
    const failed = checks.filter((check) => check.error);
    const good = checks.filter((check) => !check.error);
    const sum = (of: (check: (typeof good)[number]) => number) => good.reduce((total, check) => total + of(check), 0);
    const found = {
      gone: sum((check) => check.gone),
      orphans: sum((check) => check.orphans.length),
      foreign: sum((check) => check.foreign.length),
      settled: sum((check) => check.resolvedIssues.length),
    };
    if (good.length > 0 || failed.length === 0) this.toasts.say(this.#checkSummary(good.length, found));
    const firstError = failed[0]?.error;
    if (!firstError) return;
    const names = this.text.common.commas(failed.map(({ channelId }) => this.shelf.find(channelId)?.name ?? channelId));
    this.toasts.fail(firstError, { title: this.text.check.failed(failed.length, checks.length, names) });
  }

  /** Begins what waits in the queue; where nothing does, asks the platform that was not reached by one channel of it. */
  async tryConnection(): Promise<void> {
    const channelId = this.connection.probe(this.shelf.channels);
    const failure = await this.connection.tryNow(async () => {
      if (channelId !== null) await this.check([channelId]);
    });
    if (failure) this.toasts.fail(failure);
  }

  #checkSummary(channels: number, { gone, orphans, foreign, settled }: CheckFound): string {
    const words = this.text.check;
    if (channels === 0) return words.nothingToCheck;
    const found = [
      [gone, words.gone],
      [orphans, words.orphans],
      [foreign, words.foreign],
      [settled, words.settled],
    ] as const;
    const parts = found.filter(([count]) => count > 0).map(([count, say]) => say(count));
    const { labelled, commas } = this.text.common;
    return labelled(words.summary(channels), parts.length > 0 ? commas(parts) : words.asExpected);
  }

  async #readShown(): Promise<void> {
    this.clock.wake();
    const place = this.place.name;
    // What is looked at comes first.
    await Promise.all([
      place === 'tokens' && this.table.read(),
      place === 'activity' && this.activity.read(),
      place === 'channel' && this.channelPage.read(),
      // Its headline counts the rotations that need somebody: it must not grow a moment later.
      place === 'overview' && Promise.all([this.rotations.readOpen(), this.overview.read()]),
      place === 'rotations' && this.rotations.read(),
      this.shelf.read(),
      this.containments.read(),
    ]);
    // Its number stands in the rail, wherever one is.
    if (place !== 'overview') await whenIdle().then(() => this.overview.read());
    if (place !== 'activity') await this.activity.readOpen();
    if (place !== 'rotations' && place !== 'overview') await whenIdle().then(() => this.rotations.readOpen());
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
    this.openedRotation = null;
    this.recentCommands = [];
    this.toasts.clear();
    this.#history.forget();
    for (const model of [
      this.shelf,
      this.overview,
      this.table,
      this.activity,
      this.channelPage,
      this.containments,
      this.rotations,
      this.connection,
    ])
      model.forget();
  }
}

/** English dates in the person's own English: en-GB stays en-GB. */
function englishLocale(): string {
  return navigator.languages.find((tag) => tag.startsWith('en')) ?? 'en';
}

export const [useDesk, provideDesk] = createContext<Desk>();
