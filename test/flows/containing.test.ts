import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Containment, ContainmentStep } from '../../shared/containment.ts';
import type { EngineEvent } from '../../shared/events.ts';
import { createNodeTransport } from '../../main/line/node-transport.ts';
import type { HttpTransport } from '../../main/ports.ts';
import { createEngine, type Engine } from '../../main/vault.ts';
import { registerInConsole } from '../support/practice-console.ts';
import { openWorkbench, type Workbench } from '../support/workbench.ts';

const DAY = 24 * 60 * 60;

let bench: Workbench;
let channelId: string;
let oldKeyId: string;
let containmentId: string;
/** What happens just before a request leaves. */
let onRequest: (path: string) => void | Promise<void>;
const watched =
  (real: HttpTransport): HttpTransport =>
  async (request) => {
    await onRequest(request.url.pathname);
    return real(request);
  };

beforeEach(async () => {
  onRequest = () => undefined;
  bench = await openWorkbench({ transport: watched, answerWithinMs: 2_000 });
  channelId = await bench.addChannel();
  ({ signingKeyId: oldKeyId } = await bench.readyKey(channelId));
});
afterEach(() => bench.stop());

const begin = async () => {
  const containment = await bench.call('containment.begin', { channelId, reason: 'a laptop was stolen' });
  ({ containmentId } = containment);
  return containment;
};
const run = (step: ContainmentStep) => bench.call('containment.run', { containmentId, step });
const tick = (step: ContainmentStep, note?: string) =>
  bench.call('containment.tick', { containmentId, step, ...(note === undefined ? {} : { note }) });
const skip = (step: ContainmentStep) => bench.call('containment.skip', { containmentId, step, reason: 'not needed' });
const show = () => bench.call('containment.show', { containmentId });
const record = (containment: Containment, step: ContainmentStep) =>
  containment.steps.find((each) => each.step === step);
const recorded = async (step: ContainmentStep) => record(await show(), step);
const refusal = async (step: ContainmentStep) => {
  const { code, details } = await bench.refused('containment.run', { containmentId, step });
  return [code, details?.['problem'] ?? null];
};
/** Makes the new key and registers it as a person would. */
async function registerNewKey(): Promise<string> {
  const signingKeyId = record(await run('new-key'), 'new-key')?.signingKeyId ?? '';
  const { signingKeys } = await bench.call('key.list', { channelId });
  const key = signingKeys.find((each) => each.signingKeyId === signingKeyId);
  const kid = registerInConsole(bench.practice, channelId, key?.publicJwk);
  await bench.call('key.register', { signingKeyId, kid });
  return signingKeyId;
}
const liveOfConsumers = async () =>
  (await bench.call('token.list', { channelId, states: ['active'] })).tokens
    .map(({ consumer, label }) => [consumer, label])
    .sort();

