import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { HttpTransport } from '../../main/ports.ts';
import type { ItemOutcome, Operation } from '../../shared/operations.ts';
import type { InputOf } from '../../shared/contract.ts';
import { fillFleet, type Fleet } from '../support/fill-fleet.ts';
import { openWorkbench, type Workbench } from '../support/workbench.ts';

let bench: Workbench;

/** Runs when a call is about to leave. */
let onCall: ((endpoint: string) => Promise<void> | void) | undefined;
/** Nothing gets out. */
let isPulled: boolean;
/** The most that were under way at once: of all calls, and of the revocations of one channel. */
let most: { all: number; channel: number };

const endpointOf = (path: string) => path.replace(/^\/oauth2\/v2\.1\//, '').replace('tokens/kid', 'list');

function watched(real: HttpTransport): HttpTransport {
  const underWay = new Map<string, number>();
  const add = (name: string, by: number) => {
    const count = (underWay.get(name) ?? 0) + by;
    underWay.set(name, count);
    return count;
  };
  return async (request) => {
    const endpoint = endpointOf(request.url.pathname);
    await onCall?.(endpoint);
    if (isPulled)
      return {
        problem: { kind: 'unreachable', sent: false, problem: 'no route', connection: 'no-network', technical: '' },
      };
    const channelId = new URLSearchParams(request.body?.toString()).get('client_id') ?? '';
    most.all = Math.max(most.all, add('all', 1));
    if (channelId !== '') most.channel = Math.max(most.channel, add(channelId, 1));
    try {
      return await real(request);
    } finally {
      add('all', -1);
      if (channelId !== '') add(channelId, -1);
    }
  };
}

beforeEach(async () => {
  onCall = undefined;
  isPulled = false;
  most = { all: 0, channel: 0 };
  bench = await openWorkbench({ transport: watched, answerWithinMs: 2_000 });
});
afterEach(() => bench.stop());

async function fleet(channels: number, tokensPerChannel: number, more: { consumer?: (n: number) => string } = {}) {
  await bench.engine().shutdown();
  const filled = await fillFleet({
    folder: bench.folder,
    practice: bench.practice,
    channels,
    tokensPerChannel,
    ...more,
  });
  await bench.restart();
  return filled;
}

const accept = ['last-of-consumer' as const];
const wait = ({ operationId }: Operation) => bench.call('operation.wait', { operationId });
const show = ({ operationId }: Operation) => bench.call('operation.show', { operationId, limit: 1_000 });
const begin = (order: InputOf<'operation.begin'>) => bench.call('operation.begin', order);
const revokeAll = () => begin({ kind: 'revoke', selection: { matching: {}, accept } });
const carryOut = async (order: InputOf<'operation.begin'>) => wait(await begin(order));
const requestsTo = (endpoint: string) =>
  bench.practice.requests.filter(({ path }) => endpointOf(path) === endpoint).length;
const liveAtLine = ({ channelIds }: Fleet) => channelIds.flatMap((id) => bench.practice.liveKeyIds(id));
const statesOf = async ({ tokens }: Fleet) => {
  const { byState } = await bench.call('token.count', {});
  return { ...byState, all: tokens.length };
};

/** Faults on one request in ten, of every kind that passes. */
function tenthFails(requests: number): void {
  const kinds = [
    { kind: 'status', status: 429, retryAfterSeconds: 2 },
    { kind: 'status', status: 500 },
    { kind: 'drop-before' },
    { kind: 'drop-after' },
    { kind: 'status', status: 503 },
  ] as const;
  for (let number = 0; number < requests / 10; number++)
    bench.practice.failNext({ endpoint: 'any', skip: 10 * number, ...(kinds[number % kinds.length] ?? kinds[0]) });
}

describe('a revocation of many', () => {
  test('1,000 tokens of 100 channels with a tenth of all calls failing: every item is explained, and what is called revoked is', async () => {
    const filled = await fleet(100, 10);
    // Three channels stay broken, each in its own way: the retries must not hide that.
    const [first = '', second = '', third = ''] = filled.channelIds;
    bench.practice.failNext({ endpoint: 'revoke', channelId: first, kind: 'status', status: 500, times: 'always' });
    bench.practice.failNext({
      endpoint: 'kids',
      channelId: second,
      kind: 'status',
      status: 503,
      skip: 1,
      times: 'always',
    });
    bench.practice.failNext({ endpoint: 'kids', channelId: third, kind: 'drop-before', times: 'always' });
    tenthFails(2_000);
    const ended = await wait(await revokeAll());
    expect(ended).toMatchObject({ kind: 'revoke', state: 'some-failed', total: 1_000, finished: 1_000 });
    const { outcomes, items } = await show(ended);
    expect(outcomes.open).toBe(0);
    const live = new Set(liveAtLine(filled));
    for (const { keyId, outcome, error } of items) {
      if (outcome === 'revoked') expect(live.has(keyId ?? '')).toBe(false);
      else expect(error?.code).toMatch(/^platform-|^unproved$/);
    }
    const of = (channelId: string) =>
      new Set(items.filter((item) => item.channelId === channelId).map((i) => i.outcome));
    expect([of(first), of(third)]).toEqual([new Set(['failed']), new Set(['failed'])]);
    // Where a passing fault had met its first list, nothing was sent at all.
    expect([...of(second)]).toEqual([expect.stringMatching(/^unproved$|^failed$/)]);
    expect(bench.pauses).toContain(2_000);

    bench.practice.clearFaults();
    const again = await wait(await bench.call('operation.retry', { operationId: ended.operationId }));
    expect(again).toMatchObject({ state: 'done', finished: 1_000, failed: 0 });
    expect([liveAtLine(filled), await statesOf(filled)]).toEqual([[], { revoked: 1_000, all: 1_000 }]);
  });

  test('has at most 16 calls under way and 4 of a channel, one list before and one after per channel, and one call a token', async () => {
    const filled = await fleet(24, 12);
    bench.practice.clearRequests();
    bench.practice.knobs.latencyMs = 5;
    most = { all: 0, channel: 0 };
    expect(await wait(await revokeAll())).toMatchObject({ state: 'done', finished: 288 });
    expect(most).toEqual({ all: 16, channel: 4 });
    const lists = filled.channelIds.map(
      (id) =>
        bench.practice.requests.filter(({ channelId, endpoint }) => channelId === id && endpoint === 'kids').length,
    );
    expect([new Set(lists), requestsTo('revoke')]).toEqual([new Set([2]), 288]);
  });

  test('tells how far it is, item by item, and leaves its lines in the log', async () => {
    await fleet(3, 2);
    bench.events.length = 0;
    const ended = await wait(await revokeAll());
    const progress = bench.events.flatMap((event) => (event.name === 'operation.progress' ? [event.payload] : []));
    expect(progress.map(({ operation }) => operation.finished)).toEqual([0, 2, 4, 6, 6]);
    expect(progress.map(({ latest }) => latest?.outcome ?? null)).toEqual([
      null,
      'revoked',
      'revoked',
      'revoked',
      null,
    ]);
    const log = await bench.call('audit.list', { subjectId: ended.operationId });
    expect(log.entries.map(({ kind }) => kind)).toEqual(['operation-ended', 'operation-begun']);
  });

  test('pauses after what is under way, gives back what was not called for, and goes on exactly where it was', async () => {
    const filled = await fleet(6, 8);
    let calls = 0;
    let paused: Promise<Operation> | undefined;
    const begun = await new Promise<Operation>((resolve, reject) => {
      const operation = Promise.withResolvers<Operation>();
      onCall = async (endpoint) => {
        if (endpoint !== 'revoke' || ++calls !== 10) return;
        const { operationId } = await operation.promise;
        paused = bench.call('operation.pause', { operationId });
        resolve(operation.promise);
      };
      revokeAll().then(operation.resolve, reject);
    });
    expect(await paused).toMatchObject({ state: 'paused', endedAt: null, failed: 0 });
    const { outcomes, operation } = await show(begun);
    const left = outcomes.open ?? 0;
    expect(left).toBeGreaterThan(0);
    expect(outcomes.revoked).toBe(operation.finished);
    expect(await statesOf(filled)).toEqual({ active: left, revoked: 48 - left, all: 48 });
    expect(liveAtLine(filled)).toHaveLength(left);
    expect((await bench.refused('operation.pause', { operationId: begun.operationId })).code).toBe(
      'operation-not-running',
    );

    onCall = undefined;
    bench.practice.clearRequests();
    await bench.call('operation.resume', { operationId: begun.operationId });
    expect(await wait(begun)).toMatchObject({ state: 'done', finished: 48, failed: 0 });
    expect([requestsTo('revoke'), liveAtLine(filled)]).toEqual([left, []]);
    expect((await bench.refused('operation.resume', { operationId: begun.operationId })).code).toBe(
      'operation-not-resumable',
    );
  });

  test('is interrupted where the vault closes, and goes on after it was opened again', async () => {
    const filled = await fleet(6, 8);
    const reached = Promise.withResolvers<undefined>();
    let calls = 0;
    onCall = (endpoint) => {
      if (endpoint === 'revoke' && ++calls === 9) reached.resolve(undefined);
    };
    const begun = await revokeAll();
    await reached.promise;
    await bench.restart();
    const { operation, outcomes } = await show(begun);
    expect(operation).toMatchObject({ state: 'interrupted', failed: 0, endedAt: null });
    expect(outcomes.open).toBeGreaterThan(0);
    expect(outcomes.revoked).toBe(48 - liveAtLine(filled).length);
    await bench.call('operation.resume', { operationId: begun.operationId });
    expect(await wait(begun)).toMatchObject({ state: 'done', finished: 48 });
    expect([liveAtLine(filled), await statesOf(filled)]).toEqual([[], { revoked: 48, all: 48 }]);
  });

  test('is cancelled after what is under way; what was not begun can be tried later', async () => {
    const filled = await fleet(4, 8);
    const begun = Promise.withResolvers<Operation>();
    let calls = 0;
    onCall = async (endpoint) => {
      if (endpoint === 'revoke' && ++calls === 5)
        await bench.call('operation.cancel', { operationId: (await begun.promise).operationId });
    };
    revokeAll().then(begun.resolve, begun.reject);
    const ended = await wait(await begun.promise);
    expect(ended).toMatchObject({ state: 'cancelled', failed: 0, endedAt: expect.any(String) as string });
    expect(ended.finished).toBe(32 - liveAtLine(filled).length);
    onCall = undefined;
    await bench.call('operation.retry', { operationId: ended.operationId });
    expect(await wait(ended)).toMatchObject({ state: 'done', finished: 32 });
  });

  test('of nothing is done at once', async () => {
    expect(await wait(await revokeAll())).toMatchObject({ state: 'done', total: 0 });
  });
});

describe('without a network', () => {
  test('revocations and checks wait in the queue with nothing changed, and are run when LINE can be reached', async () => {
    const filled = await fleet(3, 2);
    isPulled = true;
    const revocation = await wait(await revokeAll());
    const check = await carryOut({ kind: 'check', selection: {} });
    for (const operation of [revocation, check])
      expect(operation).toMatchObject({ state: 'queued', finished: 0, waitsFor: { platform: bench.practice.url } });
    expect(await statesOf(filled)).toEqual({ active: 6, all: 6 });
    await bench.restart();
    expect((await bench.call('operation.list', { openOnly: true })).operations).toMatchObject([
      { kind: 'check', state: 'queued' },
      { kind: 'revoke', state: 'queued' },
    ]);
    isPulled = false;
    const { operations } = await bench.call('operation.runQueue', {});
    expect(operations.map(({ kind, state }) => [kind, state])).toEqual([
      ['revoke', 'running'],
      ['check', 'running'],
    ]);
    expect([await wait(revocation), await wait(check)]).toMatchObject([{ state: 'done' }, { state: 'done' }]);
    expect(liveAtLine(filled)).toEqual([]);
    expect((await bench.call('operation.runQueue', {})).operations).toEqual([]);
  });

  test('what waits can be paused, resumed and cancelled', async () => {
    await fleet(1, 1);
    isPulled = true;
    const waiting = await wait(await revokeAll());
    const { operationId } = waiting;
    expect(await bench.call('operation.pause', { operationId })).toMatchObject({ state: 'paused', waitsFor: null });
    expect((await bench.call('operation.runQueue', {})).operations).toEqual([]);
    await bench.call('operation.resume', { operationId });
    expect(await wait(waiting)).toMatchObject({ state: 'queued' });
    await bench.call('operation.cancel', { operationId });
    expect(await wait(waiting)).toMatchObject({ state: 'cancelled', finished: 0 });
  });

  test('where it goes away in the middle, what is under way is told apart from what waits', async () => {
    const filled = await fleet(40, 1);
    let calls = 0;
    onCall = (endpoint) => {
      if (endpoint === 'revoke' && ++calls === 4) isPulled = true;
    };
    const rests = await wait(await revokeAll());
    expect(rests.state).toBe('queued');
    onCall = undefined;
    isPulled = false;
    await bench.call('operation.resume', { operationId: rests.operationId });
    const ended = await wait(rests);
    const { items } = await show(ended);
    const live = new Set(liveAtLine(filled));
    for (const { outcome, keyId } of items) if (outcome === 'revoked') expect(live.has(keyId ?? '')).toBe(false);
    expect(items.every(({ outcome }) => outcome === 'revoked' || outcome === 'unproved' || outcome === 'failed')).toBe(
      true,
    );
    if (ended.state !== 'done') await bench.call('operation.retry', { operationId: ended.operationId });
    expect(await wait(ended)).toMatchObject({ state: 'done' });
    expect(liveAtLine(filled)).toEqual([]);
  });

  test('issuing never waits: it fails, and is tried again on a person’s word', async () => {
    const { channelIds } = await fleet(2, 0);
    isPulled = true;
    const ended = await carryOut({ kind: 'issue', channelIds: [...channelIds] });
    expect(ended).toMatchObject({ state: 'failed', failed: 2 });
    expect((await show(ended)).items.map(({ error }) => error?.code)).toEqual([
      'platform-unreachable',
      'platform-unreachable',
    ]);
    isPulled = false;
    await bench.call('operation.retry', { operationId: ended.operationId });
    expect(await wait(ended)).toMatchObject({ state: 'done', failed: 0 });
    expect(channelIds.map((id) => bench.practice.liveKeyIds(id).length)).toEqual([1, 1]);
  });

  test('a direct revocation does not wait either', async () => {
    const { tokens } = await fleet(1, 1);
    isPulled = true;
    const { results } = await bench.call('token.revoke', { tokenIds: tokens.map(({ tokenId }) => tokenId), accept });
    expect(results).toMatchObject([{ outcome: 'failed', error: { code: 'platform-unreachable' } }]);
  });
});

describe('a check of many', () => {
  test('asks once per channel and finds what is foreign and gone', async () => {
    const { channelIds } = await fleet(5, 2);
    const [first = '', second = ''] = channelIds;
    bench.practice.issueForeignToken(first);
    bench.practice.revokeAsAnotherTool(second, bench.practice.liveKeyIds(second)[0] ?? '');
    bench.practice.clearRequests();
    const ended = await carryOut({ kind: 'check', selection: {} });
    expect([ended.state, ended.total, requestsTo('list')]).toEqual(['done', 5, 5]);
    expect((await bench.call('token.count', {})).byState).toEqual({ active: 9, gone: 1, foreign: 1 });
  });

  test('says of each channel why it could not be checked', async () => {
    const { channelIds } = await fleet(2, 1);
    const keyless = await bench.addChannel();
    const ended = await carryOut({ kind: 'check', selection: { channelIds: [...channelIds, keyless] } });
    expect(ended).toMatchObject({ state: 'some-failed', failed: 1 });
    expect((await show(ended)).items.map(({ outcome, error }) => [outcome, error?.code])).toEqual([
      ['checked', undefined],
      ['checked', undefined],
      ['failed', 'no-signing-key'],
    ]);
  });
});

describe('issuing for many', () => {
  const outcomesOf = async (operation: Operation): Promise<readonly (ItemOutcome | null)[]> =>
    (await show(operation)).items.map(({ outcome }) => outcome);

  test('makes one token in each channel, linked with its issue', async () => {
    const { channelIds } = await fleet(6, 0);
    const ended = await carryOut({
      kind: 'issue',
      channelIds: [...channelIds],
      consumer: 'web',
      label: 'blue',
      lifetimeSeconds: 3_600,
    });
    expect(ended).toMatchObject({ state: 'done', total: 6 });
    for (const { channelId, tokenId, keyId, issueId } of (await show(ended)).items) {
      expect(bench.practice.liveKeyIds(channelId)).toEqual([keyId]);
      expect(await bench.call('token.show', { tokenId: tokenId ?? '' })).toMatchObject({
        consumer: 'web',
        label: 'blue',
        issueId,
      });
    }
  });

  test('never repeats what may have issued: an unknown one is settled first, an orphaned one is issued anew only when it is tried again', async () => {
    const { channelIds } = await fleet(2, 0);
    const [lost = '', fine = ''] = channelIds;
    bench.practice.failNext({ endpoint: 'token', channelId: lost, kind: 'hang-after' });
    const ended = await carryOut({ kind: 'issue', channelIds: [...channelIds], consumer: 'web' });
    expect([ended.state, await outcomesOf(ended)]).toEqual(['some-failed', ['unknown', 'issued']]);
    const retry = async () => {
      bench.practice.clearRequests();
      await bench.call('operation.retry', { operationId: ended.operationId });
      await wait(ended);
      return [await outcomesOf(ended), requestsTo('token')];
    };
    // What cannot be settled stays unknown, whatever stands in the way of that.
    isPulled = true;
    expect(await retry()).toEqual([['unknown', 'issued'], 0]);
    isPulled = false;
    expect(await retry()).toEqual([['orphaned', 'issued'], 0]);
    expect(await retry()).toEqual([['issued', 'issued'], 1]);
    expect([lost, fine].map((id) => bench.practice.liveKeyIds(id).length)).toEqual([2, 1]);
  });

  test('what LINE refuses is explained and repeated only on a person’s word', async () => {
    const { channelIds } = await fleet(2, 0);
    bench.practice.failNext({ endpoint: 'token', kind: 'status', status: 429 });
    const ended = await carryOut({ kind: 'issue', channelIds: [...channelIds] });
    expect(ended).toMatchObject({ state: 'some-failed', failed: 1 });
    expect(requestsTo('token')).toBe(2);
    await bench.call('operation.retry', { operationId: ended.operationId });
    expect(await wait(ended)).toMatchObject({ state: 'done' });
  });
});

describe('rotating many, where an answer is lost', () => {
  test('is unknown until it is settled, also where that cannot be done at once', async () => {
    const { channelIds } = await fleet(1, 1, { consumer: () => 'web' });
    const [channelId = ''] = channelIds;
    bench.practice.failNext({ endpoint: 'token', kind: 'hang-after' });
    const ended = await carryOut({ kind: 'rotate', consumers: [{ channelId, consumer: 'web' }] });
    const outcomes = [(await show(ended)).items[0]?.outcome];
    for (const pulled of [true, false, false]) {
      isPulled = pulled;
      await bench.call('operation.retry', { operationId: ended.operationId });
      await wait(ended);
      outcomes.push((await show(ended)).items[0]?.outcome);
    }
    expect(outcomes).toEqual(['unknown', 'unknown', 'orphaned', 'issued']);
    expect(bench.practice.liveKeyIds(channelId)).toHaveLength(3);
  });
});

describe('a channel that LINE asks patience for', () => {
  test('is not held for each of its tokens: once one was in vain, the others are called for once', async () => {
    const filled = await fleet(1, 12);
    bench.practice.clearRequests();
    bench.practice.failNext({
      endpoint: 'revoke',
      kind: 'status',
      status: 429,
      retryAfterSeconds: 60,
      times: 'always',
    });
    expect(await wait(await revokeAll())).toMatchObject({ state: 'failed', failed: 12 });
    // Four are called side by side, each up to four times, until the first of them gives up; the other eight once each.
    const calls = requestsTo('revoke');
    expect(calls).toBeGreaterThanOrEqual(12 + 3);
    expect(calls).toBeLessThanOrEqual(4 * 4 + 8);
    expect(bench.pauses).toHaveLength(calls - 12);
    expect(await statesOf(filled)).toEqual({ active: 12, all: 12 });
  });
});

describe('what is told to stop while LINE asks for patience', () => {
  test.each(['issue', 'rotate'] as const)('has not failed by that: %s', async (kind) => {
    const { channelIds } = await fleet(3, 1, { consumer: () => 'web' });
    const order =
      kind === 'issue'
        ? { kind, channelIds: [...channelIds], consumer: 'web' }
        : { kind, consumers: channelIds.map((channelId) => ({ channelId, consumer: 'web' })) };
    bench.practice.failNext({ endpoint: 'kids', kind: 'status', status: 429, retryAfterSeconds: 30, times: 'always' });
    const begun = Promise.withResolvers<Operation>();
    const paused = Promise.withResolvers<Operation>();
    onCall = async () => {
      onCall = undefined;
      const { operationId } = await begun.promise;
      paused.resolve(bench.call('operation.pause', { operationId }));
    };
    begin(order).then(begun.resolve, begun.reject);
    expect(await paused.promise).toMatchObject({ state: 'paused', finished: 0, failed: 0 });
    bench.practice.clearFaults();
    await bench.call('operation.resume', { operationId: (await begun.promise).operationId });
    expect(await wait(await begun.promise)).toMatchObject({ state: 'done', finished: 3, failed: 0 });
    expect(channelIds.map((id) => bench.practice.liveKeyIds(id).length)).toEqual([2, 2, 2]);
  });
});

describe('two doors at once', () => {
  test('begin what waits once, and what was ordered twice is refused in words', async () => {
    await fleet(2, 1);
    isPulled = true;
    const { operationId } = await wait(await revokeAll());
    isPulled = false;
    const engine = bench.engine();
    const answers = await Promise.all([
      engine.call('operation.resume', { operationId }),
      engine.call('operation.resume', { operationId }),
      engine.call('operation.runQueue', {}),
      engine.call('operation.retry', { operationId }),
    ]);
    expect(answers).toMatchObject([
      { ok: true, value: { state: 'running' } },
      { ok: false, error: { code: 'operation-not-resumable' } },
      { ok: true, value: { operations: [] } },
      { ok: false, error: { code: 'operation-not-resumable' } },
    ]);
    expect(await bench.call('operation.wait', { operationId })).toMatchObject({ state: 'done' });
  });
});

describe('a vault that closes', () => {
  test('waits for the checks that are under way, and not for hundreds of channels', async () => {
    await fleet(20, 1);
    bench.practice.clearRequests();
    const reached = Promise.withResolvers<undefined>();
    const closing = Promise.withResolvers<undefined>();
    onCall = async () => {
      reached.resolve(undefined);
      await closing.promise;
    };
    const checking = bench.call('token.check', {});
    await reached.promise;
    const closed = bench.engine().shutdown();
    closing.resolve(undefined);
    await closed;
    expect(requestsTo('list')).toBeLessThanOrEqual(8);
    const { channels } = await checking;
    expect(channels.filter(({ error }) => error?.code === 'vault-locked').length).toBeGreaterThanOrEqual(12);
    await bench.restart();
  });
});

describe('rotating many', () => {
  test('begins a rotation for each consumer, up to its successor', async () => {
    const { channelIds } = await fleet(2, 2, { consumer: (number) => `bot ${number}` });
    const consumers = channelIds.flatMap((channelId) =>
      ['bot 0', 'bot 1'].map((consumer) => ({ channelId, consumer })),
    );
    const ended = await carryOut({ kind: 'rotate', consumers });
    expect(ended).toMatchObject({ state: 'done', total: 4 });
    const { items } = await show(ended);
    expect(items.map(({ channelId, consumer }) => ({ channelId, consumer }))).toEqual(consumers);
    expect(items.every(({ rotationId, tokenId }) => rotationId !== null && tokenId !== null)).toBe(true);
    expect(channelIds.map((id) => bench.practice.liveKeyIds(id).length)).toEqual([4, 4]);
  });
});

describe('before it begins', () => {
  test('a revocation with risks is refused wherever it starts, unless they are named', async () => {
    const filled = await fleet(2, 1);
    const tokenIds = filled.tokens.map(({ tokenId }) => tokenId);
    const order = { kind: 'revoke', selection: { tokenIds } } as const;
    for (const error of [
      await bench.refused('operation.begin', order),
      await bench.refused('token.revoke', { tokenIds }),
    ])
      expect(error).toMatchObject({
        code: 'not-safe-to-revoke',
        details: { count: 2, risks: ['last-of-consumer'] },
      });
    expect((await bench.call('operation.list', {})).operations).toEqual([]);
    const other = { tokenIds, accept: ['successor-not-adopted' as const] };
    expect((await bench.refused('token.revoke', other)).code).toBe('not-safe-to-revoke');
    expect(await carryOut({ kind: 'revoke', selection: { tokenIds, accept } })).toMatchObject({ state: 'done' });
  });

  test('what cannot be revoked is nobody’s last token', async () => {
    const channelId = await bench.addChannel({ secret: false });
    await bench.readyKey(channelId);
    const { tokenId } = await bench.issue(channelId, { consumer: 'web' });
    const preview = await bench.call('token.previewRevoke', { tokenIds: [tokenId] });
    expect(preview.consequences).toEqual([{ kind: 'no-secret', channelIds: [channelId] }]);
    expect((await bench.call('token.revoke', { tokenIds: [tokenId] })).results).toMatchObject([
      { error: { code: 'channel-secret-missing' } },
    ]);
  });

  test('the preview says what it would do, and changes nothing', async () => {
    const { channelIds } = await fleet(2, 2);
    const keyless = await bench.addChannel();
    const preview = (order: InputOf<'operation.preview'>) => bench.call('operation.preview', order);
    const [first = '', second = ''] = channelIds;
    expect(await preview({ kind: 'revoke', selection: { matching: { channelId: first } } })).toMatchObject({
      digest: expect.any(String) as string,
      count: 2,
      calls: 4,
      consequences: [{ kind: 'last-of-consumer', count: 2, consumers: ['fleet'] }],
    });
    expect(await preview({ kind: 'check', selection: {} })).toMatchObject({ count: 2, calls: 2, consequences: [] });
    const issue = await preview({ kind: 'issue', channelIds: [first, first, keyless], consumer: 'fleet' });
    expect(issue).toMatchObject({
      digest: null,
      count: 2,
      calls: 4,
      consequences: [
        { kind: 'no-signing-key', channelIds: [keyless] },
        { kind: 'many-of-consumer', count: 1, consumers: ['fleet'] },
      ],
    });
    for (let slot = 2; slot < 30; slot++) bench.practice.issueForeignToken(second);
    await bench.call('token.check', { channelIds: [second] });
    const rotate = await preview({ kind: 'rotate', consumers: [{ channelId: second, consumer: 'fleet' }] });
    expect(rotate.consequences).toContainEqual({ kind: 'slots-full', channelIds: [second] });
    expect((await bench.refused('operation.preview', { kind: 'issue', channelIds: ['99'] })).code).toBe('not-found');
    expect((await bench.call('operation.list', {})).operations).toEqual([]);
  });

  test('an operation that is not there is not found', async () => {
    const operationId = '01234567-89ab-4def-8123-456789abcdef';
    const names = ['show', 'wait', 'pause', 'resume', 'retry', 'cancel'] as const;
    for (const name of names)
      expect((await bench.refused(`operation.${name}`, { operationId })).code).toBe('not-found');
  });
});
