import type { Token } from '../../shared/domain.ts';
import { allTokens } from './all-tokens.ts';
import { calendarOf } from './calendar/calendar.ts';
import { exportMetadata } from './export-metadata.ts';
import type { ReadingHandlers } from './reading.ts';
import { findRotationsDue } from './rotation.ts';

/** What stands in a calendar: what lives, and what ended before its time. */
const SHOWN_STATES = ['active', 'draining', 'revoked', 'gone'] as const;

/** The reports that need nothing but the plain part of the ledger. */
export const reportHandlers: ReadingHandlers<'token.needsRotation' | 'reminder.calendar' | 'export.metadata'> = {
  async 'token.needsRotation'(reading, question) {
    return { consumers: [...(await findRotationsDue(reading, question))] };
  },

  async 'reminder.calendar'(reading, { language }) {
    const { at, settings } = reading;
    const tokens: Token[] = [];
    // From the far end, so that what ended long ago is never read.
    for await (const token of allTokens(reading, { states: SHOWN_STATES, direction: 'descending' })) {
      if (token.expiresAt <= at) break;
      tokens.push(token);
    }
    tokens.reverse();
    const calendar = calendarOf(tokens, {
      now: Date.parse(at),
      language: language ?? settings.language ?? 'en',
      reminderDays: settings.reminderDays,
    });
    const isLive = ({ state }: Token) => state === 'active' || state === 'draining';
    return { calendar, live: tokens.filter(isLive).length, cancelled: tokens.filter((token) => !isLive(token)).length };
  },

  'export.metadata': exportMetadata,
};
