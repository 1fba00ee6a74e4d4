import { afterEach, expect, test, vi } from 'vitest';
import { FakeBridge } from '../testing/fake-bridge.ts';
import { busyContent } from '../testing/fake-data.ts';
import { FakeVault } from '../testing/fake-vault.ts';
import { ChannelImport, countsOf } from './channel-import.svelte.ts';
import { Desk } from './desk.svelte.ts';
import { Exporting } from './exporting.svelte.ts';
import { HandingOver } from './handing-over.svelte.ts';
import { SlotAccount } from './slot-account.svelte.ts';

afterEach(() => vi.useRealTimers());

async function opened() {
  const vault = new FakeVault({ content: busyContent(Date.now()) });
  const bridge = new FakeBridge(vault);
  const desk = new Desk(bridge, { preferred: 'en' });
  await desk.start();
  return { vault, bridge, desk };
}

test('only live tokens with a value are handed over; the others are counted', async () => {
  const { vault, desk } = await opened();
  const model = new HandingOver(desk);
  await model.read({ tokenIds: vault.content.tokens.map(({ tokenId }) => tokenId) });
  const can = vault.content.tokens.filter(
    ({ state, hasValue }) => hasValue && /^(active|draining)$/.test(state),
  ).length;
  expect([model.tokens?.length, model.leftOut]).toEqual([can, vault.content.tokens.length - can]);
});

test('all that match are read page by page, without those that were left out', async () => {
  const { vault, desk } = await opened();
  const model = new HandingOver(desk);
  const [first] = vault.content.tokens.filter(({ state }) => state === 'active');
  await model.read({ matching: { states: ['active'] }, except: [first?.tokenId ?? ''] });
  expect(model.tokens?.length).toBe(vault.content.tokens.filter(({ state }) => state === 'active').length - 1);
  expect(model.tokens?.some(({ tokenId }) => tokenId === first?.tokenId)).toBe(false);
});

test('saving and copying bring no value here; showing does, for thirty seconds', async () => {
  const { vault, bridge, desk } = await opened();
  const token = vault.content.tokens.find(({ state }) => state === 'active');
  const model = new HandingOver(desk);
  await model.read({ tokenIds: [token?.tokenId ?? ''] });
  await model.save();
  await model.copy();
  expect(model.savedAs).toBe('line-tokens.env');
  expect(bridge.calls.some(({ name }) => name === 'token.export' || name === 'token.reveal')).toBe(false);
  expect(model.shown).toBe(null);
  vi.useFakeTimers();
  await model.show();
  expect(model.shown).toContain('LINE_CHANNEL_ACCESS_TOKEN=');
  vi.advanceTimersByTime(30_000);
  expect(model.shown).toBe(null);
});

test('a text that comes after it was hidden is dropped', async () => {
  const { vault, desk } = await opened();
  const model = new HandingOver(desk);
  await model.read({ tokenIds: [vault.content.tokens.find(({ state }) => state === 'active')?.tokenId ?? ''] });
  const showing = model.show();
  model.hide();
  await showing;
  expect(model.shown).toBe(null);
});

test('an export is saved as chosen, with a byte order mark for CSV alone', async () => {
  const { bridge } = await opened();
  const model = new Exporting(bridge, 'channels');
  await model.save('ja');
  model.choose({ format: 'json' });
  expect(model.savedAs).toBe(null);
  await model.save('ja');
  model.choose({ what: 'calendar' });
  await model.save('ja');
  expect(bridge.calls.filter(({ name }) => name === 'export.save').map(({ input }) => input)).toEqual([
    { what: 'channels', format: 'csv', byteOrderMark: true },
    { what: 'channels', format: 'json', byteOrderMark: false },
    { what: 'calendar', language: 'ja' },
  ]);
});

test('channels are imported after a look, and the text with their secrets is gone', async () => {
  const { vault, bridge } = await opened();
  const model = new ChannelImport(bridge);
  model.pasted = 'channelId,name,channelSecret\n2009000001,Kyoto,0123456789abcdef\n2006123456,Sakura,\nU1,,';
  await model.preview();
  expect(countsOf(model.report?.lines ?? [])).toEqual([
    ['new', 1],
    ['exists', 1],
    ['refused', 1],
  ]);
  expect(await model.submit()).toBe(true);
  expect([model.pasted, model.isDone]).toEqual(['', true]);
  expect(vault.content.channels.some(({ channelId }) => channelId === '2009000001')).toBe(true);
});

test('a file is read and looked at; a changed text is looked at anew', async () => {
  const { bridge } = await opened();
  const model = new ChannelImport(bridge);
  await model.takeFile(new File(['channelId,name\n2009000001,Kyoto'], 'channels.csv'));
  expect([model.fileName, model.importable]).toEqual(['channels.csv', 1]);
  model.startOver();
  expect([model.fileName, model.report]).toEqual([null, null]);
});

test('each lost one is tied to the issue that made it', async () => {
  const { bridge } = await opened();
  const account = new SlotAccount(bridge);
  await account.read('2006123456');
  expect(account.accounts?.lost.map(({ issue }) => issue?.consumer)).toEqual(['payments']);
  expect(account.accounts?.foreign).toHaveLength(1);
  await account.read('2006123457');
  expect(account.accounts?.unknown.map(({ consumer }) => consumer)).toEqual(['worker']);
  expect([account.accounts?.gone.length, account.accounts?.goneCount]).toEqual([1, 1]);
});
