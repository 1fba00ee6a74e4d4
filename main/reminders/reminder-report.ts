import type { Token } from '../../shared/domain.ts';
import type { Digest, Reminder, ReminderReport } from '../../shared/reminders.ts';
import type { Ledger } from '../ports.ts';
import { allTokens, endingToken } from '../reports/all-tokens.ts';
import type { Reading } from '../reports/reading.ts';
import { digestDue } from './digest.ts';
import { drainedRotations } from './drained-rotations.ts';
import {
  DAY_MS,
  type DueEnding,
  dueEndings,
  ENDED_IS_TOLD_FOR_MS,
  endedId,
  endsId,
  foreignId,
  nextMoment,
  saidOfTokens,
} from './due-reminders.ts';
import { nextTimeOfDay } from './local-time.ts';
import type { Endings } from './reminder-ledger.ts';
import { quietUntil, type ReminderState } from './reminder-state.ts';
import { shownInTray } from './tray-shape.ts';

const NEXT = 5;
/** As many as can be marked as said at once; more come with the next report. */
const MOST_DUE = 10_000;
/** The week of the summary, and the day on which it is told. */
const LEAST_HORIZON_DAYS = 8;

const instant = (milliseconds: number) => new Date(milliseconds).toISOString();

async function remindersOf({ ledger, at }: Reading, due: readonly DueEnding[]): Promise<readonly Reminder[]> {
  const tokens = await ledger.tokensById(
    due.map(({ ending }) => ending.tokenId),
    at,
  );
  const known = new Map(tokens.map((token) => [token.tokenId, endingToken(token)]));
  return due.flatMap((each): Reminder[] => {
    const { tokenId, expiresAt } = each.ending;
    const token = known.get(tokenId);
    if (!token) return [];
    if (each.kind === 'ended') return [{ kind: 'ended', reminderId: endedId(tokenId), token, at: instant(expiresAt) }];
    const { withinDays } = each;
    const reminderId = endsId(tokenId, withinDays);
    return [{ kind: 'ends', reminderId, token, withinDays, at: instant(expiresAt - withinDays * DAY_MS) }];
  });
}

/** Key IDs that nobody here issued, and of which nothing was said yet. */
async function foreignOnes(reading: Reading, said: ReminderState['said']): Promise<readonly Reminder[]> {
  const found: Reminder[] = [];
  for await (const token of allTokens(reading, { states: ['foreign'] })) {
    const reminderId = foreignId(token.tokenId);
    if (Object.hasOwn(said, reminderId)) continue;
    found.push({ kind: 'foreign', reminderId, token: endingToken(token), at: firstSeen(token) });
    if (found.length >= MOST_DUE) break;
  }
  return found;
}

/** The ledger takes a foreign one as issued when it was seen first. */
const firstSeen = ({ issuedAt }: Token) => issuedAt;

async function needsAttention(ledger: Ledger, at: string): Promise<number> {
  const [{ byState }, { unresolvedIssues }] = await Promise.all([ledger.countTokens({}, at), ledger.counts()]);
  return (byState.foreign ?? 0) + (byState.orphan ?? 0) + (byState.revoking ?? 0) + unresolvedIssues;
}

async function digestOf(reading: Reading, endings: Endings, saidDays: readonly string[]): Promise<Digest | null> {
  const { ledger, at, settings } = reading;
  const due = digestDue(endings, { digestAt: settings.digestAt, saidDays, now: Date.parse(at) });
  if (!due) return null;
  const digest = { ...due, needsAttention: await needsAttention(ledger, at) };
  return digest.endsToday + digest.endsThisWeek + digest.needsAttention > 0 ? digest : null;
}

/** What the tray shows and what is to be said, of a ledger seen at one instant. */
export async function reportReminders(
  reading: Reading,
  state: ReminderState,
  isOpen: boolean,
): Promise<ReminderReport> {
  const { ledger, at, settings } = reading;
  const { reminderDays, digestAt } = settings;
  const now = Date.parse(at);
  const horizonMs = Math.max(LEAST_HORIZON_DAYS, ...reminderDays) * DAY_MS;
  const stretch = { since: instant(now - ENDED_IS_TOLD_FOR_MS), until: instant(now + horizonMs) };
  const endings = await ledger.endings(stretch, at);
  const page = { states: ['active'], sort: 'expiresAt', direction: 'ascending', limit: NEXT } as const;
  const next = await ledger.tokens(page, at);
  const until = quietUntil(state, now);
  const isQuiet = until !== null;
  const due = isQuiet ? [] : dueEndings(endings, saidOfTokens(Object.keys(state.said)), reminderDays, now);
  const foreign = isQuiet ? [] : await foreignOnes(reading, state.said);
  const { drained, nextAt: drainsNext } = await drainedRotations(reading, state.said);
  const moments = [
    // A day before its end, a token becomes urgent whether anybody is reminded of that or not.
    nextMoment(endings, [...new Set([...reminderDays, 1])], horizonMs, now),
    drainsNext,
    // What is shown as next may have been replaced already; it is gone from there when it ends.
    ...next.tokens.map(({ expiresAt }) => Date.parse(expiresAt)),
    until ?? Infinity,
    digestAt === null ? Infinity : nextTimeOfDay(now, digestAt),
  ];
  const nextAt = Math.min(...moments);
  const told = isQuiet ? [] : [...foreign, ...drained, ...(await remindersOf(reading, due.slice(0, MOST_DUE)))];
  return {
    at,
    ...shownInTray(endings, { reminderDays, isOpen, now }),
    next: next.tokens.map(endingToken),
    due: told.slice(0, MOST_DUE),
    digest: isQuiet ? null : await digestOf(reading, endings, state.digestDays),
    snoozedUntil: until === null ? null : instant(until),
    nextAt: Number.isFinite(nextAt) ? instant(Math.max(nextAt, now)) : null,
  };
}
