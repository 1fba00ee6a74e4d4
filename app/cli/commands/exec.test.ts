import { describe, expect, test } from 'vitest';
import type { Token } from '../../../shared/domain.ts';
import type { CommandEnd, Environment } from '../surroundings.ts';
import { failure, runWithFakeEngine } from '../testing/run-with-fake-engine.ts';
import * as sample from '../testing/samples.ts';

const { channelId, token, otherTokenId } = sample;
const accessToken = 'the value';

/** Runs `exec` over these tokens, with a command that ends as told. */
async function exec(
  tokens: readonly Token[],
  argv: readonly string[],
  {
    end = { kind: 'exited', code: 0 },
    environment = {},
  }: { end?: CommandEnd; environment?: Record<string, string> } = {},
) {
  const started: { command: readonly string[]; environment: Environment; isVaultOpen: boolean }[] = [];
  const signals: string[] = [];
  let isVaultOpen = true;
  const run = await runWithFakeEngine(argv, {
    answers: {
      'channel.show': () => ({ channel: sample.channel, signingKeys: [], unresolvedIssues: [] }),
      'token.list': () => ({ tokens: [...tokens], nextCursor: null }),
      'token.reveal': () => ({ accessToken }),
    },
    environment,
    surroundings: {
      runCommand: (command, given) => {
        started.push({ command, environment: given, isVaultOpen });
        return Promise.resolve(end);
      },
      endBy: (signal) => void signals.push(signal),
    },
    whenShutDown: () => (isVaultOpen = false),
  });
  return { ...run, started, signals };
}

const line = ['exec', '--channel', channelId, '--', 'node', '--flag', 'bot.js'];

describe('exec', () => {
  test('runs the command with the newest live token in its environment, after the vault was closed', async () => {
    const older = { ...token, tokenId: otherTokenId, issuedAt: '2026-02-01T00:00:00.000Z' };
    const run = await exec([older, token], line, {
      environment: { PATH: '/bin', KAGIBAKO_PASSPHRASE: 'opens it' },
      end: { kind: 'exited', code: 42 },
    });
    expect([run.exit, run.stdout, run.stderr]).toEqual([42, '', '']);
    expect(run.calls.at(-1)).toEqual({ name: 'token.reveal', input: { tokenId: token.tokenId } });
    expect(run.started).toEqual([
      {
        command: ['node', '--flag', 'bot.js'],
        environment: { PATH: '/bin', KAGIBAKO_VAULT: '/vaults/test', LINE_CHANNEL_ACCESS_TOKEN: accessToken },
        isVaultOpen: false,
      },
    ]);
  });

  test('takes another variable, and withholds the one that holds the passphrase', async () => {
    const argv = ['--passphrase-env', 'OPENER', 'exec', '--channel', channelId, '--variable', 'BOT_TOKEN', '--', 'x'];
    const run = await exec([token], argv, { environment: { OPENER: 'opens it' } });
    expect(run.started[0]?.environment).toEqual({ KAGIBAKO_VAULT: '/vaults/test', BOT_TOKEN: accessToken });
  });

  test('prints nothing of its own with --json either: standard output is the command’s', async () => {
    expect((await exec([token], ['--json', ...line])).stdout).toBe('');
  });

  test('ends by the signal that ended the command', async () => {
    const run = await exec([token], line, { end: { kind: 'killed', signal: 'SIGTERM' } });
    expect([run.exit, run.signals]).toEqual([143, ['SIGTERM']]);
  });

  test.each([
    ['missing', 127],
    ['not-allowed', 126],
  ] as const)('says so where the command is %s', async (reason, exit) => {
    const end = { kind: 'not-started', reason } as const;
    const people = await exec([token], line, { end });
    expect([people.exit, people.stderr]).toEqual([exit, expect.stringMatching(/^kagibako: <command>: .*command/)]);
    expect((await exec([token], ['--json', ...line], { end })).json()).toMatchObject({
      error: { code: 'invalid-input' },
    });
  });

  const second = { ...token, tokenId: otherTokenId, consumer: '大阪の店' };

  test('refuses to choose between consumers, and names them', async () => {
    const run = await exec([token, second, { ...second, consumer: '' }], line);
    expect([run.exit, run.started, run.stderr]).toEqual([
      2,
      [],
      expect.stringContaining('several consumers have a live token here; name one: "" (none named), bot-1, 大阪の店'),
    ]);
    expect(run.calls.map(({ name }) => name)).not.toContain('token.reveal');
  });

  test('takes the consumer that is named', async () => {
    const run = await exec([token, second], ['exec', '--channel', channelId, '--consumer', ' 大阪の店 ', '--', 'x']);
    expect(run.calls.at(-1)?.input).toEqual({ tokenId: otherTokenId });
  });

  test.each([
    ['no token lives', [], []],
    ['the vault has no value', [{ ...token, hasValue: false }], []],
    ['the consumer has none', [token], ['--consumer', 'other']],
  ])('refuses where %s', async (_why, tokens, more) => {
    const run = await exec(tokens, ['exec', '--json', '--channel', channelId, ...more, '--', 'x']);
    expect([run.exit, run.json(), run.started]).toMatchObject([1, { error: { code: 'no-live-token' } }, []]);
  });

  test('leaves the command’s own arguments alone, even those that look like a secret', async () => {
    const jwt = 'eyJhbGciOiJIUzI1NiJ9.e30.x';
    const run = await exec([token], ['exec', '--channel', channelId, '--', 'curl', '--token', jwt, '--help']);
    expect(run.started[0]?.command).toEqual(['curl', '--token', jwt, '--help']);
    const before = await exec([token], ['exec', '--channel', channelId, jwt, '--', 'x']);
    expect([before.exit, before.started]).toEqual([2, []]);
  });

  test('needs a channel and a command', async () => {
    expect((await exec([token], ['exec', '--', 'x'])).stderr).toContain('--channel: is missing');
    expect((await exec([token], ['exec', '--channel', channelId])).stderr).toContain('-- <command>…: is missing');
    expect((await exec([token], ['exec', '--channel', 'x', '--', 'y'])).stderr).toContain('--channel: ');
  });
});

test('a vault that cannot be opened runs nothing', async () => {
  const run = await runWithFakeEngine(line, { answers: { 'vault.unlock': () => failure('passphrase-missing') } });
  expect(run.exit).toBe(4);
});
