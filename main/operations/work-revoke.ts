import { requireChannel } from '../assertions/make-assertion.ts';
import { revokeInChannel } from '../tokens/revoke-in-channel.ts';
import { tokensChanged } from '../tokens/check-channel.ts';
import type { Work } from './work.ts';

/** Revokes the tokens of one channel. */
export const workRevoke: Work = async ({ session, signal, settle }, { channelId, items }) => {
  const positions = new Map(items.flatMap(({ tokenId, position }) => (tokenId === null ? [] : [[tokenId, position]])));
  try {
    await session.inChannel(channelId, async () => {
      if (signal.aborted) return;
      const channel = await requireChannel(session, channelId);
      const tokens = await session.ledger.tokensById([...positions.keys()], session.by().at);
      const ends = await revokeInChannel(session, channel, tokens, signal);
      await settle(
        ends.flatMap(({ tokenId, ...end }) => {
          const position = positions.get(tokenId);
          return position === undefined ? [] : { ...end, position };
        }),
      );
    });
  } finally {
    tokensChanged(session, channelId);
  }
};
