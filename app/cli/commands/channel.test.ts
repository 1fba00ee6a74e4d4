import { describe, expect, test } from 'vitest';
import { runWithFakeEngine } from '../testing/run-with-fake-engine.ts';
import * as sample from '../testing/samples.ts';

const { channelId, signingKeyId } = sample;

describe('channel', () => {
  test('list is a table with slots and a badge for what is not LINE', async () => {
    const run = await runWithFakeEngine(['channel', 'list'], {
      answers: { 'channel.list': () => ({ channels: [sample.channel] }) },
    });
    expect(run.stdout).toMatch(/1234567890 +東京の花屋 \[practice\] +proved +stored +3 of 30 +never +shops, 本番/);
  });

  test('list --tag leaves out channels without the tag', async () => {
    const plain = { ...sample.channel, channelId: '42', tags: [] };
    const answers = { 'channel.list': () => ({ channels: [sample.channel, plain] }) };
    const run = await runWithFakeEngine(['channel', 'list', '--tag', 'shops', '--json'], { answers });
    expect(run.json()).toEqual({ channels: [sample.channel] });
    const none = await runWithFakeEngine(['channel', 'list', '--tag', 'nothing'], { answers });
    expect([none.exit, none.stdout]).toEqual([0, 'No channel has this tag.\n']);
  });

  test('show has the keys and the issues that are not settled', async () => {
    const output = { channel: sample.channel, signingKeys: [sample.signingKey], unresolvedIssues: [] };
    const answers = { 'channel.show': () => output };
    const run = await runWithFakeEngine(['channel', 'show', channelId], { answers });
    expect(run.stdout).toMatch(/Slots +3 of 30 \(2 live · 1 lost\)/);
    expect(run.stdout).toContain(signingKeyId);
    expect((await runWithFakeEngine(['channel', 'show', channelId, '--json'], { answers })).json()).toEqual(output);
  });

  const removing = {
    'channel.show': () => ({ channel: sample.channel, signingKeys: [], unresolvedIssues: [] }),
    'channel.remove': () => ({ done: true as const }),
  } as const;

  test.each([
    ['is not asked about in a script', [], undefined, 0, true],
    ['is asked about at a terminal, and done after a yes', [], ['y'], 0, true],
    ['is not done without a clear yes', [], ['maybe'], 1, false],
    ['is not asked about with --yes', ['--yes'], ['n'], 0, true],
  ] as const)('remove %s', async (_name, flags, typed, exit, isRemoved) => {
    const run = await runWithFakeEngine(['channel', 'remove', channelId, ...flags], {
      answers: removing,
      ...(typed ? { typed } : {}),
    });
    expect([run.exit, run.calls.some(({ name }) => name === 'channel.remove')]).toEqual([exit, isRemoved]);
  });
});