test('the whole run-book, from the stolen laptop to new tokens in the right hands', async () => {
  const old = [
    await bench.issue(channelId, { consumer: 'shop', label: 'blue' }),
    await bench.issue(channelId, { consumer: 'shop', label: 'green' }),
    await bench.issue(channelId, { consumer: 'bot' }),
    await bench.issue(channelId, { label: 'nobody’s' }),
  ];
  const [oldKid] = bench.practice.publicKeys(channelId);
  const begun = await begin();
  expect(begun).toMatchObject({ state: 'under-way', channelId, consumers: ['bot', 'shop'] });
  expect(bench.practice.liveKeyIds(channelId)).toHaveLength(4);

  const revoked = record(await run('revoke-all'), 'revoke-all');
  expect(revoked).toMatchObject({ state: 'done', note: 'revoked: 4' });
  expect(bench.practice.liveKeyIds(channelId)).toEqual([]);
  const { operation } = await bench.call('operation.show', { operationId: revoked?.operationId ?? '' });
  expect(operation).toMatchObject({ kind: 'revoke', state: 'done', total: 4, failed: 0 });

  bench.practice.deletePublicKey(channelId, oldKid?.kid ?? '');
  await tick('console-delete-keys', 'both of them');

  expect(await refusal('register-key')).toEqual(['step-not-shown', 'new-key-missing']);
  const signingKeyId = record(await run('new-key'), 'new-key')?.signingKeyId ?? '';
  expect(await refusal('register-key')).toEqual(['step-not-shown', 'new-key-unregistered']);
  expect(await refusal('retire-keys')).toEqual(['step-not-shown', 'new-key-unproved']);
  expect((await recorded('register-key'))?.state).toBe('open');
  const { publicJwk } =
    (await bench.call('key.list', { channelId })).signingKeys.find((each) => each.signingKeyId === signingKeyId) ?? {};
  const kid = registerInConsole(bench.practice, channelId, publicJwk);
  await bench.call('key.register', { signingKeyId, kid, prove: false });
  expect(record(await run('register-key'), 'register-key')).toMatchObject({ state: 'done', note: `kid ${kid}` });
  expect(record(await run('retire-keys'), 'retire-keys')).toMatchObject({
    state: 'done',
    note: `kid ${oldKid?.kid ?? ''}`,
  });
  expect((await bench.call('key.list', { channelId })).signingKeys.map((key) => [key.signingKeyId, key.state])).toEqual(
    [
      [oldKeyId, 'retired'],
      [signingKeyId, 'proved'],
    ],
  );

  const channelSecret = bench.practice.reissueChannelSecret(channelId);
  await tick('console-reissue-secret');
  expect(await refusal('set-secret')).toEqual(['step-not-shown', 'secret-not-set']);
  await bench.call('channel.setSecret', { channelId, channelSecret });
  expect(record(await run('set-secret'), 'set-secret')?.state).toBe('done');
  await tick('console-members');
  expect(record(await run('check-again'), 'check-again')).toMatchObject({ state: 'done', note: 'live: 0' });

  expect((await bench.refused('containment.tick', { containmentId, step: 'hand-over' })).details).toMatchObject({
    problem: 'reissue-first',
  });
  expect(record(await run('reissue'), 'reissue')).toMatchObject({ state: 'done', note: 'issued: 3' });
  expect(await liveOfConsumers()).toEqual([
    ['', 'nobody’s'],
    ['bot', ''],
    ['shop', 'green'],
  ]);
  const ended = await tick('hand-over', 'in person');
  expect([ended.state, ended.endedAt !== null]).toEqual(['done', true]);

  const { entries } = await bench.call('audit.list', { subjectId: containmentId });
  expect(entries.map(({ kind, note }) => (note === null ? kind : `${kind} ${note}`)).reverse()).toEqual([
    'containment-begun a laptop was stolen',
    'containment-step-done revoke-all: revoked: 4',
    'containment-step-done console-delete-keys: both of them',
    'containment-step-done new-key',
    `containment-step-done register-key: kid ${kid}`,
    `containment-step-done retire-keys: kid ${oldKid?.kid ?? ''}`,
    'containment-step-done console-reissue-secret',
    'containment-step-done set-secret',
    'containment-step-done console-members',
    'containment-step-done check-again: live: 0',
    'containment-step-done reissue: issued: 3',
    'containment-step-done hand-over: in person',
    'containment-done',
  ]);
  const told = bench.events.filter(({ name }) => name === 'ledger.changed').map(({ payload }) => payload);
  expect(told).toContainEqual({ areas: ['containments', 'audit'], channelIds: [channelId] });

  // What is over is not touched any more; a step that is done answers as it did.
  expect((await run('revoke-all')).state).toBe('done');
  expect(await liveOfConsumers()).toHaveLength(3);
  expect(old.map(({ state }) => state)).toEqual(['active', 'active', 'active', 'active']);
});

describe('a channel', () => {
  test('has one run-book at a time, and another one when that is over', async () => {
    await begin();
    expect(await bench.refused('containment.begin', { channelId, reason: 'again' })).toMatchObject({
      code: 'containment-under-way',
      details: { channelId, containmentId },
    });
    const closed = await bench.call('containment.close', { containmentId, reason: 'a false alarm' });
    expect(closed.state).toBe('closed');
    expect((await bench.call('containment.close', { containmentId, reason: 'again' })).endedAt).toBe(closed.endedAt);
    for (const step of ['revoke-all', 'console-members'] as const)
      expect(await refusal(step)).toEqual(['step-not-shown', 'run-book-over']);
    expect((await bench.refused('containment.skip', { containmentId, step: 'reissue', reason: 'no' })).code).toBe(
      'step-not-shown',
    );
    const first = containmentId;
    await begin();
    const list = async (openOnly: boolean) =>
      (await bench.call('containment.list', { openOnly })).containments.map((each) => each.containmentId);
    expect([await list(false), await list(true)]).toEqual([[containmentId, first], [containmentId]]);
  });

  test('that is not there has none', async () => {
    expect((await bench.refused('containment.begin', { channelId: '999', reason: 'x' })).code).toBe('not-found');
    const strange = { containmentId: '00000000-0000-4000-8000-000000000000' };
    expect((await bench.refused('containment.show', strange)).code).toBe('not-found');
    expect((await bench.refused('containment.run', { ...strange, step: 'new-key' })).code).toBe('not-found');
  });
});

