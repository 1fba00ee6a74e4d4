import type { Channel, Token } from '../../shared/domain.ts';
import type { Rotation } from '../../shared/rotation.ts';
import type { MarkName } from '../format/token-mark.ts';
import { beginningOfDay, sumOf, type ChannelEnds } from './overview-outlook.ts';

/** One thing that needs the person, worst first. What it says is the messages' business. */
export type AttentionItem =
  /** Rotations that stand still until somebody does something, the most urgent first: those after a leak, and the others. */
  | { readonly kind: 'leaked' | 'rotations'; readonly rotations: readonly [Rotation, ...Rotation[]] }
  | { readonly kind: 'revoking' | 'unknown'; readonly channel: Channel; readonly count: number }
  | { readonly kind: 'today'; readonly token: Token; readonly last: boolean }
  /** Of one channel and consumer, those that end first first. */
  | { readonly kind: 'today-group'; readonly tokens: readonly [Token, ...Token[]] }
  /** Those that end within the urgent hours and were not read one by one. */
  | { readonly kind: 'today-more'; readonly count: number }
  | {
      readonly kind: 'soon';
      readonly count: number;
      readonly channels: readonly [string, ...string[]];
      /** The day on which the first of them ends. */
      readonly by: string;
    }
  | { readonly kind: 'foreign'; readonly channel: Channel; readonly count: number; readonly since: string | null }
  | { readonly kind: 'orphan'; readonly channel: Channel; readonly count: number; readonly until: string }
  | {
      readonly kind: 'full' | 'no-key' | 'key-generated' | 'key-registered' | 'no-secret';
      readonly channel: Channel;
    };

/** What several items have in common. */
export type AttentionKind = Exclude<AttentionItem['kind'], 'today-group' | 'today-more'>;

/** The kinds of which there can be many: of rotations there is one line. */
export type GroupedKind = Exclude<AttentionKind, 'leaked' | 'rotations'>;

export const ATTENTION_MARKS = {
  leaked: 'failed',
  revoking: 'revoking',
  today: 'today',
  foreign: 'foreign',
  unknown: 'orphan',
  rotations: 'soon',
  full: 'todo',
  orphan: 'orphan',
  soon: 'soon',
  'no-secret': 'todo',
  'key-generated': 'todo',
  'key-registered': 'todo',
  'no-key': 'todo',
} as const satisfies Record<AttentionKind, MarkName>;

const ORDER = Object.keys(ATTENTION_MARKS);

export function attentionKind({ kind }: AttentionItem): AttentionKind {
  return kind === 'today-group' || kind === 'today-more' ? 'today' : kind;
}

const rank = (item: AttentionItem) => ORDER.indexOf(attentionKind(item));

export interface AttentionSources {
  readonly channels: readonly Channel[];
  /** What ends on which day, per channel. */
  readonly outlook: readonly ChannelEnds[];
  /** When those days begin. */
  readonly days: readonly number[];
  /** Live tokens that end within the urgent hours, those that end first first; where there are many, the first of them. */
  readonly today: readonly Token[];
  /** When the first foreign token of a channel was seen, as far as it was read. */
  readonly foreignSince: Readonly<Partial<Record<string, string>>>;
  /** IDs of tokens that are the only live ones of their consumer. */
  readonly lastOfConsumer: readonly string[];
  /** Rotations that stand still until somebody does something, the most urgent first. */
  readonly rotations: readonly Rotation[];
}

/** What needs the person now, worst first. */
export function attention(sources: AttentionSources): readonly AttentionItem[] {
  const items = [...rotationItems(sources), ...todayItems(sources), ...soonItems(sources)];
  const ends = new Map(sources.outlook.map((channel) => [channel.channelId, channel]));
  for (const channel of sources.channels) items.push(...channelItems(channel, ends.get(channel.channelId), sources));
  return items.sort((one, other) => rank(one) - rank(other));
}

function rotationItems({ rotations }: AttentionSources): AttentionItem[] {
  const ofKind = (kind: 'leaked' | 'rotations'): AttentionItem[] => {
    const [first, ...others] = rotations.filter(({ cause }) => (cause === 'leak') === (kind === 'leaked'));
    return first ? [{ kind, rotations: [first, ...others] }] : [];
  };
  return [...ofKind('leaked'), ...ofKind('rotations')];
}

