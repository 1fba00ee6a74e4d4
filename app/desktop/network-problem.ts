import type { HttpProblem } from '../../main/ports.ts';
import type { ConnectionProblem } from '../../shared/connection.ts';

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

/** What stands in between, by Chromium's names; the first pattern that fits. */
const CONNECTIONS: readonly (readonly [pattern: RegExp, connection: ConnectionProblem])[] = [
  [/PROXY|TUNNEL|SOCKS|ERR_PAC_/, 'proxy'],
  [/^ERR_(CERT_|CERTIFICATE_|SSL_(VERSION|PROTOCOL|PINNED|OBSOLETE|UNRECOGNIZED|WEAK)|ECH_|BAD_SSL)/, 'certificate'],
  [/^ERR_(NAME_|DNS_|ICANN_)/, 'not-found'],
  [/^ERR_(INTERNET_DISCONNECTED|ADDRESS_UNREACHABLE|NETWORK_ACCESS_DENIED)$/, 'no-network'],
  [/^ERR_(CONNECTION_REFUSED)$/, 'refused'],
  [/TIMED_OUT/, 'timeout'],
  [/^ERR_(CONNECTION_|EMPTY_RESPONSE|CONTENT_LENGTH|INCOMPLETE_|NETWORK_CHANGED|SOCKET_|HTTP2_|QUIC_)/, 'cut'],
  [/REDIRECT/, 'sign-in-page'],
];

/** What a failure of Chromium's network means. `sent` is false only where the request certainly never left; its message is not passed on, for it may hold the URL. */
export function networkProblem(message: string): HttpProblem {
  const name = /ERR_[A-Z0-9_]+/.exec(message)?.[0] ?? 'unknown';
  const connection = CONNECTIONS.find(([pattern]) => pattern.test(name))?.[1] ?? 'other';
  const certificate = name.startsWith('ERR_CERT_') ? `its certificate was not accepted (${name})` : undefined;
  const problem = NEVER_SENT[name] ?? certificate;
  const more = { connection, technical: name };
  if (problem !== undefined) return { kind: 'unreachable', sent: false, problem, ...more };
  return { kind: 'broken', sent: true, problem: CUT_OFF[name] ?? `network error ${name}`, ...more };
}
