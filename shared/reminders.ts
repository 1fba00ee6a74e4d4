import * as v from 'valibot';
import { Instant } from './domain.ts';
import { EndingToken, NamedChannel } from './reports.ts';

/** What the tray and the notifications tell, also of a locked vault. */

/**
 * One thing to tell a person. `reminderId` is the same for the same thing, so that nothing is said twice. `ends`: a token ends within so many days.
 * `ended`: it ran out without a successor. `foreign`: LINE listed a key ID that nobody here issued. `drained`: an old token can be revoked.
 */
export const Reminder = v.variant('kind', [
  v.object({
    reminderId: v.string(),
    kind: v.literal('ends'),
    token: EndingToken,
    withinDays: v.number(),
    at: Instant,
  }),
  v.object({ reminderId: v.string(), kind: v.literal('ended'), token: EndingToken, at: Instant }),
  v.object({ reminderId: v.string(), kind: v.literal('foreign'), token: EndingToken, at: Instant }),
  v.object({
    reminderId: v.string(),
    kind: v.literal('drained'),
    rotationId: v.string(),
    channel: NamedChannel,
    consumer: v.string(),
    at: Instant,
  }),
]);
export type Reminder = v.InferOutput<typeof Reminder>;

export const Digest = v.object({
  /** The day that it is for, by the person's clock: `2026-11-24`. */
  day: v.string(),
  endsToday: v.number(),
  endsThisWeek: v.number(),
  needsAttention: v.number(),
});
export type Digest = v.InferOutput<typeof Digest>;

export const SNOOZES = ['tomorrow', 'working-hours', 'off'] as const;

export const ReminderReport = v.object({
  at: Instant,
  /** What the tray shows. `locked` only where the vault is locked and nothing is urgent or soon. */
  shape: v.picklist(['well', 'soon', 'urgent', 'locked']),
  /** How many tokens that nothing has replaced end within so many days: the shortest of the reminders that any falls under; null where none does. */
  ending: v.nullable(v.object({ withinDays: v.number(), tokens: v.number() })),
  /** How many ended without a successor in the last days. */
  ended: v.number(),
  /** The live tokens that end next, the first five. */
  next: v.array(EndingToken),
  /** What is due and was not said yet; empty while snoozed. */
  due: v.array(Reminder),
  /** The morning's summary, where it is due, was not said today, and has anything to say. */
  digest: v.nullable(Digest),
  snoozedUntil: v.nullable(Instant),
  /** When there may be something new to say, if nothing changes meanwhile. */
  nextAt: v.nullable(Instant),
});
export type ReminderReport = v.InferOutput<typeof ReminderReport>;