describe('what only a person knows and what the vault sees', () => {
  test('are not taken for each other', async () => {
    await begin();
    expect(await refusal('console-members')).toEqual(['step-not-shown', 'step-of-person']);
    expect((await bench.refused('containment.tick', { containmentId, step: 'revoke-all' })).details).toMatchObject({
      problem: 'step-of-vault',
    });
    expect((await show()).steps.every(({ state }) => state === 'open')).toBe(true);
  });

  test('a step that was passed over can still be taken, one that is done cannot be passed over', async () => {
    await begin();
    expect(record(await skip('new-key'), 'new-key')).toMatchObject({ state: 'skipped', note: 'not needed' });
    expect(record(await run('new-key'), 'new-key')).toMatchObject({ state: 'done', note: null });
    expect(record(await skip('new-key'), 'new-key')?.state).toBe('done');
    await skip('console-members');
    expect(record(await tick('console-members', 'after all'), 'console-members')).toMatchObject({
      state: 'done',
      note: 'after all',
    });
  });

  test('passing over everything ends it too', async () => {
    const { steps } = await begin();
    for (const { step } of steps) await skip(step);
    expect(await show()).toMatchObject({ state: 'done' });
  });
});

describe('revoking all', () => {
  test('fails where there is no channel secret, stays on record, and can be repeated when there is', async () => {
    channelId = await bench.addChannel({ secret: false });
    await bench.readyKey(channelId);
    await bench.issue(channelId, { consumer: 'shop' });
    await begin();
    expect(await refusal('revoke-all')).toEqual(['channel-secret-missing', null]);
    expect(await recorded('revoke-all')).toMatchObject({ state: 'failed', error: { code: 'channel-secret-missing' } });
    const channelSecret = bench.practice.reissueChannelSecret(channelId);
    await bench.call('channel.setSecret', { channelId, channelSecret });
    const shown = record(await run('revoke-all'), 'revoke-all');
    expect([shown?.state, shown?.error]).toEqual(['done', undefined]);
    expect(bench.practice.liveKeyIds(channelId)).toEqual([]);
  });

  test('fails where the secret was issued anew at LINE and is not stored here yet', async () => {
    await bench.issue(channelId);
    const channelSecret = bench.practice.reissueChannelSecret(channelId);
    await begin();
    expect(await refusal('revoke-all')).toEqual(['channel-secret-wrong', null]);
    await bench.call('channel.setSecret', { channelId, channelSecret });
    expect(record(await run('revoke-all'), 'revoke-all')?.state).toBe('done');
  });

  test('is not done without the list that proves it', async () => {
    await bench.issue(channelId);
    await begin();
    // The list before, then every one after the revocation.
    let lists = 0;
    onRequest = (path) => {
      if (!path.endsWith('/tokens/kid')) return;
      lists += 1;
      if (lists === 2) bench.practice.failNext({ endpoint: 'kids', kind: 'status', status: 503, times: 20 });
    };
    expect(await refusal('revoke-all')).toEqual(['platform-failed', null]);
    expect(await recorded('revoke-all')).toMatchObject({ state: 'failed' });
    bench.practice.clearFaults();
    expect(record(await run('revoke-all'), 'revoke-all')?.state).toBe('done');
  });

  test('names what cannot be revoked from here, and until when it holds its slot', async () => {
    bench.practice.failNext({ endpoint: 'token', kind: 'drop-after' });
    await bench.refused('token.issue', { channelId, lifetimeSeconds: 2 * DAY });
    bench.practice.issueForeignToken(channelId);
    await bench.issue(channelId);
    await begin();
    const { tokens } = await bench.call('token.list', { channelId, states: ['orphan'] });
    const { note } = record(await run('revoke-all'), 'revoke-all') ?? {};
    expect(note).toMatch(/^revoked: 1; orphan: 1 \(≤ 2.*Z\); foreign: 1 \(≤ 2.*Z\)$/);
    expect(note).toContain(tokens[0]?.expiresAt);
    // LINE lists a stranger: the last look is not passed, whatever was revoked.
    expect(await refusal('check-again')).toEqual(['step-not-shown', 'foreign-listed']);
    expect(await recorded('check-again')).toMatchObject({ state: 'failed', error: { details: { count: 1 } } });
  });

  test('takes in a stranger whose value is known, and revokes it too', async () => {
    const { accessToken } = bench.practice.issueForeignToken(channelId);
    await begin();
    await bench.call('token.adopt', { accessToken });
    expect(record(await run('revoke-all'), 'revoke-all')?.note).toBe('revoked: 1');
    expect(record(await run('check-again'), 'check-again')?.state).toBe('done');
  });

  test('that was passed over at first spares what was issued anew since', async () => {
    await bench.issue(channelId, { consumer: 'shop' });
    await begin();
    await skip('revoke-all');
    await registerNewKey();
    await run('register-key');
    await run('reissue');
    const before = bench.practice.liveKeyIds(channelId);
    expect(record(await run('revoke-all'), 'revoke-all')).toMatchObject({ state: 'done', note: 'revoked: 1' });
    const { tokens } = await bench.call('token.list', { channelId, states: ['active'] });
    expect([before.length, tokens.map(({ consumer }) => consumer)]).toEqual([2, ['shop']]);
    expect(bench.practice.liveKeyIds(channelId)).toEqual(tokens.map(({ keyId }) => keyId));
  });

  test('with the network gone fails, and is repeated when it is back', async () => {
    await bench.issue(channelId);
    await begin();
    bench.practice.failNext({ endpoint: 'kids', kind: 'drop-before', times: 20 });
    const [code] = await refusal('revoke-all');
    expect(code).toBe('platform-unreachable');
    expect(await recorded('revoke-all')).toMatchObject({ state: 'failed', error: { code } });
    bench.practice.clearFaults();
    expect(record(await run('revoke-all'), 'revoke-all')?.state).toBe('done');
  });
});

