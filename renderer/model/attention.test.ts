import { expect, test } from 'vitest';
import { busyContent, DAY, iso } from '../testing/fake-data.ts';
import { FakeVault } from '../testing/fake-vault.ts';
import { attention } from './attention.ts';

const now = Date.parse('2026-11-24T09:00:00.000Z');

test('what needs the person stands in order of urgency, one line for each thing', () => {
  const vault = new FakeVault({ content: busyContent(now), clock: () => now });
  const { channels, tokens } = vault.content;
  const urgent = tokens.find((token) => token.consumer === 'payments' && token.channelName === 'Booking bot');
  const items = attention({
    channels: channels.map((stored) => vault.channel(stored)),
    ending: tokens
      .filter(({ state }) => state === 'active')
      .sort((one, other) => one.expiresAt.localeCompare(other.expiresAt)),
    lost: tokens.filter(({ state }) => state === 'orphan' || state === 'foreign'),
    revoking: tokens.filter(({ state }) => state === 'revoking'),
    lastOfConsumer: [urgent?.tokenId ?? ''],
    now,
  });
  expect(
    items.map((item) => {
      if (item.kind === 'today') return [item.kind, item.token.channelName, item.last];
      if (item.kind === 'today-group') return [item.kind, item.tokens.length];
      if (item.kind === 'soon') return [item.kind, item.tokens.length, item.by];
      return [item.kind, item.channel.name];
    }),
  ).toEqual([
    ['today', 'Booking bot', true],
    ['foreign', 'Sakura Store'],
    ['orphan', 'Sakura Store'],
    ['soon', 3, iso(now + 7 * DAY)],
    ['no-secret', '受付サポート'],
    ['key-generated', 'ร้านกาแฟริมน้ำเชียงใหม่ สาขาใหญ่'],
    ['key-registered', 'Practice shop'],
  ]);
});

test('a quiet vault needs nobody', () => {
  expect(attention({ channels: [], ending: [], lost: [], revoking: [], lastOfConsumer: [], now })).toEqual([]);
});

test('revocations that are not proved come first, and tokens of one consumer that end today share a row', () => {
  const vault = new FakeVault({ content: busyContent(now), clock: () => now });
  const channel = vault.content.channels.map((stored) => vault.channel(stored))[0];
  const token = vault.content.tokens.find(({ state }) => state === 'active');
  if (!channel || !token) throw new Error('the busy vault has a channel and a live token');
  const base = { ...token, channelId: channel.channelId, issuedAt: iso(now - 29 * DAY), consumer: 'web' };
  const ending = [1, 2, 3].map((hours) => ({
    ...base,
    tokenId: `ends-${String(hours)}`,
    consumer: hours === 2 ? 'batch' : 'web',
    expiresAt: iso(now + (hours * DAY) / 24),
  }));
  const items = attention({
    channels: [channel],
    ending,
    lost: [],
    revoking: [
      { ...base, tokenId: 'unproved-1', state: 'revoking' },
      { ...base, tokenId: 'unproved-2', state: 'revoking' },
    ],
    lastOfConsumer: ['ends-2'],
    now,
  });
  expect(items.slice(0, 3)).toEqual([
    { kind: 'revoking', channel, count: 2 },
    { kind: 'today-group', tokens: [ending[0], ending[2]] },
    { kind: 'today', token: ending[1], last: true },
  ]);
});
