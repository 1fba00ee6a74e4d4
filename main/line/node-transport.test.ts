import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createRawServer, type AddressInfo, type Server as RawServer, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { selfSigned } from '../../test/support/self-signed.ts';
import type { HttpProblem } from '../ports.ts';
import { createNodeTransport } from './node-transport.ts';

const servers: (Server | RawServer)[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    if ('closeAllConnections' in server) server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function listening(server: Server | RawServer): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

function ask(port: number, scheme = 'http') {
  return createNodeTransport()({
    method: 'POST',
    url: new URL(`${scheme}://127.0.0.1:${port}/path?secret=canary`),
    headers: {},
    body: Buffer.from('a=b'),
    timeoutMs: 300,
    maxBytes: 1_000,
  });
}

async function problemOf(port: number, scheme?: string): Promise<HttpProblem> {
  const outcome = await ask(port, scheme);
  if ('problem' in outcome) return outcome.problem;
  throw new Error('it answered');
}

test('a whole answer comes with status, lower-case headers and body', async () => {
  const port = await listening(
    createServer((_request, response) => response.writeHead(201, { 'X-Line-Request-Id': 'abc' }).end('hello')),
  );
  const outcome = await ask(port);
  if (!('answer' in outcome)) throw new Error('no answer');
  expect({
    status: outcome.answer.status,
    id: outcome.answer.headers['x-line-request-id'],
    body: outcome.answer.body.toString(),
  }).toEqual({ status: 201, id: 'abc', body: 'hello' });
});

test('where nobody listens the request certainly was not sent', async () => {
  const server = createServer();
  const port = await listening(server);
  servers.splice(0);
  await new Promise((resolve) => server.close(resolve));
  expect(await problemOf(port)).toEqual({
    kind: 'unreachable',
    sent: false,
    problem: 'the connection was refused',
    connection: 'refused',
    technical: 'ECONNREFUSED',
  });
});

test('a server that is no TLS server was not sent anything that it could read', async () => {
  const port = await listening(createServer((_request, response) => response.end()));
  expect(await problemOf(port, 'https')).toMatchObject({
    kind: 'unreachable',
    sent: false,
    connection: 'certificate',
  });
});

test('a certificate that nobody vouches for is somebody else’s, and nothing was sent', async () => {
  const asked: unknown[] = [];
  const port = await listening(createTlsServer(selfSigned(), (request) => asked.push(request.url)));
  expect(await problemOf(port, 'https')).toEqual({
    kind: 'unreachable',
    sent: false,
    problem: 'its certificate was not accepted (DEPTH_ZERO_SELF_SIGNED_CERT)',
    connection: 'certificate',
    technical: 'DEPTH_ZERO_SELF_SIGNED_CERT',
  });
  expect(asked).toEqual([]);
});

test('a name that does not exist is not found', async () => {
  const outcome = await createNodeTransport()({
    method: 'GET',
    url: new URL('http://no-such-host.invalid/'),
    headers: {},
    timeoutMs: 5_000,
    maxBytes: 1_000,
  });
  if (!('problem' in outcome)) throw new Error('it answered');
  // Without any way out, the resolver cannot be asked at all.
  expect(outcome.problem).toMatchObject({ kind: 'unreachable', sent: false });
  expect(['not-found', 'no-network']).toContain(outcome.problem.connection);
});

test.each([
  ['at once', (socket: Socket) => socket.destroy()],
  ['after the request', (socket: Socket) => socket.once('data', () => socket.destroy())],
  [
    'in the middle of the answer',
    (socket: Socket) => socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf')),
  ],
])('a connection that is cut %s may have carried the request', async (_when, behave) => {
  expect(await problemOf(await listening(createRawServer(behave)))).toMatchObject({ kind: 'broken', sent: true });
});

test('silence is a timeout, and the request may be with the platform', async () => {
  expect(await problemOf(await listening(createServer(() => undefined)))).toEqual({
    kind: 'timeout',
    sent: true,
    problem: 'no answer within 0.3 seconds',
  });
});

test('an answer that trickles in forever is a timeout too', async () => {
  const port = await listening(
    createServer((_request, response) => {
      response.writeHead(200);
      response.write('a');
    }),
  );
  expect((await problemOf(port)).kind).toBe('timeout');
});

test('redirects are not followed', async () => {
  const port = await listening(
    createServer((_request, response) => response.writeHead(302, { location: 'http://127.0.0.1/' }).end()),
  );
  expect(await problemOf(port)).toEqual({
    kind: 'redirect',
    sent: true,
    problem: 'it answered with a redirect (status 302)',
    connection: 'sign-in-page',
    technical: 'HTTP 302',
  });
});

test('an answer over the limit is not read to its end', async () => {
  const port = await listening(createServer((_request, response) => response.end('x'.repeat(5_000))));
  expect((await problemOf(port)).kind).toBe('too-large');
});

test('no problem quotes the URL', async () => {
  const port = await listening(createRawServer((socket) => socket.destroy()));
  expect(JSON.stringify(await problemOf(port))).not.toMatch(/canary|secret|path/);
});

/** Asks several times, one after the other, and says on which connection each question came (counted from 0), with the status of each answer. */
async function connectionsOf(server: Server, repeatable: boolean, times: number) {
  const connections: Socket[] = [];
  const used: number[] = [];
  server.on('connection', (socket) => connections.push(socket));
  server.on('request', (request) => used.push(connections.indexOf(request.socket)));
  const port = await listening(server);
  const transport = createNodeTransport();
  const statuses: (number | string)[] = [];
  for (let time = 0; time < times; time++) {
    const outcome = await transport({
      method: 'POST',
      url: new URL(`http://127.0.0.1:${port}/`),
      headers: {},
      body: Buffer.from('a=b'),
      timeoutMs: 2_000,
      maxBytes: 1_000,
      repeatable,
    });
    statuses.push('answer' in outcome ? outcome.answer.status : outcome.problem.problem);
  }
  return { used, statuses };
}

const answering = () => createServer((request, response) => request.resume().on('end', () => response.end('{}')));

test('what must leave once has a connection of its own', async () => {
  expect(await connectionsOf(answering(), false, 3)).toEqual({ used: [0, 1, 2], statuses: [200, 200, 200] });
});

test('what may be repeated shares one', async () => {
  expect(await connectionsOf(answering(), true, 3)).toEqual({ used: [0, 0, 0], statuses: [200, 200, 200] });
});

test('one that is cut is told as cut, whether it was kept open or not, and not tried again', async () => {
  let requests = 0;
  const server = createServer((request, response) => {
    requests += 1;
    if (requests === 2) request.socket.resetAndDestroy();
    else request.resume().on('end', () => response.end('{}'));
  });
  expect(await connectionsOf(server, true, 3)).toEqual({
    used: [0, 0, 1],
    statuses: [200, 'the connection was cut', 200],
  });
});

test('what was not whole leaves no connection that somebody else could get', async () => {
  const server = createServer((request, response) =>
    request.resume().on('end', () => response.writeHead(302, { location: '/' }).end('x'.repeat(10))),
  );
  const { used } = await connectionsOf(server, true, 2);
  expect(used).toEqual([0, 1]);
});
