import { beforeEach, describe, expect, test } from 'vitest';
import { CONSUMER, DAY, rotationBench, told } from '../support/rotation-bench.ts';
import type { Workbench } from '../support/workbench.ts';

const { now, begin, later, issueOld, setPolicy, show, stateOf, valueOf, live, issues, draining } = rotationBench();

let bench: Workbench;
let channelId: string;
beforeEach(() => {
  ({ bench, channelId } = now());
});

describe('a rotation', () => {
  test('goes from the issue to the proof, and the consumer is never without a live token', async () => {
    const old = await issueOld();
    const begun = await begin();
    expect(begun).toMatchObject({
      state: 'under-way',
      step: 'deliver',
      cause: 'planned',
      issueId: null,
      oldTokens: [{ tokenId: old.tokenId, keyId: old.keyId, state: 'active' }],
    });
    expect(await bench.call('token.show', { tokenId: begun.newTokenId ?? '' })).toMatchObject({
      keyId: begun.newKeyId,
      consumer: CONSUMER,
      label: 'blue',
    });
    expect(live()).toEqual([old.keyId, begun.newKeyId].sort());

    const { rotationId } = begun;
    await bench.call('rotation.deliver', { rotationId });
    expect(now().copied).toEqual([await valueOf(begun.newTokenId)]);
    const adopted = await bench.call('rotation.confirm', { rotationId, by: 'person', note: 'deployed at nine' });
    expect([adopted.step, await stateOf(old.tokenId)]).toEqual(['drain', 'draining']);
    expect(Date.parse(adopted.drainsUntil ?? '') - Date.parse(adopted.steps[2]?.at ?? '')).toBe(3 * DAY * 1_000);

    expect(await bench.refused('rotation.revoke', { rotationId })).toMatchObject({
      code: 'rotation-not-drained',
      details: { until: adopted.drainsUntil },
    });
    later(3);
    const done = await bench.call('rotation.revoke', { rotationId });
    expect([done.state, told(done)]).toEqual([
      'done',
      [
        'issue done stored',
        'deliver done copied',
        'adopt done person',
        'drain done time',
        'revoke done answered',
        'prove done absent',
      ],
    ]);
    expect([live(), await stateOf(old.tokenId), await stateOf(done.newTokenId)]).toEqual([
      [begun.newKeyId],
      'revoked',
      'active',
    ]);
    const { entries } = await bench.call('audit.list', { subjectId: rotationId });
    expect(entries.map(({ kind, note }) => [kind, note]).reverse()).toEqual([
      ['rotation-begun', `${CONSUMER}: planned`],
      ['rotation-step-done', 'issue: stored'],
      ['rotation-step-done', 'deliver: copied'],
      ['rotation-step-done', 'adopt: person (deployed at nine)'],
      ['rotation-step-done', 'drain: time'],
      ['rotation-step-done', 'revoke: answered'],
      ['rotation-step-done', 'prove: absent'],
      ['rotation-done', null],
    ]);
    expect(bench.events).toContainEqual({
      name: 'ledger.changed',
      payload: { areas: ['rotations', 'tokens', 'audit'], channelIds: [channelId] },
    });
  });

  test('replaces all live tokens of its consumer, and of no other; or the named ones', async () => {
    const [first, second] = [await issueOld(), await issueOld()];
    const other = await bench.issue(channelId, { consumer: 'other' });
    const named = await begin({ tokenIds: [second.tokenId] });
    expect(named.oldTokens.map(({ tokenId }) => tokenId)).toEqual([second.tokenId]);
    await bench.call('rotation.stop', { rotationId: named.rotationId, reason: 'all of them' });
    const all = await begin();
    expect(all.oldTokens.map(({ tokenId }) => tokenId)).toEqual([first.tokenId, second.tokenId, named.newTokenId]);
    expect(
      (await bench.refused('rotation.begin', { channelId, consumer: 'other', tokenIds: [first.tokenId] })).code,
    ).toBe('not-found');
    expect(await stateOf(other.tokenId)).toBe('active');
  });

  test('is not begun where there is nothing to replace, one is under way, or a token has ended', async () => {
    const nobody = { channelId, consumer: 'nobody' };
    expect((await bench.refused('rotation.begin', nobody)).code).toBe('nothing-to-rotate');
    expect((await bench.refused('rotation.begin', { ...nobody, channelId: '1' })).code).toBe('not-found');
    const old = await issueOld();
    const { rotationId } = await begin();
    expect(await bench.refused('rotation.begin', { channelId, consumer: CONSUMER })).toMatchObject({
      code: 'rotation-under-way',
      details: { rotationId },
    });
    await bench.call('rotation.stop', { rotationId, reason: 'x' });
    await bench.call('token.revoke', { tokenIds: [old.tokenId] });
    expect(
      await bench.refused('rotation.begin', { channelId, consumer: CONSUMER, tokenIds: [old.tokenId] }),
    ).toMatchObject({ code: 'token-not-live', details: { state: 'revoked' } });
  });

  test('is begun once and each step of it is taken once, whoever asks at the same moment', async () => {
    await issueOld();
    const order = { channelId, consumer: CONSUMER };
    const both = await Promise.all([1, 2].map(() => bench.engine().call('rotation.begin', order)));
    expect(both.map((result) => (result.ok ? result.value.step : result.error.code)).sort()).toEqual([
      'deliver',
      'rotation-under-way',
    ]);
    expect(live()).toHaveLength(2);
    const { rotationId } = (await bench.call('rotation.list', {})).rotations[0] ?? { rotationId: '' };
    await bench.call('rotation.deliver', { rotationId, how: 'by-hand' });
    const confirmed = await Promise.all(
      [1, 2].map(() => bench.engine().call('rotation.confirm', { rotationId, by: 'person' })),
    );
    expect(confirmed.map((result) => (result.ok ? result.value.step : result.error.code))).toEqual([
      'drain',
      'rotation-not-its-turn',
    ]);
  });

  test('of a channel without a free slot is not even begun', async () => {
    await issueOld();
    for (let index = 0; index < 29; index += 1) bench.practice.issueForeignToken(channelId);
    await bench.call('token.check', { channelIds: [channelId] });
    expect((await bench.refused('rotation.begin', { channelId, consumer: CONSUMER })).code).toBe('slots-full');
    expect((await bench.call('rotation.list', {})).rotations).toEqual([]);
  });

  test('goes one step after the other', async () => {
    await issueOld();
    const { rotationId } = await begin();
    const error = await bench.refused('rotation.confirm', { rotationId, by: 'person' });
    expect(error).toMatchObject({ code: 'rotation-not-its-turn', details: { step: 'deliver', state: 'under-way' } });
    for (const operation of ['rotation.issue', 'rotation.revoke'] as const)
      expect((await bench.refused(operation, { rotationId })).code).toBe('rotation-not-its-turn');
    expect((await bench.refused('rotation.skip', { rotationId, step: 'drain', reason: 'x' })).code).toBe(
      'rotation-not-its-turn',
    );
    const unknown = '01234567-89ab-4def-8123-456789abcdef';
    expect((await bench.refused('rotation.show', { rotationId: unknown })).code).toBe('not-found');
  });

  test('can be stopped: what drained is live again', async () => {
    const old = await issueOld();
    const { rotationId } = await draining();
    const stopped = await bench.call('rotation.stop', { rotationId, reason: 'a bad day' });
    expect([stopped.state, stopped.step, await stateOf(old.tokenId)]).toEqual(['stopped', 'drain', 'active']);
    expect((await bench.refused('rotation.stop', { rotationId, reason: 'again' })).code).toBe('rotation-not-its-turn');
    expect((await bench.call('rotation.list', { openOnly: true })).rotations).toEqual([]);
    expect((await bench.call('rotation.list', {})).rotations).toMatchObject([{ rotationId, state: 'stopped' }]);
  });

  test('passes over a step with a reason; a skipped overlap is revoked at once', async () => {
    const old = await issueOld();
    const { rotationId } = await draining();
    const skipped = await bench.call('rotation.skip', { rotationId, step: 'drain', reason: 'nobody uses it' });
    expect(skipped.steps[3]).toMatchObject({ state: 'skipped', note: 'nobody uses it', door: 'test' });
    expect((await bench.call('rotation.revoke', { rotationId })).state).toBe('done');
    expect(await stateOf(old.tokenId)).toBe('revoked');
  });

  test('whose revocation is skipped leaves the old tokens to expire', async () => {
    const old = await issueOld();
    const { rotationId } = await draining();
    later(3);
    const done = await bench.call('rotation.skip', { rotationId, step: 'revoke', reason: 'no secret' });
    expect([done.state, told(done).slice(3), await stateOf(old.tokenId)]).toEqual([
      'done',
      ['drain done time', 'revoke skipped', 'prove skipped'],
      'draining',
    ]);
  });

  test('counts what has ended by itself as absent, and does not wait for it', async () => {
    await issueOld({ lifetimeSeconds: DAY });
    const { rotationId, drainsUntil, oldTokens } = await draining();
    expect(drainsUntil).toBe(oldTokens[0]?.expiresAt);
    later(1);
    bench.practice.clearRequests();
    const done = await bench.call('rotation.revoke', { rotationId });
    expect([done.state, told(done).slice(4)]).toEqual(['done', ['revoke done time', 'prove done time']]);
    expect(bench.practice.requests).toEqual([]);
  });

  test('ends with its channel', async () => {
    const old = await issueOld({ lifetimeSeconds: DAY });
    const rotation = await begin({ tokenIds: [old.tokenId] });
    await setPolicy({ overlapSeconds: 0 });
    await bench.call('token.revoke', {
      tokenIds: [old.tokenId, rotation.newTokenId ?? ''],
      accept: ['last-of-consumer', 'successor-not-adopted'],
    });
    await bench.call('channel.remove', { channelId });
    expect((await show(rotation)).state).toBe('stopped');
  });
});

