import * as v from 'valibot';
import { Instant } from '../../shared/domain.ts';

/** What was told already, and whether to be quiet. Holds no secret: it is read while the vault is locked. */
export const ReminderState = v.object({
  /** When each reminder was told. */
  said: v.record(v.string(), Instant),
  /** The days whose summary was told. */
  digestDays: v.array(v.string()),
  snoozedUntil: v.nullable(Instant),
});
export type ReminderState = v.InferOutput<typeof ReminderState>;

export const NOTHING_SAID: ReminderState = { said: {}, digestDays: [], snoozedUntil: null };

const DAY_MS = 24 * 60 * 60 * 1_000;
/**
 * So many are never forgotten, whatever the clock says: one that was wrong for a while and set right again must not make anything be said twice.
 * Beyond that, what was said so long ago is of tokens that are over: a token lives 30 days, and its end is told for 31 more.
 */
const KEPT_ALWAYS = 2_000;
const KEPT_FOR_MS = 120 * DAY_MS;
const DIGEST_DAYS_KEPT = 60;
/** A snooze never lasts longer; one that seems to was set while the clock was wrong. */
const LONGEST_SNOOZE_MS = 8 * DAY_MS;

/** The state with more that was said at `now`, and without what is long over. */
export function withSaid(
  state: ReminderState,
  reminderIds: readonly string[],
  digestDay: string | undefined,
  now: number,
): ReminderState {
  const at = new Date(now).toISOString();
  const said = { ...state.said };
  for (const reminderId of reminderIds) said[reminderId] ??= at;
  const days = digestDay === undefined ? state.digestDays : [...new Set([...state.digestDays, digestDay])];
  return { ...state, said: pruned(said, now), digestDays: days.slice(-DIGEST_DAYS_KEPT) };
}

function pruned(said: ReminderState['said'], now: number): ReminderState['said'] {
  const all = Object.entries(said);
  if (all.length <= KEPT_ALWAYS) return said;
  const before = new Date(now - KEPT_FOR_MS).toISOString();
  return Object.fromEntries(all.filter(([, at]) => at >= before));
}

/** Until when to be quiet; null where there is no reason to, or no more. */
export function quietUntil({ snoozedUntil }: ReminderState, now: number): number | null {
  const until = snoozedUntil === null ? now : Date.parse(snoozedUntil);
  return until > now && until - now <= LONGEST_SNOOZE_MS ? until : null;
}
