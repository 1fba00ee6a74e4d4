import { expect, test } from 'vitest';
import { FakeBridge } from '../testing/fake-bridge.ts';
import { busyContent, DAY, iso, keyIdFrom, sequence, uuidFrom } from '../testing/fake-data.ts';
import { FakeVault } from '../testing/fake-vault.ts';
import { TokenTable } from './token-table.svelte.ts';

const now = Date.parse('2026-11-24T09:00:00.000Z');
const ROW = 36;

/** A table over one channel with `count` live tokens named 0000, 0001, … in the order of their expiry; ten rows are in sight. */
function tableOver(count: number) {
  const content = busyContent(now);
  const [channel] = content.channels;
  const [sample] = content.tokens;
  if (!channel || !sample) throw new Error('the sample content is empty');
  const random = sequence(1);
  const token = (index: number) => ({
    ...sample,
    tokenId: uuidFrom(random),
    keyId: keyIdFrom(random),
    channelId: channel.channelId,
    consumer: String(index).padStart(4, '0'),
    label: '',
    state: 'active' as const,
    expiresAt: iso(now + DAY + index * 60_000),
  });
  content.tokens.splice(0, Infinity, ...Array.from({ length: count }, (_, index) => token(index)));
  const bridge = new FakeBridge(new FakeVault({ content, clock: () => now }));
  const table = new TokenTable(bridge);
  table.scroll.viewport = 10 * ROW;
  const pagesRead = () =>
    bridge.calls
      .filter(({ name }) => name === 'token.list')
      .map(({ input }) => (input as { offset: number }).offset / 100);
  const consumerAt = (index: number) => table.rows.at(index)?.consumer;
  const settle = () => new Promise((turn) => setTimeout(turn));
  const prepend = () => content.tokens.unshift({ ...token(0), consumer: 'new', expiresAt: iso(now + 60_000) });
  return { bridge, content, table, pagesRead, consumerAt, settle, prepend };
}

test('reads the page in sight and the number, and any other page when it comes into sight', async () => {
  const { table, pagesRead, consumerAt, settle } = tableOver(1_000);
  await table.read();
  expect([table.total, consumerAt(0), consumerAt(99), consumerAt(100)]).toEqual([1_000, '0000', '0099', undefined]);
  table.goTo(999);
  table.look();
  await settle();
  expect([pagesRead(), consumerAt(999), consumerAt(500)]).toEqual([[0, 9], '0999', undefined]);
});

test('reads on before the edge of a page is reached', async () => {
  const { table, pagesRead, settle } = tableOver(1_000);
  await table.read();
  table.scroll.reveal(70);
  table.look();
  await settle();
  expect(pagesRead()).toEqual([0, 1]);
});

test('pages that were only scrolled past are not asked for, and one is asked for at a time', async () => {
  const { table, bridge, pagesRead, settle } = tableOver(1_000);
  await table.read();
  const list = bridge.vault.handlers['token.list'];
  let go = () => undefined as unknown;
  bridge.vault.handlers['token.list'] = async (query) => {
    await new Promise<void>((resolve) => (go = resolve));
    return list(query);
  };
  for (const index of [250, 350, 450, 550, 750]) {
    table.scroll.reveal(index + 9);
    table.look();
    await settle();
  }
  expect(pagesRead()).toEqual([0, 2]);
  for (let answers = 0; answers < 4; answers += 1) {
    go();
    await settle();
  }
  expect(pagesRead()).toEqual([0, 2, 7, 8]);
});

test('rows that came above move nothing: what is in sight and the keyboard stay with their tokens', async () => {
  const { table, consumerAt, prepend } = tableOver(1_000);
  await table.read();
  table.goTo(300);
  table.look();
  await table.read();
  expect(consumerAt(table.activeIndex)).toBe('0300');
  const above = table.activeIndex * ROW - table.scroll.top;
  prepend();
  prepend();
  await table.read();
  expect([table.activeIndex, consumerAt(302), table.total]).toEqual([302, '0300', 1_002]);
  expect(table.activeIndex * ROW - table.scroll.top).toBe(above);
});

test('the keyboard follows its token onto the page beside, also where it is out of sight', async () => {
  const { table, consumerAt, prepend, content } = tableOver(1_000);
  await table.read();
  table.goTo(99);
  table.scroll.reveal(0);
  prepend();
  await table.read();
  expect([table.activeIndex, consumerAt(100)]).toEqual([100, '0099']);
  expect(table.scroll.top).toBe(0);
  content.tokens.splice(0, 2);
  await table.read();
  expect([table.activeIndex, consumerAt(98)]).toEqual([98, '0099']);
});

test('where the token that had the keyboard is gone, the keyboard stays where it was, within the list', async () => {
  const { table, content } = tableOver(30);
  await table.read();
  table.goTo(29);
  content.tokens.splice(20);
  await table.read();
  expect([table.total, table.activeIndex]).toEqual([20, 19]);
  expect(table.scroll.top).toBe(20 * ROW - 10 * ROW);
});

test('the second press on a column turns the order; the selection stays, and the old rows until the new ones are there', async () => {
  const { table, consumerAt } = tableOver(3);
  await table.read();
  table.toggle(1);
  const sorting = table.sortBy('expiresAt');
  expect([table.reading, consumerAt(0)]).toEqual(['first', '0000']);
  await sorting;
  expect([table.reading, consumerAt(0), table.selection.count, table.activeIndex]).toEqual([null, '0002', 1, 0]);
});

