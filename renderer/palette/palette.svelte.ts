import { tick } from 'svelte';
import type { Channel } from '../../shared/domain.ts';
import { tokenInText } from '../format/token-in-text.ts';
import { COMMANDS, type ChannelCommand, type Command } from '../model/commands.ts';
import type { Desk } from '../model/desk.svelte.ts';
import { tableFilterOf } from '../model/token-table-saved.ts';
import {
  channelEntry,
  channelsFor,
  commandEntry,
  filterEntry,
  pastedEntry,
  tokenEntry,
  type Entry,
  type EntryGroup,
} from './entries.ts';
import { whatFits, whatThereIs, whichChannel, type Lines } from './lists.ts';
import { TokenSearch } from './token-search.svelte.ts';

/** How many commands are remembered as run lately. */
const RECENT = 4;

/** What the palette shows for what is typed, and what happens when a line is chosen. Lives while the palette is open. */
export class Palette {
  query = $state('');
  /** The command that still needs its channel. */
  pending = $state.raw<ChannelCommand | null>(null);
  readonly tokens: TokenSearch;
  readonly #desk: Desk;
  #pasted = $derived.by(() => tokenInText(this.query) !== null);
  #channels = $derived.by(() => this.#desk.shelf.channels ?? []);
  #channelEntries = $derived.by(() => this.#channels.map(channelEntry));
  #inSight = $derived.by((): Channel | null => this.#desk.shelf.find(this.#desk.channelInSight) ?? null);
  #commandEntries = $derived.by(() =>
    COMMANDS.filter((command) => this.#fits(command)).map((command) =>
      commandEntry(command, this.#desk.text, this.#channelFor(command)),
    ),
  );
  #filterEntries = $derived.by(() =>
    this.#desk.settings.savedFilters.map((filter) => filterEntry(filter, this.#desk.text)),
  );

  groups = $derived.by((): readonly EntryGroup[] => {
    if (this.pending) return this.#channelsToChoose(this.pending);
    const { text, recentCommands } = this.#desk;
    if (this.#pasted) return [{ id: 'pasted', heading: this.#heading('pasted'), entries: [pastedEntry(text)] }];
    const lines: Lines = {
      commands: this.#commandEntries,
      channels: this.#channelEntries,
      filters: this.#filterEntries,
      tokens: this.tokens.found.map((token) => tokenEntry(token, text)),
      recent: recentCommands,
      heading: this.#heading,
    };
    return this.query.trim() === '' ? whatThereIs(lines) : whatFits(this.query, lines);
  });
  entries = $derived.by(() => this.groups.flatMap((group) => group.entries));
  /** The line that Enter runs: the first one, until somebody moves. */
  active = $derived.by(() => this.entries.find(({ id }) => id === this.#moved) ?? this.entries[0]);
  #moved = $state<string | null>(null);
  /** True while the list is not complete yet. */
  isWaiting = $derived.by(() => this.tokens.waiting);

  constructor(desk: Desk) {
    this.#desk = desk;
    this.tokens = new TokenSearch(desk.bridge);
  }

  type(text: string): void {
    this.query = text;
    this.#moved = null;
    if (this.pending || tokenInText(text) !== null) this.tokens.clear();
    else this.tokens.seek(text);
  }

  /** Moves by so many lines. By one, it goes round at the ends. */
  move(by: number): void {
    const last = this.entries.length - 1;
    const from = this.active ? this.entries.indexOf(this.active) : 0;
    const to = from + by;
    const isRound = Math.abs(by) === 1 && (to < 0 || to > last);
    this.moveTo(this.entries[isRound ? (to < 0 ? last : 0) : Math.max(0, Math.min(to, last))]);
  }

  moveTo(entry: Entry | undefined): void {
    this.#moved = entry?.id ?? null;
  }

  /** Does what a line says and closes the palette, or goes on to the channels where one has to be chosen. */
  choose(entry: Entry): void {
    if (this.pending) {
      if (entry.kind === 'channel') this.#runOn(this.pending, entry.channel);
    } else if (entry.kind === 'command') this.#runCommand(entry.command, entry.channel);
    else this.#open(entry);
  }

  /** Back from the channels to all commands; false where there is nothing to go back to. */
  back(): boolean {
    if (!this.pending) return false;
    this.pending = null;
    this.type('');
    return true;
  }

  close(): void {
    this.tokens.clear();
    this.query = '';
    this.#desk.palette = false;
  }

  #runCommand(command: Command, channel: Channel | null): void {
    if (command.on === 'channel') {
      if (channel) this.#runOn(command, channel);
      else {
        this.type('');
        this.pending = command;
      }
      return;
    }
    this.#remember(command);
    this.#thenRun(() => command.run(this.#desk));
  }

  #runOn(command: ChannelCommand, channel: Channel): void {
    this.#remember(command);
    this.#thenRun(() => command.run(this.#desk, channel));
  }

  /** Runs something once the palette is gone and the focus is back where it was: only then can it go elsewhere. */
  #thenRun(run: () => void): void {
    this.close();
    void tick().then(run);
  }

  #remember({ id }: Command): void {
    const { recentCommands } = this.#desk;
    this.#desk.recentCommands = [id, ...recentCommands.filter((each) => each !== id)].slice(0, RECENT);
  }

  #open(entry: Exclude<Entry, { kind: 'command' }>): void {
    const desk = this.#desk;
    const pasted = entry.kind === 'pasted' ? tokenInText(this.query) : null;
    this.#thenRun(() => {
      if (entry.kind === 'channel') desk.go({ name: 'channel', channelId: entry.channel.channelId });
      else if (entry.kind === 'token') desk.openToken(entry.token.tokenId);
      else if (entry.kind === 'filter') void desk.showTokens(tableFilterOf(entry.filter));
      else if (pasted !== null) desk.dialog = { kind: 'verify', pasted };
    });
  }

  #fits(command: Command): boolean {
    if (command.id === 'palette') return false;
    if (command.on === 'window') return command.fits?.(this.#desk) ?? true;
    return channelsFor(command, this.#inSight ? [this.#inSight] : this.#channels).length > 0;
  }

  #channelFor(command: Command): Channel | null {
    return command.on === 'channel' ? this.#inSight : null;
  }

  #heading = (id: EntryGroup['id']): string => {
    const { groups } = this.#desk.text.palette;
    return id === 'this-channel' ? groups.thisChannel(this.#inSight?.name ?? '') : groups[id];
  };

  #channelsToChoose(command: ChannelCommand): readonly EntryGroup[] {
    const fitting = channelsFor(command, this.#channels);
    const entries = this.#channelEntries.filter((entry) => entry.kind === 'channel' && fitting.includes(entry.channel));
    return whichChannel(this.query, entries, this.#heading);
  }
}
