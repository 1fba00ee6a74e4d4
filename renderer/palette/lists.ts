import { COMMAND_GROUPS } from '../model/commands.ts';
import type { Entry, EntryGroup } from './entries.ts';
import { rank } from './rank.ts';

/** How many lines of one kind are shown; who wants another types a letter more. */
const AT_MOST = 12;
/** More where nothing but channels is shown. */
const CHANNELS_TO_CHOOSE = 48;

/** All lines that there can be, and the headings over them. */
export interface Lines {
  readonly commands: readonly Entry[];
  readonly channels: readonly Entry[];
  readonly filters: readonly Entry[];
  /** Found by the engine for what is typed. */
  readonly tokens: readonly Entry[];
  /** IDs of the commands that were run lately. */
  readonly recent: readonly string[];
  readonly heading: (id: EntryGroup['id']) => string;
}

/** Before anything is typed: what was run lately, what belongs to the page, then everything else. */
export function whatThereIs({ commands, channels, filters, recent, heading }: Lines): readonly EntryGroup[] {
  const lately = recent.flatMap((id) => commands.find((entry) => entry.id === `command:${id}`) ?? []);
  const others = commands.filter(
    (entry) => entry.kind === 'command' && !entry.command.isOneOfMany && !lately.includes(entry),
  );
  const isHere = (entry: Entry) => entry.kind === 'command' && entry.channel !== null;
  const group = (id: EntryGroup['id'], entries: readonly Entry[]) => ({ id, heading: heading(id), entries });
  return withEntries([
    group('recent', lately),
    group('this-channel', others.filter(isHere)),
    ...COMMAND_GROUPS.map((id) =>
      group(
        id,
        others.filter((entry) => entry.kind === 'command' && entry.command.group === id && !isHere(entry)),
      ),
    ),
    group('filters', filters),
    group('channel', pinnedFirst(channels).slice(0, AT_MOST)),
  ]);
}

/** What fits what is typed, the kind with the best line first. Tokens come last: they come later. */
export function whatFits(
  query: string,
  { commands, channels, filters, tokens, heading }: Lines,
): readonly EntryGroup[] {
  const found = (
    [
      ['commands', commands],
      ['channel', channels],
      ['filters', filters],
    ] as const
  ).map(([id, entries]) => ({ id, ranked: rank(query, entries).slice(0, AT_MOST) }));
  return withEntries([
    ...found
      .sort((one, other) => (other.ranked[0]?.score ?? 0) - (one.ranked[0]?.score ?? 0))
      .map(({ id, ranked }) => ({ id, heading: heading(id), entries: ranked.map(({ entry }) => entry) })),
    { id: 'token', heading: heading('token'), entries: tokens },
  ]);
}

/** The channels that a command can be run on. */
export function whichChannel(
  query: string,
  channels: readonly Entry[],
  heading: Lines['heading'],
): readonly EntryGroup[] {
  const entries = query.trim() === '' ? pinnedFirst(channels) : rank(query, channels).map(({ entry }) => entry);
  return withEntries([{ id: 'channel', heading: heading('channel'), entries: entries.slice(0, CHANNELS_TO_CHOOSE) }]);
}

const withEntries = (groups: readonly EntryGroup[]) => groups.filter(({ entries }) => entries.length > 0);

const pinnedFirst = (entries: readonly Entry[]): readonly Entry[] =>
  [...entries].sort((one, other) => Number(isPinned(other)) - Number(isPinned(one)));

const isPinned = (entry: Entry) => entry.kind === 'channel' && entry.channel.pinned;
