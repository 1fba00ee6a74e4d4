import { isAbsolute } from 'node:path';
import { requireChannel } from '../assertions/make-assertion.ts';
import type { SessionHandlers } from '../handlers.ts';
import { invalidInput } from '../router.ts';
import type { Session } from '../session.ts';
import { VaultError } from '../vault-error.ts';
import { issueSuccessor, openRotation } from './begin-rotation.ts';
import { confirmAdoption } from './confirm.ts';
import { continueDue } from './continue-due.ts';
import { deliver } from './deliver.ts';
import { makePlan } from './make-plan.ts';
import { listPolicies, policyOf } from './policies.ts';
import { revokeOldTokens } from './revoke-old.ts';
import { inRotation, notItsTurn, requireRotation, requireTurn, rotationsChanged } from './steps.ts';

async function requireKnown(session: Session, channelId: string | undefined): Promise<void> {
  if (channelId !== undefined) await requireChannel(session, channelId);
}

export const rotationHandlers: SessionHandlers<
  | 'rotation.policies'
  | 'rotation.setPolicy'
  | 'rotation.removePolicy'
  | 'rotation.plan'
  | 'rotation.begin'
  | 'rotation.list'
  | 'rotation.show'
  | 'rotation.issue'
  | 'rotation.deliver'
  | 'rotation.confirm'
  | 'rotation.revoke'
  | 'rotation.skip'
  | 'rotation.stop'
  | 'rotation.continueDue'
> = {
  async 'rotation.policies'(session, { channelId }) {
    await requireKnown(session, channelId);
    return { policies: await listPolicies(session, channelId) };
  },

  async 'rotation.setPolicy'(session, { channelId, consumer, ...settings }) {
    await requireChannel(session, channelId);
    const { delivery } = settings;
    // Whoever gets into the page, by whatever hole, must not choose what runs on this computer or which file is overwritten.
    if (delivery && delivery.how !== 'copy' && session.by().door === 'desktop')
      throw new VaultError('not-supported-here', { feature: 'A policy with a file or a command' });
    if (delivery && 'file' in delivery && !isAbsolute(delivery.file))
      throw invalidInput([{ path: 'delivery.file', problem: 'the file’s path must be absolute' }]);
    await session.ledger.setRotationPolicy({ channelId, consumer }, settings, session.by());
    rotationsChanged(session, channelId);
    return policyOf(session, { channelId, consumer });
  },

  async 'rotation.removePolicy'(session, of) {
    await requireChannel(session, of.channelId);
    await session.ledger.removeRotationPolicy(of, session.by());
    rotationsChanged(session, of.channelId);
    return policyOf(session, of);
  },

  async 'rotation.plan'(session, { channelId, days }) {
    await requireKnown(session, channelId);
    return makePlan(session, channelId, days);
  },

  async 'rotation.begin'(session, order) {
    const { rotationId } = await openRotation(session, order);
    return issueSuccessor(session, rotationId);
  },

  async 'rotation.list'(session, query) {
    return { rotations: [...(await session.ledger.rotations(query, session.by().at))] };
  },

  'rotation.show': (session, { rotationId }) => requireRotation(session, rotationId),

  async 'rotation.issue'(session, { rotationId }) {
    await requireTurn(session, rotationId, 'issue');
    return issueSuccessor(session, rotationId);
  },

  'rotation.deliver': deliver,
  'rotation.confirm': confirmAdoption,
  'rotation.revoke': (session, { rotationId }) => revokeOldTokens(session, rotationId),

  'rotation.skip': (session, { rotationId, step, reason }) =>
    inRotation(session, rotationId, async () => {
      const rotation = await requireRotation(session, rotationId);
      const skipped = await session.ledger.skipRotationStep(rotationId, step, reason, session.by());
      if (!skipped) throw notItsTurn(rotation);
      rotationsChanged(session, rotation.channelId);
      return skipped;
    }),

  'rotation.stop': (session, { rotationId, reason }) =>
    inRotation(session, rotationId, async () => {
      const rotation = await requireRotation(session, rotationId);
      const stopped = await session.ledger.stopRotation(rotationId, reason, session.by());
      if (!stopped) throw notItsTurn(rotation);
      rotationsChanged(session, rotation.channelId);
      return stopped;
    }),

  async 'rotation.continueDue'(session, { channelId }) {
    await requireKnown(session, channelId);
    return continueDue(session, channelId);
  },
};
