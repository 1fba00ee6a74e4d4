import type { Channel, Issue, PublicJwk, Slots, SigningKey, Token, TokenState } from '../../../shared/domain.ts';
import { SOON_AFTER_LIFE_SHARE, URGENT_WITHIN_SECONDS } from '../../../shared/line-limits.ts';
import type { Tone } from './colour.ts';
import type { Cell } from './table.ts';
import { distance, localTime } from './time.ts';
import { truncateMiddle } from './width.ts';
import type { View } from './view.ts';

/** How things of the vault read in tables and lists: the same words and marks everywhere. */

/** What a key ID is shortened to on a terminal; its two ends tell keys apart. */
const SHORT_KEY_ID_WIDTH = 13;

/** How urgent a live token is: shapes first, then colours. */
function markOfLive({ issuedAt, expiresAt }: Token, now: number): readonly [string, Tone] {
  const end = Date.parse(expiresAt);
  const life = end - Date.parse(issuedAt);
  if (end - now <= URGENT_WITHIN_SECONDS * 1_000) return ['■', 'urgent'];
  return now >= end - life * (1 - SOON_AFTER_LIFE_SHARE) ? ['▲', 'warning'] : ['●', 'good'];
}

const MARKS: Readonly<Record<Exclude<TokenState, 'active'>, readonly [string, Tone]>> = {
  draining: ['◐', 'warning'],
  revoking: ['◐', 'warning'],
  orphan: ['◌', 'urgent'],
  foreign: ['◇', 'urgent'],
  revoked: ['·', 'faint'],
  gone: ['·', 'faint'],
  expired: ['·', 'faint'],
};

/** State mark and word of a token: ● live · ▲ soon · ■ today · ◐ draining · ◌ lost · ◇ foreign. */
export function tokenState(token: Token, { texts, now }: View): Cell {
  const [mark, tone] = token.state === 'active' ? markOfLive(token, now) : MARKS[token.state];
  return { text: `${mark} ${texts.states[token.state]}`, tone };
}

/** A key ID: whole where a program may read it, its middle left out on a terminal. */
export function shortKeyId(keyId: string, { isTerminal }: View): string {
  return isTerminal ? truncateMiddle(keyId, SHORT_KEY_ID_WIDTH) : keyId;
}

/** When a token ends: what is left, then the local time. */
export function expiry(
  { expiresAt, expiryKnown }: Pick<Token, 'expiresAt' | 'expiryKnown'>,
  { texts, now }: View,
): string {
  const text = `${distance(expiresAt, now, texts)} (${localTime(expiresAt)})`;
  return expiryKnown ? text : texts.say.atLatest(text);
}

/** An instant in local time, or the word for never. */
export function instant(at: string | null, { texts }: View): string {
  return at === null ? texts.say.never : localTime(at);
}

/** A name with a badge where the platform is not LINE itself. */
export function withBadge(name: string, platformKind: Channel['platformKind'], { texts }: View): string {
  const badge = texts.platformBadges[platformKind];
  return badge === '' ? name : `${name} [${badge}]`;
}

/** How many slots are taken. */
export function slotsTaken({ limit, free }: Slots, { texts }: View): Cell {
  const text = texts.say.slots(limit - free, limit);
  return free === 0 ? { text, tone: 'urgent' } : { text };
}

/** What the taken slots hold. */
export function slotDetails({ live, draining, orphan, foreign, unknown }: Slots, { texts }: View): string {
  const { states, say } = texts;
  const counted: readonly (readonly [string, number])[] = [
    [states.active, live],
    [states.draining, draining],
    [states.orphan, orphan],
    [states.foreign, foreign],
    [say.unknownIssues, unknown],
  ];
  return counted
    .filter(([, count]) => count > 0)
    .map(([name, count]) => say.slotDetail(name, count))
    .join(' · ');
}

/** State of a signing key, or the best state among those of a channel. */
export function keyState(state: SigningKey['state'] | Channel['keyState'], { texts }: View): Cell {
  const tone = state === 'proved' ? 'good' : state === 'retired' ? 'faint' : 'warning';
  return { text: texts.keyStates[state], tone };
}

/** State of an attempt to issue. */
export function issueState(state: Issue['state'], { texts }: View): Cell {
  return { text: texts.issueStates[state], ...(state === 'unknown' || state === 'orphaned' ? { tone: 'urgent' } : {}) };
}

/** A public JWK as it is pasted into LINE's console. */
export function jwkText(jwk: PublicJwk): string {
  return JSON.stringify(jwk, null, 2);
}
