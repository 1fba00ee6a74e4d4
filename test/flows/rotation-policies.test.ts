import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Token } from '../../shared/domain.ts';
import type { Delivery } from '../../shared/rotation.ts';
import { createNodeTransport } from '../../main/line/node-transport.ts';
import { createEngine } from '../../main/vault.ts';
import { CONSUMER, DAY, rotationBench, told } from '../support/rotation-bench.ts';
import type { Workbench } from '../support/workbench.ts';

const { now, begin, later, issueOld, setPolicy, show, stateOf, live } = rotationBench();

let bench: Workbench;
let channelId: string;
let folder: string;
beforeEach(() => {
  ({ bench, channelId, folder } = now());
});

describe('policies', () => {
  test('are the defaults until somebody sets something, and again once it is removed', async () => {
    const old = await issueOld();
    const defaults = {
      channelId,
      consumer: CONSUMER,
      lifetimeSeconds: 30 * DAY,
      rotateAtPercent: 67,
      overlapSeconds: 3 * DAY,
      delivery: { how: 'copy' },
      confirmBy: 'person',
      set: false,
      liveTokens: 1,
    };
    expect((await bench.call('rotation.policies', {})).policies).toMatchObject([defaults]);
    await setPolicy({ overlapSeconds: 60 });
    const set = await setPolicy({ confirmBy: 'bot-info', lifetimeSeconds: DAY });
    expect(set).toMatchObject({
      ...defaults,
      lifetimeSeconds: DAY,
      overlapSeconds: 60,
      confirmBy: 'bot-info',
      set: true,
    });
    const { newTokenId } = await begin();
    const successor = await bench.call('token.show', { tokenId: newTokenId ?? '' });
    expect(Date.parse(successor.expiresAt) - Date.parse(successor.issuedAt)).toBe(DAY * 1_000);
    // The one that is being replaced is not counted.
    expect((await bench.call('rotation.policies', { channelId })).policies).toMatchObject([{ liveTokens: 1 }]);
    expect(await bench.call('rotation.removePolicy', { channelId, consumer: CONSUMER })).toMatchObject(defaults);
    expect((await bench.call('audit.list', {})).entries.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['policy-set', 'policy-removed']),
    );
    expect(old.state).toBe('active');
  });

  test('take the lifetime of the settings where they name none', async () => {
    await issueOld();
    await bench.call('settings.change', { tokenLifetimeSeconds: 10 * DAY });
    expect((await bench.call('rotation.policies', {})).policies).toMatchObject([{ lifetimeSeconds: 10 * DAY }]);
  });

  test('name absolute paths and channels that are there', async () => {
    const delivery = { how: 'dotenv', file: 'bot.env' } as const;
    const of = { channelId, consumer: CONSUMER };
    expect(await bench.refused('rotation.setPolicy', { ...of, delivery })).toMatchObject({
      code: 'invalid-input',
      details: { fields: [{ path: 'delivery.file' }] },
    });
    for (const operation of ['rotation.setPolicy', 'rotation.removePolicy'] as const)
      expect((await bench.refused(operation, { channelId: '1', consumer: 'x' })).code).toBe('not-found');
  });
});

describe('at the window', () => {
  test('neither a file nor a command is set: a page must not choose what runs or is overwritten', async () => {
    await bench.engine().shutdown();
    const desktop = createEngine({ folder: bench.folder, door: 'desktop', transport: createNodeTransport() });
    try {
      const of = { channelId, consumer: CONSUMER };
      const deliveries: Delivery[] = [
        { how: 'dotenv', file: join(folder, 'bot.env') },
        { how: 'json', file: join(folder, 'bot.json') },
        { how: 'command', command: ['deploy'] },
      ];
      for (const delivery of deliveries)
        expect(await desktop.call('rotation.setPolicy', { ...of, delivery })).toMatchObject({
          ok: false,
          error: { code: 'not-supported-here' },
        });
      expect(
        await desktop.call('rotation.setPolicy', { ...of, overlapSeconds: 60, delivery: { how: 'copy' } }),
      ).toMatchObject({ ok: true, value: { overlapSeconds: 60, set: true } });
    } finally {
      await desktop.shutdown();
    }
  });
});

