import type { Channel, SigningKey, Token, TokenState } from '../../shared/domain.ts';
import type { Rotation } from '../../shared/rotation.ts';
import { busyHistory, type FakeHistory } from './fake-history.ts';
import { busyRotations, crowdedRotations } from './fake-rotation-data.ts';

const HOUR = 60 * 60 * 1000;
export const DAY = 24 * HOUR;

/** Deterministic, so that two pictures of a screen are equal. */
export function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
export const keyIdFrom = (random: () => number) =>
  Array.from({ length: 22 }, () => BASE64URL[Math.floor(random() * 64)]).join('');

export function uuidFrom(random: () => number): string {
  const hex = (length: number) => Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join('');
  return `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`;
}

export const iso = (milliseconds: number) => new Date(milliseconds).toISOString();

export interface StoredChannel {
  readonly channelId: string;
  readonly name: string;
  readonly platform: string;
  readonly platformKind: Channel['platformKind'];
  readonly hasSecret: boolean;
  readonly createdAt: string;
  readonly checkedAt: string | null;
  readonly tags: string[];
  readonly pinned: boolean;
}

export interface FakeContent {
  readonly channels: StoredChannel[];
  readonly keys: SigningKey[];
  readonly tokens: Token[];
  /** What was done before; nothing where it is left out. */
  readonly history?: FakeHistory;
  /** The rotations of before; none where it is left out. */
  readonly rotations?: readonly Rotation[];
}

export const emptyContent = (): FakeContent => ({ channels: [], keys: [], tokens: [] });

export function fakeKey(channelId: string, state: SigningKey['state'], now: number, random: () => number): SigningKey {
  const registered = state === 'registered' || state === 'proved';
  return {
    signingKeyId: uuidFrom(random),
    channelId,
    kid: registered ? uuidFrom(random) : null,
    thumbprint: keyIdFrom(random) + keyIdFrom(random).slice(0, 21),
    publicJwk: {
      kty: 'RSA',
      alg: 'RS256',
      use: 'sig',
      e: 'AQAB',
      n: Array.from({ length: 16 }, () => keyIdFrom(random))
        .join('')
        .slice(0, 342),
    },
    state,
    proved: state === 'proved',
    origin: 'generated',
    createdAt: iso(now - 80 * DAY),
    registeredAt: registered ? iso(now - 80 * DAY) : null,
    provedAt: state === 'proved' ? iso(now - 12 * HOUR) : null,
    retiredAt: null,
  };
}

const CONSUMERS = [
  'web',
  'web (new)',
  'worker',
  'payments',
  'campaign 冬',
  '予約通知',
  'แจ้งเตือน',
  'line-bot-production-tokyo-1',
  '客服中心',
  '',
];

