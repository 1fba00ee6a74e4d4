import { expect, test } from 'vitest';
import { networkProblem } from './network-problem.ts';

test.each([
  'ERR_NAME_NOT_RESOLVED',
  'ERR_CONNECTION_REFUSED',
  'ERR_PROXY_CONNECTION_FAILED',
  'ERR_CERT_AUTHORITY_INVALID',
])('%s certainly never reached the platform', (name) => {
  expect(networkProblem(`net::${name}`)).toMatchObject({ kind: 'unreachable', sent: false });
});

test.each([
  'ERR_INTERNET_DISCONNECTED',
  'ERR_ADDRESS_UNREACHABLE',
  'ERR_SSL_PROTOCOL_ERROR',
  'ERR_CONNECTION_RESET',
  'ERR_CONNECTION_CLOSED',
  'ERR_EMPTY_RESPONSE',
  'ERR_TIMED_OUT',
  'ERR_CONNECTION_TIMED_OUT',
  'ERR_NETWORK_CHANGED',
  'ERR_SOMETHING_NEW',
])('%s may have reached it', (name) => {
  expect(networkProblem(`net::${name}`)).toMatchObject({ kind: 'broken', sent: true });
});

test('an address in the message is not passed on', () => {
  expect(networkProblem('net::ERR_FAILED at https://api.line.me/?access_token=abc').problem).toBe(
    'network error ERR_FAILED',
  );
});
