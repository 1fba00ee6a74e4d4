import { expect, test } from 'vitest';
import { messagesOf } from '../messages/messages.ts';
import { FakeBridge } from '../testing/fake-bridge.ts';
import { busyContent } from '../testing/fake-data.ts';
import { FakeVault, PROVED_KID } from '../testing/fake-vault.ts';
import { fieldOf, fieldProblems } from './field-problems.ts';
import { Issuing } from './issuing.svelte.ts';
import { KeyGuide } from './key-guide.svelte.ts';
import { Refresher } from './refresher.ts';
import { Revocation } from './revocation.svelte.ts';

const now = Date.parse('2026-11-24T09:00:00.000Z');
const fields = messagesOf('en').fields;
const busy = (pause?: () => Promise<void>) =>
  new FakeBridge(new FakeVault({ content: busyContent(now), clock: () => now, ...(pause ? { pause } : {}) }));

test('a form says what is wrong beside each field, by the contract itself', () => {
  expect(fieldProblems('channel.add', { channelId: '12a', name: '', channelSecret: 'a b' }, fields)).toEqual({
    channelId: fields.channelId,
    name: fields.required,
    channelSecret: fields.channelSecret,
  });
  expect(fieldProblems('channel.add', { channelId: '2006123456', name: 'Sakura' }, fields)).toEqual({});
  expect([
    fieldOf({ code: 'channel-exists', message: '', ref: '' }),
    fieldOf({ code: 'vault-full', message: '', ref: '' }),
    fieldOf(null),
  ]).toEqual(['channelId', null, null]);
});

test('the guide recognises the kid, stores it, and tells a proof from its failure', async () => {
  const bridge = busy();
  const key = bridge.vault.content.keys.find(({ state }) => state === 'generated');
  const guide = new KeyGuide(bridge, key?.signingKeyId ?? '');
  guide.typed = 'sDTOzw5wAbCdEfGh1zcmeQ';
  expect(guide.look).toBe('key-id');
  guide.typed = '99999999-2222-4333-8444-555555555555';
  expect(await guide.register(true)).toBe(true);
  expect(guide.proof).toMatchObject({ outcome: 'failed', error: { code: 'kid-not-found' } });
  guide.typed = PROVED_KID;
  await guide.register(true);
  expect([guide.proof?.outcome, guide.typed, guide.look]).toEqual(['proved', '', 'empty']);
});

test('the guide shows the key in either form, and nothing that the console refuses', () => {
  const bridge = busy();
  const [key] = bridge.vault.content.keys;
  const guide = new KeyGuide(bridge, key?.signingKeyId ?? '');
  const members = () =>
    Object.keys(
      JSON.parse(guide.jwk(key?.publicJwk ?? { kty: 'RSA', alg: 'RS256', use: 'sig', e: '', n: '' })) as object,
    );
  expect(members()).toEqual(['kty', 'alg', 'use', 'e', 'n']);
  guide.form = 'key_ops';
  expect(members()).toEqual(['kty', 'alg', 'key_ops', 'e', 'n']);
});

test('issuing asks with the chosen lifetime, and not at all with one that LINE does not allow', async () => {
  const bridge = busy();
  const issuing = new Issuing(bridge, '2006123456');
  issuing.preset = 'custom';
  for (const amount of ['', 'soon', '0', '31']) {
    issuing.customAmount = amount;
    issuing.customUnit = 'days';
    await issuing.issue(fields);
    expect(issuing.problems.lifetimeSeconds, amount).toBe(fields.lifetimeSeconds);
  }
  expect(bridge.calls).toEqual([]);
  issuing.customAmount = '1.5';
  issuing.customUnit = 'hours';
  await issuing.issue(fields);
  expect(bridge.calls).toEqual([
    { name: 'token.issue', input: { channelId: '2006123456', lifetimeSeconds: 5_400, label: '', consumer: '' } },
  ]);
  expect(issuing.issued?.state).toBe('active');
});

test('a revocation weighs what it can do, and runs with progress', async () => {
  const bridge = busy();
  const tokens = bridge.vault.content.tokens.filter(({ state }) => state === 'active');
  const withSecret = tokens.find(({ channelId }) => channelId === '2006123456');
  const without = tokens.find(({ channelId }) => channelId === '2006123458');
  const revocation = new Revocation(bridge, { tokenIds: [withSecret?.tokenId ?? '', without?.tokenId ?? ''] });
  await revocation.weigh();
  expect([
    revocation.step,
    revocation.preview?.count,
    revocation.revocable,
    revocation.preview?.consequences.map(({ kind }) => kind),
  ]).toEqual(['asking', 2, 1, expect.arrayContaining(['no-secret'])]);
  for (const risk of revocation.risks) revocation.accept(risk, true);
  expect(await revocation.run()).toBe(true);
  const { operation, outcomes } = revocation.operationRun;
  expect([revocation.step, operation?.finished, operation?.failed]).toEqual(['done', 2, 1]);
  expect([outcomes?.revoked, outcomes?.failed]).toEqual([1, 1]);
});

test('a revocation is paused, goes on where it was, and stops after the token that is under way', async () => {
  const gates: (() => void)[] = [];
  const bridge = busy(() => new Promise((resolve) => gates.push(resolve)));
  const tokenIds = bridge.vault.content.tokens
    .filter(({ state, channelId }) => state === 'active' && channelId === '2006123456')
    .slice(0, 3)
    .map(({ tokenId }) => tokenId);
  const revocation = new Revocation(bridge, { tokenIds });
  const { operationRun } = revocation;
  await revocation.weigh();
  for (const risk of revocation.risks) revocation.accept(risk, true);
  const ended = revocation.run();
  await expect.poll(() => gates.length).toBe(1);
  gates.shift()?.();
  await expect.poll(() => gates.length).toBe(1);
  await operationRun.act('pause');
  await ended;
  expect([revocation.step, operationRun.operation?.finished]).toEqual(['resting', 1]);
  const resumed = operationRun.act('resume');
  await expect.poll(() => [revocation.step, gates.length]).toEqual(['running', 2]);
  await operationRun.act('cancel');
  await resumed;
  expect([revocation.step, operationRun.operation?.state, operationRun.outcomes?.open]).toEqual([
    'done',
    'cancelled',
    2,
  ]);
});

test('a burst of changes costs two readings, and each caller sees what is as new as its call', async () => {
  let readings = 0;
  const refresher = new Refresher(async () => {
    readings += 1;
    await new Promise((turn) => setTimeout(turn));
  });
  await Promise.all(Array.from({ length: 100 }, () => refresher.refresh()));
  expect(readings).toBe(2);
  await refresher.refresh();
  expect(readings).toBe(3);
});
