import type { Channel, ChannelCheck } from '../../shared/domain.ts';
import { askKeyIdsProving } from '../assertions/ask-key-ids.ts';
import { pickSigningKey } from '../assertions/make-assertion.ts';
import type { Session } from '../session.ts';

/** Tells the doors that tokens of a channel may look different now. */
export function tokensChanged(session: Session, channelId: string): void {
  session.emit({
    name: 'ledger.changed',
    payload: { areas: ['tokens', 'channels', 'issues', 'audit'], channelIds: [channelId] },
  });
}

/** One list call and the ledger's conclusions from it. Call it inside `session.inChannel`. Throws what asking throws. */
export async function checkChannel(
  session: Session,
  channel: Channel,
): Promise<ChannelCheck & { readonly liveKeyIds: ReadonlySet<string> }> {
  await session.unsaved.saveAll(channel.channelId);
  const key = await pickSigningKey(session, channel.channelId);
  const { keyIds, askedAt, clockSkewSeconds } = await askKeyIdsProving(session, channel, key);
  const found = await session.ledger.reconcile({ channelId: channel.channelId, keyIds, askedAt }, session.by());
  tokensChanged(session, channel.channelId);
  return {
    channelId: channel.channelId,
    live: found.live,
    gone: found.gone,
    orphans: [...found.orphans],
    foreign: [...found.foreign],
    resolvedIssues: [...found.resolvedIssues],
    checkedAt: askedAt,
    clockSkewSeconds,
    liveKeyIds: new Set(keyIds),
  };
}