describe('the guard', () => {
  test('refuses to revoke an old token whose successor nobody is known to use', async () => {
    const old = await issueOld();
    const { rotationId } = await begin();
    const revoke = { tokenIds: [old.tokenId] };
    expect((await bench.refused('token.revoke', revoke)).code).toBe('not-safe-to-revoke');
    await bench.call('rotation.deliver', { rotationId, how: 'by-hand' });
    expect((await bench.refused('token.revoke', revoke)).code).toBe('not-safe-to-revoke');
    await bench.call('rotation.confirm', { rotationId, by: 'person' });
    expect((await bench.call('token.revoke', revoke)).results).toMatchObject([{ outcome: 'revoked' }]);
    later(3);
    expect(told(await bench.call('rotation.revoke', { rotationId })).slice(4)).toEqual([
      'revoke done absent',
      'prove done absent',
    ]);
  });

  test('keeps the rotation itself from revoking the last live token', async () => {
    const old = await issueOld();
    const { rotationId, newTokenId } = await draining();
    await bench.call('token.revoke', { tokenIds: [newTokenId ?? ''] });
    later(3);
    expect((await bench.refused('rotation.revoke', { rotationId })).code).toBe('not-safe-to-revoke');
    expect(told(await bench.call('rotation.show', { rotationId }))[4]).toBe('revoke failed not-safe-to-revoke');
    expect(await stateOf(old.tokenId)).toBe('draining');
  });
});

