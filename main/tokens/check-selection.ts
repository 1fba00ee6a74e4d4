import type { ParsedInputOf } from '../../shared/contract.ts';
import { requireChannel } from '../assertions/make-assertion.ts';
import type { Session } from '../session.ts';

/** The channels that are meant: the named ones, those of all tokens that match, or all that can sign. Each once. Throws `not-found`. */
export async function channelsToCheck(
  session: Session,
  selection: ParsedInputOf<'token.check'>,
): Promise<readonly string[]> {
  const { at } = session.by();
  if ('matching' in selection) {
    const { matching, except } = selection;
    if (matching.channelId !== undefined) await requireChannel(session, matching.channelId);
    return session.ledger.channelsOfMatches(matching, except, at);
  }
  if (selection.channelIds) {
    const wanted = [...new Set(selection.channelIds)];
    for (const channelId of wanted) await requireChannel(session, channelId);
    return wanted;
  }
  const channels = await session.ledger.channels(at);
  return channels
    .filter(({ keyState }) => keyState === 'proved' || keyState === 'registered')
    .map(({ channelId }) => channelId);
}
