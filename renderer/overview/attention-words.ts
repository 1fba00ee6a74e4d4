import type { Token, TokenFilter } from '../../shared/domain.ts';
import { duration, relative } from '../format/duration.ts';
import type { AttentionItem } from '../model/attention.ts';
import type { Desk } from '../model/desk.svelte.ts';

/** One line of "what needs you": who, what, until when, and its one button. */
export interface AttentionWords {
  readonly subject: string;
  readonly what: string;
  readonly when: { readonly text: string; readonly title: string } | null;
  readonly button: string;
  readonly act: () => void;
}

/** Says an item in the person's language, and knows where its button leads. */
export function attentionWords(item: AttentionItem, desk: Desk): AttentionWords {
  const text = desk.text.overview;
  switch (item.kind) {
    case 'today':
    case 'today-group':
    case 'today-more':
      return todayWords(item, desk);
    case 'soon':
      return soonWords(item, desk);
    case 'leaked':
    case 'rotations':
      return rotationWords(item, desk);
    case 'foreign':
    case 'orphan':
      return lostWords(item, desk);
    case 'revoking': {
      const { channelId } = item.channel;
      return {
        subject: item.channel.name,
        what: text.revoking(item.count),
        when: null,
        button: text.act.revoke,
        act: () => revokeAgain(desk, { channelId, states: ['revoking'] }),
      };
    }
    case 'unknown':
      return {
        subject: item.channel.name,
        what: text.unknown,
        when: null,
        button: text.act.check,
        act: () => void desk.check([item.channel.channelId]),
      };
    case 'full':
      return {
        subject: item.channel.name,
        what: text.full,
        when: leftUntil(item.channel.slots.nextFreesAt, desk),
        button: text.act.tokens,
        act: () => void desk.showTokens({ group: 'live', channelId: item.channel.channelId, search: '', ...BY_EXPIRY }),
      };
    case 'no-secret':
      return {
        subject: item.channel.name,
        what: text.noSecret,
        when: null,
        button: text.act.secret,
        act: () => (desk.dialog = { kind: 'channel-secret', channelId: item.channel.channelId }),
      };
    case 'no-key':
    case 'key-generated':
    case 'key-registered':
      return {
        subject: item.channel.name,
        what: { 'no-key': text.noKey, 'key-generated': text.keyGenerated, 'key-registered': text.keyRegistered }[
          item.kind
        ],
        when: null,
        button: item.kind === 'no-key' ? text.act.key : text.act.register,
        act: () => desk.go({ name: 'channel', channelId: item.channel.channelId }),
      };
  }
}

type ItemOf<Kind extends AttentionItem['kind']> = Extract<AttentionItem, { readonly kind: Kind }>;

const BY_EXPIRY = { sort: 'expiresAt', direction: 'ascending' } as const;

/** Once more, with LINE's list asked before and after: what proves those that are gone, and revokes those that are not. */
export function revokeAgain(desk: Desk, matching: TokenFilter): void {
  desk.dialog = { kind: 'revoke', selection: { matching, except: [] } };
}

/** Who holds a token: its channel and, where known, its consumer. */
const holderOf = (token: Token) => [token.channelName, token.consumer || token.label].filter(Boolean).join(' / ');

function leftUntil(at: string | null, desk: Desk): AttentionWords['when'] {
  if (at === null) return null;
  return { text: relative(at, desk.clock.now, desk.text.duration), title: desk.time.full(at) };
}

function todayWords(item: ItemOf<'today' | 'today-group' | 'today-more'>, desk: Desk): AttentionWords {
  const text = desk.text.overview;
  const now = desk.clock.now;
  if (item.kind === 'today-more')
    return {
      subject: text.todayMore(item.count),
      what: text.todayMoreEnds(item.count),
      when: null,
      button: text.act.tokens,
      act: () => void desk.showTokens({ group: 'live', channelId: null, search: '', ...BY_EXPIRY }),
    };
  if (item.kind === 'today') {
    const { token } = item;
    const underWay = desk.rotations.replacing(token.tokenId);
    const time = desk.time.short(token.expiresAt, now);
    const ends = desk.time.isToday(token.expiresAt, now) ? text.todayAt(time) : time;
    return {
      subject: holderOf(token),
      what: item.last ? text.expiresLast(ends) : text.expires(ends),
      when: leftUntil(token.expiresAt, desk),
      button: underWay ? desk.text.rotations.hint.open : text.act.replace,
      act: () => {
        const { channelId, consumer, label, tokenId } = token;
        if (underWay) desk.visit({ name: 'rotation', rotationId: underWay.rotationId });
        else if (consumer !== '') desk.dialog = { kind: 'begin-rotation', channelId, consumer, tokenId };
        else desk.dialog = { kind: 'issue', channelId, consumer, label };
      },
    };
  }
  const [first] = item.tokens;
  return {
    subject: text.todayGroup(item.tokens.length, holderOf(first)),
    what: text.todayGroupEnds(desk.time.short(first.expiresAt, now)),
    when: leftUntil(first.expiresAt, desk),
    button: text.act.tokens,
    act: () =>
      void desk.showTokens({
        group: 'live',
        channelId: first.channelId,
        search: first.consumer || first.label,
        ...BY_EXPIRY,
      }),
  };
}

function rotationWords({ kind, rotations }: ItemOf<'leaked' | 'rotations'>, desk: Desk): AttentionWords {
  const text = desk.text.overview;
  const [first, ...others] = rotations;
  const { rotationId, channelName, consumer, begunAt } = first;
  const isLeak = kind === 'leaked';
  const since = duration(desk.clock.now - Date.parse(begunAt), desk.text.duration);
  return {
    subject: others.length > 0 ? text.rotations(rotations.length) : [channelName, consumer].filter(Boolean).join(' / '),
    what: (isLeak ? text.leaked : text.rotationWaits)(rotations.length),
    when: isLeak ? { text: desk.text.rotations.leakClock(since), title: desk.time.full(begunAt) } : null,
    button: others.length > 0 ? text.act.tokens : desk.text.rotations.hint.open,
    act: () => {
      desk.go({ name: 'rotations' });
      if (others.length === 0) desk.openRotation(rotationId);
    },
  };
}

function soonWords(item: ItemOf<'soon'>, desk: Desk): AttentionWords {
  const text = desk.text.overview;
  const [only, ...others] = item.channels;
  const single = others.length === 0 ? desk.shelf.find(only) : undefined;
  const day = desk.time.date(item.by, desk.clock.now);
  return {
    subject: single ? text.soonOf(item.count, single.name) : text.soonOfMany(item.count, item.channels.length),
    what: text.soon(item.count),
    when: { text: text.by(day), title: day },
    button: text.act.tokens,
    act: () => void desk.showTokens({ group: 'live', channelId: single?.channelId ?? null, search: '', ...BY_EXPIRY }),
  };
}

function lostWords(item: ItemOf<'foreign' | 'orphan'>, desk: Desk): AttentionWords {
  const text = desk.text.overview;
  const now = desk.clock.now;
  const since = item.kind === 'foreign' ? item.since : null;
  return {
    subject: item.channel.name,
    what: text[item.kind](item.count),
    when:
      item.kind === 'orphan'
        ? leftUntil(item.until, desk)
        : since === null
          ? null
          : { text: text.since(desk.time.short(since, now)), title: desk.time.full(since) },
    button: text.act.tokens,
    act: () => void desk.showTokens({ group: 'lost', channelId: item.channel.channelId, search: '' }),
  };
}
