import { SLOTS_FOR_ROTATION, type RotationPlan } from '../../shared/rotation.ts';
import { instantOf, type Session } from '../session.ts';
import { listPolicies } from './policies.ts';
import { planRotations } from './plan.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;

/** The plan of one channel or all, from now on, as a door shows it. */
export async function makePlan(session: Session, channelId: string | undefined, days: number): Promise<RotationPlan> {
  const { at } = session.by();
  const from = Date.parse(at);
  const until = from + days * DAY_MS;
  const { holders, underWay } = await session.ledger.planSources(channelId, at);
  const consumers = await listPolicies(session, channelId);
  const channels = new Map((await session.ledger.channels(at)).map((channel) => [channel.channelId, channel]));
  const planned = planRotations({ from, until, holders, consumers, underWay }).flatMap(({ channelId: id, ...plan }) => {
    const channel = channels.get(id);
    if (!channel) return [];
    return [{ ...plan, of: { channelId: id, channelName: channel.name, platformKind: channel.platformKind } }];
  });
  const bySooner = (one: string, other: string) => one.localeCompare(other);
  return {
    from: at,
    until: instantOf(until),
    rotations: planned
      .flatMap(({ of, rotations }) =>
        rotations.map((rotation) => ({
          ...of,
          ...rotation,
          at: instantOf(rotation.at),
          dueAt: instantOf(rotation.dueAt),
          expiresAt: instantOf(rotation.expiresAt),
        })),
      )
      .sort((one, other) => bySooner(one.at, other.at)),
    conflicts: planned
      .flatMap(({ of, conflicts }) =>
        conflicts.map((conflict) => ({
          ...of,
          ...conflict,
          dueAt: instantOf(conflict.dueAt),
          expiresAt: instantOf(conflict.expiresAt),
          earliestAt: conflict.earliestAt === null ? null : instantOf(conflict.earliestAt),
        })),
      )
      .sort((one, other) => bySooner(one.expiresAt, other.expiresAt)),
    channels: planned.map(({ of, days: perDay }) => ({
      ...of,
      limit: SLOTS_FOR_ROTATION,
      peak: Math.max(0, ...perDay),
      days: [...perDay],
    })),
  };
}
