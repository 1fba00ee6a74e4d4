import type { EndingToken } from '../../../shared/reports.ts';

/** So much of a key ID tells one token from another. */
const KEY_ID_SHOWN = 8;

/** Whose token it is and where: its consumer, or else what names it, and its channel. */
export function tokenWords({
  consumer,
  label,
  keyId,
  channelName,
}: Pick<EndingToken, 'consumer' | 'label' | 'keyId' | 'channelName'>): string {
  return `${consumer || label || keyId.slice(0, KEY_ID_SHOWN)} · ${channelName}`;
}
