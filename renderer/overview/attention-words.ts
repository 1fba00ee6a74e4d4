import type { Token } from '../../shared/domain.ts';
import { relative } from '../format/duration.ts';
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
  const now = desk.clock.now;
  const left = (at: string) => ({ text: relative(at, now, desk.text.duration), title: desk.time.full(at) });
  const visit = (channelId: string) => () => desk.go({ name: 'channel', channelId });
  switch (item.kind) {
    case 'revoking':
      return plain(
        item.channel.name,
        text.revoking(item.count),
        text.act.check,
        () => void desk.check([item.channel.channelId]),
      );
    case 'today': {
      const { token } = item;
      const time = desk.time.short(token.expiresAt, now);
      const ends = desk.time.isToday(token.expiresAt, now) ? text.todayAt(time) : time;
      return {
        subject: holderOf(token),
        what: item.last ? text.expiresLast(ends) : text.expires(ends),
        when: left(token.expiresAt),
        button: text.act.token,
        act: () => (desk.dialog = { kind: 'token', tokenId: token.tokenId }),
      };
    }
    case 'today-group': {
      const [first] = item.tokens;
      return {
        subject: text.todayGroup(item.tokens.length, holderOf(first)),
        what: text.todayGroupEnds(desk.time.short(first.expiresAt, now)),
        when: left(first.expiresAt),
        button: text.act.tokens,
        act: () =>
          void desk.showTokens({
            group: 'live',
            channelId: first.channelId,
            search: first.consumer || first.label,
            sort: 'expiresAt',
            direction: 'ascending',
          }),
      };
    }
    case 'soon': {
      const channels = new Set(item.tokens.map(({ channelId }) => channelId));
      const [first] = item.tokens;
      const name = `${desk.text.common.tokens(item.tokens.length)} · ${channels.size === 1 && first ? first.channelName : desk.text.common.channels(channels.size)}`;
      return {
        subject: name,
        what: text.soon(item.tokens.length),
        when: { text: text.by(desk.time.date(item.by, now)), title: desk.time.full(item.by) },
        button: text.act.tokens,
        act: () =>
          void desk.showTokens({
            group: 'live',
            channelId: channels.size === 1 && first ? first.channelId : null,
            search: '',
            sort: 'expiresAt',
            direction: 'ascending',
          }),
      };
    }
    case 'foreign':
    case 'orphan':
      return {
        subject: item.channel.name,
        what: text[item.kind](item.count),
        when:
          item.kind === 'foreign'
            ? { text: desk.time.short(item.since, now), title: desk.time.full(item.since) }
            : left(item.until),
        button: text.act.tokens,
        act: () => void desk.showTokens({ group: 'lost', channelId: item.channel.channelId, search: '' }),
      };
    case 'unknown':
      return plain(item.channel.name, text.unknown, text.act.check, () => void desk.check([item.channel.channelId]));
    case 'full':
      return plain(
        item.channel.name,
        text.full,
        text.act.tokens,
        () => void desk.showTokens({ group: 'live', channelId: item.channel.channelId, search: '' }),
      );
    case 'no-secret':
      return plain(
        item.channel.name,
        text.noSecret,
        text.act.secret,
        () => (desk.dialog = { kind: 'channel-secret', channelId: item.channel.channelId }),
      );
    case 'no-key':
      return plain(item.channel.name, text.noKey, text.act.key, visit(item.channel.channelId));
    case 'key-generated':
      return plain(item.channel.name, text.keyGenerated, text.act.register, visit(item.channel.channelId));
    case 'key-registered':
      return plain(item.channel.name, text.keyRegistered, text.act.register, visit(item.channel.channelId));
  }
}

/** Who holds a token: its channel and, where known, its consumer. */
const holderOf = (token: Token) => [token.channelName, token.consumer || token.label].filter(Boolean).join(' / ');

const plain = (subject: string, what: string, button: string, act: () => void): AttentionWords => ({
  subject,
  what,
  when: null,
  button,
  act,
});
