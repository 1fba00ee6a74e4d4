import type { WorkingHours } from '../../shared/settings.ts';

/**
 * Moments by this computer's clock and time zone. Each is built anew from a date and a time of day, never by adding hours: a day that the clocks are
 * changed on has 23 or 25 of them. A time that such a day leaves out is the moment at which the clocks go on.
 */

/** Before this hour a person who is still awake means by "tomorrow" what begins after the night. */
const NIGHT_ENDS_AT = 4;
const DAYS_A_WEEK = 7;

/** The given time of day, `HH:MM`, so many days after the day of `now`. */
export function timeOnDay(now: number, daysLater: number, time: string): number {
  const day = new Date(now);
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + daysLater, hours, minutes).getTime();
}

/** The day of `now`: `2026-11-24`. */
export function localDay(now: number): string {
  const day = new Date(now);
  const padded = (value: number, digits = 2) => String(value).padStart(digits, '0');
  return `${padded(day.getFullYear(), 4)}-${padded(day.getMonth() + 1)}-${padded(day.getDate())}`;
}

/** The first such time of day that is still to come. */
export function nextTimeOfDay(now: number, time: string): number {
  const today = timeOnDay(now, 0, time);
  return today > now ? today : timeOnDay(now, 1, time);
}

/** The morning behind the coming night. */
export function tomorrowMorning(now: number, morning: string): number {
  const thisMorning = timeOnDay(now, 0, morning);
  const isNight = new Date(now).getHours() < NIGHT_ENDS_AT;
  return isNight && thisMorning > now ? thisMorning : timeOnDay(now, 1, morning);
}

/** When the working hours begin next; those that have begun do not count. */
export function nextWorkingHours(now: number, { days, from }: WorkingHours): number {
  for (let later = 0; later <= DAYS_A_WEEK; later += 1) {
    const start = timeOnDay(now, later, from);
    if (start > now && days.includes(new Date(start).getDay())) return start;
  }
  return timeOnDay(now, DAYS_A_WEEK, from);
}
