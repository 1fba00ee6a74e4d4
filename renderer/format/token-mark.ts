import type { Token } from '../../shared/domain.ts';
import { SOON_AFTER_LIFE_SHARE, URGENT_WITHIN_SECONDS } from '../../shared/line-limits.ts';

/** The shapes of the window. Each is readable in greyscale; `tone` only adds to it. */
export const MARKS = {
  live: 'live',
  soon: 'soon',
  today: 'urgent',
  draining: 'drain',
  revoking: 'drain',
  orphan: 'orphan',
  foreign: 'urgent',
  revoked: 'quiet',
  gone: 'quiet',
  expired: 'quiet',
  done: 'live',
  failed: 'urgent',
  todo: 'quiet',
} as const;

export type MarkName = keyof typeof MARKS;

/** The marks that a token can wear. */
export type TokenMarkName = Exclude<MarkName, 'done' | 'failed' | 'todo'>;

/** How a token stands at `now`: its stored state, and for a live one how much of its life is left. */
export function tokenMark(token: Pick<Token, 'state' | 'issuedAt' | 'expiresAt'>, now: number): TokenMarkName {
  if (token.state !== 'active') return token.state;
  const end = Date.parse(token.expiresAt);
  if (end <= now) return 'expired';
  if (end - now <= URGENT_WITHIN_SECONDS * 1000) return 'today';
  const start = Date.parse(token.issuedAt);
  return now - start >= (end - start) * SOON_AFTER_LIFE_SHARE ? 'soon' : 'live';
}