describe('issuing anew', () => {
  async function readyToReissue(consumers: readonly string[]): Promise<void> {
    for (const consumer of consumers) await bench.issue(channelId, { consumer });
    await begin();
    expect(await refusal('reissue')).toEqual(['step-not-shown', 'revoke-first']);
    await run('revoke-all');
    expect(await refusal('reissue')).toEqual(['step-not-shown', 'register-first']);
    await registerNewKey();
    await run('register-key');
  }

  test('signs with the new key only', async () => {
    await readyToReissue(['shop']);
    await run('reissue');
    const { signingKeyId } = (await recorded('new-key')) ?? {};
    const { tokens } = await bench.call('token.list', { channelId, states: ['active'] });
    expect(tokens.map((token) => token.signingKeyId)).toEqual([signingKeyId]);
  });

  test('that fails in the middle goes on where it was, and gives nobody two', async () => {
    await readyToReissue(['a', 'b', 'c']);
    let issues = 0;
    onRequest = (path) => {
      if (!path.endsWith('/v2.1/token')) return;
      issues += 1;
      if (issues === 2) bench.practice.failNext({ endpoint: 'token', kind: 'status', status: 429 });
    };
    expect(await refusal('reissue')).toEqual(['platform-busy', null]);
    expect(await liveOfConsumers()).toEqual([['a', '']]);
    await bench.restart();
    expect(record(await run('reissue'), 'reissue')?.state).toBe('done');
    expect(await liveOfConsumers()).toEqual([
      ['a', ''],
      ['b', ''],
      ['c', ''],
    ]);
    expect(bench.practice.liveKeyIds(channelId)).toHaveLength(3);
  });

  test('where an answer is lost settles that first: a value that is lost is made up for, and is known as an orphan', async () => {
    await readyToReissue(['a', 'b']);
    bench.practice.failNext({ endpoint: 'token', kind: 'hang-after' });
    expect((await refusal('reissue'))[0]).toBe('issue-unknown');
    await bench.restart();
    expect(record(await run('reissue'), 'reissue')?.state).toBe('done');
    expect(await liveOfConsumers()).toEqual([
      ['a', ''],
      ['b', ''],
    ]);
    const { slots } = (await bench.call('channel.show', { channelId })).channel;
    expect(slots).toMatchObject({ live: 2, orphan: 1, unknown: 0 });
  });

  test('by two at once issues once', async () => {
    await readyToReissue(['a', 'b']);
    const both = await Promise.all([run('reissue'), run('reissue')]);
    expect(both.map((each) => record(each, 'reissue')?.state)).toEqual(['done', 'done']);
    expect(bench.practice.liveKeyIds(channelId)).toHaveLength(2);
  });

  test('for nobody is done at once', async () => {
    await readyToReissue([]);
    expect(record(await run('reissue'), 'reissue')).toMatchObject({ state: 'done', note: 'issued: 0' });
  });
});

