import { POLICY_DEFAULTS, type RotationPolicy } from '../../shared/rotation.ts';
import type { Settings } from '../../shared/settings.ts';
import type { Session } from '../session.ts';
import type { ConsumerName, ConsumerPolicy } from './rotation-ledger.ts';

/** What holds for a consumer: what was set, and the defaults for the rest. A token lives as long as the settings say. */
export function toPolicy(
  { settings, ...consumer }: ConsumerPolicy,
  { tokenLifetimeSeconds }: Pick<Settings, 'tokenLifetimeSeconds'>,
): RotationPolicy {
  const { rotateAtPercent, overlapSeconds, delivery, confirmBy } = POLICY_DEFAULTS;
  return {
    ...consumer,
    lifetimeSeconds: settings?.lifetimeSeconds ?? tokenLifetimeSeconds,
    rotateAtPercent: settings?.rotateAtPercent ?? rotateAtPercent,
    overlapSeconds: settings?.overlapSeconds ?? overlapSeconds,
    delivery: settings?.delivery ?? delivery,
    confirmBy: settings?.confirmBy ?? confirmBy,
    set: settings !== null,
  };
}

/** The policies of all consumers that have live tokens or a policy of their own; of one channel or all. */
export async function listPolicies(session: Session, channelId?: string): Promise<RotationPolicy[]> {
  const settings = await session.settings.current();
  const found = await session.ledger.rotationPolicies(channelId, session.by().at);
  return found.map((each) => toPolicy(each, settings));
}

/** The policy of one consumer, whether or not it has live tokens. The channel must be there. */
export async function policyOf(session: Session, { channelId, consumer }: ConsumerName): Promise<RotationPolicy> {
  const { at } = session.by();
  const found = (await session.ledger.rotationPolicies(channelId, at)).find((each) => each.consumer === consumer);
  const channel = await session.ledger.channel(channelId, at);
  return toPolicy(
    found ?? {
      channelId,
      consumer,
      channelName: channel?.name ?? channelId,
      platformKind: channel?.platformKind ?? 'other',
      settings: null,
      liveTokens: 0,
    },
    await session.settings.current(),
  );
}
