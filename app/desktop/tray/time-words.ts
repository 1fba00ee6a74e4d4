import type { Language } from '../../../shared/languages.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Below two days people count in hours. */
const DAYS_FROM_MS = 2 * DAY_MS;

/** What is left, in whole days, hours or minutes, rounded down; never less than a minute. */
export function timeLeft(milliseconds: number, language: Language): string {
  const [unit, size] =
    milliseconds >= DAYS_FROM_MS
      ? (['day', DAY_MS] as const)
      : milliseconds >= HOUR_MS
        ? (['hour', HOUR_MS] as const)
        : (['minute', MINUTE_MS] as const);
  const format = new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' });
  return format.format(Math.max(1, Math.floor(milliseconds / size)));
}

/** A moment by the person's clock: "Fri, Nov 27, 18:05". */
export function localMoment(instant: string, language: Language): string {
  return new Intl.DateTimeFormat(language, {
    weekday: 'short',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(instant));
}
