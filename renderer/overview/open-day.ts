import type { Desk } from '../model/desk.svelte.ts';
import type { TimelineDot } from './timeline.ts';

/** Opens what ends on a day of a channel: the token itself where it is one, else the channel's tokens, those that end first first. */
export async function openDay(desk: Desk, channelId: string, dot: TimelineDot): Promise<void> {
  const end = desk.overview.days[dot.day + 1];
  if (dot.count === 1 && end !== undefined) {
    // The last one that ends before the day is over is the one of this day.
    const answer = await desk.bridge.call('token.list', {
      channelId,
      states: ['active', 'draining', 'revoking', 'orphan'],
      expiringWithinSeconds: Math.max(0, Math.floor((end - Date.now()) / 1000)),
      sort: 'expiresAt',
      direction: 'descending',
      limit: 1,
    });
    const token = answer.ok ? answer.value.tokens[0] : undefined;
    if (token) {
      desk.openToken(token.tokenId);
      return;
    }
  }
  const group = dot.ends.orphan === dot.count ? 'lost' : 'live';
  await desk.showTokens({ channelId, group, search: '', sort: 'expiresAt', direction: 'ascending' });
}
