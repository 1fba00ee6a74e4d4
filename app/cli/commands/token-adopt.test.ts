import { expect, test } from 'vitest';
import { failure, runWithFakeEngine } from '../testing/run-with-fake-engine.ts';
import * as sample from '../testing/samples.ts';

const accessToken = 'the value';
const adopted = { token: sample.token, pairedBy: 'only-one' as const };
const answers = { 'token.adopt': () => adopted };

test('adopt reads the value from standard input or from a variable, and prints it nowhere', async () => {
  for (const [argv, run] of [
    [['--stdin'], { stdin: `  ${accessToken} \r\n` }],
    [[], { stdin: accessToken }],
    [['--token-env', 'OLD_TOKEN'], { environment: { OLD_TOKEN: accessToken } }],
  ] as const) {
    const outcome = await runWithFakeEngine(['token', 'adopt', ...argv, '--label', 'old bot', '--consumer', 'shop'], {
      answers,
      ...run,
    });
    expect(outcome.calls.at(-1)?.input).toEqual({ accessToken, label: 'old bot', consumer: 'shop' });
    expect([outcome.exit, outcome.stdout + outcome.stderr]).toEqual([0, expect.not.stringContaining(accessToken)]);
    expect(outcome.stdout).toContain(sample.tokenId);
    expect(outcome.stderr).toBe('Paired with the only live key ID without a value.\n');
  }
});

test('adopt takes the key ID where somebody knows it, and says so', async () => {
  const run = await runWithFakeEngine(['token', 'adopt', '--stdin', '--key-id', 'sDTOzw5wIfWxxxxzcmeQA4', '--json'], {
    answers: { 'token.adopt': () => ({ ...adopted, pairedBy: 'named' as const }) },
    stdin: accessToken,
  });
  expect([run.calls.at(-1)?.input, run.json()]).toEqual([
    { accessToken, keyId: 'sDTOzw5wIfWxxxxzcmeQA4' },
    { ...adopted, pairedBy: 'named' },
  ]);
});

test('adopt says what to do where nobody can tell the key ID', async () => {
  const run = await runWithFakeEngine(['token', 'adopt'], {
    answers: { 'token.adopt': () => failure('key-id-ambiguous', { channelId: sample.channelId, count: 2 }) },
    stdin: accessToken,
  });
  expect([run.exit, run.stderr]).toEqual([
    1,
    expect.stringContaining('nothing shows for certain which key ID is its own (2 could be)'),
  ]);
});

test('adopt refuses an unset variable, both sources at once, and an empty input, before the vault is opened', async () => {
  for (const [argv, stdin] of [
    [['--token-env', 'UNSET'], ''],
    [['--token-env', 'UNSET', '--stdin'], 'x'],
    [['--stdin'], ''],
  ] as const) {
    const run = await runWithFakeEngine(['token', 'adopt', ...argv], { answers, stdin });
    expect([run.exit, run.calls]).toEqual([2, []]);
  }
});
