import type { Channel, Token } from '../../shared/domain.ts';
import { tokenMark, type MarkName } from '../format/token-mark.ts';

/** One thing that needs the person, worst first. What it says is the messages' business. */
export type AttentionItem =
  | { readonly kind: 'revoking'; readonly channel: Channel; readonly count: number }
  | { readonly kind: 'today'; readonly token: Token; readonly last: boolean }
  /** Of one channel and consumer, those that end first first. */
  | { readonly kind: 'today-group'; readonly tokens: readonly [Token, ...Token[]] }
  | { readonly kind: 'soon'; readonly tokens: readonly Token[]; readonly by: string }
  | {
      readonly kind: 'foreign' | 'orphan';
      readonly channel: Channel;
      readonly count: number;
      readonly since: string;
      readonly until: string;
    }
  | {
      readonly kind: 'unknown' | 'full' | 'no-key' | 'key-generated' | 'key-registered' | 'no-secret';
      readonly channel: Channel;
    };

export const ATTENTION_MARKS = {
  revoking: 'revoking',
  today: 'today',
  'today-group': 'today',
  foreign: 'foreign',
  unknown: 'orphan',
  full: 'today',
  orphan: 'orphan',
  soon: 'soon',
  'no-secret': 'todo',
  'key-generated': 'todo',
  'key-registered': 'todo',
  'no-key': 'todo',
} as const satisfies Record<AttentionItem['kind'], MarkName>;

const ORDER = Object.keys(ATTENTION_MARKS);

/** A group stands among the single tokens, by when its first one ends. */
const rank = ({ kind }: AttentionItem) => ORDER.indexOf(kind === 'today-group' ? 'today' : kind);

export interface AttentionSources {
  readonly channels: readonly Channel[];
  /** Live tokens, those that end first first. */
  readonly ending: readonly Token[];
  /** Orphans and foreign ones. */
  readonly lost: readonly Token[];
  /** Their revocation was started and is not proved. */
  readonly revoking: readonly Token[];
  /** IDs of tokens that are the only live ones of their consumer. */
  readonly lastOfConsumer: readonly string[];
  readonly now: number;
}

/** What needs the person now, worst first. */
export function attention({
  channels,
  ending,
  lost,
  revoking,
  lastOfConsumer,
  now,
}: AttentionSources): readonly AttentionItem[] {
  const items: AttentionItem[] = [];
  const today = new Map<string, [Token, ...Token[]]>();
  const soon: Token[] = [];
  for (const token of ending) {
    const mark = tokenMark(token, now);
    if (mark === 'today') {
      const user = JSON.stringify([token.channelId, token.consumer || token.label]);
      const group = today.get(user);
      if (group) group.push(token);
      else today.set(user, [token]);
    }
    if (mark === 'soon') soon.push(token);
  }
  for (const tokens of today.values()) {
    const [token] = tokens;
    if (tokens.length > 1) items.push({ kind: 'today-group', tokens });
    else items.push({ kind: 'today', token, last: lastOfConsumer.includes(token.tokenId) });
  }
  const first = soon[0];
  if (first) items.push({ kind: 'soon', tokens: soon, by: first.expiresAt });
  for (const channel of channels) {
    const unproved = revoking.filter(({ channelId }) => channelId === channel.channelId).length;
    if (unproved > 0) items.push({ kind: 'revoking', channel, count: unproved });
    items.push(...lostOf(channel, lost));
    if (channel.slots.unknown > 0) items.push({ kind: 'unknown', channel });
    if (channel.slots.free === 0) items.push({ kind: 'full', channel });
    const keyNeed = KEY_NEEDS[channel.keyState];
    if (keyNeed) items.push({ kind: keyNeed, channel });
    if (!channel.hasSecret && channel.slots.live + channel.slots.draining > 0)
      items.push({ kind: 'no-secret', channel });
  }
  return items.sort((one, other) => rank(one) - rank(other));
}

const KEY_NEEDS = {
  none: 'no-key',
  generated: 'key-generated',
  registered: 'key-registered',
  proved: null,
} as const satisfies Record<Channel['keyState'], AttentionItem['kind'] | null>;

function lostOf(channel: Channel, lost: readonly Token[]): AttentionItem[] {
  return (['foreign', 'orphan'] as const).flatMap((kind) => {
    const tokens = lost.filter((token) => token.channelId === channel.channelId && token.state === kind);
    const [first] = tokens;
    if (!first) return [];
    const since = tokens.reduce((early, token) => (token.issuedAt < early ? token.issuedAt : early), first.issuedAt);
    const until = tokens.reduce((late, token) => (token.expiresAt > late ? token.expiresAt : late), first.expiresAt);
    return [{ kind, channel, count: tokens.length, since, until }];
  });
}
