import type { Channel, Consequence, Token } from '../../shared/domain.ts';
import { requireChannel } from '../assertions/make-assertion.ts';
import type { Session } from '../session.ts';
import { byChannel, type ResolvedSelection } from './revoke-tokens.ts';

/** Of the tokens and consumers that a consequence is about, so many are named. */
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

async function channelsOf(session: Session, channelIds: readonly string[]): Promise<readonly Channel[]> {
  if (channelIds.length < MANY_CHANNELS)
    return Promise.all(channelIds.map((channelId) => requireChannel(session, channelId)));
  const wanted = new Set(channelIds);
  return (await session.ledger.channels(session.by().at)).filter(({ channelId }) => wanted.has(channelId));
}

async function lastOfConsumers(session: Session, tokens: readonly Token[]): Promise<readonly Consequence[]> {
  const tokenIds = tokens.map(({ tokenId }) => tokenId);
  const last = await session.ledger.lastOfConsumer(tokenIds, session.by().at);
  if (last.length === 0) return [];
  const consumers = [...new Set(last.map(({ consumer }) => consumer))].slice(0, MOST_NAMED);
  const { count, tokenIds: names } = named(last);
  return [{ kind: 'last-of-consumer', count, tokenIds: [...names], consumers }];
}

/** What a person should know before a revocation of these tokens starts. */
export async function consequencesOf(session: Session, { tokens, leftOut }: ResolvedSelection): Promise<Consequence[]> {
  const found: Consequence[] = [...(await lastOfConsumers(session, tokens))];
  const channels = await channelsOf(session, [...byChannel(tokens).keys()]);
  const noSecret = channels.filter(({ hasSecret }) => !hasSecret).map(({ channelId }) => channelId);
  if (noSecret.length > 0) found.push({ kind: 'no-secret', channelIds: noSecret });
  const noKey = channels
    .filter(({ keyState }) => keyState === 'none' || keyState === 'generated')
    .map(({ channelId }) => channelId);
  if (noKey.length > 0) found.push({ kind: 'no-signing-key', channelIds: noKey });
  const noValue =
    leftOut?.withoutValue ?? named(tokens.filter((token) => !token.hasValue && HOLDS_SLOT.has(token.state)));
  if (noValue.count > 0) found.push({ kind: 'no-value', count: noValue.count, tokenIds: [...noValue.tokenIds] });
  const notLive = leftOut?.notLive ?? named(tokens.filter(({ state }) => !HOLDS_SLOT.has(state)));
  if (notLive.count > 0) found.push({ kind: 'not-live', count: notLive.count, tokenIds: [...notLive.tokenIds] });
  return found;
}
