import { expect, test } from 'vitest';
import type { Token } from '../../../shared/domain.ts';
import { runWithFakeEngine } from '../testing/run-with-fake-engine.ts';
import * as sample from '../testing/samples.ts';

const { channelId, tokenId } = sample;

const identify = (tokens: readonly Token[], unknown = 0) =>
  runWithFakeEngine(['token', 'identify', '--stdin'], {
    answers: { 'token.identify': () => ({ tokens: [...tokens], unknown }) },
    stdin: 'posted in a chat',
  });

test('identify ends with the command that replaces a leaked token, once for each consumer', async () => {
  const run = await identify([sample.token, { ...sample.token, tokenId: sample.otherTokenId }]);
  expect([run.exit, run.stderr]).toEqual([
    0,
    [
      'It works until it is revoked. Replace and revoke it with:',
      `  kagibako rotation begin ${channelId} bot-1 ${tokenId} ${sample.otherTokenId} --leak`,
      'If the channel itself may be in other hands:',
      `  kagibako containment begin ${channelId} --reason TEXT`,
      '',
    ].join('\n'),
  ]);
});

test('a consumer’s name is quoted for the shell', async () => {
  const run = await identify([{ ...sample.token, consumer: `Osaka's shop; rm -rf` }]);
  expect(run.stderr).toContain(`${channelId} 'Osaka'\\''s shop; rm -rf' ${tokenId} --leak`);
});

test('a token that nobody is named for is revoked', async () => {
  const run = await identify([{ ...sample.token, consumer: '' }], 1);
  expect(run.stderr).toContain(`  kagibako token revoke ${tokenId}\n`);
  expect(run.stderr).toMatch(/^1 place looks like a token/);
});

test('what works no more needs nothing', async () => {
  const run = await identify([{ ...sample.token, state: 'revoked' }]);
  expect([run.exit, run.stderr]).toEqual([0, 'What was found works no more.\n']);
  const none = await identify([]);
  expect([none.exit, none.stdout, none.stderr]).toEqual([1, 'No token of this vault is in it.\n', '']);
});
