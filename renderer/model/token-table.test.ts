import { expect, test } from 'vitest';
import { FakeBridge } from '../testing/fake-bridge.ts';
import { busyContent, DAY, iso, keyIdFrom, sequence, uuidFrom } from '../testing/fake-data.ts';
import { FakeVault } from '../testing/fake-vault.ts';
import { endedAt, isCopyable, TokenTable } from './token-table.svelte.ts';

const now = Date.parse('2026-11-24T09:00:00.000Z');

/** A table over one channel with `count` live tokens named 000, 001, … in the order of their expiry. */
function tableOver(count: number) {
  const content = busyContent(now);
  const [channel] = content.channels;
  const [sample] = content.tokens;
  if (!channel || !sample) throw new Error('the sample content is empty');
  const random = sequence(1);
  content.tokens.splice(0);
  for (let index = 0; index < count; index += 1) {
    content.tokens.push({
      ...sample,
      tokenId: uuidFrom(random),
      keyId: keyIdFrom(random),
      channelId: channel.channelId,
      consumer: String(index).padStart(3, '0'),
      label: '',
      state: 'active',
      expiresAt: iso(now + DAY + index * 60_000),
    });
  }
  const bridge = new FakeBridge(new FakeVault({ content, clock: () => now }));
  const table = new TokenTable(bridge);
  return { bridge, table, consumers: () => table.rows.map(({ consumer }) => consumer) };
}

test('reads page by page, keeps what is loaded when it reads again, and knows the whole number', async () => {
  const { table, bridge } = tableOver(450);
  await table.read();
  expect([table.rows.length, table.total, table.nextCursor === null]).toEqual([100, 450, false]);
  await table.more();
  await table.more();
  expect(table.rows).toHaveLength(300);
  bridge.calls.length = 0;
  await table.read();
  expect(table.rows).toHaveLength(300);
  expect(
    bridge.calls.filter(({ name }) => name === 'token.list').map(({ input }) => (input as { limit: number }).limit),
  ).toEqual([200, 100]);
  await table.more();
  await table.more();
  expect([table.rows.length, table.nextCursor]).toEqual([450, null]);
});

test('the second press on a column turns the order', async () => {
  const { table, consumers } = tableOver(3);
  await table.sortBy('consumer');
  expect(consumers()).toEqual(['000', '001', '002']);
  await table.sortBy('consumer');
  expect(consumers()).toEqual(['002', '001', '000']);
});

test('sorting keeps the rows on screen, and the focus in them, until the new ones are there', async () => {
  const { table, consumers } = tableOver(3);
  await table.read();
  const sorting = table.sortBy('expiresAt');
  expect([table.reading, consumers()]).toEqual(['first', ['000', '001', '002']]);
  await sorting;
  expect([table.reading, consumers()]).toEqual([null, ['002', '001', '000']]);
});

test('only a live token whose value is here is worth copying', async () => {
  const { table } = tableOver(1);
  await table.read();
  const [token] = table.rows;
  if (!token) throw new Error('no token');
  const copyable = (['active', 'draining', 'revoking', 'revoked', 'gone', 'expired'] as const).filter((state) =>
    isCopyable({ ...token, hasValue: true, state }),
  );
  expect([copyable, isCopyable({ ...token, hasValue: false })]).toEqual([['active', 'draining'], false]);
});

test('a token is over since its revocation, since it was missed, or since its time ran out', () => {
  const times = { revokedAt: null, checkedAt: iso(now - 60_000), expiresAt: iso(now + DAY) };
  expect([
    endedAt({ ...times, state: 'revoked', revokedAt: iso(now - 120_000) }, false),
    endedAt({ ...times, state: 'gone' }, false),
    endedAt({ ...times, state: 'gone', checkedAt: null }, false),
    endedAt({ ...times, state: 'expired', expiresAt: iso(now - DAY) }, true),
    endedAt({ ...times, state: 'active' }, false),
  ]).toEqual([iso(now - 120_000), times.checkedAt, times.expiresAt, iso(now - DAY), null]);
});

test('an answer that comes late for a filter that changed is dropped', async () => {
  const { table, consumers } = tableOver(3);
  const early = table.show({ search: '000' });
  await table.show({ search: '002' });
  await early;
  expect(consumers()).toEqual(['002']);
});

test('a failed reading is kept for the screen, and the next good one takes it away', async () => {
  const { table, bridge } = tableOver(3);
  bridge.fail('token.list', 'vault-in-use');
  await table.read();
  expect(table.failure?.code).toBe('vault-in-use');
  await table.read();
  expect([table.failure, table.rows.length]).toEqual([null, 3]);
});

test('selects one, a range in either direction, all, and forgets rows that left', async () => {
  const { table, bridge } = tableOver(5);
  await table.read();
  const [first, second, third, fourth] = table.order;
  const { selection } = table;
  selection.toggle(second ?? '');
  selection.rangeTo(fourth ?? '', table.order);
  expect([...selection.ids].sort()).toEqual(table.order.slice(1, 4).sort());
  selection.rangeTo(first ?? '', table.order);
  expect([...selection.ids].sort()).toEqual(table.order.slice(0, 2).sort());
  selection.all(table.order);
  expect(selection.count).toBe(5);
  bridge.vault.content.tokens.splice(2, 1);
  await table.read();
  expect([selection.count, selection.has(third ?? '')]).toEqual([4, false]);
  await table.show({ search: '0' });
  expect(selection.count).toBe(0);
});

test('weighs the selection: what revoking it would do', async () => {
  const { table } = tableOver(2);
  await table.read();
  table.selection.all(table.order);
  await table.weigh();
  expect(table.consequences).toEqual([{ kind: 'last-of-consumer', tokenIds: table.order, consumers: ['000', '001'] }]);
});
