import type { Channel } from '../../shared/domain.ts';

/** How many channels stand in the rail while none is pinned. */
const FIRST_FEW = 3;

/** The channels of the rail: the pinned ones, or the first few where none is pinned, and always the one that is open. */
export function railChannels(
  all: readonly Channel[],
  open: string | null,
): { readonly channels: readonly Channel[]; readonly hasPinned: boolean } {
  const pinned = all.filter((channel) => channel.pinned);
  const kept = pinned.length > 0 ? pinned : all.slice(0, FIRST_FEW);
  const here = all.find(({ channelId }) => channelId === open);
  return {
    channels: here && !kept.includes(here) ? [...kept, here] : kept,
    hasPinned: pinned.length > 0,
  };
}
