import { requireChannel } from '../assertions/make-assertion.ts';
import { checkChannel } from '../tokens/check-channel.ts';
import type { Work } from './work.ts';

/** Compares the ledger with LINE's list for one channel; what is found stands in the ledger. */
export const workCheck: Work = async ({ session, signal, settle }, { channelId, items }) => {
  await session.inChannel(channelId, async () => {
    if (signal.aborted) return;
    await checkChannel(session, await requireChannel(session, channelId));
    await settle(items.map(({ position }) => ({ position, outcome: 'checked' })));
  });
};
