import type { Channel, Consequence, Token } from '../../shared/domain.ts';
import { requireChannel } from '../assertions/make-assertion.ts';
import type { Session } from '../session.ts';
import { risksOf } from './revoke-risks.ts';
import { byChannel, type ResolvedSelection } from './revoke-selection.ts';

/** Of the tokens that a consequence is about, so many are named. */
const MOST_NAMED = 1_000;

/** From so many channels on, all are read at once rather than each on its own. */
const MANY_CHANNELS = 16;

const HOLDS_SLOT = new Set<Token['state']>(['active', 'draining', 'revoking', 'orphan', 'foreign']);

/** Some tokens as a consequence speaks of them: all are counted, the first are named. */
interface Named {
  readonly count: number;
  readonly tokenIds: readonly string[];
}

function named(tokens: readonly Token[]): Named {
  return { count: tokens.length, tokenIds: tokens.slice(0, MOST_NAMED).map(({ tokenId }) => tokenId) };
}

/** The channels by their IDs, in no particular order. Throws `not-found` where one of a few is missing. */
export async function channelsNamed(session: Session, channelIds: readonly string[]): Promise<readonly Channel[]> {
  if (channelIds.length < MANY_CHANNELS)
    return Promise.all(channelIds.map((channelId) => requireChannel(session, channelId)));
  const wanted = new Set(channelIds);
  return (await session.ledger.channels(session.by().at)).filter(({ channelId }) => wanted.has(channelId));
}

/** The channels of some tokens. */
export function channelsOf(session: Session, tokens: readonly Token[]): Promise<readonly Channel[]> {
  return channelsNamed(session, [...byChannel(tokens).keys()]);
}

/** That channels cannot sign. */
export function withoutKey(channels: readonly Channel[]): Consequence[] {
  const channelIds = channels
    .filter(({ keyState }) => keyState === 'none' || keyState === 'generated')
    .map(({ channelId }) => channelId);
  return channelIds.length === 0 ? [] : [{ kind: 'no-signing-key', channelIds }];
}

/** What a person should know before a revocation of these tokens starts. */
export async function consequencesOf(session: Session, { tokens, leftOut }: ResolvedSelection): Promise<Consequence[]> {
  const channels = await channelsOf(session, tokens);
  const found: Consequence[] = [...(await risksOf(session, tokens, channels))];
  const noSecret = channels.filter(({ hasSecret }) => !hasSecret).map(({ channelId }) => channelId);
  if (noSecret.length > 0) found.push({ kind: 'no-secret', channelIds: noSecret });
  found.push(...withoutKey(channels));
  const noValue =
    leftOut?.withoutValue ?? named(tokens.filter((token) => !token.hasValue && HOLDS_SLOT.has(token.state)));
  if (noValue.count > 0) found.push({ kind: 'no-value', count: noValue.count, tokenIds: [...noValue.tokenIds] });
  const notLive = leftOut?.notLive ?? named(tokens.filter(({ state }) => !HOLDS_SLOT.has(state)));
  if (notLive.count > 0) found.push({ kind: 'not-live', count: notLive.count, tokenIds: [...notLive.tokenIds] });
  return found;
}