describe('the issue', () => {
  test('that LINE refuses is answered and stays with the step; the next try succeeds', async () => {
    await issueOld();
    bench.practice.failNext({ endpoint: 'token', kind: 'status', status: 400 });
    expect((await bench.refused('rotation.begin', { channelId, consumer: CONSUMER })).code).toBe('issue-refused');
    const [failed] = (await bench.call('rotation.list', {})).rotations;
    expect(failed && [failed.step, told(failed)[0]]).toEqual(['issue', 'issue failed issue-refused']);
    const rotationId = failed?.rotationId ?? '';
    const mended = await bench.call('rotation.issue', { rotationId });
    expect([mended.step, told(mended)[0], mended.issueId]).toEqual(['deliver', 'issue done stored', null]);
  });

  test('of which nobody knows the outcome is settled before another one is sent', async () => {
    await issueOld();
    // The answer is lost, and so is the list that would settle it.
    bench.practice.failNext({ endpoint: 'token', kind: 'hang-after' });
    expect((await bench.refused('rotation.begin', { channelId, consumer: CONSUMER })).code).toBe('issue-unknown');
    const [unknown] = (await bench.call('rotation.list', {})).rotations;
    const rotationId = unknown?.rotationId ?? '';
    expect(unknown?.issueId).not.toBeNull();
    bench.practice.failNext({ endpoint: 'kids', kind: 'status', status: 503 });
    bench.practice.clearRequests();
    expect((await bench.refused('rotation.issue', { rotationId })).code).toBe('platform-failed');
    expect(issues()).toBe(0);
    // LINE issued it: it is told once, and only then another one is issued.
    expect(await bench.refused('rotation.issue', { rotationId })).toMatchObject({
      code: 'issue-orphaned',
      details: { issueId: unknown?.issueId },
    });
    expect(issues()).toBe(0);
    const mended = await bench.call('rotation.issue', { rotationId });
    expect([issues(), mended.step, live().length]).toEqual([1, 'deliver', 3]);
  });

  test('that was certainly not issued after all is sent again', async () => {
    await issueOld();
    bench.practice.failNext({ endpoint: 'token', kind: 'hang' });
    expect((await bench.refused('rotation.begin', { channelId, consumer: CONSUMER })).code).toBe('issue-unknown');
    const { rotations, moved } = await bench.call('rotation.continueDue', {});
    expect([moved, rotations[0]?.step, live().length]).toEqual([1, 'deliver', 2]);
  });

  test('that is skipped ends the consumer: nothing is handed over, the old token drains', async () => {
    const old = await issueOld();
    bench.practice.failNext({ endpoint: 'token', kind: 'status', status: 400 });
    await bench.refused('rotation.begin', { channelId, consumer: CONSUMER });
    const rotationId = (await bench.call('rotation.list', {})).rotations[0]?.rotationId ?? '';
    const skipped = await bench.call('rotation.skip', { rotationId, step: 'issue', reason: 'the bot retires' });
    expect(told(skipped).slice(0, 4)).toEqual(['issue skipped', 'deliver skipped', 'adopt skipped', 'drain now']);
    later(3);
    expect((await bench.call('rotation.revoke', { rotationId })).state).toBe('done');
    expect([await stateOf(old.tokenId), live()]).toEqual(['revoked', []]);
  });
});

