import { describe, expect, test } from 'vitest';
import type { Operation } from '../../../shared/operations.ts';
import { runWithFakeEngine } from '../testing/run-with-fake-engine.ts';
import * as sample from '../testing/samples.ts';

const { channelId, tokenId, operationId } = sample;

/** An engine that has carried out an operation in this way. */
function carriedOut(state: Operation['state'], more: Partial<Operation> = {}) {
  const ended: Operation = { ...sample.operation, state, total: 2, finished: 2, failed: 1, ...more };
  const failed = {
    ...sample.operationItem,
    outcome: 'failed' as const,
    error: { code: 'platform-busy' as const, message: '', ref: 'r' },
  };
  return {
    'operation.begin': () => sample.operation,
    'operation.resume': () => sample.operation,
    'operation.runQueue': () => ({ operations: [sample.operation] }),
    'operation.wait': () => ended,
    'operation.show': () => ({
      operation: ended,
      outcomes: sample.outcomesOf({ revoked: 1, failed: 1 }),
      items: [failed],
      matching: 1,
    }),
  };
}

const run = (line: string, answers: Parameters<typeof runWithFakeEngine>[1]) =>
  runWithFakeEngine(line.split(' '), answers);

describe('an order over many items', () => {
  test.each([
    [
      `operation issue ${channelId} 42 --consumer bot --lifetime 1d`,
      { kind: 'issue', channelIds: [channelId, '42'], consumer: 'bot', lifetimeSeconds: 86_400 },
    ],
    [
      `operation rotate ${channelId} 42 --consumer bot`,
      {
        kind: 'rotate',
        consumers: [
          { channelId, consumer: 'bot' },
          { channelId: '42', consumer: 'bot' },
        ],
      },
    ],
    [`operation check ${channelId}`, { kind: 'check', selection: { channelIds: [channelId] } }],
    [`operation revoke ${tokenId} --yes`, { kind: 'revoke', selection: { tokenIds: [tokenId] } }],
  ])('%s is begun and followed to its end', async (line, order) => {
    const done = await run(line, { answers: carriedOut('done') });
    expect(done.calls.map(({ name }) => name)).toEqual([
      'vault.unlock',
      'operation.begin',
      'operation.wait',
      'operation.show',
      'operation.show',
    ]);
    expect([done.exit, done.calls[1]?.input]).toEqual([0, order]);
  });

  test.each([
    ['done', {}, 0, ''],
    ['some-failed', {}, 3, `operation retry ${operationId}`],
    ['failed', { failed: 2 }, 1, `operation retry ${operationId}`],
    ['queued', { waitsFor: { platform: 'https://api.line.me', triedAt: '2026-03-01T00:00:00.000Z' } }, 5, 'run-queue'],
    ['paused', {}, 130, `operation resume ${operationId}`],
  ] as const)('that came to %s says what is next by its exit code and its notes', async (state, more, exit, note) => {
    const ended = await run(`operation resume ${operationId}`, { answers: carriedOut(state, more) });
    expect([ended.exit, ended.stderr.includes(note)]).toEqual([exit, true]);
    expect(ended.stderr).toContain('1 revoked, proved · 1 failed');
    expect(ended.stdout).toContain('The platform asked to slow down');
  });

  test('is one document for programs', async () => {
    const ended = await run('operation run-queue --json', { answers: carriedOut('some-failed') });
    expect([ended.exit, JSON.parse(ended.stdout)]).toMatchObject([
      3,
      { operations: [{ operation: { state: 'some-failed' }, items: [{ outcome: 'failed' }] }] },
    ]);
  });

  test.each([
    'operation revoke',
    'operation rotate --consumer bot',
    'operation issue',
    `operation rotate ${channelId} --due`,
    `operation revoke ${tokenId} --all`,
  ])('%s says nothing or two things, and is refused before the vault is opened', async (line) => {
    const refused = await run(line, { answers: {} });
    expect([refused.exit, refused.calls]).toEqual([2, []]);
  });
});
