import { describe, expect, test } from 'vitest';
import type { StatusReport } from '../../../shared/reports.ts';
import { failure, runWithFakeEngine } from '../testing/run-with-fake-engine.ts';
import * as sample from '../testing/samples.ts';

const { channelId } = sample;
const { tokenId, keyId, channelName, platformKind, consumer, label, issuedAt, expiresAt } = sample.token;
const ending = { tokenId, keyId, channelId, channelName, platformKind, consumer, label, issuedAt, expiresAt };

const calm: StatusReport = {
  at: '2026-03-01T00:00:00.000Z',
  vault: sample.openStatus,
  channels: 1,
  tokens: { total: 3, byState: { active: 2, revoked: 1 } },
  attention: {
    expiring: [
      { withinDays: 10, tokens: 0 },
      { withinDays: 1, tokens: 0 },
    ],
    unknownIssues: 0,
    orphans: 0,
    foreign: 0,
    unprovedRevocations: 0,
    queuedOperations: 0,
    withoutProvedKey: [],
    withoutSecret: [],
    full: [],
  },
  needsAttention: false,
  nextExpiry: ending,
};
const named = [{ channelId, name: '東京の花屋' }];
const busy: StatusReport = {
  ...calm,
  vault: sample.lockedStatus,
  attention: {
    expiring: [
      { withinDays: 10, tokens: 2 },
      { withinDays: 1, tokens: 1 },
    ],
    unknownIssues: 1,
    orphans: 2,
    foreign: 1,
    unprovedRevocations: 2,
    queuedOperations: 2,
    withoutProvedKey: named,
    withoutSecret: named,
    full: named,
  },
  needsAttention: true,
  nextExpiry: null,
};

describe('status', () => {
  const asked = (report: StatusReport, vault = report.vault) => ({
    'vault.status': () => vault,
    'status.show': () => report,
  });

  test('tells how things stand, and that nothing needs anybody', async () => {
    const run = await runWithFakeEngine(['status'], { answers: asked(calm) });
    expect(run.exit).toBe(0);
    expect(run.stdout).toMatch(
      /Tokens +3 \(2 live · 1 revoked\)\nEnds next +東京の花屋 \[practice\] · bot-1: 21 d left/,
    );
    expect(run.stdout).toContain('● Nothing needs you.');
  });

  test('names everything that needs somebody', async () => {
    const run = await runWithFakeEngine(['status'], { answers: asked(busy) });
    expect(run.stdout.split('\n').filter((line) => line.startsWith('▲'))).toEqual([
      '▲ 2 live tokens end within 10 days',
      '▲ 1 live token ends within 1 day',
      '▲ 1 issue has an unknown outcome: kagibako token check',
      '▲ 2 lost: live at LINE, but their values never arrived',
      '▲ 1 foreign: live at LINE, but not issued by this vault',
      '▲ 2 revocations are not proved: kagibako token check',
      '▲ 2 operations wait for a platform: kagibako operation run-queue',
      `▲ No proved signing key: 東京の花屋 (${channelId})`,
      `▲ No channel secret: 東京の花屋 (${channelId})`,
      `▲ No free slot: 東京の花屋 (${channelId})`,
    ]);
  });

  test('is one document for programs, and asks nobody for a passphrase', async () => {
    const run = await runWithFakeEngine(['status', '--json'], { answers: asked(busy), typed: [] });
    expect([run.exit, run.json(), run.calls.map(({ name }) => name)]).toEqual([
      0,
      busy,
      ['vault.status', 'status.show'],
    ]);
  });

  test('opens the vault where the passphrase is at hand, and does without where it is wrong', async () => {
    const run = await runWithFakeEngine(['status', '--json'], {
      answers: { ...asked(calm, sample.lockedStatus), 'vault.unlock': () => failure('passphrase-wrong') },
      environment: { KAGIBAKO_PASSPHRASE: 'wrong' },
    });
    expect([run.exit, run.calls.map(({ name }) => name)]).toEqual([0, ['vault.status', 'vault.unlock', 'status.show']]);
  });

  test('fails where there is no vault', async () => {
    const run = await runWithFakeEngine(['status', '--json'], {
      answers: { 'vault.status': () => sample.missingStatus, 'status.show': () => failure('vault-missing') },
    });
    expect([run.exit, run.json()]).toMatchObject([1, { error: { code: 'vault-missing' } }]);
  });
});

describe('needs-rotation', () => {
  const due = {
    channelId,
    channelName,
    platformKind,
    consumer,
    tokens: [{ ...ending, reason: 'life' as const }],
  };

  test.each([
    ['nobody', [], 0, 'Nobody needs a new token.'],
    ['somebody', [due], 3, 'two thirds over'],
  ])('ends by whether it found %s', async (_whom, consumers, exit, said) => {
    const answers = { 'token.needsRotation': () => ({ consumers }) };
    const run = await runWithFakeEngine(['needs-rotation'], { answers });
    expect([run.exit, run.stdout]).toEqual([exit, expect.stringContaining(said)]);
    const json = await runWithFakeEngine(['needs-rotation', '--json'], { answers });
    expect([json.exit, json.json()]).toEqual([exit, { consumers }]);
  });

  test('asks what it was told to ask, without opening the vault', async () => {
    const run = await runWithFakeEngine(['needs-rotation', '--within', '7d', '--channel', channelId], {
      answers: { 'token.needsRotation': () => ({ consumers: [] }) },
    });
    expect(run.calls).toEqual([{ name: 'token.needsRotation', input: { withinSeconds: 604_800, channelId } }]);
  });

  test('is a usage error where it cannot be asked', async () => {
    const run = await runWithFakeEngine(['needs-rotation', '--within', '400d', '--json']);
    expect([run.exit, run.json()]).toMatchObject([2, { error: { details: { fields: [{ path: '--within' }] } } }]);
  });
});

test('commands of one word have their place in the help, and are found where they are misspelt', async () => {
  const help = await runWithFakeEngine(['help']);
  expect(help.stdout).toMatch(/Commands:\n {2}status +What the vault holds[^\n]*\n {2}needs-rotation /);
  expect((await runWithFakeEngine(['help', 'exec'])).stdout).toContain(
    'kagibako exec --channel ID [--consumer C] [--variable NAME] -- <command>…',
  );
  expect((await runWithFakeEngine(['status', '--help'])).stdout).toContain('Usage: kagibako status\n');
  const wrong = await runWithFakeEngine(['needs-rotaton']);
  expect([wrong.exit, wrong.stderr]).toEqual([2, expect.stringContaining('Did you mean “needs-rotation”?')]);
});
