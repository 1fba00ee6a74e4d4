import type { Token } from '../../shared/domain.ts';
import { busyContent, DAY, iso, keyIdFrom, sequence } from './fake-data.ts';
import type { FakeVault } from './fake-vault.ts';

const STATES = ['active', 'active', 'active', 'draining', 'active', 'revoking'] as const;

/**
 * Lets a vault answer as if it held very many tokens. None of them is kept: each is made from its number, which is its consumer too, and the
 * order by expiry is the order of the numbers.
 */
export function holdManyTokens(vault: FakeVault, count: number, now = Date.now()): { total: number; first: number } {
  const channels = busyContent(now).channels;
  /** `first`: the number of the first token; below zero where new ones came before it. */
  const held = { total: count, first: 0 };
  const token = (number: number): Token => {
    const channel = channels[Math.abs(number) % channels.length];
    const random = sequence(Math.abs(number) + 1);
    return {
      tokenId: `00000000-0000-4000-${number < 0 ? 'b' : 'a'}000-${String(Math.abs(number)).padStart(12, '0')}`,
      channelId: channel?.channelId ?? '',
      channelName: channel?.name ?? '',
      platformKind: channel?.platformKind ?? 'line',
      keyId: keyIdFrom(random),
      state: STATES[Math.abs(number) % STATES.length] ?? 'active',
      label: number % 5 === 0 ? 'kept for the new server' : '',
      consumer: `consumer ${number}`,
      issuedAt: iso(now - 2 * DAY),
      expiresAt: iso(now + 5 * DAY + number * 1_000),
      expiryKnown: true,
      checkedAt: iso(now - 60_000),
      provedAt: iso(now - 60_000),
      revokedAt: null,
      hasValue: true,
      signingKeyId: null,
      issueId: null,
    };
  };
  vault.handlers['token.list'] = ({ offset = 0, limit = 100, direction = 'ascending' }) => {
    const rows = Math.max(0, Math.min(limit, held.total - offset));
    const numberAt = (row: number) =>
      direction === 'ascending' ? held.first + offset + row : held.first + held.total - 1 - offset - row;
    return { tokens: Array.from({ length: rows }, (_, row) => token(numberAt(row))), nextCursor: null };
  };
  vault.handlers['token.count'] = () => ({
    matching: held.total,
    total: held.total,
    byState: { active: held.total },
  });
  vault.handlers['token.show'] = ({ tokenId }) => token(Number(tokenId.slice(-12)));
  vault.handlers['token.previewRevoke'] = (selection) => {
    const except = 'matching' in selection ? (selection.except ?? []).length : 0;
    const chosen = 'tokenIds' in selection ? selection.tokenIds.length : held.total - except;
    return { digest: String(chosen), count: chosen, channels: [], consequences: [] };
  };
  return held;
}
