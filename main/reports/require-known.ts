import { VaultError } from '../vault-error.ts';
import type { Reading } from './reading.ts';

/** Throws `not-found` where a channel is named that the vault does not know. */
export async function requireKnown({ ledger, at }: Reading, channelId: string | undefined): Promise<void> {
  if (channelId !== undefined && !(await ledger.channel(channelId, at)))
    throw new VaultError('not-found', { kind: 'channel', id: channelId });
}
