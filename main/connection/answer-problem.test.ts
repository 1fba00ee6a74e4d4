import { expect, test } from 'vitest';
import { isNeverThePlatforms, problemOfBrokenExchange, problemOfForeignAnswer } from './answer-problem.ts';

const PAGE = '\uFEFF\n<!DOCTYPE html><title>Welcome</title>';

const answer = (status: number, body: string, headers: Record<string, string> = {}) => ({
  status,
  headers,
  body: Buffer.from(body, 'utf8'),
});

test.each([
  ['a page in place of an answer', answer(200, PAGE), 'sign-in-page'],
  ['a redirect', answer(307, ''), 'sign-in-page'],
  ['511', answer(511, ''), 'sign-in-page'],
  ['407', answer(407, ''), 'proxy'],
  ['407 that looks like LINE’s', answer(407, '{"message":"Proxy Authentication Required"}'), 'proxy'],
  ['502 with a page', answer(502, PAGE), 'proxy'],
  ['503 of a proxy that names itself', answer(503, '', { via: '1.1 proxy' }), 'proxy'],
  ['504 of a squid', answer(504, '', { 'X-Squid-Error': 'ERR_READ_TIMEOUT 0' }), 'proxy'],
  ['503 with a header for proxies', answer(503, '', { 'proxy-status': 'gw; error=connection_refused' }), 'proxy'],
  ['403 with a page: blocked', answer(403, PAGE), 'proxy'],
  ['500 without a word', answer(500, ''), 'platform'],
  ['503 without a word', answer(503, '', { date: 'x' }), 'platform'],
  ['JSON that lacks a part', answer(200, '{}'), 'platform'],
  ['nothing', answer(200, ''), 'other'],
  ['plain text', answer(200, 'ok'), 'other'],
] as const)('%s', (_what, given, connection) => {
  expect(problemOfForeignAnswer(given)).toBe(connection);
});

test('two statuses are never the platform’s', () => {
  expect([400, 401, 407, 429, 500, 503, 511].filter(isNeverThePlatforms)).toEqual([407, 511]);
});

test.each([
  [{ kind: 'redirect' }, 'sign-in-page'],
  [{ kind: 'timeout' }, 'timeout'],
  [{ kind: 'broken' }, 'cut'],
  [{ kind: 'unreachable' }, 'other'],
  [{ kind: 'too-large' }, 'other'],
  [{ kind: 'unreachable', connection: 'certificate' }, 'certificate'],
] as const)('of an exchange that ended as %j', (problem, connection) => {
  expect(problemOfBrokenExchange({ sent: true, problem: 'English', ...problem })).toBe(connection);
});
