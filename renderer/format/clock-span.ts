import type { Messages } from '../messages/en.ts';
import { duration } from './duration.ts';

const MINUTE_SECONDS = 60;

/** How far a clock is off: seconds below two minutes, where they matter, and as any other span above. */
export function clockSpan(seconds: number, text: Pick<Messages, 'connection' | 'duration'>): string {
  return seconds < 2 * MINUTE_SECONDS ? text.connection.seconds(seconds) : duration(seconds * 1_000, text.duration);
}
