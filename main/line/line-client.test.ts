import { expect, test } from 'vitest';
import type { HttpAnswer } from '../ports.ts';
import { Secret } from '../secrets/secret.ts';
import { createLineClient, TIMEOUT_MS } from './line-client.ts';
import { isPlatformsOwn, isTokenRefused, platformError, wasNotReached } from './platform-error.ts';

const LINE = 'https://api.line.me';
const NOW = Date.parse('2026-06-01T00:00:00.000Z');
const DATE = 'Mon, 01 Jun 2026 01:00:00 GMT';

interface Reply {
  readonly status: number;
  readonly body: string;
  readonly headers?: HttpAnswer['headers'];
  /** How far this computer's clock goes on meanwhile. */
  readonly tookMs?: number;
}

/** What comes of a question about a token. */
function verify({ status, body, headers = {}, tookMs = 200 }: Reply, value: Secret) {
  let now = NOW;
  const transport = () => {
    now += tookMs;
    return Promise.resolve({ answer: { status, headers, body: Buffer.from(body, 'utf8') } });
  };
  return createLineClient(transport, { now: () => now }, 'test').verifyToken(LINE, value);
}

const someValue = () => Secret.fromText('a.b.c');

test.each([
  [400, '{"error":"invalid_request","error_description":"The access token expired"}', {}, true, true],
  [401, '{"message":"Authentication failed"}', {}, true, true],
  // A refusal of LINE's own comes through a proxy too.
  [400, '{"error":"invalid_request"}', { via: '1.1 proxy' }, true, true],
  [404, '{"message":"Not found"}', {}, true, false],
  [429, '{"message":"The API rate limit has been exceeded. Try again later."}', {}, true, false],
  [400, '<html>blocked</html>', {}, false, false],
  [400, '', {}, false, false],
  [407, '{"message":"Proxy Authentication Required"}', {}, false, false],
  [511, '{"message":"Sign in"}', {}, false, false],
])('%i %s %j', async (status, body, headers, isOwn, isOfToken) => {
  const answer = await verify({ status, body, headers }, someValue());
  if (answer.ok) throw new Error('it worked');
  expect([isPlatformsOwn(answer.problem), isTokenRefused(answer.problem)]).toEqual([isOwn, isOfToken]);
  const error = platformError(LINE, answer.problem, answer.meta);
  if (isOwn) expect([wasNotReached(error), error.code]).not.toContain('platform-unreadable');
});

test('what was sent comes back in no part of an answer, whatever echoes it', async () => {
  const text = ['eyJ0', 'eyJz', 'c2ln'].map((part) => `${part}${NOW}`).join('.');
  const echo = { status: 400, body: JSON.stringify({ message: text }), headers: { 'x-line-request-id': `of ${text}` } };
  const answer = await verify(echo, Secret.fromText(text));
  expect(JSON.stringify(answer)).not.toContain(String(NOW));
  expect(answer.meta.requestId).toBe('of […]');
});

test('a clock that was set while the answer was awaited is measured by the next one', async () => {
  const body = '{"error":"invalid_request"}';
  const skewAfter = async (tookMs: number) =>
    (await verify({ status: 400, body, headers: { date: DATE }, tookMs }, someValue())).meta.skewMs;
  expect(await skewAfter(1_000)).toBe(3_600_000);
  expect(await skewAfter(-5_000)).toBeNull();
  expect(await skewAfter(TIMEOUT_MS + 5_000)).toBeNull();
});
