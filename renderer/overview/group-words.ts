import type { AttentionItem, GroupedKind } from '../model/attention.ts';
import type { Desk } from '../model/desk.svelte.ts';
import { revokeAgain } from './attention-words.ts';

/** Many things of one kind on one line: of whom, what, and the button that deals with all of them; without one, they are listed. */
export interface GroupWords {
  readonly subject: string;
  readonly what: string;
  readonly button: string | null;
  readonly act: () => void;
}

/** How all things of a kind are dealt with at once: by another revocation, a check, by looking at the tokens, or only one by one. */
const DEALT_WITH = {
  revoking: 'revoke',
  unknown: 'check',
  today: 'live',
  soon: 'live',
  foreign: 'lost',
  orphan: 'lost',
  full: null,
  'no-secret': null,
  'key-generated': null,
  'key-registered': null,
  'no-key': null,
} as const satisfies Record<GroupedKind, 'revoke' | 'check' | 'live' | 'lost' | null>;

/** The channels that items speak of, each once. */
function channelsOf(items: readonly AttentionItem[]): readonly string[] {
  const ids = items.flatMap((item) =>
    'channel' in item ? [item.channel.channelId] : item.kind === 'soon' ? [...item.channels] : [],
  );
  return [...new Set(ids)];
}

/** How many tokens or issues they speak of. */
const countOf = (items: readonly AttentionItem[]): number =>
  items.reduce(
    (sum, item) => sum + (item.kind === 'today-group' ? item.tokens.length : 'count' in item ? item.count : 1),
    0,
  );

export function groupWords(kind: GroupedKind, items: readonly AttentionItem[], desk: Desk): GroupWords {
  const text = desk.text.overview;
  // Those of today that were only counted belong to channels that only the outlook names.
  const channels =
    kind === 'today'
      ? desk.overview.outlook.filter(({ sum }) => sum.today > 0).map(({ channelId }) => channelId)
      : channelsOf(items);
  const words = text.group[kind];
  const said = { subject: words.who(countOf(items), channels.length), what: words.what };
  const dealtWith = DEALT_WITH[kind];
  if (dealtWith === null) return { ...said, button: null, act: () => undefined };
  if (dealtWith === 'revoke')
    return { ...said, button: text.act.revoke, act: () => revokeAgain(desk, { states: ['revoking'] }) };
  if (dealtWith === 'check')
    return { ...said, button: text.act.checkMany(channels.length), act: () => void desk.check(channels) };
  return {
    ...said,
    button: text.act.tokens,
    act: () =>
      void desk.showTokens({
        group: dealtWith,
        channelId: null,
        search: '',
        sort: 'expiresAt',
        direction: 'ascending',
      }),
  };
}
