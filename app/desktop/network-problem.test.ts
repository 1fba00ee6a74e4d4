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

test.each([
  ['ERR_INTERNET_DISCONNECTED', 'no-network'],
  ['ERR_ADDRESS_UNREACHABLE', 'no-network'],
  ['ERR_NAME_NOT_RESOLVED', 'not-found'],
  ['ERR_DNS_TIMED_OUT', 'not-found'],
  ['ERR_CONNECTION_REFUSED', 'refused'],
  ['ERR_CERT_AUTHORITY_INVALID', 'certificate'],
  ['ERR_CERT_COMMON_NAME_INVALID', 'certificate'],
  ['ERR_CERT_DATE_INVALID', 'certificate'],
  ['ERR_CERTIFICATE_TRANSPARENCY_REQUIRED', 'certificate'],
  ['ERR_SSL_PROTOCOL_ERROR', 'certificate'],
  ['ERR_SSL_PINNED_KEY_NOT_IN_CERT_CHAIN', 'certificate'],
  ['ERR_PROXY_CONNECTION_FAILED', 'proxy'],
  ['ERR_TUNNEL_CONNECTION_FAILED', 'proxy'],
  ['ERR_PROXY_CERTIFICATE_INVALID', 'proxy'],
  ['ERR_MANDATORY_PROXY_CONFIGURATION_FAILED', 'proxy'],
  ['ERR_SOCKS_CONNECTION_FAILED', 'proxy'],
  ['ERR_PAC_SCRIPT_FAILED', 'proxy'],
  ['ERR_CONNECTION_RESET', 'cut'],
  ['ERR_EMPTY_RESPONSE', 'cut'],
  ['ERR_NETWORK_CHANGED', 'cut'],
  ['ERR_CONNECTION_TIMED_OUT', 'timeout'],
  ['ERR_TIMED_OUT', 'timeout'],
  ['ERR_SOMETHING_NEW', 'other'],
])('%s means: %s', (name, connection) => {
  expect(networkProblem(`net::${name}`)).toMatchObject({ connection, technical: name });
});
