import type { Channel, ChannelOutlook } from '../../shared/domain.ts';

export const CHANNEL_SORTS = ['name', 'expires', 'slots'] as const;
export type ChannelSort = (typeof CHANNEL_SORTS)[number];

export interface ChannelView {
  readonly search: string;
  /** Only channels that have all of them. */
  readonly tags: readonly string[];
  readonly sort: ChannelSort;
  readonly descending: boolean;
}

/** Everything in the order of its name. */
export const WHOLE_LIST: ChannelView = { search: '', tags: [], sort: 'name', descending: false };

/** When the next live token of each channel ends, by channel ID. */
export type NextExpiry = ReadonlyMap<string, string>;
export const NOTHING_ENDS: NextExpiry = new Map();

const AHEAD_MS = 60 * 24 * 60 * 60 * 1000;

/** The stretch of time to ask for: no token lives longer. */
export const aheadFrom = (now: number): string[] => [now, now + AHEAD_MS].map((at) => new Date(at).toISOString());

export function nextExpiryOf(outlooks: readonly ChannelOutlook[]): NextExpiry {
  return new Map(
    outlooks.flatMap(({ channelId, nextExpiresAt }) => (nextExpiresAt === null ? [] : [[channelId, nextExpiresAt]])),
  );
}

const plain = (text: string) => text.normalize('NFKC').toLocaleLowerCase();
export const slotsTaken = ({ slots }: Pick<Channel, 'slots'>) => slots.limit - slots.free;

/** The tags of all channels, each once, in the order of the language. */
export function tagsOf(channels: readonly Pick<Channel, 'tags'>[]): readonly string[] {
  return [...new Set(channels.flatMap(({ tags }) => tags))].sort((one, other) => one.localeCompare(other));
}

/** What somebody typed as tags: parted by commas of any script, each once. */
export function tagsIn(typed: string): readonly string[] {
  return [
    ...new Set(
      typed
        .split(/[,，、;\n]/)
        .map((tag) => tag.normalize('NFC').trim())
        .filter((tag) => tag !== ''),
    ),
  ];
}

function isFound(channel: Channel, words: readonly string[], tags: readonly string[]): boolean {
  if (!tags.every((tag) => channel.tags.includes(tag))) return false;
  const text = plain([channel.name, channel.channelId, ...channel.tags].join('\n'));
  return words.every((word) => text.includes(word));
}

/** The channels that fit, in order. A channel without a live token has no next expiry and stands last, whichever way the list is turned. */
export function channelRows(
  channels: readonly Channel[],
  { search, tags, sort, descending }: ChannelView,
  nextExpiry: NextExpiry,
): readonly Channel[] {
  const words = plain(search).split(/\s+/).filter(Boolean);
  const sign = descending ? -1 : 1;
  const byName = (one: Channel, other: Channel) => one.name.localeCompare(other.name);
  const compare: Record<ChannelSort, (one: Channel, other: Channel) => number> = {
    name: (one, other) => sign * byName(one, other),
    slots: (one, other) => sign * (slotsTaken(one) - slotsTaken(other)) || byName(one, other),
    expires(one, other) {
      const [ends, otherEnds] = [nextExpiry.get(one.channelId), nextExpiry.get(other.channelId)];
      if (ends === undefined || otherEnds === undefined) {
        return ends === otherEnds ? byName(one, other) : ends === undefined ? 1 : -1;
      }
      return sign * ends.localeCompare(otherEnds) || byName(one, other);
    },
  };
  return channels.filter((channel) => isFound(channel, words, tags)).sort(compare[sort]);
}
