import * as http from 'node:http';
import * as https from 'node:https';
import type { ConnectionProblem } from '../../shared/connection.ts';
import { hasNetwork } from '../connection/has-network.ts';
import type { HttpProblem, HttpRequest, HttpTransport } from '../ports.ts';

const PLAIN_WORDS: Record<string, string> = {
  ECONNREFUSED: 'the connection was refused',
  ENOTFOUND: 'its name could not be looked up',
  EAI_AGAIN: 'its name could not be looked up',
  EHOSTUNREACH: 'no route to it',
  ENETUNREACH: 'no network',
  ENETDOWN: 'no network',
  ECONNRESET: 'the connection was cut',
  EPIPE: 'the connection was cut',
};

const CONNECTIONS: Record<string, ConnectionProblem> = {
  ECONNREFUSED: 'refused',
  ENOTFOUND: 'not-found',
  EHOSTUNREACH: 'no-network',
  ENETUNREACH: 'no-network',
  ENETDOWN: 'no-network',
  EADDRNOTAVAIL: 'no-network',
  ECONNRESET: 'cut',
  EPIPE: 'cut',
  ETIMEDOUT: 'timeout',
};

/** OpenSSL's names for what is wrong with a certificate, and Node's own. */
const CERTIFICATE =
  /CERT|SIGNATURE|_CRL|_CA$|PATH_LENGTH|INVALID_PURPOSE|HOSTNAME_MISMATCH|EPROTO|TLS|SSL|UNABLE_TO_GET_ISSUER/;

function connectionOf(code: string, connected: boolean): ConnectionProblem {
  // A resolver that cannot be asked is a missing network where there is no way out at all.
  if (code === 'EAI_AGAIN') return hasNetwork() ? 'not-found' : 'no-network';
  const known = CONNECTIONS[code];
  if (known) return known;
  if (CERTIFICATE.test(code)) return connected ? 'cut' : 'certificate';
  return connected ? 'cut' : 'other';
}

/** Whatever breaks after the connection stood (for https: after the handshake) may have carried the request; what breaks before certainly did not. */
function describe(error: NodeJS.ErrnoException, connected: boolean): HttpProblem {
  const code = error.code ?? 'unknown';
  const connection = connectionOf(code, connected);
  const problem =
    PLAIN_WORDS[code] ??
    (connection === 'certificate' ? `its certificate was not accepted (${code})` : `network error ${code}`);
  return { kind: connected ? 'broken' : 'unreachable', sent: connected, problem, connection, technical: code };
}

function redirectProblem(status: number): HttpProblem {
  const problem = `it answered with a redirect (status ${status})`;
  return { kind: 'redirect', sent: true, problem, connection: 'sign-in-page', technical: `HTTP ${status}` };
}

function flatten(headers: http.IncomingHttpHeaders): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return flat;
}

type Outcome = Awaited<ReturnType<HttpTransport>>;

/**
 * A connection that nobody has used for so long is closed: long before the other side does it, so that none is found dead. Within a piece of work it is
 * used again in milliseconds.
 */
const KEPT_OPEN_MS = 1_000;
/** Connections that are kept open at most, for each platform. */
const MOST_KEPT_OPEN = 16;

/** @param agent what keeps connections open; false for a connection of its own. */
function exchange(request: HttpRequest, agent: http.Agent | false): Promise<Outcome> {
  return new Promise((resolve) => {
    const client = request.url.protocol === 'https:' ? https : http;
    let connected = false;
    let settled = false;
    const settle = (outcome: Outcome) => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      resolve(outcome);
      // Whatever is not whole leaves a connection that nobody else may have.
      if (agent === false || 'problem' in outcome) outgoing.destroy();
    };
    const outgoing = client.request(
      request.url,
      {
        method: request.method,
        headers: { ...request.headers, ...(request.body ? { 'content-length': String(request.body.length) } : {}) },
        agent,
      },
      (incoming) => {
        const status = incoming.statusCode ?? 0;
        if (status >= 300 && status < 400) {
          settle({ problem: redirectProblem(status) });
          return;
        }
        const chunks: Buffer[] = [];
        let bytes = 0;
        incoming.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
          if (bytes > request.maxBytes)
            settle({ problem: { kind: 'too-large', sent: true, problem: 'its answer is larger than one megabyte' } });
          else chunks.push(chunk);
        });
        incoming.on('end', () =>
          settle({ answer: { status, headers: flatten(incoming.headers), body: Buffer.concat(chunks) } }),
        );
        incoming.on('error', (error: NodeJS.ErrnoException) => settle({ problem: describe(error, true) }));
        incoming.on('aborted', () =>
          settle({
            problem: { kind: 'broken', sent: true, problem: 'the connection was cut in the middle of the answer' },
          }),
        );
      },
    );
    const timer = setTimeout(() => {
      settle({
        problem: {
          kind: 'timeout',
          sent: connected,
          problem: `no answer within ${request.timeoutMs / 1000} seconds`,
        },
      });
    }, request.timeoutMs);
    outgoing.on('socket', (socket) => {
      // One that was kept open stands already.
      connected = !socket.connecting;
      socket.once(client === https ? 'secureConnect' : 'connect', () => {
        connected = true;
      });
    });
    outgoing.on('error', (error: NodeJS.ErrnoException) => settle({ problem: describe(error, connected) }));
    outgoing.end(request.body);
  });
}

/**
 * HTTP by Node itself, for the command line and for tests. No redirects, no retries. What must leave once has a connection of its own, so that no dead one
 * can make it doubtful whether it left. What may be repeated shares connections that are kept open for a moment, because a handshake for each of a
 * thousand calls takes longer than the calls.
 */
export function createNodeTransport(): HttpTransport {
  const keep = { keepAlive: true, timeout: KEPT_OPEN_MS, maxFreeSockets: MOST_KEPT_OPEN };
  const plain = new http.Agent(keep);
  const secure = new https.Agent(keep);
  return (request) => {
    const shared = request.url.protocol === 'https:' ? secure : plain;
    return exchange(request, request.repeatable === true ? shared : false);
  };
}
