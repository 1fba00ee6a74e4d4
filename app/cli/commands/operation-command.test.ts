import { describe, expect, test } from 'vitest';
import { runWithFakeEngine } from '../testing/run-with-fake-engine.ts';
import * as sample from '../testing/samples.ts';

const { channelId, signingKeyId, tokenId, otherTokenId, operationId } = sample;

describe('what a command asks the engine', () => {
  const answers = {
    'channel.add': () => sample.channel,
    'channel.rename': () => sample.channel,
    'channel.setTags': () => sample.channel,
    'channel.list': () => ({ channels: [sample.channel] }),
    'channel.setSecret': () => sample.channel,
    'key.generate': () => sample.signingKey,
    'key.list': () => ({ signingKeys: [sample.signingKey] }),
    'key.public': () => sample.signingKey.publicJwk,
    'key.retire': () => sample.signingKey,
    'assertion.create': () => ({ assertion: 'a.b.c', expiresAt: '2026-03-01T00:15:00.000Z' }),
    'token.issue': () => sample.token,
    'token.list': () => ({ tokens: [], nextCursor: null }),
    'token.count': () => ({ matching: 0, total: 0, byState: {} }),
    'token.check': () => ({ channels: [] }),
    'token.stateless': () => ({ accessToken: 'value', expiresAt: '2026-03-01T00:15:00.000Z' }),
    'token.revoke': () => ({ operationId, results: [] }),
    'issue.list': () => ({ issues: [] }),
    'operation.list': () => ({ operations: [] }),
    'operation.preview': () => ({ digest: null, count: 0, channels: [], consequences: [], calls: 0 }),
    'operation.begin': () => sample.operation,
    'operation.wait': () => ({ ...sample.operation, state: 'done' as const }),
    'operation.pause': () => sample.operation,
    'operation.resume': () => sample.operation,
    'operation.retry': () => sample.operation,
    'operation.cancel': () => ({ done: true as const }),
    'operation.runQueue': () => ({ operations: [] }),
    'operation.show': () => ({
      operation: sample.operation,
      outcomes: sample.outcomesOf({}),
      items: [],
      matching: 0,
    }),
    'token.needsRotation': () => ({ consumers: [] }),
    'audit.list': () => ({ entries: [] }),
  } as const;
  const secret = '0123456789abcdef0123456789abcdef';

  test.each([
    [`channel add ${channelId} --name 花屋`, 'channel.add', { channelId, name: '花屋' }],
    [
      `channel add ${channelId} --name 花屋 --platform http://127.0.0.1:1 --secret-env S`,
      'channel.add',
      { channelId, name: '花屋', platform: 'http://127.0.0.1:1', channelSecret: secret },
    ],
    [
      `channel add ${channelId} --name 花屋 --secret-stdin`,
      'channel.add',
      { channelId, name: '花屋', channelSecret: secret },
    ],
    [`channel set-secret ${channelId} --secret-stdin`, 'channel.setSecret', { channelId, channelSecret: secret }],
    [`channel tag ${channelId} shops 本番`, 'channel.setTags', { channelId, tags: ['shops', '本番'] }],
    [`channel tag ${channelId}`, 'channel.setTags', { channelId, tags: [] }],
    ['channel list --tag shops', 'channel.list', {}],
    [`channel rename ${channelId} --name 魚屋`, 'channel.rename', { channelId, name: '魚屋' }],
    [`key generate ${channelId}`, 'key.generate', { channelId }],
    [`key list`, 'key.list', {}],
    [`key list ${channelId}`, 'key.list', { channelId }],
    [`key public ${signingKeyId} --form key_ops`, 'key.public', { signingKeyId, form: 'key_ops' }],
    [`key retire ${signingKeyId}`, 'key.retire', { signingKeyId }],
    [
      `assertion create ${channelId} --lifetime 5m --token-lifetime 1d`,
      'assertion.create',
      { channelId, lifetimeSeconds: 300, tokenLifetimeSeconds: 86_400 },
    ],
    [
      `token issue ${channelId} --lifetime 12h --label night --consumer bot`,
      'token.issue',
      { channelId, lifetimeSeconds: 43_200, label: 'night', consumer: 'bot' },
    ],
    [
      `token list --channel ${channelId} --state active,draining --expiring-within 7d --limit 5 --cursor c --sort consumer --descending --search x`,
      'token.list',
      {
        channelId,
        states: ['active', 'draining'],
        expiringWithinSeconds: 604_800,
        limit: 5,
        cursor: 'c',
        sort: 'consumer',
        direction: 'descending',
        search: 'x',
      },
    ],
    ['token list', 'token.list', {}],
    [`token count ${channelId}`, 'token.count', { channelId }],
    ['token check', 'token.check', {}],
    [`token check ${channelId} 42`, 'token.check', { channelIds: [channelId, '42'] }],
    [`token stateless ${channelId}`, 'token.stateless', { channelId }],
    [`token revoke ${tokenId} ${otherTokenId}`, 'token.revoke', { tokenIds: [tokenId, otherTokenId] }],
    [`token revoke --channel ${channelId} --all`, 'token.revoke', { channelId, all: true }],
    [
      `token revoke ${tokenId} --accept last-of-consumer,successor-not-adopted`,
      'token.revoke',
      { tokenIds: [tokenId], accept: ['last-of-consumer', 'successor-not-adopted'] },
    ],
    [`issue list --channel ${channelId} --all`, 'issue.list', { channelId, unresolvedOnly: false }],
    ['operation list --limit 3', 'operation.list', { limit: 3 }],
    ['operation list --open', 'operation.list', { openOnly: true }],
    [`operation show ${operationId}`, 'operation.show', { operationId }],
    [
      `operation show ${operationId} --outcome failed,open --offset 5 --limit 10`,
      'operation.show',
      { operationId, outcomes: ['failed', 'open'], offset: 5, limit: 10 },
    ],
    [`operation pause ${operationId}`, 'operation.pause', { operationId }],
    ['operation run-queue', 'operation.runQueue', {}],
    ['operation rotate --due', 'token.needsRotation', {}],
    [
      `operation revoke --channel ${channelId} --search blue --dry-run --accept last-of-consumer`,
      'operation.preview',
      { kind: 'revoke', selection: { matching: { channelId, search: 'blue' }, accept: ['last-of-consumer'] } },
    ],
    ['operation revoke --all --dry-run', 'operation.preview', { kind: 'revoke', selection: { matching: {} } }],
    ['operation check --dry-run', 'operation.preview', { kind: 'check', selection: {} }],
    [`audit list --before 9`, 'audit.list', { beforeSequence: 9 }],
  ])('%s', async (line, name, input) => {
    for (const json of [[], ['--json']]) {
      const run = await runWithFakeEngine([...line.split(' '), ...json], {
        answers,
        environment: { S: secret },
        stdin: `${secret}\n`,
      });
      expect([run.exit, run.calls.at(-1)]).toEqual([0, { name, input }]);
      expect(run.stdout + run.stderr).not.toContain(secret);
    }
  });
});
