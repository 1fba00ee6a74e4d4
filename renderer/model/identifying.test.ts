import { expect, test } from 'vitest';
import { FakeBridge } from '../testing/fake-bridge.ts';
import { busyContent } from '../testing/fake-data.ts';
import { fakeTokenValue } from '../testing/fake-identify.ts';
import { FakeVault } from '../testing/fake-vault.ts';
import { Adopting } from './adopting.svelte.ts';
import { Desk } from './desk.svelte.ts';
import { Identifying, piecesOf } from './identifying.svelte.ts';

async function opened() {
  const vault = new FakeVault({ content: busyContent(Date.now()) });
  const bridge = new FakeBridge(vault);
  const desk = new Desk(bridge, { preferred: 'en' });
  await desk.start();
  return { vault, bridge, desk, model: new Identifying(desk) };
}
const stranger = fakeTokenValue({ keyId: 'abcdefghijklmnopqrstuv' });

test('a long text is looked through whole, cut where lines end', () => {
  const lines = Array.from({ length: 400 }, (_, index) => `${String(index)} ${'x'.repeat(80)}`).join('\n');
  const pieces = piecesOf(lines);
  expect(pieces.join('')).toBe(lines);
  expect(pieces.every((piece) => piece.length <= 10_000)).toBe(true);
  expect(pieces.slice(0, -1).every((piece) => piece.endsWith('\n'))).toBe(true);
  expect(piecesOf('y'.repeat(25_000)).map(({ length }) => length)).toEqual([10_000, 10_000, 5_000]);
});

test('our own token is found without asking LINE, and the clock runs', async () => {
  const { vault, bridge, model } = await opened();
  const token = vault.content.tokens.find(({ state }) => state === 'active');
  if (!token) throw new Error('no token');
  await model.take(`GET /?access_token=${fakeTokenValue(token)} ${stranger}`);
  expect(model.found?.tokens.map(({ tokenId }) => tokenId)).toEqual([token.tokenId]);
  expect(model.found?.unknown).toBe(1);
  expect(model.foundAt).not.toBe(null);
  expect(bridge.calls.some(({ name }) => name === 'token.verify')).toBe(false);
});

test('a revoked one starts no clock', async () => {
  const { vault, model } = await opened();
  const revoked = vault.content.tokens.find(({ state }) => state === 'revoked');
  if (!revoked) throw new Error('no token');
  await model.take(fakeTokenValue(revoked));
  expect([model.found?.tokens.length, model.foundAt]).toEqual([1, null]);
});

test('an answer about another text is dropped', async () => {
  const { vault, model } = await opened();
  const gate = Promise.withResolvers<undefined>();
  const identify = vault.handlers['token.identify'];
  vault.handlers['token.identify'] = async (input) => {
    if (input.text.includes('first')) await gate.promise;
    return identify(input);
  };
  const first = model.take('first');
  await model.take(stranger);
  gate.resolve(undefined);
  await first;
  expect(model.found?.unknown).toBe(1);
});

test('containing begins a rotation for a leak; one that is under way is named', async () => {
  const { vault, bridge, model } = await opened();
  const token = vault.content.tokens.find(({ state, consumer }) => state === 'active' && consumer === 'worker');
  if (!token) throw new Error('no token');
  bridge.fail('rotation.begin', 'rotation-under-way', { rotationId: 'r-1', consumer: token.consumer });
  expect(await model.contain(token)).toBe(null);
  expect(model.underWay).toBe('r-1');
  await model.contain(token);
  expect(bridge.calls.findLast(({ name }) => name === 'rotation.begin')?.input).toEqual({
    channelId: token.channelId,
    consumer: token.consumer,
    tokenIds: [token.tokenId],
    cause: 'leak',
  });
});

test('without a consumer nobody is known who needs another one: nothing is begun', async () => {
  const { vault, bridge, model } = await opened();
  const [token] = vault.content.tokens;
  if (!token) throw new Error('no token');
  expect(await model.contain({ ...token, consumer: '' })).toBe(null);
  expect(bridge.calls.some(({ name }) => name === 'rotation.begin')).toBe(false);
});

test('a pasted value is gone once it was handed over, whatever came of it', async () => {
  const { desk, bridge } = await opened();
  const model = new Adopting(desk, stranger);
  bridge.fail('token.adopt', 'key-id-ambiguous', { count: 2 });
  const asked = model.submit();
  expect(model.accessToken).toBe('');
  await asked;
  expect([model.accessToken, model.mustPasteAgain, model.needsKeyId]).toEqual(['', true, true]);
  model.accessToken = stranger;
  await model.submit();
  expect([model.accessToken, model.taken?.pairedBy, model.mustPasteAgain]).toEqual(['', 'only-one', false]);
});

test('what does not fit into a field is not handed over and stays to be mended', async () => {
  const { desk, bridge } = await opened();
  const model = new Adopting(desk, stranger);
  model.keyId = 'two words';
  await model.submit();
  expect([model.accessToken, model.mustPasteAgain]).toEqual([stranger, false]);
  expect(bridge.calls.some(({ name }) => name === 'token.adopt')).toBe(false);
});