describe('the revocation', () => {
  test('that is answered and not proved is proved later', async () => {
    await issueOld();
    const rotation = await draining();
    const { rotationId } = rotation;
    later(3);
    bench.practice.failNext({ endpoint: 'revoke', kind: 'status', status: 200 });
    expect((await bench.refused('rotation.revoke', { rotationId })).code).toBe('unproved');
    expect(told(await show(rotation)).slice(4)).toEqual(['revoke done answered', 'prove failed unproved']);
    const done = await bench.call('rotation.revoke', { rotationId });
    expect([done.state, told(done)[5]]).toEqual(['done', 'prove done absent']);
  });

  test('that fails stays with its step', async () => {
    const old = await issueOld();
    const rotation = await draining();
    const { rotationId } = rotation;
    later(3);
    bench.practice.failNext({ endpoint: 'revoke', kind: 'status', status: 500, times: 4 });
    expect((await bench.refused('rotation.revoke', { rotationId })).code).toBe('platform-failed');
    expect([told(await show(rotation)).slice(3), await stateOf(old.tokenId)]).toEqual([
      ['drain done time', 'revoke failed platform-failed', 'prove waiting'],
      'draining',
    ]);
    expect((await bench.call('rotation.revoke', { rotationId })).state).toBe('done');
  });

  test('needs the channel secret', async () => {
    const channel = await bench.addChannel({ secret: false });
    await bench.readyKey(channel);
    await bench.issue(channel, { consumer: CONSUMER });
    const { rotationId } = await bench.call('rotation.begin', { channelId: channel, consumer: CONSUMER });
    await bench.call('rotation.deliver', { rotationId, how: 'by-hand' });
    await bench.call('rotation.confirm', { rotationId, by: 'person' });
    later(3);
    expect((await bench.refused('rotation.revoke', { rotationId })).code).toBe('channel-secret-missing');
  });
});

