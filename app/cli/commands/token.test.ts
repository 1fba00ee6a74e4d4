import { describe, expect, test } from 'vitest';
import { failure, runWithFakeEngine } from '../testing/run-with-fake-engine.ts';
import * as sample from '../testing/samples.ts';

const { channelId, tokenId, otherTokenId, operationId } = sample;

describe('token', () => {
  const accessToken = 'the value';

  test('issue prints no value, and asks for none', async () => {
    const run = await runWithFakeEngine(['token', 'issue', channelId, '--json'], {
      answers: { 'token.issue': () => sample.token },
    });
    expect([run.json(), run.calls.map(({ name }) => name)]).toEqual([sample.token, ['vault.unlock', 'token.issue']]);
  });

  test('issue --reveal prints the value too', async () => {
    const answers = { 'token.issue': () => sample.token, 'token.reveal': () => ({ accessToken }) };
    expect((await runWithFakeEngine(['token', 'issue', channelId, '--reveal', '--json'], { answers })).json()).toEqual({
      ...sample.token,
      accessToken,
    });
    expect((await runWithFakeEngine(['token', 'issue', channelId, '--reveal'], { answers })).stdout).toContain(
      accessToken,
    );
  });

  test('issue --reveal still names the token where its value cannot be shown', async () => {
    const error = failure('keychain-locked');
    const run = await runWithFakeEngine(['token', 'issue', channelId, '--reveal', '--json'], {
      answers: { 'token.issue': () => sample.token, 'token.reveal': () => error },
    });
    expect([run.exit, run.json()]).toEqual([4, { ...sample.token, error }]);
  });

  test('reveal, stateless and assertion create print the value alone, for pipes', async () => {
    const answers = {
      'token.reveal': () => ({ accessToken }),
      'token.stateless': () => ({ accessToken, expiresAt: '2026-03-01T00:15:00.000Z' }),
      'assertion.create': () => ({ assertion: accessToken, expiresAt: '2026-03-01T00:15:00.000Z' }),
    };
    for (const argv of [
      ['token', 'reveal', tokenId],
      ['token', 'stateless', channelId],
      ['assertion', 'create', channelId],
    ]) {
      expect((await runWithFakeEngine(argv, { answers })).stdout).toBe(`${accessToken}\n`);
    }
  });

  const tokens = [
    sample.token,
    { ...sample.token, tokenId: otherTokenId, expiresAt: '2026-03-05T00:00:00.000Z', consumer: '大阪の店' },
    { ...sample.token, expiresAt: '2026-03-01T12:00:00.000Z' },
    { ...sample.token, state: 'draining' as const },
    { ...sample.token, state: 'orphan' as const, expiryKnown: false },
    {
      ...sample.token,
      state: 'foreign' as const,
      channelId: '42',
      channelName: 'Other',
      platformKind: 'line' as const,
    },
  ];

  test('list shows each state by its own shape', async () => {
    const run = await runWithFakeEngine(['token', 'list'], {
      answers: { 'token.list': () => ({ tokens, nextCursor: 'next' }) },
    });
    const rows = run.stdout.trimEnd().split('\n').slice(1);
    expect(rows.map((row) => row.slice(0, 1))).toEqual(['●', '▲', '■', '◐', '◌', '◇']);
    expect(rows[1]).toMatch(
      /東京の花屋 \[practice\] +大阪の店 +greeting bot +sDTOzw5wIfWxxxxzcmeQA4 +4 d left \(2026-03-0\d \d\d:\d\d\) +b4b1/,
    );
    expect(rows[4]).toContain('at the latest');
    expect(run.stderr).toBe('More: add --cursor next\n');
  });

  test('list shortens key IDs on a terminal only', async () => {
    const run = await runWithFakeEngine(['token', 'list'], {
      answers: { 'token.list': () => ({ tokens, nextCursor: null }) },
      isTerminal: true,
    });
    expect(run.stdout).toContain('sDTOzw…cmeQA4');
    expect(run.stdout).toContain('\u{1b}[32m● live');
  });

  test('verify takes the value from standard input and ends with 1 where it does not work', async () => {
    const dead = {
      valid: false,
      channelId: null,
      expiresInSeconds: null,
      scope: null,
      token: null,
      refusal: { status: 400, platformMessage: 'invalid_request', requestId: null },
    };
    const live = {
      ...dead,
      valid: true,
      channelId,
      expiresInSeconds: 60,
      scope: 'profile',
      token: sample.token,
      refusal: null,
    };
    for (const [output, exit] of [
      [dead, 1],
      [live, 0],
    ] as const) {
      const run = await runWithFakeEngine(
        ['token', 'verify', '--stdin', '--platform', 'http://127.0.0.1:1', '--json'],
        {
          answers: { 'token.verify': () => output },
          stdin: '  the value \r\n',
        },
      );
      expect([run.exit, run.json(), run.calls.at(-1)?.input]).toEqual([
        exit,
        output,
        { accessToken, platform: 'http://127.0.0.1:1' },
      ]);
      const text = await runWithFakeEngine(['token', 'verify', '--stdin'], {
        answers: { 'token.verify': () => output },
        stdin: 'the value',
      });
      expect([text.exit, text.stdout]).toEqual([
        exit,
        expect.stringContaining(exit === 0 ? 'The token works.' : 'does not work (status 400): invalid_request'),
      ]);
      expect(text.stdout + text.stderr).not.toContain(accessToken);
    }
  });

  const failed = {
    ...sample.revoked,
    tokenId: otherTokenId,
    outcome: 'failed' as const,
    error: failure('channel-secret-missing'),
  };
  const unproved = { ...sample.revoked, outcome: 'unproved' as const, error: failure('unproved') };
  const gone = { ...sample.revoked, outcome: 'already-invalid' as const };

  test.each([
    ['all revoked or no longer valid', [sample.revoked, gone], 0],
    ['some failed', [sample.revoked, failed], 3],
    ['some not proved', [sample.revoked, unproved], 3],
    ['all failed', [failed, unproved], 1],
    ['all unreachable', [{ ...failed, error: failure('platform-timeout') }], 5],
    ['none', [], 0],
  ])('revoke with %s', async (_name, results, exit) => {
    const run = await runWithFakeEngine(['token', 'revoke', '--channel', channelId, '--all', '--json'], {
      answers: { 'token.revoke': () => ({ operationId, results }) },
    });
    expect([run.exit, run.json()]).toEqual([exit, { operationId, results }]);
  });

  const preview = {
    digest: 'digest',
    count: 2,
    channels: [{ channelId, name: '東京の花屋', count: 2 }],
    consequences: [
      { kind: 'last-of-consumer' as const, count: 1, tokenIds: [tokenId], consumers: ['bot-1'] },
      { kind: 'no-secret' as const, channelIds: [channelId] },
      { kind: 'no-signing-key' as const, channelIds: [channelId] },
      { kind: 'no-value' as const, count: 1, tokenIds: [tokenId] },
      { kind: 'not-live' as const, count: 1, tokenIds: [tokenId] },
    ],
  };
  const revoking = {
    'token.previewRevoke': () => preview,
    'token.revoke': () => ({ operationId, results: [sample.revoked] }),
  } as const;

  test('revoke names the consequences at a terminal, and does nothing without a clear yes', async () => {
    const no = await runWithFakeEngine(['token', 'revoke', tokenId], { answers: revoking, typed: [''] });
    expect([no.exit, no.calls.at(-1)?.name]).toEqual([1, 'token.previewRevoke']);
    expect(no.stderr).toMatch(
      /2 tokens would be revoked\.[^]*1 is the only live token of its consumer: bot-1[^]*\[y\/N\]/,
    );
    const yes = await runWithFakeEngine(['token', 'revoke', tokenId], { answers: revoking, typed: ['yes'] });
    expect([yes.exit, yes.stdout]).toEqual([0, expect.stringContaining('revoked, proved')]);
  });

  test('revoke --dry-run only tells', async () => {
    const run = await runWithFakeEngine(['token', 'revoke', tokenId, '--dry-run', '--json'], { answers: revoking });
    expect([run.json(), run.calls.at(-1)?.name]).toEqual([preview, 'token.previewRevoke']);
  });
});
