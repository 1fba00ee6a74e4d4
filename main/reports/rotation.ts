import type { ParsedInputOf } from '../../shared/contract.ts';
import type { Token } from '../../shared/domain.ts';
import { SOON_AFTER_LIFE_SHARE } from '../../shared/line-limits.ts';
import { isNewer } from '../../shared/newest-token.ts';
import type { RotationDue } from '../../shared/reports.ts';
import { allTokens, endingToken } from './all-tokens.ts';
import type { Reading } from './reading.ts';
import { requireKnown } from './require-known.ts';

type Reason = RotationDue['tokens'][number]['reason'];

/** Why a token should be replaced by now; undefined where it need not be. */
function reasonFor({ issuedAt, expiresAt }: Token, now: number, withinSeconds: number | undefined): Reason | undefined {
  const end = Date.parse(expiresAt);
  const life = end - Date.parse(issuedAt);
  if (now >= end - life * (1 - SOON_AFTER_LIFE_SHARE)) return 'life';
  return withinSeconds !== undefined && end - now <= withinSeconds * 1_000 ? 'within' : undefined;
}

/**
 * The tokens that have nothing to replace them: of each consumer the newest live one; where none is named, every live one, because nothing says
 * what replaced it. They come in the order of their expiry.
 */
async function unreplaced(reading: Reading, channelId: string | undefined): Promise<readonly Token[]> {
  const newest = new Map<string, Token>();
  for await (const token of allTokens(reading, { channelId, states: ['active'] })) {
    const owner = token.consumer === '' ? token.tokenId : JSON.stringify([token.channelId, token.consumer]);
    const known = newest.get(owner);
    if (!known || isNewer(token, known)) newest.set(owner, token);
  }
  return [...newest.values()].sort((one, other) => one.expiresAt.localeCompare(other.expiresAt));
}

/** Who needs a new token: consumers whose newest live token is past two thirds of its life, or ends within the time that was asked for. */
export async function findRotationsDue(
  reading: Reading,
  { channelId, withinSeconds }: ParsedInputOf<'token.needsRotation'>,
): Promise<readonly RotationDue[]> {
  await requireKnown(reading, channelId);
  const now = Date.parse(reading.at);
  const due = new Map<string, RotationDue>();
  for (const token of await unreplaced(reading, channelId)) {
    const reason = reasonFor(token, now, withinSeconds);
    if (reason === undefined) continue;
    const { channelName, platformKind, consumer } = token;
    const key = JSON.stringify([token.channelId, consumer]);
    const group = due.get(key) ?? { channelId: token.channelId, channelName, platformKind, consumer, tokens: [] };
    group.tokens.push({ ...endingToken(token), reason });
    due.set(key, group);
  }
  return [...due.values()];
}
