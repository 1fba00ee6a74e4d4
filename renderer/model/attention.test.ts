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
    lastOfConsumer: [urgent?.tokenId ?? ''],
    now,
  });
  expect(
    items.map((item) => {
      if (item.kind === 'today') return [item.kind, item.token.channelName, item.last];
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
  expect(attention({ channels: [], ending: [], lost: [], lastOfConsumer: [], now })).toEqual([]);
});
