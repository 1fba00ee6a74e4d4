import type { Channel, Token } from '../../shared/domain.ts';
import type { SavedFilter } from '../../shared/settings.ts';
import type { Messages } from '../messages/en.ts';
import type { ChannelCommand, Command, CommandGroup } from '../model/commands.ts';
import { soughtAs, type Sought } from './rank.ts';

/** One line of the palette. `id` is unique among all lines. */
export type Entry = { readonly id: string; readonly label: string; readonly texts: readonly Sought[] } & (
  | { readonly kind: 'command'; readonly command: Command; readonly channel: Channel | null }
  | { readonly kind: 'channel'; readonly channel: Channel }
  | { readonly kind: 'filter'; readonly filter: SavedFilter }
  | { readonly kind: 'token'; readonly token: Token }
  | { readonly kind: 'pasted' }
);

export interface EntryGroup {
  readonly id: CommandGroup | 'recent' | 'this-channel' | 'commands' | 'filters' | 'channel' | 'token' | 'pasted';
  readonly heading: string;
  readonly entries: readonly Entry[];
}

/** A command; with a channel, what it would do with that one. */
export function commandEntry(command: Command, text: Messages, channel: Channel | null = null): Entry {
  const label = command.say(text);
  const heading = text.palette.groups[command.group];
  return {
    kind: 'command',
    id: `command:${command.id}`,
    label,
    command,
    channel: command.on === 'channel' ? channel : null,
    texts: [soughtAs(label), soughtAs(heading)],
  };
}

/** A channel, found by its name, its ID and its tags. */
export function channelEntry(channel: Channel): Entry {
  return {
    kind: 'channel',
    id: `channel:${channel.channelId}`,
    label: channel.name,
    channel,
    texts: [channel.name, channel.channelId, ...channel.tags].map(soughtAs),
  };
}

export function filterEntry(filter: SavedFilter, text: Messages): Entry {
  const label = text.commands.showFilter(filter.name);
  return { kind: 'filter', id: `filter:${filter.name}`, label, filter, texts: [filter.name, label].map(soughtAs) };
}

/** A token that the engine found: it needs no ranking. */
export function tokenEntry(token: Token, text: Messages): Entry {
  const label = token.consumer || token.label || text.tokens.noConsumer;
  return { kind: 'token', id: `token:${token.tokenId}`, label, token, texts: [] };
}

export const pastedEntry = (text: Messages): Entry => ({
  kind: 'pasted',
  id: 'pasted',
  label: text.palette.whose,
  texts: [],
});

/** The channels that a command makes sense for. */
export const channelsFor = (command: ChannelCommand, channels: readonly Channel[]): readonly Channel[] =>
  channels.filter((channel) => command.fits?.(channel) ?? true);
