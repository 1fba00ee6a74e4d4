import { expect, test } from 'vitest';
import { busyContent, crowdedContent, DAY, iso, type FakeContent } from '../testing/fake-data.ts';
import { busyRotations } from '../testing/fake-rotation-data.ts';
import { FakeVault } from '../testing/fake-vault.ts';
import { attention, attentionKind, attentionLines, type AttentionItem, type AttentionSources } from './attention.ts';
import { endsByDay, planOutlook } from './overview-outlook.ts';

const now = Date.parse('2026-11-24T09:00:00.000Z');
const days = Array.from({ length: 31 }, (_day, index) => Date.parse('2026-11-24T00:00:00.000Z') + index * DAY);

/** What the model would have read of a vault, with `listed` urgent tokens read one by one. */
function sourcesOf(content: FakeContent, listed = 60): AttentionSources {
  const vault = new FakeVault({ content, clock: () => now });
  const plan = planOutlook(now, days);
  const outlook = vault.handlers['token.outlook']({ boundaries: [...plan.boundaries] });
  if (outlook instanceof Promise) throw new Error('the in-memory vault answers at once');
  return {
    channels: content.channels.map((stored) => vault.channel(stored)),
    outlook: outlook.channels.map((channel) => endsByDay(plan, channel)),
    days,
    today: content.tokens
      .filter(({ state, expiresAt }) => state === 'active' && Date.parse(expiresAt) <= now + DAY)
      .sort((one, other) => one.expiresAt.localeCompare(other.expiresAt))
      .slice(0, listed),
    foreignSince: {},
    lastOfConsumer: [],
    rotations: [],
  };
}

const said = (item: AttentionItem) => {
  if ('channel' in item) return [item.kind, item.channel.name];
  if (item.kind === 'today') return [item.kind, item.token.channelName, item.last];
  if (item.kind === 'soon') return [item.kind, item.count, item.channels.length, item.by];
  return [item.kind];
};

test('what needs the person stands in order of urgency, one line for each thing', () => {
  const content = busyContent(now);
  const urgent = content.tokens.find((token) => token.consumer === 'payments' && token.channelName === 'Booking bot');
  const items = attention({ ...sourcesOf(content), lastOfConsumer: [urgent?.tokenId ?? ''] });
  expect(items.map(said)).toEqual([
    ['today', 'Booking bot', true],
    ['foreign', 'Sakura Store'],
    ['unknown', 'Booking bot'],
    ['orphan', 'Sakura Store'],
    ['soon', 3, 2, '2026-12-01T00:00:00.000Z'],
    ['no-secret', '受付サポート'],
    ['key-generated', 'ร้านกาแฟริมน้ำเชียงใหม่ สาขาใหญ่'],
    ['key-registered', 'Practice shop'],
  ]);
});

test('a quiet vault needs nobody', () => {
  const nothing = { channels: [], outlook: [], days, today: [], foreignSince: {}, lastOfConsumer: [], rotations: [] };
  expect(attention(nothing)).toEqual([]);
});

test('revocations that are not proved come first, and tokens of one consumer that end today share a row', () => {
  const content = busyContent(now);
  const token = content.tokens.find(({ state }) => state === 'active');
  if (!token) throw new Error('the busy vault has a live token');
  const base = { ...token, issuedAt: iso(now - 29 * DAY), consumer: 'web' };
  const ending = [1, 2, 3].map((hours) => ({
    ...base,
    tokenId: `ends-${String(hours)}`,
    consumer: hours === 2 ? 'batch' : 'web',
    expiresAt: iso(now + (hours * DAY) / 24),
  }));
  const unproved = [1, 2].map((number) => ({
    ...base,
    tokenId: `unproved-${String(number)}`,
    state: 'revoking' as const,
  }));
  const items = attention({
    ...sourcesOf({ ...content, tokens: [...ending, ...unproved] }),
    lastOfConsumer: ['ends-2'],
  });
  expect(items.slice(0, 3)).toEqual([
    expect.objectContaining({ kind: 'revoking', count: 2 }),
    { kind: 'today-group', tokens: [ending[0], ending[2]] },
    { kind: 'today', token: ending[1], last: true },
  ]);
});

test('rotations that wait for somebody are one line, those after a leak another one before everything else', () => {
  const [one, other, third] = busyRotations(now, busyContent(now).tokens, () => crypto.randomUUID());
  if (!one || !other || !third) throw new Error('the busy vault rotates');
  const leaked = { ...other, cause: 'leak' as const };
  const planned = [one, third].map((rotation) => ({ ...rotation, cause: 'planned' as const }));
  const items = attention({ ...sourcesOf(busyContent(now)), rotations: [leaked, ...planned] });
  expect(items[0]).toEqual({ kind: 'leaked', rotations: [leaked] });
  const kinds = items.map(({ kind }) => kind);
  expect(items[kinds.indexOf('rotations')]).toEqual({ kind: 'rotations', rotations: planned });
  expect(kinds.indexOf('rotations')).toBeGreaterThan(kinds.indexOf('foreign'));
  expect(attentionLines(items, 2).filter(({ kind }) => kind === 'one')).toHaveLength(items.length);
});

test('urgent tokens that were not read one by one are still counted', () => {
  const all = sourcesOf(crowdedContent(now), 1_000).today.length;
  const items = attention(sourcesOf(crowdedContent(now), 5));
  expect(all).toBeGreaterThan(20);
  expect(items.find(({ kind }) => kind === 'today-more')).toEqual({ kind: 'today-more', count: all - 5 });
});

test('few things stand one by one, many are grouped by kind, the worst kind first, and none is lost', () => {
  const few = attention(sourcesOf(busyContent(now)));
  expect(attentionLines(few).every(({ kind }) => kind === 'one')).toBe(true);

  const many = attention(sourcesOf(crowdedContent(now)));
  expect(many.length).toBeGreaterThan(50);
  const lines = attentionLines(many);
  expect(lines.length).toBeLessThanOrEqual(11);
  expect(lines.flatMap((line) => (line.kind === 'one' ? [line.item] : line.items))).toEqual(many);
  const kinds = lines.map((line) => (line.kind === 'one' ? attentionKind(line.item) : line.of));
  expect(kinds.slice(0, 2)).toEqual(['revoking', 'today']);
  expect(new Set(kinds).size).toBe(kinds.length);
});
