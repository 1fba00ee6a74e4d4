import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../../shared/languages.ts';
import { ROTATION_STEPS, type RotationPlan } from '../../../shared/rotation.ts';
import { failedAt, policy, rotationAt, rotationId } from '../testing/rotation-sample.ts';
import { failure, runWithFakeEngine } from '../testing/run-with-fake-engine.ts';
import * as sample from '../testing/samples.ts';

const { channelId, tokenId } = sample;
const inputOf = (run: Awaited<ReturnType<typeof runWithFakeEngine>>) => run.calls.at(-1);

describe('rotation policies', () => {
  const answers = {
    'rotation.policies': () => ({ policies: [policy] }),
    'rotation.setPolicy': () => ({ ...policy, set: true }),
    'rotation.removePolicy': () => policy,
  };

  test('are listed with their defaults', async () => {
    const run = await runWithFakeEngine(['rotation', 'policies', '--channel', channelId], { answers });
    expect(run.stdout).toMatch(
      /東京の花屋 \[practice\] +1234567890 +bot-1 +1 +30 d +67 % +3 d +a person copies it +a person +default/,
    );
    expect(inputOf(run)?.input).toEqual({ channelId });
    const none = await runWithFakeEngine(['rotation', 'policies'], {
      answers: { 'rotation.policies': () => ({ policies: [] }) },
    });
    expect(none.stdout).toBe('No consumer has a live token or a policy yet.\n');
  });

  test('are set as far as something is said', async () => {
    const argv = [
      'rotation',
      'set-policy',
      channelId,
      'bot-1',
      '--lifetime',
      '10d',
      '--rotate-at',
      '50',
      '--overlap',
      '12h',
    ];
    const run = await runWithFakeEngine([...argv, '--confirm-by', 'bot-info'], { answers });
    expect([run.exit, inputOf(run)]).toEqual([
      0,
      {
        name: 'rotation.setPolicy',
        input: {
          channelId,
          consumer: 'bot-1',
          lifetimeSeconds: 864_000,
          rotateAtPercent: 50,
          overlapSeconds: 43_200,
          confirmBy: 'bot-info',
        },
      },
    ]);
  });

  test('name a file by its absolute path', async () => {
    const argv = ['rotation', 'set-policy', channelId, 'bot-1', '--deliver', 'dotenv', '--file', 'bot.env'];
    expect(inputOf(await runWithFakeEngine(argv, { answers }))?.input).toEqual({
      channelId,
      consumer: 'bot-1',
      delivery: { how: 'dotenv', file: resolve('bot.env') },
    });
  });

  test('name a command with its arguments, which are nobody else’s', async () => {
    const argv = [
      'rotation',
      'set-command',
      channelId,
      'bot-1',
      '--overlap',
      '1d',
      '--',
      './deploy.sh',
      '--overlap',
      '-x',
    ];
    expect(inputOf(await runWithFakeEngine(argv, { answers }))?.input).toEqual({
      channelId,
      consumer: 'bot-1',
      overlapSeconds: 86_400,
      delivery: { how: 'command', command: [resolve('deploy.sh'), '--overlap', '-x'] },
    });
    const inPath = ['rotation', 'set-command', channelId, 'bot-1', '--', 'kubectl', 'apply'];
    expect(inputOf(await runWithFakeEngine(inPath, { answers }))?.input).toMatchObject({
      delivery: { command: ['kubectl', 'apply'] },
    });
  });

  test.each([
    [['set-policy', channelId, 'bot-1', '--deliver', 'json'], '--deliver: is used only together with --file'],
    [['set-policy', channelId, 'bot-1', '--file', 'x'], '--file: is used only together with --deliver'],
    [['set-policy', channelId, 'bot-1', '--rotate-at', '99'], '--rotate-at: must be a whole number from 10 to 95'],
    [['set-policy', channelId, 'bot-1', '--overlap', '20d'], '--overlap: '],
    [['set-policy', 'x', 'bot-1'], '<channelId>: '],
    [['set-command', channelId, 'bot-1'], '-- <command>…: is missing'],
    [['remove-policy', channelId], '<consumer>: is missing'],
    [['skip', rotationId, 'all', '--reason', 'x'], '<step>: must be one of: issue, deliver'],
    [['stop', rotationId], '--reason: is missing'],
    [['confirm', rotationId], '--by: is missing'],
    [['plan', '--days', '61'], '--days: must be a whole number from 1 to 60'],
    [['show', 'x'], '<rotationId>: '],
  ])('rotation %j is a usage error', async (argv, problem) => {
    const run = await runWithFakeEngine(['rotation', ...argv], { answers });
    expect([run.exit, run.calls, run.stderr]).toEqual([2, [], expect.stringContaining(problem)]);
  });

  test('are removed', async () => {
    const run = await runWithFakeEngine(['rotation', 'remove-policy', channelId, 'bot-1', '--json'], { answers });
    expect([run.json(), inputOf(run)?.input]).toEqual([policy, { channelId, consumer: 'bot-1' }]);
  });
});

