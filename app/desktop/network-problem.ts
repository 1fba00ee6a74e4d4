import type { HttpProblem } from '../../main/ports.ts';

/** Chromium's names for failures that only happen before a connection stands: the request certainly did not reach the platform. */
const NEVER_SENT: { readonly [name: string]: string } = {
  ERR_NAME_NOT_RESOLVED: 'its name could not be looked up',
  ERR_NAME_RESOLUTION_FAILED: 'its name could not be looked up',
  ERR_DNS_TIMED_OUT: 'its name could not be looked up',
  ERR_CONNECTION_REFUSED: 'the connection was refused',
  ERR_PROXY_CONNECTION_FAILED: 'the proxy cannot be reached',
  ERR_TUNNEL_CONNECTION_FAILED: 'the proxy refused the connection',
  ERR_PROXY_AUTH_UNSUPPORTED: 'the proxy asks for a sign-in that is not supported',
  ERR_PROXY_CERTIFICATE_INVALID: 'the proxy’s certificate was not accepted',
  ERR_MANDATORY_PROXY_CONFIGURATION_FAILED: 'the proxy settings could not be read',
  ERR_SSL_VERSION_OR_CIPHER_MISMATCH: 'no secure connection could be made',
  ERR_BLOCKED_BY_CLIENT: 'it was blocked on this machine',
  ERR_UNSAFE_PORT: 'its port is not allowed',
};

/** Failures that also happen while an answer is awaited or read, so that the request may be with the platform. */
const CUT_OFF: { readonly [name: string]: string } = {
  ERR_INTERNET_DISCONNECTED: 'no network',
  ERR_ADDRESS_UNREACHABLE: 'no route to it',
  ERR_SSL_PROTOCOL_ERROR: 'the secure connection broke',
  ERR_CONNECTION_RESET: 'the connection was cut',
  ERR_CONNECTION_CLOSED: 'the connection was closed',
  ERR_EMPTY_RESPONSE: 'the connection was closed without an answer',
  ERR_CONTENT_LENGTH_MISMATCH: 'the connection was cut in the middle of the answer',
  ERR_INCOMPLETE_CHUNKED_ENCODING: 'the connection was cut in the middle of the answer',
  ERR_NETWORK_CHANGED: 'the network changed',
};

/** What a failure of Chromium's network means. `sent` is false only where the request certainly never left; its message is not passed on, for it may hold the URL. */
export function networkProblem(message: string): HttpProblem {
  const name = /ERR_[A-Z0-9_]+/.exec(message)?.[0] ?? 'unknown';
  const certificate = name.startsWith('ERR_CERT_') ? `its certificate was not accepted (${name})` : undefined;
  const problem = NEVER_SENT[name] ?? certificate;
  if (problem !== undefined) return { kind: 'unreachable', sent: false, problem };
  return { kind: 'broken', sent: true, problem: CUT_OFF[name] ?? `network error ${name}` };
}
