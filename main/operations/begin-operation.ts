import { randomUUID } from 'node:crypto';
import type { ParsedInputOf } from '../../shared/contract.ts';
import type { Channel, Token } from '../../shared/domain.ts';
import type { Operation, OperationKind } from '../../shared/operations.ts';
import type { Session } from '../session.ts';
import { channelsToCheck } from '../tokens/check-selection.ts';
import { channelsNamed, channelsOf } from '../tokens/consequences.ts';
import { refuseRisks } from '../tokens/revoke-risks.ts';
import { refuseOtherThanSeen, resolveSelection } from '../tokens/revoke-selection.ts';
import { VaultError } from '../vault-error.ts';
import type { NewOperationItem, OperationRequest } from './operation-ledger.ts';
import { publish } from './publish.ts';

type Order = ParsedInputOf<'operation.begin'>;
type OrderOf<Kind extends OperationKind> = Extract<Order, { kind: Kind }>;

/** All of the channels, in the order of their names in the order. Throws `not-found` for the first that is missing. */
export async function requireChannels(session: Session, channelIds: readonly string[]): Promise<readonly Channel[]> {
  const wanted = [...new Set(channelIds)];
  const found = new Map((await channelsNamed(session, wanted)).map((channel) => [channel.channelId, channel]));
  return wanted.map((channelId) => {
    const channel = found.get(channelId);
    if (!channel) throw new VaultError('not-found', { kind: 'channel', id: channelId });
    return channel;
  });
}

/** Each consumer once, in the order in which they were named. */
export function consumersOf({ consumers }: OrderOf<'rotate'>): OrderOf<'rotate'>['consumers'] {
  return [...new Map(consumers.map((one) => [`${one.channelId} ${one.consumer}`, one])).values()];
}

async function record(
  session: Session,
  kind: OperationKind,
  request: OperationRequest,
  items: readonly NewOperationItem[],
): Promise<Operation> {
  const operation = await session.ledger.createOperation(
    { operationId: randomUUID(), kind, request, items },
    session.by(),
  );
  publish(session, operation, null);
  return operation;
}

/**
 * Records a revocation, unless it means other tokens than the person saw or has risks that nobody accepted. Throws `not-found`, `too-many-tokens`,
 * `selection-changed` and `not-safe-to-revoke`, and has changed nothing then.
 */
export async function beginRevocation(
  session: Session,
  selection: ParsedInputOf<'token.revoke'>,
): Promise<{ readonly operation: Operation; readonly tokens: readonly Token[] }> {
  const { tokens } = await resolveSelection(session, selection);
  refuseOtherThanSeen(selection, tokens);
  await refuseRisks(session, tokens, await channelsOf(session, tokens), selection.accept);
  const items = tokens.map(({ tokenId, channelId, consumer, label }) => ({ tokenId, channelId, consumer, label }));
  return { operation: await record(session, 'revoke', { accept: selection.accept }, items), tokens };
}

const ofChannel = (channelId: string): NewOperationItem => ({ channelId, consumer: '', label: '' });

/** Records an order with all its items, as running. */
export async function beginOperation(session: Session, order: Order): Promise<Operation> {
  switch (order.kind) {
    case 'revoke':
      return (await beginRevocation(session, order.selection)).operation;
    case 'check':
      return record(session, 'check', {}, (await channelsToCheck(session, order.selection)).map(ofChannel));
    case 'issue': {
      const { label, consumer } = order;
      const channels = await requireChannels(session, order.channelIds);
      const lifetimeSeconds = order.lifetimeSeconds ?? (await session.settings.current()).tokenLifetimeSeconds;
      const items = channels.map(({ channelId }) => ({ channelId, consumer, label }));
      return record(session, 'issue', { lifetimeSeconds }, items);
    }
    case 'rotate': {
      const consumers = consumersOf(order);
      await requireChannels(
        session,
        consumers.map(({ channelId }) => channelId),
      );
      const items = consumers.map(({ channelId, consumer }) => ({ channelId, consumer, label: '' }));
      return record(session, 'rotate', {}, items);
    }
  }
}