describe('one rotation', () => {
  test('begins with all live tokens of a consumer, or with those that leaked', async () => {
    const answers = { 'rotation.begin': () => rotationAt('deliver') };
    const run = await runWithFakeEngine(['rotation', 'begin', channelId, 'bot-1'], { answers });
    expect(inputOf(run)?.input).toEqual({ channelId, consumer: 'bot-1', cause: 'planned' });
    expect(run.stderr).toContain(`kagibako rotation deliver ${rotationId} --by-hand`);
    const leak = await runWithFakeEngine(['rotation', 'begin', channelId, 'bot-1', tokenId, '--leak'], { answers });
    expect(inputOf(leak)?.input).toEqual({ channelId, consumer: 'bot-1', cause: 'leak', tokenIds: [tokenId] });
  });

  test.each([
    ['rotation.show', ['show', rotationId], { rotationId }],
    ['rotation.issue', ['issue', rotationId], { rotationId }],
    ['rotation.deliver', ['deliver', rotationId], { rotationId, how: 'policy' }],
    [
      'rotation.deliver',
      ['deliver', rotationId, '--by-hand', '--note', 'n'],
      { rotationId, how: 'by-hand', note: 'n' },
    ],
    ['rotation.confirm', ['confirm', rotationId, '--by', 'bot-info'], { rotationId, by: 'bot-info' }],
    ['rotation.revoke', ['revoke', rotationId], { rotationId }],
    ['rotation.skip', ['skip', rotationId, 'drain', '--reason', 'why'], { rotationId, step: 'drain', reason: 'why' }],
    ['rotation.stop', ['stop', rotationId, '--reason', 'why'], { rotationId, reason: 'why' }],
  ] as const)('%s is asked by rotation %j', async (name, argv, input) => {
    const run = await runWithFakeEngine(['rotation', ...argv], { answers: { [name]: () => rotationAt('adopt') } });
    expect([run.exit, inputOf(run)]).toEqual([0, { name, input }]);
  });

  test('is shown with its steps, each with a mark and its proof, and a failure in the person’s language', async () => {
    const rotation = failedAt('adopt', failure('token-refused', { status: 401, platformMessage: 'x' }));
    const answers = { 'rotation.show': () => rotation };
    const run = await runWithFakeEngine(['rotation', 'show', rotationId], { answers });
    const rows = run.stdout.trimEnd().split('\n').slice(-6);
    expect(rows.map((row) => row.slice(0, 1))).toEqual(['✓', '✓', '✗', '○', '○', '○']);
    expect(rows[2]).toContain('does not work (status 401)');
    expect(run.stdout).toContain('the-old-key-id (live)');
    const japanese = await runWithFakeEngine(['rotation', 'show', rotationId], {
      answers,
      environment: { LANG: 'ja_JP.UTF-8' },
    });
    expect(japanese.stdout).not.toContain('does not work');
    expect((await runWithFakeEngine(['rotation', 'show', rotationId, '--json'], { answers })).json()).toEqual(rotation);
  });

  test.each(LANGUAGES.flatMap((language) => ROTATION_STEPS.map((step) => [language, step] as const)))(
    'in %s, show says what follows at the step %s',
    async (language, step) => {
      const run = await runWithFakeEngine(['rotation', 'show', rotationId], {
        answers: { 'rotation.show': () => rotationAt(step) },
        environment: { LANG: `${language.replace('-', '_')}.UTF-8` },
      });
      expect(run.stderr).toMatch(new RegExp(`kagibako rotation \\w+ ${rotationId}`));
      expect(run.stdout + run.stderr).not.toContain('undefined');
    },
  );

  test('that has ended asks for nothing', async () => {
    const ended = rotationAt('prove', { state: 'done', endedAt: '2026-03-04T00:00:00.000Z' });
    const run = await runWithFakeEngine(['rotation', 'show', rotationId], {
      answers: { 'rotation.show': () => ended },
    });
    expect(run.stderr).toBe('');
  });

  test('ends with the code of its failure', async () => {
    const argv = ['rotation', 'revoke', rotationId, '--json'];
    const error = failure('platform-unreachable');
    const run = await runWithFakeEngine(argv, { answers: { 'rotation.revoke': () => error } });
    expect([run.exit, run.json()]).toEqual([5, { error }]);
  });
});

