import type { Session } from '../session.ts';

const FIRST_WAIT_MS = 500;

/** A platform (or a proxy) that names a longer wait is obeyed, up to this. */
const LONGEST_WAIT_MS = 60_000;

/**
 * Waits before another try: doubling with each, with jitter, and at least as long as the platform asked for. Ends early when the signal aborts.
 * @param attempt how many tries there were, from 1.
 */
export async function waitBefore(
  session: Pick<Session, 'pause'>,
  attempt: number,
  signal: AbortSignal,
  askedForSeconds: number | null = null,
): Promise<void> {
  const backoff = FIRST_WAIT_MS * 2 ** (attempt - 1) * (0.5 + Math.random() / 2);
  await session.pause(Math.min(LONGEST_WAIT_MS, Math.max(backoff, (askedForSeconds ?? 0) * 1000)), signal);
}
