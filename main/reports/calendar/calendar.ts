import type { Token } from '../../../shared/domain.ts';
import type { Language } from '../../../shared/languages.ts';
import { DEEP_LINK_SCHEME } from '../../../shared/destination.ts';
import { CALENDAR_WORDS, type CalendarWords } from './calendar-words.ts';
import { contentLine, textValue, utcValue } from './content-line.ts';

/** When and for whom a calendar is made. */
export interface CalendarManner {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly language: Language;
  /** How many days before a token ends to remind of it. */
  readonly reminderDays: readonly number[];
}

const isOver = ({ state }: Token) => state === 'revoked' || state === 'gone';

function description(token: Token, words: CalendarWords): string {
  const facts: readonly (readonly [string, string])[] = [
    [words.channel, `${token.channelName} (${token.channelId})`],
    [words.consumer, token.consumer],
    [words.label, token.label],
    [words.keyId, token.keyId],
  ];
  const lines = facts.filter(([, value]) => value !== '').map(([name, value]) => `${name}: ${value}`);
  return [...lines, isOver(token) ? words.over : words.todo].join('\n');
}

function alarm(days: number, summary: string): string[] {
  return [
    contentLine('BEGIN', 'VALARM'),
    contentLine('ACTION', 'DISPLAY'),
    contentLine('DESCRIPTION', textValue(summary)),
    contentLine('TRIGGER', `-P${String(days)}D`),
    contentLine('END', 'VALARM'),
  ];
}

/**
 * One token as an event at the moment at which it ends. The UID is the token's, and the sequence grows with every making, so that a calendar
 * takes a later one in place of an earlier one. RFC 5545, sections 3.8.4.7 and 3.8.7.4.
 */
function event(token: Token, { now, language, reminderDays }: CalendarManner): string[] {
  const words = CALENDAR_WORDS[language];
  const summary = words.ends(token.consumer || token.label || token.keyId, token.channelName);
  const sequence = Math.max(0, Math.floor((now - Date.parse(token.issuedAt)) / 1_000));
  return [
    contentLine('BEGIN', 'VEVENT'),
    contentLine('UID', `${token.tokenId}@${DEEP_LINK_SCHEME}`),
    contentLine('DTSTAMP', utcValue(now)),
    contentLine('LAST-MODIFIED', utcValue(now)),
    contentLine('SEQUENCE', String(sequence)),
    contentLine('CREATED', utcValue(Date.parse(token.issuedAt))),
    contentLine('DTSTART', utcValue(Date.parse(token.expiresAt))),
    contentLine('SUMMARY', textValue(summary)),
    contentLine('DESCRIPTION', textValue(description(token, words))),
    contentLine('URL', `${DEEP_LINK_SCHEME}://token/${token.tokenId}`),
    contentLine('TRANSP', 'TRANSPARENT'),
    contentLine('STATUS', isOver(token) ? 'CANCELLED' : 'CONFIRMED'),
    ...(isOver(token) ? [] : reminderDays.flatMap((days) => alarm(days, summary))),
    contentLine('END', 'VEVENT'),
  ];
}

/**
 * A calendar (RFC 5545) of the ends of tokens. Live ones remind; those that were revoked or are gone before their time are cancelled, so that
 * what an earlier calendar had brought is taken away.
 */
export function calendarOf(tokens: readonly Token[], manner: CalendarManner): string {
  const { name } = CALENDAR_WORDS[manner.language];
  return [
    contentLine('BEGIN', 'VCALENDAR'),
    contentLine('VERSION', '2.0'),
    contentLine('PRODID', '-//Kagibako//Kagibako//EN'),
    contentLine('CALSCALE', 'GREGORIAN'),
    contentLine('METHOD', 'PUBLISH'),
    contentLine('X-WR-CALNAME', textValue(name)),
    ...tokens.flatMap((token) => event(token, manner)),
    contentLine('END', 'VCALENDAR'),
  ].join('');
}
