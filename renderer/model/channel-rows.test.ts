import { expect, test } from 'vitest';
import type { Channel } from '../../shared/domain.ts';
import { channelRows, tagsIn, tagsOf, WHOLE_LIST, type ChannelView } from './channel-rows.ts';

const channel = (channelId: string, name: string, tags: readonly string[], free: number): Channel => ({
  channelId,
  name,
  tags: [...tags],
  pinned: false,
  platform: 'https://api.line.me',
  platformKind: 'line',
  hasSecret: true,
  createdAt: '2026-11-01T00:00:00.000Z',
  checkedAt: null,
  keyState: 'proved',
  slots: { limit: 30, live: 30 - free, draining: 0, orphan: 0, foreign: 0, unknown: 0, free, nextFreesAt: null },
});
const channels = [
  channel('2006123456', 'Sakura Store', ['tokyo', 'shop'], 5),
  channel('2006123457', 'booking bot', ['shop'], 21),
  channel('2006123458', '受付サポート', [], 26),
];
const ends = new Map([
  ['2006123456', '2026-12-01T00:00:00.000Z'],
  ['2006123457', '2026-11-25T00:00:00.000Z'],
]);
const names = (view: Partial<ChannelView>) =>
  channelRows(channels, { ...WHOLE_LIST, ...view }, ends).map(({ name }) => name);

test('every word must be in the name, the ID or a tag, however it is written', () => {
  expect(names({ search: 'SAKURA' })).toEqual(['Sakura Store']);
  expect(names({ search: '３４５７' })).toEqual(['booking bot']);
  expect(names({ search: 'shop tok' })).toEqual(['Sakura Store']);
  expect(names({ search: '受付' })).toEqual(['受付サポート']);
  expect(names({ search: 'nothing' })).toEqual([]);
});

test('of several tags a channel must have all', () => {
  expect(names({ tags: ['shop'] })).toEqual(['booking bot', 'Sakura Store']);
  expect(names({ tags: ['shop', 'tokyo'] })).toEqual(['Sakura Store']);
});

test('what has no next expiry stands last, whichever way the list is turned', () => {
  expect(names({ sort: 'expires' })).toEqual(['booking bot', 'Sakura Store', '受付サポート']);
  expect(names({ sort: 'expires', descending: true })).toEqual(['Sakura Store', 'booking bot', '受付サポート']);
  expect(names({ sort: 'slots', descending: true })).toEqual(['Sakura Store', 'booking bot', '受付サポート']);
  expect(names({ descending: true })[0]).toBe('受付サポート');
});

test('tags are read as people part them, and each stands once', () => {
  expect(tagsIn(' shop, tokyo、東京，shop ,, ')).toEqual(['shop', 'tokyo', '東京']);
  expect(tagsOf(channels)).toEqual(['shop', 'tokyo']);
});
