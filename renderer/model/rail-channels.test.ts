import { expect, test } from 'vitest';
import { FakeVault } from '../testing/fake-vault.ts';
import { busyContent } from '../testing/fake-data.ts';
import { railChannels } from './rail-channels.ts';

const now = Date.parse('2026-11-24T09:00:00.000Z');
const vault = new FakeVault({ content: busyContent(now), clock: () => now });
const all = vault.content.channels.map((stored) => vault.channel(stored));
const names = (channels: ReturnType<typeof railChannels>['channels']) => channels.map(({ name }) => name);

test('the pinned channels stand in the rail, and the one that is open', () => {
  expect(names(railChannels(all, null).channels)).toEqual(['Sakura Store', 'Booking bot']);
  expect(names(railChannels(all, '2006123458').channels)).toEqual(['Sakura Store', 'Booking bot', '受付サポート']);
  expect(names(railChannels(all, '2006123456').channels)).toEqual(['Sakura Store', 'Booking bot']);
});

test('while none is pinned, the first few stand there', () => {
  const many = Array.from({ length: 12 }, (_each, index) => ({
    ...(all[0] ?? expect.fail()),
    channelId: String(index),
    name: String(index),
    pinned: false,
  }));
  expect(railChannels(many, '9')).toMatchObject({ hasPinned: false });
  expect(names(railChannels(many, '9').channels)).toEqual(['0', '1', '2', '9']);
});