function todayItems({ today, outlook, lastOfConsumer }: AttentionSources): AttentionItem[] {
  const groups = new Map<string, [Token, ...Token[]]>();
  for (const token of today) {
    const user = JSON.stringify([token.channelId, token.consumer || token.label]);
    const group = groups.get(user);
    if (group) group.push(token);
    else groups.set(user, [token]);
  }
  const items = [...groups.values()].map((tokens): AttentionItem => {
    const [token] = tokens;
    return tokens.length > 1
      ? { kind: 'today-group', tokens }
      : { kind: 'today', token, last: lastOfConsumer.includes(token.tokenId) };
  });
  const rest = sumOf(outlook).today - today.length;
  return rest > 0 ? [...items, { kind: 'today-more', count: rest }] : items;
}

function soonItems({ outlook, days }: AttentionSources): AttentionItem[] {
  const [first, ...others] = outlook.filter(({ sum }) => sum.soon > 0);
  if (!first) return [];
  const all = [first, ...others];
  const day = Math.min(...all.map((channel) => channel.days.find(({ soon }) => soon > 0)?.day ?? Infinity));
  return [
    {
      kind: 'soon',
      count: sumOf(all).soon,
      channels: [first.channelId, ...others.map(({ channelId }) => channelId)],
      by: beginningOfDay(days, day),
    },
  ];
}

const KEY_NEEDS = {
  none: 'no-key',
  generated: 'key-generated',
  registered: 'key-registered',
  proved: null,
} as const satisfies Record<Channel['keyState'], AttentionItem['kind'] | null>;

function channelItems(channel: Channel, ends: ChannelEnds | undefined, sources: AttentionSources): AttentionItem[] {
  const { slots } = channel;
  const items: AttentionItem[] = [];
  if (ends) {
    const { revoking, foreign, orphan } = ends.sum;
    if (revoking > 0) items.push({ kind: 'revoking', channel, count: revoking });
    const since = sources.foreignSince[channel.channelId] ?? null;
    if (foreign > 0) items.push({ kind: 'foreign', channel, count: foreign, since });
    const lastDay = ends.days.findLast((day) => day.orphan > 0)?.day ?? 0;
    if (orphan > 0)
      items.push({ kind: 'orphan', channel, count: orphan, until: beginningOfDay(sources.days, lastDay) });
  }
  if (slots.unknown > 0) items.push({ kind: 'unknown', channel, count: slots.unknown });
  if (slots.free === 0) items.push({ kind: 'full', channel });
  const keyNeed = KEY_NEEDS[channel.keyState];
  if (keyNeed) items.push({ kind: keyNeed, channel });
  if (!channel.hasSecret && slots.live + slots.draining > 0) items.push({ kind: 'no-secret', channel });
  return items;
}

/** A line of the list: one thing, or the things of one kind together. */
export type AttentionLine =
  | { readonly kind: 'one'; readonly item: AttentionItem }
  | {
      readonly kind: 'group';
      readonly of: GroupedKind;
      readonly items: readonly [AttentionItem, ...AttentionItem[]];
    };

/** How many lines stand on the page before anything is grouped. */
export const MOST_LINES = 8;
const GROUP_FROM = [3, 2];

/** Few things stand one by one; of many, those of one kind share a line, so that the page still says what kind of trouble there is. */
export function attentionLines(items: readonly AttentionItem[], most: number = MOST_LINES): readonly AttentionLine[] {
  let lines = grouped(items, Infinity);
  for (const from of GROUP_FROM) if (lines.length > most) lines = grouped(items, from);
  return lines;
}

function grouped(items: readonly AttentionItem[], from: number): readonly AttentionLine[] {
  const kinds = Map.groupBy(items, attentionKind);
  return [...kinds].flatMap(([of, same]): AttentionLine[] => {
    const [first, ...others] = same;
    return first && same.length >= from && of !== 'leaked' && of !== 'rotations'
      ? [{ kind: 'group', of, items: [first, ...others] }]
      : same.map((item) => ({ kind: 'one', item }));
  });
}