describe('the plan', () => {
  test('knows the fleet of the ledger, its slots and what is under way', async () => {
    const old = await issueOld();
    await bench.issue(channelId, { label: 'nobody’s' });
    bench.practice.issueForeignToken(channelId);
    await bench.call('token.check', { channelIds: [channelId] });
    const plan = await bench.call('rotation.plan', {});
    expect(plan.rotations.map(({ tokenId, timing }) => [tokenId, timing])).toEqual([
      [old.tokenId, 'on-time'],
      [null, 'on-time'],
    ]);
    expect([plan.conflicts, plan.channels]).toMatchObject([
      [],
      [{ channelId, limit: 28, peak: 4, days: expect.objectContaining({ length: 60 }) as number[] }],
    ]);
    later(25);
    const [overdue] = (await bench.call('rotation.plan', { channelId, days: 1 })).rotations;
    expect(overdue).toMatchObject({ tokenId: old.tokenId, timing: 'overdue' });
    const { newTokenId } = await begin();
    expect((await bench.call('rotation.plan', { channelId, days: 30 })).rotations).toMatchObject([
      { tokenId: newTokenId, timing: 'on-time' },
    ]);
    expect((await bench.refused('rotation.plan', { channelId: '1' })).code).toBe('not-found');
  });
});

describe('what needs no person', () => {
  test('is done from the delivery to the proof, as its time comes', async () => {
    const old = await issueOld();
    const file = join(folder, 'bot.env');
    await setPolicy({ delivery: { how: 'dotenv', file }, confirmBy: 'bot-info' });
    const rotation = await begin();
    const first = await bench.call('rotation.continueDue', {});
    expect([first.moved, first.rotations.map(({ step }) => step)]).toEqual([1, ['drain']]);
    expect(await bench.call('rotation.continueDue', { channelId })).toMatchObject({ moved: 0 });
    later(3);
    expect(await bench.call('rotation.continueDue', {})).toMatchObject({ moved: 1, rotations: [{ state: 'done' }] });
    expect([await stateOf(old.tokenId), (await show(rotation)).state]).toEqual(['revoked', 'done']);
    expect(await bench.call('rotation.continueDue', {})).toEqual({ moved: 0, rotations: [] });
    expect((await bench.refused('rotation.continueDue', { channelId: '1' })).code).toBe('not-found');
  });

  test('of one rotation does not stop the others, and what a person must do is left', async () => {
    const bots: Token[] = [];
    for (const consumer of ['broken', 'by hand', 'fine']) bots.push(await bench.issue(channelId, { consumer }));
    const files = { broken: join(folder, 'none', 'x'), fine: join(folder, 'fine.env') };
    for (const [consumer, file] of Object.entries(files))
      await bench.call('rotation.setPolicy', { channelId, consumer, delivery: { how: 'dotenv', file } });
    for (const { consumer } of bots) await bench.call('rotation.begin', { channelId, consumer });
    const { rotations, moved } = await bench.call('rotation.continueDue', {});
    expect(moved).toBe(1);
    expect(Object.fromEntries(rotations.map((each) => [each.consumer, told(each)[1]]))).toEqual({
      broken: 'deliver failed file-unwritable',
      'by hand': 'deliver now',
      fine: 'deliver done written',
    });
  });

  test('a lost token is not followed by another one without a word', async () => {
    await issueOld();
    bench.practice.failNext({ endpoint: 'token', kind: 'hang-after' });
    await bench.refused('rotation.begin', { channelId, consumer: CONSUMER });
    for (const _try of [1, 2]) {
      const { rotations, moved } = await bench.call('rotation.continueDue', {});
      expect([moved, rotations[0] && told(rotations[0])[0], live().length]).toEqual([
        0,
        'issue failed issue-orphaned',
        2,
      ]);
    }
  });
});
