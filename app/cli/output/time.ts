import type { Texts } from '../messages/en.ts';

const two = (value: number) => String(value).padStart(2, '0');

/** An ISO instant in the local time of this machine, to the minute: `2026-03-01 14:05`. */
export function localTime(instant: string): string {
  const date = new Date(instant);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** A length of time in its two largest units: `12 d 4 h`, `15 min`, `40 s`. Rounded down: never more than is left. */
export function timeSpan(seconds: number, { time }: Texts['say']): string {
  const whole = Math.max(0, Math.floor(seconds));
  const days = Math.floor(whole / 86_400);
  const hours = Math.floor((whole % 86_400) / 3_600);
  const minutes = Math.floor((whole % 3_600) / 60);
  if (days > 0) return hours > 0 ? `${days} ${time.days} ${hours} ${time.hours}` : `${days} ${time.days}`;
  if (hours > 0) return minutes > 0 ? `${hours} ${time.hours} ${minutes} ${time.minutes}` : `${hours} ${time.hours}`;
  return minutes > 0 ? `${minutes} ${time.minutes}` : `${whole} ${time.seconds}`;
}

/** How far an instant is from now, in words: what is left, or how long ago it was. */
export function distance(instant: string, now: number, { say }: Texts): string {
  const seconds = (Date.parse(instant) - now) / 1_000;
  return seconds > 0 ? say.left(timeSpan(seconds, say)) : say.ago(timeSpan(-seconds, say));
}
