import { expect, onTestFinished, test } from 'vitest';
import type { Ledger, NewSigningKey } from '../ports.ts';
import { after, by, CHANNEL_ID, channelOf, newLedger, TEST_NOW } from './ledger-test-support.ts';

const KEY: NewSigningKey = {
  signingKeyId: 'key-1',
  channelId: CHANNEL_ID,
  thumbprint: 'thumbprint-1',
  publicJwk: { kty: 'RSA', alg: 'RS256', use: 'sig', e: 'AQAB', n: 'a modulus' },
  origin: 'imported',
};

async function withKey(): Promise<Ledger> {
  const { ledger } = await newLedger(onTestFinished);
  await ledger.addChannel(channelOf(), by());
  await ledger.addChannel(channelOf('2'), by());
  expect(await ledger.addSigningKey(KEY, by())).toEqual({ outcome: 'added' });
  return ledger;
}

const GENERATED = {
  ...KEY,
  kid: null,
  state: 'generated',
  proved: false,
  createdAt: TEST_NOW,
  registeredAt: null,
  provedAt: null,
  retiredAt: null,
};

test('a key comes back as it was added, alone and among those of its channel', async () => {
  const ledger = await withKey();
  expect(await ledger.signingKey('key-1')).toEqual(GENERATED);
  expect([await ledger.signingKeys(CHANNEL_ID), await ledger.signingKeys(), await ledger.signingKeys('2')]).toEqual([
    [GENERATED],
    [GENERATED],
    [],
  ]);
  expect(await ledger.signingKey('key-9')).toBeUndefined();
});

test('the same key is taken once, for one channel, until that channel is removed', async () => {
  const ledger = await withKey();
  const again = { ...KEY, signingKeyId: 'key-2', channelId: '2' };
  expect(await ledger.addSigningKey(again, by())).toEqual({ outcome: 'exists', channelId: CHANNEL_ID });
  await ledger.removeChannel(CHANNEL_ID, by());
  expect(await ledger.addSigningKey(again, by())).toEqual({ outcome: 'added' });
});

test('a key is registered, proved and retired, each with its time', async () => {
  const ledger = await withKey();
  expect(await ledger.registerSigningKey('key-1', 'kid-1', by(1))).toEqual({ outcome: 'registered' });
  expect(await ledger.markSigningKeyProved('key-1', 'kid-1', by(2))).toBe(true);
  expect(await ledger.retireSigningKey('key-1', by(3))).toBe(true);
  expect(await ledger.markSigningKeyProved('key-1', 'kid-1', by(4))).toBe(false);
  expect(await ledger.signingKey('key-1')).toEqual({
    ...GENERATED,
    kid: 'kid-1',
    state: 'retired',
    registeredAt: after(1),
    provedAt: after(2),
    retiredAt: after(3),
  });
});

test('the same kid again keeps the proof, another one takes it away, and a later proof renews its time', async () => {
  const ledger = await withKey();
  await ledger.registerSigningKey('key-1', 'kid-1', by(1));
  await ledger.markSigningKeyProved('key-1', 'kid-1', by(2));
  await ledger.registerSigningKey('key-1', 'kid-1', by(3));
  expect(await ledger.signingKey('key-1')).toMatchObject({
    state: 'proved',
    registeredAt: after(1),
    provedAt: after(2),
  });
  await ledger.markSigningKeyProved('key-1', 'kid-1', by(4));
  expect(await ledger.signingKey('key-1')).toMatchObject({ provedAt: after(4) });
  await ledger.registerSigningKey('key-1', 'kid-2', by(5));
  expect(await ledger.signingKey('key-1')).toMatchObject({
    state: 'registered',
    proved: false,
    kid: 'kid-2',
    provedAt: null,
  });
  const kinds = (await ledger.audit({ limit: 9 })).map(({ kind, subjectId, note }) => [kind, subjectId, note]);
  expect(kinds.slice(0, 3)).toEqual([
    ['key-registered', 'key-1', 'kid-2'],
    ['key-proved', 'key-1', null],
    ['key-registered', 'key-1', 'kid-1'],
  ]);
});

test('a proof that arrives for an earlier kid changes nothing, whether the key is proved under its new one or not', async () => {
  const ledger = await withKey();
  await ledger.registerSigningKey('key-1', 'kid-1', by(1));
  await ledger.registerSigningKey('key-1', 'kid-2', by(2));
  const known = async () => [await ledger.signingKey('key-1'), await ledger.audit({ limit: 9 })];
  const registered = await known();
  expect(await ledger.markSigningKeyProved('key-1', 'kid-1', by(3))).toBe(false);
  expect(await known()).toEqual(registered);
  expect(await ledger.markSigningKeyProved('key-1', 'kid-2', by(4))).toBe(true);
  const proved = await known();
  expect(await ledger.markSigningKeyProved('key-1', 'kid-1', by(5))).toBe(false);
  expect(await known()).toEqual(proved);
});

test('a kid belongs to one key, also after that one is retired, until its channel is removed', async () => {
  const ledger = await withKey();
  await ledger.addSigningKey({ ...KEY, signingKeyId: 'key-2', thumbprint: 'thumbprint-2', channelId: '2' }, by());
  await ledger.registerSigningKey('key-1', 'kid-1', by());
  await ledger.retireSigningKey('key-1', by());
  expect(await ledger.registerSigningKey('key-2', 'kid-1', by())).toEqual({
    outcome: 'kid-in-use',
    signingKeyId: 'key-1',
  });
  await ledger.removeChannel(CHANNEL_ID, by());
  expect(await ledger.registerSigningKey('key-2', 'kid-1', by())).toEqual({ outcome: 'registered' });
});

test('what a key cannot become is told, and changes nothing', async () => {
  const ledger = await withKey();
  expect(await ledger.markSigningKeyProved('key-1', 'kid-1', by())).toBe(false);
  await ledger.retireSigningKey('key-1', by(1));
  expect([
    await ledger.registerSigningKey('key-1', 'kid-1', by(2)),
    await ledger.markSigningKeyProved('key-1', 'kid-1', by(2)),
    await ledger.retireSigningKey('key-1', by(2)),
    await ledger.registerSigningKey('key-9', 'kid-1', by(2)),
    await ledger.markSigningKeyProved('key-9', 'kid-1', by(2)),
    await ledger.retireSigningKey('key-9', by(2)),
  ]).toEqual([{ outcome: 'retired' }, false, true, { outcome: 'not-found' }, false, false]);
  expect(await ledger.signingKey('key-1')).toEqual({ ...GENERATED, state: 'retired', retiredAt: after(1) });
});
