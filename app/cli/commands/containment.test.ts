import { describe, expect, test } from 'vitest';
import { CONTAINMENT_STEPS, STEPS_OF_PERSONS } from '../../../shared/containment.ts';
import { containmentId, containmentWith } from '../testing/containment-sample.ts';
import { failure, runWithFakeEngine } from '../testing/run-with-fake-engine.ts';
import * as sample from '../testing/samples.ts';

const { channelId, signingKeyId } = sample;
const at = '2026-03-01T00:00:00.000Z';
const done = { state: 'done', at, door: 'cli' } as const;

/** A run-book whose steps before this one are behind. */
const upTo = (step: (typeof CONTAINMENT_STEPS)[number]) =>
  containmentWith(
    Object.fromEntries(
      CONTAINMENT_STEPS.slice(0, CONTAINMENT_STEPS.indexOf(step)).map((each) => [
        each,
        each === 'new-key' ? { ...done, signingKeyId } : done,
      ]),
    ),
  );

describe('containment', () => {
  test('begin says what comes next', async () => {
    const run = await runWithFakeEngine(['containment', 'begin', channelId, '--reason', 'a laptop was stolen'], {
      answers: { 'containment.begin': () => containmentWith() },
    });
    expect(run.calls.at(-1)).toEqual({
      name: 'containment.begin',
      input: { channelId, reason: 'a laptop was stolen' },
    });
    expect(run.stderr).toContain('Next, step 1: Revoke every token and prove it');
    expect(run.stderr).toContain(`Run: kagibako containment run ${containmentId} revoke-all`);
  });

  test('show is a checklist: each step with a mark, its name and what was noted', async () => {
    const error = failure('channel-secret-missing', { channelId });
    const containment = containmentWith({
      'revoke-all': { state: 'failed', at, door: 'cli', error },
      'console-members': { state: 'skipped', at, door: 'desktop', note: 'I am alone' },
      'new-key': { ...done, signingKeyId },
    });
    const run = await runWithFakeEngine(['containment', 'show', containmentId], {
      answers: { 'containment.show': () => containment },
    });
    const rows = run.stdout.trimEnd().split('\n').slice(-11);
    expect(rows.map((row) => row.slice(0, 1))).toEqual(['✗', '○', '✓', '○', '○', '○', '○', '–', '○', '○', '○']);
    expect(rows[0]).toMatch(
      /failed +1 +Revoke every token and prove it +revoke-all +2026-.* No channel secret|failed +1/,
    );
    expect(rows[7]).toContain('I am alone');
    expect(run.stdout).toContain(`東京の花屋 [practice] (${channelId})`);
    expect(run.stdout).toContain('shop, 大阪の店');
  });

  test('what the vault noted is told in the language of the person', async () => {
    const note = 'revoked: 4; orphan: 1 (≤ 2026-12-24T00:00:00.000Z); foreign: 2';
    const run = await runWithFakeEngine(['containment', 'show', containmentId], {
      answers: { 'containment.show': () => containmentWith({ 'revoke-all': { ...done, note } }) },
    });
    expect(run.stdout).toMatch(/4 revoked · 1 lost \(2026-12-2.* at the latest\) · 2 foreign/);
    const inJapanese = await runWithFakeEngine(['containment', 'show', containmentId], {
      environment: { LANG: 'ja_JP.UTF-8' },
      answers: { 'containment.show': () => containmentWith({ 'check-again': { ...done, note: 'live: 3' } }) },
    });
    expect(inJapanese.stdout).toContain('有効 3');
  });

  test.each(CONTAINMENT_STEPS)('show says how to take the step %s, and the command that follows', async (step) => {
    const run = await runWithFakeEngine(['containment', 'show', containmentId], {
      answers: { 'containment.show': () => upTo(step) },
    });
    const verb = STEPS_OF_PERSONS.some((each) => each === step) ? 'tick' : 'run';
    expect(run.stderr).toContain(`kagibako containment ${verb} ${containmentId} ${step}\n`);
    expect(run.stderr).toContain(`kagibako containment skip ${containmentId} ${step} --reason TEXT`);
    expect(run.stderr).not.toContain('undefined');
    if (step === 'register-key') expect(run.stderr).toContain(`kagibako key register ${signingKeyId} --kid KID`);
  });

  test.each([
    ['en', 'Basic settings → Channel secret → Issue'],
    ['ja', '［チャネル基本設定］→［チャネルシークレット］→［発行］'],
    ['th', '“Basic settings” → “Channel secret” → “Issue”'],
    ['zh_TW', '「Basic settings」→「Channel secret」→「Issue」'],
  ])('in %s it names what LINE’s console shows there', async (language, words) => {
    const run = await runWithFakeEngine(['containment', 'show', containmentId], {
      answers: { 'containment.show': () => upTo('console-reissue-secret') },
      environment: { LANG: `${language}.UTF-8` },
    });
    expect(run.stderr).toContain(words);
  });

  test('an ended one says so, and --json is the run-book itself', async () => {
    const over = containmentWith({}, { state: 'closed', endedAt: at });
    const answers = { 'containment.show': () => over };
    const run = await runWithFakeEngine(['containment', 'show', containmentId], { answers });
    expect(run.stderr).toContain('This run-book has ended.');
    expect((await runWithFakeEngine(['containment', 'show', containmentId, '--json'], { answers })).json()).toEqual(
      over,
    );
  });

  test('list counts the steps that are behind', async () => {
    const run = await runWithFakeEngine(['containment', 'list', '--open', '--channel', channelId], {
      answers: { 'containment.list': () => ({ containments: [upTo('new-key')] }) },
    });
    expect(run.calls.at(-1)?.input).toEqual({ channelId, openOnly: true });
    expect(run.stdout).toMatch(/under way +東京の花屋 \[practice\] +2\/11 +a laptop was stolen/);
    const none = await runWithFakeEngine(['containment', 'list'], {
      answers: { 'containment.list': () => ({ containments: [] }) },
    });
    expect(none.stdout).toBe('No run-books here.\n');
  });

  test('run takes a step; what fails ends with the failure’s code', async () => {
    const argv = ['containment', 'run', containmentId, 'check-again', '--json'];
    const fine = await runWithFakeEngine(argv, { answers: { 'containment.run': () => upTo('reissue') } });
    expect([fine.exit, fine.calls.at(-1)?.input]).toEqual([0, { containmentId, step: 'check-again' }]);
    const error = failure('platform-unreachable');
    const bad = await runWithFakeEngine(argv, { answers: { 'containment.run': () => error } });
    expect([bad.exit, bad.json()]).toEqual([5, { error }]);
  });

  test('what keeps a step from being done is said in the person’s language', async () => {
    const error = failure('step-not-shown', {
      containmentId,
      channelId,
      step: 'check-again',
      problem: 'foreign-listed',
    });
    const run = await runWithFakeEngine(['containment', 'run', containmentId, 'check-again'], {
      answers: { 'containment.run': () => error },
      environment: { LANG: 'ja_JP.UTF-8' },
    });
    expect(run.stderr).toContain('この保管庫が発行していないキー ID が LINE の一覧に残っています');
  });

  test('run revoke-all is asked about at a terminal, once', async () => {
    const preview = { digest: 'd', count: 2, channels: [], consequences: [] };
    const answers = {
      'containment.show': () => containmentWith(),
      'token.previewRevoke': () => preview,
      'containment.run': () => upTo('console-delete-keys'),
    };
    const argv = ['containment', 'run', containmentId, 'revoke-all'];
    const no = await runWithFakeEngine(argv, { answers, typed: [''] });
    expect([no.exit, no.calls.at(-1)?.name, no.stdout]).toEqual([1, 'token.previewRevoke', 'Nothing was revoked.\n']);
    for (const run of [
      await runWithFakeEngine(argv, { answers, typed: ['y'] }),
      await runWithFakeEngine([...argv, '--yes'], { answers, typed: [] }),
      await runWithFakeEngine(argv, { answers }),
    ])
      expect([run.exit, run.calls.at(-1)?.name]).toEqual([0, 'containment.run']);
  });

  test('a step that is none is refused before the vault is opened, with all that are', async () => {
    const run = await runWithFakeEngine(['containment', 'tick', containmentId, 'revoke-everything']);
    expect([run.exit, run.calls]).toEqual([2, []]);
    expect(run.stderr).toContain('<step>: must be one of: revoke-all, console-delete-keys');
  });

  test('tick, skip and close take what a person says of it', async () => {
    const answers = {
      'containment.tick': () => containmentWith(),
      'containment.skip': () => containmentWith(),
      'containment.close': () => containmentWith(),
    };
    const input = async (...argv: string[]) =>
      (await runWithFakeEngine(['containment', ...argv], { answers })).calls.at(-1)?.input;
    expect([
      await input('tick', containmentId, 'console-members', '--note', 'two removed'),
      await input('tick', containmentId, 'console-members'),
      await input('skip', containmentId, 'set-secret', '--reason', 'unchanged'),
      await input('close', containmentId, '--reason', 'a false alarm'),
    ]).toEqual([
      { containmentId, step: 'console-members', note: 'two removed' },
      { containmentId, step: 'console-members' },
      { containmentId, step: 'set-secret', reason: 'unchanged' },
      { containmentId, reason: 'a false alarm' },
    ]);
    expect((await runWithFakeEngine(['containment', 'close', containmentId])).exit).toBe(2);
  });
});