describe('many rotations', () => {
  const failed = failedAt('deliver', failure('command-failed', { problem: 'it ended with code 1' }));

  test('are listed, those that failed with a word', async () => {
    const answers = { 'rotation.list': () => ({ rotations: [failed, rotationAt('drain')] }) };
    const run = await runWithFakeEngine(['rotation', 'list', '--open', '--channel', channelId], { answers });
    expect(inputOf(run)?.input).toEqual({ channelId, openOnly: true });
    expect(run.stdout).toMatch(/under way +東京の花屋 \[practice\] +bot-1 +Hand it over \(failed\)/);
    const none = await runWithFakeEngine(['rotation', 'list'], {
      answers: { 'rotation.list': () => ({ rotations: [] }) },
    });
    expect(none.stdout).toBe('No rotations here.\n');
  });

  test.each([
    [[], 0, 'No rotation is under way.'],
    [[rotationAt('drain')], 0, '1 rotation of 1 went on.'],
    [[failed, rotationAt('drain')], 3, '1 rotation of 2 went on.'],
    [[failed], 1, '1 rotation of 1 went on.'],
    [[failedAt('issue', failure('platform-unreachable'))], 5, '1 rotation of 1 went on.'],
  ])('continue takes what needs no person, and ends as cron needs it', async (rotations, exit, said) => {
    const answers = { 'rotation.continueDue': () => ({ rotations: [...rotations], moved: 1 }) };
    const run = await runWithFakeEngine(['rotation', 'continue', '--channel', channelId], { answers });
    expect([run.exit, inputOf(run)?.input]).toEqual([exit, { channelId }]);
    expect(run.stdout + run.stderr).toContain(said);
  });
});

describe('the plan', () => {
  const of = { channelId, channelName: '東京の花屋', platformKind: 'practice', consumer: 'bot-1', tokenId } as const;
  const plan: RotationPlan = {
    from: '2026-03-01T00:00:00.000Z',
    until: '2026-03-31T00:00:00.000Z',
    rotations: [
      {
        ...of,
        at: '2026-03-03T12:00:00.000Z',
        dueAt: '2026-03-05T12:00:00.000Z',
        expiresAt: '2026-03-11T12:00:00.000Z',
        timing: 'moved',
      },
    ],
    conflicts: [
      {
        ...of,
        consumer: 'bot-2',
        dueAt: '2026-03-05T12:00:00.000Z',
        expiresAt: '2026-03-11T12:00:00.000Z',
        earliestAt: '2026-03-12T12:00:00.000Z',
      },
      {
        ...of,
        consumer: 'bot-3',
        dueAt: '2026-03-05T12:00:00.000Z',
        expiresAt: '2026-03-11T12:00:00.000Z',
        earliestAt: null,
      },
    ],
    channels: [{ channelId, channelName: '東京の花屋', platformKind: 'practice', limit: 28, peak: 28, days: [28] }],
  };

  test('says when, for whom, and for whom there is no room', async () => {
    const answers = { 'rotation.plan': () => plan };
    const run = await runWithFakeEngine(['rotation', 'plan', '--days', '30'], { answers });
    expect(inputOf(run)?.input).toEqual({ days: 30 });
    expect(run.stdout).toMatch(/2026-03-03 .*東京の花屋 \[practice\] +1234567890 +bot-1 +moved +2026-03-05/);
    expect(run.stdout).toContain('28 of 28');
    expect(run.stderr).toContain('For 2 rotations no slot is free in time.');
    expect(run.stderr).toMatch(/bot-2 · 2026-03-11 .*: a slot is free from 2026-03-12/);
    expect(run.stderr).toMatch(/bot-3 · .*: no slot is free within the plan/);
    expect((await runWithFakeEngine(['rotation', 'plan', '--json'], { answers })).json()).toEqual(plan);
  });

  test('of nothing says so', async () => {
    const empty = { ...plan, rotations: [], conflicts: [], channels: [] };
    const run = await runWithFakeEngine(['rotation', 'plan'], { answers: { 'rotation.plan': () => empty } });
    expect([run.stdout, run.stderr]).toEqual(['Nothing is to be rotated in that time.\n', '']);
  });
});
