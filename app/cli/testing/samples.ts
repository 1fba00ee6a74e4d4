import type { Channel, ChannelCheck, RevokeResult, SigningKey, Token, VaultStatus } from '../../../shared/domain.ts';
import { ITEM_OUTCOMES, type ItemOutcome, type Operation, type OperationItem } from '../../../shared/operations.ts';

/** Things of a vault as the engine would answer them; nothing in here is a secret. */

export const channelId = '1234567890';
export const signingKeyId = '5f0f4a52-7f0b-4f0e-8a55-0d3f6c2f8c11';
export const tokenId = 'a3a1c4de-30f2-4e0e-9d36-1f8d4f6f2b77';
export const otherTokenId = 'b4b1c4de-30f2-4e0e-9d36-1f8d4f6f2b78';
export const operationId = 'c5c1c4de-30f2-4e0e-9d36-1f8d4f6f2b79';
export const kid = 'd6d1c4de-30f2-4e0e-9d36-1f8d4f6f2b80';

export const openStatus: VaultStatus = {
  state: 'open',
  folder: '/vaults/test',
  vaultId: 'e7e1c4de-30f2-4e0e-9d36-1f8d4f6f2b81',
  keystore: 'file',
  createdAt: '2026-01-01T00:00:00.000Z',
  ledgerVersion: 10,
  keychain: null,
  counts: { channels: 1, signingKeys: 2, tokens: 3, unresolvedIssues: 0 },
};

export const lockedStatus: VaultStatus = { ...openStatus, state: 'locked', ledgerVersion: null, counts: null };

export const missingStatus: VaultStatus = {
  ...lockedStatus,
  state: 'missing',
  vaultId: null,
  keystore: null,
  createdAt: null,
};

export const channel: Channel = {
  channelId,
  name: '東京の花屋',
  platform: 'http://127.0.0.1:41730',
  platformKind: 'practice',
  hasSecret: true,
  createdAt: '2026-01-01T00:00:00.000Z',
  checkedAt: null,
  keyState: 'proved',
  slots: {
    limit: 30,
    live: 2,
    draining: 0,
    orphan: 1,
    foreign: 0,
    unknown: 0,
    free: 27,
    nextFreesAt: '2026-03-11T00:00:00.000Z',
  },
  tags: ['shops', '本番'],
  pinned: false,
};

export const signingKey: SigningKey = {
  signingKeyId,
  channelId,
  kid: null,
  thumbprint: 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs',
  publicJwk: { kty: 'RSA', alg: 'RS256', use: 'sig', e: 'AQAB', n: 'sample' },
  state: 'generated',
  proved: false,
  origin: 'generated',
  createdAt: '2026-01-01T00:00:00.000Z',
  registeredAt: null,
  provedAt: null,
  retiredAt: null,
};

export const token: Token = {
  tokenId,
  channelId,
  channelName: '東京の花屋',
  platformKind: 'practice',
  keyId: 'sDTOzw5wIfWxxxxzcmeQA4',
  state: 'active',
  label: 'greeting bot',
  consumer: 'bot-1',
  issuedAt: '2026-02-20T00:00:00.000Z',
  expiresAt: '2026-03-22T00:00:00.000Z',
  expiryKnown: true,
  checkedAt: null,
  provedAt: null,
  revokedAt: null,
  hasValue: true,
  signingKeyId,
  issueId: null,
};

export const check: ChannelCheck = {
  channelId,
  live: 2,
  gone: 0,
  orphans: [],
  foreign: [],
  resolvedIssues: [],
  checkedAt: '2026-03-01T00:00:00.000Z',
  clockSkewSeconds: 0,
};

export const revoked: RevokeResult = { tokenId, channelId, keyId: token.keyId, outcome: 'revoked' };

export const operation: Operation = {
  operationId,
  kind: 'revoke',
  state: 'running',
  total: 12,
  finished: 3,
  failed: 0,
  startedAt: '2026-03-01T00:00:00.000Z',
  endedAt: null,
  waitsFor: null,
};

export const operationItem: OperationItem = {
  position: 0,
  channelId,
  channelName: 'さくら商店',
  consumer: 'bot',
  label: '',
  tokenId,
  keyId: token.keyId,
  issueId: null,
  rotationId: null,
  outcome: 'revoked',
  tries: 1,
  endedAt: '2026-03-01T00:00:01.000Z',
};

/** How many items of an operation ended how. */
export function outcomesOf(some: Partial<Record<ItemOutcome | 'open', number>>): Record<ItemOutcome | 'open', number> {
  const none = Object.fromEntries([...ITEM_OUTCOMES, 'open'].map((outcome) => [outcome, 0]));
  return { ...none, ...some } as Record<ItemOutcome | 'open', number>;
}