test('an answer that comes late for a filter that changed is dropped', async () => {
  const { table, consumerAt } = tableOver(3);
  const early = table.show({ search: '0000' });
  await table.show({ search: '0002' });
  await early;
  expect([table.total, consumerAt(0)]).toEqual([1, '0002']);
});

test('a failed reading is kept for the screen, and the next good one takes it away', async () => {
  const { table, bridge } = tableOver(3);
  bridge.fail('token.list', 'vault-in-use');
  await table.read();
  expect([table.failure?.code, table.total]).toEqual(['vault-in-use', null]);
  await table.read();
  expect([table.failure, table.total]).toEqual([null, 3]);
});

test('a range reads the rows that are not here yet, and turns back like any other', async () => {
  const { table, consumerAt } = tableOver(1_000);
  await table.read();
  table.toggle(5);
  expect(await table.selectTo(454, 5)).toBe('done');
  expect(table.selection.count).toBe(450);
  expect(consumerAt(250)).toBe('0250');
  await table.selectTo(3, 454);
  expect(table.selection.count).toBe(3);
});

test('a range without a start begins where the keyboard was', async () => {
  const { table } = tableOver(20);
  await table.read();
  await table.selectTo(7, 4);
  expect([table.selection.count, table.selection.has(table.rows.at(4)?.tokenId ?? '')]).toEqual([4, true]);
});

test('a range that holds more than can be named is refused, and changes nothing', async () => {
  const { table, pagesRead } = tableOver(10_500);
  await table.read();
  table.toggle(0);
  expect(await table.selectTo(10_400, 0)).toBe('too-many');
  expect([table.selection.count, pagesRead()]).toEqual([1, [0]]);
});

test('all that match: few that are here are named, many are held as the filter', async () => {
  const few = tableOver(5).table;
  await few.read();
  few.selectAll();
  expect([few.selection.count, few.selection.isMatching]).toEqual([5, false]);
  const { table, prepend } = tableOver(450);
  await table.show({ search: '0' });
  table.selectAll();
  table.toggle(7);
  expect([table.selection.count, table.selection.chosen]).toEqual([
    table.total === null ? null : table.total - 1,
    { matching: { states: ['active', 'draining', 'revoking'], search: '0' }, except: [table.rows.at(7)?.tokenId] },
  ]);
  const before = table.selection.count;
  prepend();
  await table.show({ search: '' });
  expect([before > 100, table.selection.count]).toEqual([true, 0]);
});

test('the selection forgets rows that left, whether or not the whole list is here', async () => {
  const { table, content } = tableOver(5);
  await table.read();
  table.selectAll();
  content.tokens.splice(2, 1);
  await table.read();
  expect(table.selection.count).toBe(4);
  const long = tableOver(500);
  await long.table.read();
  long.table.toggle(2);
  long.table.toggle(3);
  const gone = long.table.rows.at(2);
  if (gone) long.content.tokens[2] = { ...gone, state: 'revoked' };
  await long.table.read();
  expect([long.table.selection.count, long.table.selection.has(gone?.tokenId ?? '')]).toEqual([1, false]);
});

test('weighs the selection: what revoking it would do', async () => {
  const { table, settle } = tableOver(2);
  await table.read();
  table.selectAll();
  await settle();
  expect(table.weighing.preview?.consequences).toEqual([
    expect.objectContaining({ kind: 'last-of-consumer', count: 2, consumers: ['0000', '0001'] }),
  ]);
  table.clearSelection();
  expect(table.weighing.preview).toBeNull();
});

test('a search looks at all states and keeps the channel of the table; its end brings the states back', async () => {
  const { table } = tableOver(3);
  await table.show({ channelId: '2006123456', group: 'lost' });
  await table.show(table.searching('web', true));
  expect(table.filter).toMatchObject({ channelId: '2006123456', group: 'all', search: 'web' });
  await table.show({ group: 'ended' });
  await table.show(table.searching('webs', true));
  expect(table.filter).toMatchObject({ channelId: '2006123456', group: 'ended', search: 'webs' });
  await table.show(table.searching('', true));
  expect(table.filter).toMatchObject({ channelId: '2006123456', group: 'lost', search: '' });
  await table.show(table.searching('web', false));
  expect(table.filter).toMatchObject({ channelId: null, group: 'all', search: 'web' });
});

test('another row height keeps the first row in sight', async () => {
  const { table } = tableOver(1_000);
  await table.read();
  table.scroll.reveal(500);
  const { first } = table.scroll.inSight;
  table.scroll.rowHeight = 28;
  expect(Math.abs(table.scroll.inSight.first - first)).toBeLessThanOrEqual(1);
});

test('after something was done, what was selected for it is let go, and nothing else', async () => {
  const { table } = tableOver(150);
  await table.read();
  table.toggle(0);
  table.toggle(1);
  const [first, second] = [table.rows.at(0)?.tokenId ?? '', table.rows.at(1)?.tokenId ?? ''];
  table.letGo({ tokenIds: [first] });
  expect([table.selection.has(first), table.selection.has(second)]).toEqual([false, true]);
  table.selectAll();
  const { chosen } = table.selection;
  table.clearSelection();
  table.selectAll();
  table.letGo(chosen);
  expect(table.selection.count).toBe(150);
  table.letGo(table.selection.chosen);
  expect(table.selection.count).toBe(0);
});
