import { expect, test } from 'vitest';
import type { ChannelCheck, Token } from '../../../shared/domain.ts';
import { failure, runWithFakeEngine } from '../testing/run-with-fake-engine.ts';
import * as sample from '../testing/samples.ts';

const { channelId } = sample;

const orphan: Token = {
  ...sample.token,
  keyId: 'lostId',
  state: 'orphan',
  consumer: 'shop',
  issuedAt: '2026-02-27T00:00:00.000Z',
  expiresAt: '2026-03-11T00:00:00.000Z',
  expiryKnown: false,
  hasValue: false,
  issueId: 'c5c1c4de-30f2-4e0e-9d36-1f8d4f6f2b99',
};
const known: Token = {
  ...orphan,
  keyId: 'knownId',
  state: 'foreign',
  consumer: '',
  issuedAt: '2026-02-01T00:00:00.000Z',
  issueId: null,
};
const fresh: Token = { ...known, keyId: 'freshId', issuedAt: '2026-03-01T00:00:00.400Z' };
const found: ChannelCheck = { ...sample.check, orphans: ['lostId'], foreign: ['knownId', 'freshId'] };

const runCheck = (channels: readonly ChannelCheck[], ...argv: readonly string[]) =>
  runWithFakeEngine(['token', 'check', ...argv], {
    answers: {
      'token.check': () => ({ channels: [...channels] }),
      'token.list': () => ({
        tokens: [orphan, known, fresh, { ...orphan, keyId: 'not listed any more' }],
        nextCursor: null,
      }),
    },
  });

test('check ends as its channels did', async () => {
  const bad = { ...sample.check, error: failure('platform-unreachable') };
  const exits = [];
  for (const channels of [[sample.check], [sample.check, bad], [bad, bad]]) exits.push((await runCheck(channels)).exit);
  expect(exits).toEqual([0, 3, 5]);
});

test('check asks for more only where something is lost or foreign', async () => {
  expect((await runCheck([sample.check], '--json')).json()).toEqual({
    channels: [{ ...sample.check, withoutValue: [], newForeign: [] }],
  });
  expect((await runCheck([sample.check])).calls.map(({ name }) => name)).toEqual(['vault.unlock', 'token.check']);
});

test('check says of each channel what is lost, by which issue and until when, and what is foreign, since when', async () => {
  const run = await runCheck([found]);
  const [lost, foreign, now] = run.stdout.trimEnd().split('\n').slice(-3);
  expect(run.stdout).toContain(`東京の花屋 [practice] (${channelId})`);
  expect(lost).toMatch(/^◌ lost +lostId +shop +2026-02-2\d .* +10 d left \(2026-03-1\d .*\) at the latest +c5c1c4de/);
  expect(foreign).toMatch(/^◇ foreign +knownId +2026-0\S+ \d\d:\d\d +10 d left/);
  expect(now).toMatch(/^◇ foreign +freshId .*, first seen now/);
  expect(run.stdout).not.toContain('not listed any more');
  expect(run.stderr).toMatch(/Lost: [^]*Foreign: /);
});

test('check raises an alarm for what no earlier check has seen, with the command that contains the channel', async () => {
  const run = await runCheck([found]);
  expect(run.stderr).toContain('▲ 1 foreign key ID was first seen by this check.');
  expect(run.stderr).toContain(`kagibako containment begin ${channelId} --reason TEXT`);
  const quiet = await runCheck([{ ...found, foreign: ['knownId'] }]);
  expect(quiet.stderr).not.toContain('▲');
});

test('check --json names them too', async () => {
  expect((await runCheck([found], '--json')).json()).toEqual({
    channels: [{ ...found, withoutValue: [orphan, known, fresh], newForeign: ['freshId'] }],
  });
});