describe('a new key', () => {
  test('is made once, also by two at once', async () => {
    await begin();
    const both = await Promise.all([run('new-key'), run('new-key')]);
    expect(both.map((each) => record(each, 'new-key')?.state)).toEqual(['done', 'done']);
    expect((await bench.call('key.list', { channelId })).signingKeys).toHaveLength(2);
  });

  test('that LINE does not know by its kid is not proved, and the step says so', async () => {
    await begin();
    const signingKeyId = record(await run('new-key'), 'new-key')?.signingKeyId ?? '';
    const kid = '6f1d2c3b-0000-4000-8000-00000000abcd';
    await bench.call('key.register', { signingKeyId, kid, prove: false });
    expect(await refusal('register-key')).toEqual(['kid-not-found', null]);
    expect(await recorded('register-key')).toMatchObject({ state: 'failed', error: { code: 'kid-not-found' } });
    expect(await refusal('retire-keys')).toEqual(['step-not-shown', 'new-key-unproved']);
  });

  test('that somebody brought in instead is taken for the new one', async () => {
    await begin();
    await skip('new-key');
    expect(await refusal('retire-keys')).toEqual(['step-not-shown', 'new-key-missing']);
    const { signingKeyId } = await bench.readyKey(channelId);
    expect(record(await run('register-key'), 'register-key')?.state).toBe('done');
    await run('retire-keys');
    const { signingKeys } = await bench.call('key.list', { channelId });
    expect(signingKeys.filter(({ state }) => state !== 'retired').map((key) => key.signingKeyId)).toEqual([
      signingKeyId,
    ]);
  });
});

test('locking the vault waits for one new token, and not for those of everybody', async () => {
  for (const consumer of ['a', 'b', 'c']) await bench.issue(channelId, { consumer });
  await begin();
  await run('revoke-all');
  await registerNewKey();
  await run('register-key');
  const locked = Promise.withResolvers<unknown>();
  let begun = false;
  onRequest = (path) => {
    if (begun || !path.endsWith('/v2.1/token')) return;
    begun = true;
    locked.resolve(bench.restart());
  };
  await bench.engine().call('containment.run', { containmentId, step: 'reissue' });
  await locked.promise;
  onRequest = () => undefined;
  expect(bench.practice.liveKeyIds(channelId)).toHaveLength(1);
  expect(record(await run('reissue'), 'reissue')).toMatchObject({ state: 'done', note: 'issued: 3' });
  expect(bench.practice.liveKeyIds(channelId)).toHaveLength(3);
});

test('locking the vault in the middle of a step loses nothing: the step is run again', async () => {
  await bench.issue(channelId, { consumer: 'shop' });
  await begin();
  const reached = Promise.withResolvers<undefined>();
  const goOn = Promise.withResolvers<undefined>();
  onRequest = async (path) => {
    if (!path.endsWith('/revoke')) return;
    reached.resolve(undefined);
    await goOn.promise;
  };
  const running = bench.engine().call('containment.run', { containmentId, step: 'revoke-all' });
  await reached.promise;
  const restarted = bench.restart();
  goOn.resolve(undefined);
  await Promise.all([running, restarted]);
  onRequest = () => undefined;
  expect((await recorded('revoke-all'))?.state).toMatch(/^(under-way|failed|done)$/);
  expect(record(await run('revoke-all'), 'revoke-all')?.state).toBe('done');
  expect(bench.practice.liveKeyIds(channelId)).toEqual([]);
});

