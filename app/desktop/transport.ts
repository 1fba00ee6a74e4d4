import { net, session, type ClientRequest, type ProxyConfig, type Session } from 'electron';
import type { HttpAnswer, HttpProblem, HttpRequest, HttpTransport } from '../../main/ports.ts';
import { networkProblem } from './network-problem.ts';

type Outcome = { readonly answer: HttpAnswer } | { readonly problem: HttpProblem };

/** The two sessions that reach the network. */
function networkSessions() {
  return {
    reading: session.fromPartition('kagibako-reading', { cache: false }),
    writing: session.fromPartition('kagibako-writing', { cache: false }),
  };
}

/** Sends what is asked from now on through a proxy, or through none. */
export async function setTransportProxy(config: ProxyConfig): Promise<void> {
  await Promise.all(Object.values(networkSessions()).map((each) => each.setProxy(config)));
}

/**
 * HTTP through Chromium, which knows the system's proxy and certificates. Two sessions in memory, without cookies, cache or credentials.
 *
 * Chromium silently sends a request again when a connection that it kept open turns out to be dead, POSTs included. An issue must be sent
 * once. So what may be repeated (GET) and what may not (POST) never share connections: a POST asks for its connection to be closed, so that
 * its session never has an old one to hand out, and HTTP/2 is off, where all requests would share one.
 */
export function createElectronTransport(): HttpTransport {
  const { reading, writing } = networkSessions();
  return (request) => exchange(request, request.method === 'POST' ? writing : reading);
}

function exchange(request: HttpRequest, through: Session): Promise<Outcome> {
  return new Promise((resolve) => {
    const outgoing = net.request({
      method: request.method,
      url: request.url.href,
      session: through,
      redirect: 'manual',
      credentials: 'omit',
      cache: 'no-store',
    });
    let settled = false;
    const settle = (outcome: Outcome) => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      resolve(outcome);
      if ('problem' in outcome) outgoing.abort();
    };
    const timer = setTimeout(() => {
      // Whether a connection stood by then is not told, so that it counts as sent.
      settle({
        problem: { kind: 'timeout', sent: true, problem: `no answer within ${request.timeoutMs / 1000} seconds` },
      });
    }, request.timeoutMs);
    for (const [name, value] of Object.entries(request.headers)) outgoing.setHeader(name, value);
    if (request.method === 'POST') outgoing.setHeader('Connection', 'close');
    outgoing.on('redirect', (status) =>
      settle({
        problem: {
          kind: 'redirect',
          sent: true,
          problem: `it answered with a redirect (status ${status})`,
          technical: `HTTP ${status}`,
        },
      }),
    );
    outgoing.on('error', (error) => settle({ problem: networkProblem(error.message) }));
    outgoing.on('abort', () =>
      settle({ problem: { kind: 'broken', sent: true, problem: 'the request was broken off' } }),
    );
    readAnswer(outgoing, request.maxBytes, settle);
    outgoing.end(request.body);
  });
}

function readAnswer(outgoing: ClientRequest, maxBytes: number, settle: (outcome: Outcome) => void): void {
  outgoing.on('response', (incoming) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    incoming.on('data', (chunk) => {
      bytes += chunk.length;
      if (bytes > maxBytes)
        settle({ problem: { kind: 'too-large', sent: true, problem: 'its answer is larger than allowed' } });
      else chunks.push(chunk);
    });
    incoming.on('end', () =>
      settle({
        answer: { status: incoming.statusCode, headers: flatten(incoming.headers), body: Buffer.concat(chunks) },
      }),
    );
    incoming.on('error', (error: Error) =>
      settle({ problem: { ...networkProblem(error.message), kind: 'broken', sent: true } }),
    );
    incoming.on('aborted', () =>
      settle({
        problem: { kind: 'broken', sent: true, problem: 'the connection was cut in the middle of the answer' },
      }),
    );
  });
}

function flatten(headers: Record<string, string | string[]>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      Array.isArray(value) ? value.join(', ') : value,
    ]),
  );
}
