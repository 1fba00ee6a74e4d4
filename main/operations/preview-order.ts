import type { OutputOf, ParsedInputOf } from '../../shared/contract.ts';
import type { Channel, Consequence } from '../../shared/domain.ts';
import type { ConsumerOfChannel } from '../../shared/operations.ts';
import type { Session } from '../session.ts';
import { channelsToCheck } from '../tokens/check-selection.ts';
import { consequencesOf, withoutKey } from '../tokens/consequences.ts';
import { byChannel, digestOf, resolveSelection } from '../tokens/revoke-selection.ts';
import { consumersOf, requireChannels } from './begin-operation.ts';

type Order = ParsedInputOf<'operation.preview'>;
type Preview = OutputOf<'operation.preview'>;

/** LINE: "at most two valid channel access tokens" are advised for each place that uses them. */
const ADVISED_OF_CONSUMER = 2;

/** A channel holds no more live tokens. */
const MOST_LIVE = 30;

/** What an order that issues tokens means for slots and consumers. */
async function ofIssues(
  session: Session,
  channels: readonly Channel[],
  consumers: readonly ConsumerOfChannel[],
): Promise<Consequence[]> {
  const wanted = new Map<string, number>();
  for (const { channelId } of consumers) wanted.set(channelId, (wanted.get(channelId) ?? 0) + 1);
  const full = channels.filter(({ channelId, slots }) => slots.free < (wanted.get(channelId) ?? 0));
  const many: string[] = [];
  for (const { channelId, consumer } of consumers.filter((one) => one.consumer !== '')) {
    const { tokens } = await session.ledger.tokens(
      { channelId, states: ['active', 'draining'], sort: 'expiresAt', direction: 'ascending', limit: MOST_LIVE },
      session.by().at,
    );
    if (tokens.filter((token) => token.consumer === consumer).length >= ADVISED_OF_CONSUMER) many.push(consumer);
  }
  return [
    ...withoutKey(channels),
    ...(full.length > 0 ? [{ kind: 'slots-full' as const, channelIds: full.map(({ channelId }) => channelId) }] : []),
    ...(many.length > 0
      ? [{ kind: 'many-of-consumer' as const, count: many.length, consumers: [...new Set(many)] }]
      : []),
  ];
}

const inChannels = (channels: readonly Channel[], countOf: (channelId: string) => number) =>
  channels.map(({ channelId, name }) => ({ channelId, name, count: countOf(channelId) }));

/** What an order would do. Changes nothing. Throws `not-found` and `too-many-tokens`. */
export async function previewOrder(session: Session, order: Order): Promise<Preview> {
  switch (order.kind) {
    case 'revoke': {
      const resolved = await resolveSelection(session, order.selection);
      const { tokens } = resolved;
      const channels = [...byChannel(tokens)].map(([channelId, group]) => ({
        channelId,
        name: group[0]?.channelName ?? channelId,
        count: group.length,
      }));
      return {
        digest: digestOf(tokens),
        count: tokens.length,
        channels,
        consequences: await consequencesOf(session, resolved),
        calls: 2 * channels.length + tokens.filter(({ hasValue }) => hasValue).length,
      };
    }
    case 'check': {
      const channels = await requireChannels(session, await channelsToCheck(session, order.selection));
      return {
        digest: null,
        count: channels.length,
        channels: inChannels(channels, () => 1),
        consequences: withoutKey(channels),
        calls: channels.length,
      };
    }
    case 'issue':
    case 'rotate': {
      const consumers =
        order.kind === 'rotate'
          ? consumersOf(order)
          : [...new Set(order.channelIds)].map((channelId) => ({ channelId, consumer: order.consumer }));
      const channels = await requireChannels(
        session,
        consumers.map(({ channelId }) => channelId),
      );
      return {
        digest: null,
        count: consumers.length,
        channels: inChannels(channels, (id) => consumers.filter(({ channelId }) => channelId === id).length),
        consequences: await ofIssues(session, channels, consumers),
        calls: 2 * consumers.length,
      };
    }
  }
}
