import type { Messages } from '../messages/en.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** What happened a moment ago may lie a little ahead of a clock that ticks. */
const CLOCK_STEP = 1_000;

/** From here on hours say nothing any more. */
const DAYS_ONLY_FROM = 10 * DAY;

/**
 * A span as one reads it at a glance: two units at most, and only as fine as it matters ("29 d", "4 d 2 h", "5 h 12 min").
 * The sign is ignored.
 */
export function duration(milliseconds: number, text: Messages['duration']): string {
  const span = Math.abs(milliseconds);
  if (span < MINUTE) return text.underMinute;
  if (span >= DAYS_ONLY_FROM) return text.days(Math.round(span / DAY));
  const days = Math.floor(span / DAY);
  const hours = Math.floor((span % DAY) / HOUR);
  const minutes = Math.floor((span % HOUR) / MINUTE);
  if (days > 0) return hours > 0 ? text.join(text.days(days), text.hours(hours)) : text.days(days);
  if (hours > 0) return minutes > 0 ? text.join(text.hours(hours), text.minutes(minutes)) : text.hours(hours);
  return text.minutes(minutes);
}

/** Where an instant lies from now: "in 5 h 12 min", "2 min ago", "just now". */
export function relative(instant: string, now: number, text: Messages['duration']): string {
  const distance = Date.parse(instant) - now;
  if (distance > CLOCK_STEP) return text.in(duration(distance, text));
  if (distance > -MINUTE) return text.justNow;
  return text.ago(duration(distance, text));
}