describe('of a leak', () => {
  test('nothing drains: what was adopted is revoked at once', async () => {
    const old = await issueOld();
    const { rotationId, step, drainsUntil } = await draining({ cause: 'leak', tokenIds: [old.tokenId] });
    expect([step, Date.parse(drainsUntil ?? '')]).toEqual(['revoke', expect.closeTo(Date.now(), -5)]);
    expect((await bench.call('rotation.revoke', { rotationId })).state).toBe('done');
    expect(await stateOf(old.tokenId)).toBe('revoked');
  });

  test('the person may revoke before anything is handed over', async () => {
    const old = await issueOld();
    const { rotationId } = await begin({ cause: 'leak' });
    await bench.call('rotation.skip', { rotationId, step: 'deliver', reason: 'revoke first' });
    await bench.call('rotation.skip', { rotationId, step: 'adopt', reason: 'revoke first' });
    expect((await bench.call('rotation.revoke', { rotationId })).state).toBe('done');
    expect(await stateOf(old.tokenId)).toBe('revoked');
  });

  test('a channel without a free slot is no reason not to begin', async () => {
    const old = await issueOld();
    for (let index = 0; index < 29; index += 1) bench.practice.issueForeignToken(channelId);
    await bench.call('token.check', { channelIds: [channelId] });
    const error = await bench.refused('rotation.begin', { channelId, consumer: CONSUMER, cause: 'leak' });
    expect(error.code).toBe('slots-full');
    const rotationId = (await bench.call('rotation.list', {})).rotations[0]?.rotationId ?? '';
    await bench.call('rotation.skip', { rotationId, step: 'issue', reason: 'no slot' });
    expect((await bench.call('rotation.revoke', { rotationId })).state).toBe('done');
    expect(await stateOf(old.tokenId)).toBe('revoked');
  });
});

describe('after a restart', () => {
  test('a rotation goes on at whichever step it was', async () => {
    const old = await issueOld();
    const rotation = await begin();
    const { rotationId } = rotation;
    const steps = [
      () => bench.call('rotation.deliver', { rotationId, how: 'by-hand' }),
      () => bench.call('rotation.confirm', { rotationId, by: 'person' }),
      () => {
        later(3);
        return Promise.resolve();
      },
      () => bench.call('rotation.revoke', { rotationId }),
    ];
    for (const step of steps) {
      const before = await show(rotation);
      await bench.restart();
      expect(await show(rotation)).toEqual(before);
      await step();
    }
    await bench.restart();
    expect([(await show(rotation)).state, await stateOf(old.tokenId)]).toEqual(['done', 'revoked']);
  });

  test('an issue whose answer never came is settled before another one is sent', async () => {
    await issueOld();
    bench.practice.failNext({ endpoint: 'token', kind: 'hang-after' });
    await bench.refused('rotation.begin', { channelId, consumer: CONSUMER });
    await bench.restart();
    const rotationId = (await bench.call('rotation.list', { openOnly: true })).rotations[0]?.rotationId ?? '';
    // A check in between finds the lost one; it is told all the same.
    await bench.call('token.check', { channelIds: [channelId] });
    bench.practice.clearRequests();
    expect((await bench.refused('rotation.issue', { rotationId })).code).toBe('issue-orphaned');
    expect(issues()).toBe(0);
    expect((await bench.call('rotation.issue', { rotationId })).step).toBe('deliver');
  });

  test('a revocation that was under way is taken up again', async () => {
    const old = await issueOld();
    const rotation = await draining();
    later(3);
    now().onRevoke = () => {
      now().onRevoke = undefined;
      // LINE revokes it, and nobody hears the answer.
      bench.practice.failNext({ endpoint: 'kids', kind: 'drop-before', times: 5 });
    };
    await bench.engine().call('rotation.revoke', { rotationId: rotation.rotationId });
    expect((await show(rotation)).state).toBe('under-way');
    await bench.restart();
    bench.practice.clearFaults();
    const { moved } = await bench.call('rotation.continueDue', {});
    expect([moved, (await show(rotation)).state, await stateOf(old.tokenId)]).toEqual([1, 'done', 'revoked']);
  });
});