/** A vault in the middle of its life: every state and every script at least once. */
export function busyContent(now: number): FakeContent {
  const random = sequence(7);
  const content = emptyContent();
  const channel = (channelId: string, name: string, more: Partial<StoredChannel> = {}) => {
    content.channels.push({
      channelId,
      name,
      platform: 'https://api.line.me',
      platformKind: 'line',
      hasSecret: true,
      createdAt: iso(now - 90 * DAY),
      checkedAt: iso(now - 2 * 60_000),
      tags: [],
      pinned: false,
      ...more,
    });
  };
  channel('2006123456', 'Sakura Store', { tags: ['shop', '本番'], pinned: true });
  channel('2006123457', 'Booking bot', { tags: ['shop'], pinned: true });
  channel('2006123458', '受付サポート', { hasSecret: false });
  channel('2006123459', 'ร้านกาแฟริมน้ำเชียงใหม่ สาขาใหญ่', { checkedAt: null });
  channel('9000000001', 'Practice shop', { platform: 'http://127.0.0.1:7420', platformKind: 'practice' });
  const keyStates = ['proved', 'proved', 'proved', 'generated', 'registered'] as const;
  content.channels.forEach(({ channelId }, index) =>
    content.keys.push(fakeKey(channelId, keyStates[index] ?? 'proved', now, random)),
  );

  const add = (index: number, state: TokenState, agedDays: number, lifeDays: number, consumer?: string, label = '') => {
    const owner = content.channels[index];
    if (!owner) return;
    const issuedAt = now - agedDays * DAY;
    const ours = state !== 'orphan' && state !== 'foreign';
    content.tokens.push({
      tokenId: uuidFrom(random),
      channelId: owner.channelId,
      channelName: owner.name,
      platformKind: owner.platformKind,
      keyId: keyIdFrom(random),
      state,
      label,
      consumer: consumer ?? (ours ? (CONSUMERS[Math.floor(random() * CONSUMERS.length)] ?? '') : ''),
      issuedAt: iso(issuedAt),
      expiresAt: iso(issuedAt + lifeDays * DAY),
      expiryKnown: ours,
      checkedAt: iso(now - 2 * 60_000),
      provedAt: state === 'foreign' || ours ? iso(now - 2 * 60_000) : null,
      revokedAt: state === 'revoked' ? iso(now - DAY) : null,
      hasValue: ours,
      signingKeyId: null,
      issueId: null,
    });
  };
  add(1, 'active', 29.8, 30, 'payments', 'checkout since spring');
  add(0, 'active', 21, 30, 'web', 'kept until the new server is up');
  add(0, 'active', 22, 30, 'worker');
  add(1, 'active', 23, 30, 'web');
  for (let count = 0; count < 14; count += 1) add(0, 'active', 1 + count * 1.2, 30);
  for (let count = 0; count < 5; count += 1) add(1, 'active', 2 + count * 3, 30);
  for (let count = 0; count < 4; count += 1) add(2, 'active', 3 + count * 4, 30);
  add(4, 'active', 5, 30, 'demo');
  add(0, 'draining', 26, 30, 'worker (old)');
  add(0, 'orphan', 3, 30);
  add(0, 'foreign', 1, 30);
  add(1, 'draining', 27, 30, 'web (old)');
  for (let count = 0; count < 6; count += 1) add(0, 'revoked', 20 + count, 30, 'campaign 冬');
  add(1, 'gone', 12, 30, 'staging');
  add(2, 'expired', 40, 30, 'web');
  const history = busyHistory(now, content.channels, content.tokens, () => uuidFrom(random));
  return {
    ...content,
    // Each lost one belongs to the issue that made it.
    tokens: content.tokens.map((token) =>
      token.state === 'orphan'
        ? {
            ...token,
            issueId:
              history.issues.find(({ channelId, state }) => channelId === token.channelId && state === 'orphaned')
                ?.issueId ?? null,
          }
        : token,
    ),
    history,
    rotations: busyRotations(now, content.tokens, () => uuidFrom(random)),
  };
}

const PLACES = ['東京駅前店', 'สาขาเชียงใหม่', '台北信義門市', 'Osaka Umeda', '札幌', 'Kyoto'];

/** Many channels, a good part of them in trouble of every kind: what a large operator sees on a bad morning. */
export function crowdedContent(now: number, count = 120): FakeContent {
  const random = sequence(11);
  const content = emptyContent();
  for (let index = 0; index < count; index += 1) {
    const channelId = String(2_007_000_000 + index);
    const name = `${PLACES[index % PLACES.length] ?? ''} ${String(index + 1)}`;
    content.channels.push({
      channelId,
      name,
      platform: 'https://api.line.me',
      platformKind: 'line',
      hasSecret: index % 9 !== 4,
      createdAt: iso(now - 90 * DAY),
      checkedAt: iso(now - 5 * 60_000),
      tags: [],
      pinned: index < 3,
    });
    const keyState = index % 17 === 5 ? 'generated' : index % 19 === 6 ? 'registered' : 'proved';
    content.keys.push(fakeKey(channelId, keyState, now, random));
    const held = index % 13 === 0 ? 30 : 3 + (index % 11);
    for (let token = 0; token < held; token += 1) {
      const age = index % 5 === 0 && token > 0 && token < 3 ? 29.2 + token * 0.3 : random() * 29;
      const state =
        token === 0 && index % 7 === 1
          ? 'foreign'
          : token === 0 && index % 10 === 2
            ? 'orphan'
            : token === 0 && index % 23 === 3
              ? 'revoking'
              : 'active';
      const ours = state !== 'orphan' && state !== 'foreign';
      content.tokens.push({
        tokenId: uuidFrom(random),
        channelId,
        channelName: name,
        platformKind: 'line',
        keyId: keyIdFrom(random),
        state,
        label: '',
        consumer: ours ? (CONSUMERS[token % CONSUMERS.length] ?? '') : '',
        issuedAt: iso(now - age * DAY),
        expiresAt: iso(now + (30 - age) * DAY),
        expiryKnown: ours,
        checkedAt: iso(now - 5 * 60_000),
        provedAt: iso(now - 5 * 60_000),
        revokedAt: null,
        hasValue: ours,
        signingKeyId: null,
        issueId: null,
      });
    }
  }
  return { ...content, rotations: crowdedRotations(now, content.tokens, () => uuidFrom(random)) };
}
