import type { Ending, Endings } from './reminder-ledger.ts';

/** What is due of each token, by the clock of now alone: whatever was slept through, and however the clock was set, is thought of anew each time. */

export const DAY_MS = 24 * 60 * 60 * 1_000;

/** So long after its end a token is still told of to whoever was away. */
export const ENDED_IS_TOLD_FOR_MS = 31 * DAY_MS;

/** A token of which something is to be told: that it ends within so many days, or that it ended. */
export type DueEnding =
  | { readonly kind: 'ends'; readonly ending: Ending; readonly withinDays: number }
  | { readonly kind: 'ended'; readonly ending: Ending };

export const endsId = (tokenId: string, days: number) => `ends:${tokenId}:${String(days)}`;
export const endedId = (tokenId: string) => `ended:${tokenId}`;
export const foreignId = (tokenId: string) => `foreign:${tokenId}`;

/** When a reminder of so many days before falls; undefined where the token did not live yet by then. */
function dueAt({ issuedAt, expiresAt }: Ending, days: number): number | undefined {
  const at = expiresAt - days * DAY_MS;
  return at > issuedAt ? at : undefined;
}

/** Of the lead times of a token that have passed, the last one. */
function latestPassed(ending: Ending, reminderDays: readonly number[], now: number): number | undefined {
  const passed = reminderDays.filter((days) => (dueAt(ending, days) ?? Infinity) <= now);
  return passed.length > 0 ? Math.min(...passed) : undefined;
}

/** For each token that was spoken of, the fewest days of which it was told; 0 where its end was. */
export function saidOfTokens(reminderIds: readonly string[]): ReadonlyMap<string, number> {
  const said = new Map<string, number>();
  for (const reminderId of reminderIds) {
    const [kind, tokenId = '', days = ''] = reminderId.split(':');
    if (kind !== 'ends' && kind !== 'ended') continue;
    const fewest = kind === 'ended' ? 0 : Number(days);
    if (fewest < (said.get(tokenId) ?? Infinity)) said.set(tokenId, fewest);
  }
  return said;
}

/**
 * What is due and was not said, soonest end first. Of several lead times that passed only the last is told; those before it count as told, and
 * so do they where the clock is set back behind one that was.
 */
export function dueEndings(
  { ends, ended }: Endings,
  said: ReadonlyMap<string, number>,
  reminderDays: readonly number[],
  now: number,
): readonly DueEnding[] {
  const over = ended.filter(({ tokenId }) => said.get(tokenId) !== 0);
  const coming = ends.flatMap((ending): DueEnding[] => {
    const withinDays = latestPassed(ending, reminderDays, now);
    const isDue = withinDays !== undefined && withinDays < (said.get(ending.tokenId) ?? Infinity);
    return isDue ? [{ kind: 'ends', ending, withinDays }] : [];
  });
  return [...over.map((ending) => ({ kind: 'ended', ending }) as const), ...coming];
}

/** When the next lead time passes, or the next token ends; Infinity where nothing of the kind is ahead. */
export function nextMoment(
  { ends, nextBehind }: Endings,
  reminderDays: readonly number[],
  horizonMs: number,
  now: number,
): number {
  let next = nextBehind === null ? Infinity : nextBehind - horizonMs;
  for (const ending of ends) {
    for (const days of [...reminderDays, 0]) {
      const at = dueAt(ending, days) ?? 0;
      if (at > now && at < next) next = at;
    }
  }
  return next;
}