describe('a process that dies in the middle of a step', () => {
  /** Where it dies: when a request is about to leave, when its answer is there, or when the doors are told of a change. */
  interface Death {
    readonly step: ContainmentStep;
    readonly before?: string;
    readonly after?: string;
    readonly told?: 'keys';
  }

  let revived: Engine | undefined;
  afterEach(() => revived?.shutdown());

  const open = (folder: string, transport: HttpTransport, emit: (event: EngineEvent) => void = () => undefined) =>
    createEngine({ folder, door: 'test', transport, emit, pause: () => Promise.resolve() });

  /** Runs a step in a process that dies there, and opens what it left on the disk. From then on nothing of it reaches LINE. */
  async function dieIn({ step, before, after, told }: Death): Promise<Engine> {
    await bench.engine().shutdown();
    const left = join(bench.folder, '..', 'left behind');
    const real = createNodeTransport();
    let isDead = false;
    const die = () => {
      if (!isDead) cpSync(bench.folder, left, { recursive: true });
      isDead = true;
    };
    const dying = open(
      bench.folder,
      async (request) => {
        const path = request.url.pathname;
        if (before !== undefined && path.endsWith(before)) die();
        const outcome = isDead ? undefined : await real(request);
        if (after !== undefined && path.endsWith(after)) die();
        return outcome && !isDead
          ? outcome
          : { problem: { kind: 'broken', sent: true, problem: 'the process is dead' } };
      },
      ({ name, payload }) => {
        if (told && name === 'ledger.changed' && payload.areas.includes(told)) die();
      },
    );
    await dying.call('containment.run', { containmentId, step });
    await dying.shutdown();
    expect(isDead).toBe(true);
    revived = open(left, real);
    return revived;
  }

  async function again(engine: Engine, step: ContainmentStep): Promise<readonly (string | undefined)[]> {
    const states = [];
    for (const answer of [
      await engine.call('containment.show', { containmentId }),
      await engine.call('containment.run', { containmentId, step }),
    ]) {
      states.push(answer.ok ? record(answer.value, step)?.state : answer.error.code);
    }
    return states;
  }
  const liveIn = async (engine: Engine) => {
    const answer = await engine.call('token.list', { channelId, states: ['active'] });
    return answer.ok ? answer.value.tokens.map(({ consumer }) => consumer).sort() : [];
  };

  test.each([
    ['before anything was asked', { step: 'revoke-all', before: '/tokens/kid' }],
    ['before LINE was told to revoke', { step: 'revoke-all', before: '/revoke' }],
    ['after LINE had revoked', { step: 'revoke-all', after: '/revoke' }],
  ] as const)('%s has revoked all when the step is run again', async (_when, death) => {
    for (const consumer of ['a', 'b']) await bench.issue(channelId, { consumer });
    await begin();
    const engine = await dieIn(death);
    expect(await again(engine, death.step)).toEqual(['under-way', 'done']);
    expect(bench.practice.liveKeyIds(channelId)).toEqual([]);
    expect(await liveIn(engine)).toEqual([]);
  });

  test('after the key was made finds that key, and makes no second one', async () => {
    await begin();
    const engine = await dieIn({ step: 'new-key', told: 'keys' });
    expect(await again(engine, 'new-key')).toEqual(['under-way', 'done']);
    const keys = await engine.call('key.list', { channelId });
    expect(keys.ok && keys.value.signingKeys.map((key) => key.signingKeyId === oldKeyId)).toEqual([true, false]);
  });

  test.each([
    ['before LINE was asked to issue', { step: 'reissue', before: '/v2.1/token' }, 0],
    ['after LINE had issued', { step: 'reissue', after: '/v2.1/token' }, 1],
  ] as const)('%s gives everybody one token, and knows what was lost', async (_when, death, lost) => {
    for (const consumer of ['a', 'b']) await bench.issue(channelId, { consumer });
    await begin();
    await run('revoke-all');
    await registerNewKey();
    await run('register-key');
    const engine = await dieIn(death);
    expect(await again(engine, 'reissue')).toEqual(['under-way', 'done']);
    expect(await liveIn(engine)).toEqual(['a', 'b']);
    const channel = await engine.call('channel.show', { channelId });
    expect(channel.ok && channel.value.channel.slots).toMatchObject({ live: 2, orphan: lost, unknown: 0, foreign: 0 });
    expect(bench.practice.liveKeyIds(channelId)).toHaveLength(2 + lost);
  });
});
