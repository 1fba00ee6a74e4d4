import { randomUUID } from 'node:crypto';
import type { Channel } from '../../shared/domain.ts';
import { SLOTS_PER_CHANNEL } from '../../shared/line-limits.ts';
import type { Rotation, RotationCause } from '../../shared/rotation.ts';
import { requireChannel } from '../assertions/make-assertion.ts';
import type { ItemReference } from '../operations/operation-ledger.ts';
import type { Session } from '../session.ts';
import { checkChannel } from '../tokens/check-channel.ts';
import { issueToken } from '../tokens/issue-token.ts';
import { VaultError } from '../vault-error.ts';
import { policyOf } from './policies.ts';
import { inRotation, notItsTurn, requireRotation, rotationsChanged, tryStep } from './steps.ts';

/** What is to be rotated. */
export interface RotationOrder {
  readonly channelId: string;
  readonly consumer: string;
  /** Which tokens are replaced; all live ones of the consumer where none are named. */
  readonly tokenIds?: readonly string[] | undefined;
  readonly cause: RotationCause;
  /** The item of an operation that orders it. */
  readonly operationItem?: ItemReference | undefined;
}

/**
 * Records a rotation; its first step is due. Throws `not-found`, `nothing-to-rotate`, `rotation-under-way` and `token-not-live`. Where the ledger
 * says that no slot is free, a planned one is not even begun (`slots-full`); of a leak the record stands, and its first step fails.
 */
export async function openRotation(session: Session, order: RotationOrder): Promise<Rotation> {
  const { channelId, consumer, tokenIds, cause, operationItem } = order;
  await requireChannel(session, channelId);
  const { lifetimeSeconds, overlapSeconds, delivery, confirmBy } = await policyOf(session, { channelId, consumer });
  const policy = { lifetimeSeconds, overlapSeconds, delivery, confirmBy };
  const rotationId = randomUUID();
  const opened = await session.ledger.openRotation(
    { rotationId, channelId, consumer, cause, tokenIds, operationItem, ...policy },
    session.by(),
  );
  switch (opened.outcome) {
    case 'opened':
      rotationsChanged(session, channelId);
      return opened.rotation;
    case 'under-way':
      throw new VaultError('rotation-under-way', { channelId, consumer, rotationId: opened.rotationId });
    case 'nothing':
      throw new VaultError('nothing-to-rotate', { channelId, consumer });
    case 'no-such-token':
      throw new VaultError('not-found', { kind: 'token', id: opened.tokenId });
    case 'token-not-live':
      throw new VaultError('token-not-live', { tokenId: opened.tokenId, state: opened.state });
    case 'slots-full':
      throw new VaultError('slots-full', { channelId, limit: SLOTS_PER_CHANNEL, freesAt: opened.freesAt });
  }
}

/** What was issued and lost, as the person is told of it: its slot is burnt, and a further issue takes another one. */
async function orphaned(session: Session, channelId: string, issueId: string): Promise<VaultError> {
  const { tokens } = await session.ledger.tokens(
    { channelId, states: ['orphan'], sort: 'issuedAt', direction: 'descending', limit: 200 },
    session.by().at,
  );
  const orphan = tokens.find((token) => token.issueId === issueId);
  return new VaultError('issue-orphaned', {
    channelId,
    issueId,
    keyId: orphan?.keyId ?? null,
    freesAt: orphan?.expiresAt ?? null,
  });
}

/** Settles an earlier attempt to issue. Throws where it may still have issued something, and once where what it issued is lost. */
async function settleEarlier(session: Session, channel: Channel, rotation: Rotation, issueId: string): Promise<void> {
  const { channelId } = channel;
  let issue = await session.ledger.issue(issueId);
  if (issue?.state === 'sent' || issue?.state === 'unknown') {
    await checkChannel(session, channel);
    issue = await session.ledger.issue(issueId);
  }
  if (issue?.state === 'sent' || issue?.state === 'unknown')
    throw new VaultError('issue-unresolved', { channelId, issueId });
  const wasTold = rotation.steps[0]?.error?.code === 'issue-orphaned';
  if (issue?.state === 'orphaned' && !wasTold) throw await orphaned(session, channelId, issueId);
}

async function issueInTurn(session: Session, channel: Channel, rotation: Rotation): Promise<void> {
  const { rotationId, consumer } = rotation;
  const { label, lifetimeSeconds, issueId } = await session.ledger.successorOrder(rotationId);
  if (issueId !== null) await settleEarlier(session, channel, rotation, issueId);
  // An answer that could not be stored before is by now, and is the successor.
  if ((await requireRotation(session, rotationId)).step !== 'issue') return;
  const { channelId } = channel;
  await issueToken(session, channel, { channelId, label, consumer, lifetimeSeconds }, { rotationId });
}

/**
 * The first step: issues the successor, in the channel's turn, which it takes itself (call it outside of `session.inChannel`). Where it was issued
 * before, nothing is done. Where an earlier attempt is unsettled, LINE is asked first: a second token is never issued beside one that may exist. Where
 * that one turns out to be lost (`issue-orphaned`), this is told, and only the next call issues anew. Throws what issuing throws, and
 * `rotation-not-its-turn` where the step was skipped; the step stays on record as failed, and may be taken again.
 */
export function issueSuccessor(session: Session, rotationId: string): Promise<Rotation> {
  return inRotation(session, rotationId, async () => {
    const rotation = await requireRotation(session, rotationId);
    if (rotation.newTokenId !== null) return rotation;
    if (rotation.state !== 'under-way' || rotation.step !== 'issue') throw notItsTurn(rotation);
    const { channelId } = rotation;
    return tryStep(session, rotation, 'issue', 'rotation.issue', () =>
      session.inChannel(channelId, async () => {
        await issueInTurn(session, await requireChannel(session, channelId), rotation);
        return undefined;
      }),
    );
  });
}
