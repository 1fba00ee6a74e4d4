import { describe, expect, test } from 'vitest';
import { runWithFakeEngine } from './testing/run-with-fake-engine.ts';
import { channelId, operation, operationId, revoked, token } from './testing/samples.ts';

const progress = (state: typeof operation.state = 'running') =>
  ({ name: 'operation.progress', payload: { operation: { ...operation, state }, latest: null } }) as const;

const answers = {
  'token.revoke': () => ({ operationId, results: [revoked] }),
  'operation.cancel': () => ({ done: true as const }),
} as const;

const revoke = ['token', 'revoke', '--channel', channelId, '--all', '--json'];

describe('Ctrl-C', () => {
  test('cancels the operation that runs, and its outcome is still reported', async () => {
    const run = await runWithFakeEngine(revoke, {
      answers,
      during(name, { emit, interrupt }) {
        if (name !== 'token.revoke') return;
        emit(progress());
        interrupt();
      },
    });
    expect(run.calls.at(-1)).toEqual({ name: 'operation.cancel', input: { operationId } });
    expect([run.exit, run.json(), run.left]).toEqual([0, { operationId, results: [revoked] }, []]);
    expect(run.stderr).toContain('Press Ctrl-C again');
  });

  test('before the operation has begun cancels it as soon as it does', async () => {
    const run = await runWithFakeEngine(revoke, {
      answers,
      during(name, { emit, interrupt }) {
        if (name === 'vault.unlock') interrupt();
        if (name === 'token.revoke') emit(progress());
      },
    });
    expect(run.calls.map(({ name }) => name)).toContain('operation.cancel');
  });

  test('twice leaves at once', async () => {
    const run = await runWithFakeEngine(revoke, {
      answers,
      during(name, { interrupt }) {
        if (name !== 'token.revoke') return;
        interrupt();
        interrupt();
      },
    });
    expect(run.left).toEqual([130]);
  });

  test('during a call that cannot be cut off lets it end', async () => {
    const run = await runWithFakeEngine(['token', 'issue', channelId, '--json'], {
      answers: { 'token.issue': () => token },
      during(name, { interrupt }) {
        if (name === 'token.issue') interrupt();
      },
    });
    expect([run.exit, run.json(), run.left]).toEqual([0, token, []]);
  });
});

describe('progress', () => {
  test('stands on one line of a terminal and is gone when the outcome is printed', async () => {
    const run = await runWithFakeEngine([...revoke, '--yes'], {
      answers,
      isTerminal: true,
      during(name, { emit }) {
        if (name === 'token.revoke') emit(progress());
      },
    });
    expect(run.stderr).toBe('Revoking 3/12\r\u{1b}[K');
  });

  test('is not written where nobody watches', async () => {
    const run = await runWithFakeEngine(revoke, {
      answers,
      during(name, { emit }) {
        if (name === 'token.revoke') emit(progress());
      },
    });
    expect(run.stderr).toBe('');
  });
});
