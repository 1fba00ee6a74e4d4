import { randomUUID } from 'node:crypto';
import type { Containment, ContainmentStep } from '../../shared/containment.ts';
import { requireChannel } from '../assertions/make-assertion.ts';
import { createChannelQueue, type ChannelQueue } from '../channel-queue.ts';
import type { SessionHandlers } from '../handlers.ts';
import type { Session } from '../session.ts';
import { VaultError } from '../vault-error.ts';
import { isStepOfPerson, runStep } from './run-step.ts';
import { isBehind, recordOf, stepNotShown } from './step-not-shown.ts';

/** Work on containments, serial within each: a step that is run twice at once is done once. */
const queues = new WeakMap<Session, ChannelQueue>();

function queueOf(session: Session): ChannelQueue {
  const queue = queues.get(session) ?? createChannelQueue();
  queues.set(session, queue);
  return queue;
}

/** Tells the doors. What a step does to keys and tokens is told where it is done. */
function changed(session: Session, channelId: string): void {
  session.emit({ name: 'ledger.changed', payload: { areas: ['containments', 'audit'], channelIds: [channelId] } });
}

async function requireContainment(session: Session, containmentId: string): Promise<Containment> {
  const containment = await session.ledger.containment(containmentId);
  if (!containment) throw new VaultError('not-found', { kind: 'containment', id: containmentId });
  return containment;
}

/** Runs work on a containment in its turn, and tells the doors however it ends. */
function inTurn(
  session: Session,
  containmentId: string,
  work: (containment: Containment) => Promise<Containment>,
): Promise<Containment> {
  return queueOf(session).run(containmentId, async () => {
    const containment = await requireContainment(session, containmentId);
    try {
      return await work(containment);
    } finally {
      changed(session, containment.channelId);
    }
  });
}

/** Refuses a change of a step in a run-book that has ended. */
function requireUnderWay(containment: Containment, step: ContainmentStep): void {
  if (containment.state !== 'under-way') throw stepNotShown(containment, step, 'run-book-over');
}

export const containmentHandlers: SessionHandlers<
  | 'containment.begin'
  | 'containment.list'
  | 'containment.show'
  | 'containment.run'
  | 'containment.tick'
  | 'containment.skip'
  | 'containment.close'
> = {
  async 'containment.begin'(session, { channelId, reason }) {
    await requireChannel(session, channelId);
    const begun = await session.ledger.beginContainment(
      { containmentId: randomUUID(), channelId, reason },
      session.by(),
    );
    if (begun.outcome === 'under-way')
      throw new VaultError('containment-under-way', { channelId, containmentId: begun.containmentId });
    changed(session, channelId);
    return begun.containment;
  },

  async 'containment.list'(session, query) {
    return { containments: [...(await session.ledger.containments(query))] };
  },

  'containment.show': (session, { containmentId }) => requireContainment(session, containmentId),

  'containment.run': (session, { containmentId, step }) =>
    inTurn(session, containmentId, (containment) => runStep(session, containment, step)),

  'containment.tick': (session, { containmentId, step, note }) =>
    inTurn(session, containmentId, async (containment) => {
      if (recordOf(containment, step).state === 'done') return containment;
      requireUnderWay(containment, step);
      if (!isStepOfPerson(step)) throw stepNotShown(containment, step, 'step-of-vault');
      if (step === 'hand-over' && !isBehind(containment, 'reissue'))
        throw stepNotShown(containment, step, 'reissue-first');
      return session.ledger.endContainmentStep(containmentId, step, { state: 'done', note }, session.by());
    }),

  'containment.skip': (session, { containmentId, step, reason }) =>
    inTurn(session, containmentId, async (containment) => {
      if (isBehind(containment, step)) return containment;
      requireUnderWay(containment, step);
      return session.ledger.endContainmentStep(containmentId, step, { state: 'skipped', note: reason }, session.by());
    }),

  'containment.close': (session, { containmentId, reason }) =>
    inTurn(session, containmentId, async (containment) =>
      containment.state === 'under-way'
        ? session.ledger.closeContainment(containmentId, reason, session.by())
        : containment,
    ),
};
