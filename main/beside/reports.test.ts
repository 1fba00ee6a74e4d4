import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { askReports } from './ask-reports.ts';
import { REPORTS, socketOf } from './report-door.ts';
import { serveReports } from './serve-reports.ts';
import { CONTRACT } from '../../shared/contract.ts';
import type { Result } from '../../shared/result.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kagibako-beside-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
});

async function serve(answer: (name: unknown, input: unknown) => Promise<Result<unknown>>) {
  const server = await serveReports(folder, answer);
  onTestFinished(async () => {
    await server?.close();
  });
  return server;
}

const dueNobody = { consumers: [] };

/** What comes back for these bytes, raw. */
const say = (text: string) =>
  new Promise<string>((resolve) => {
    let heard = '';
    const socket = connect(socketOf(folder) ?? '');
    socket.on('data', (chunk) => (heard += chunk.toString()));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(heard));
    socket.write(text);
  });

test('another process of the same person is answered, with what the engine says', async () => {
  const asked: unknown[] = [];
  await serve((name, input) => {
    asked.push([name, input]);
    return Promise.resolve({ ok: true, value: dueNobody });
  });
  expect(await askReports(folder, 'token.needsRotation', { withinSeconds: 60 })).toEqual({
    ok: true,
    value: dueNobody,
  });
  expect(asked).toEqual([['token.needsRotation', { withinSeconds: 60 }]]);
  expect(statSync(socketOf(folder) ?? '').mode & 0o777).toBe(0o600);
});

test('a failure comes as it is', async () => {
  const error = { code: 'vault-missing' as const, message: 'There is no vault.', ref: 'abc' };
  await serve(() => Promise.resolve({ ok: false, error }));
  expect(await askReports(folder, 'status.show', {})).toEqual({ ok: false, error });
});

test.each(['token.reveal', 'token.list', 'vault.lock', 'nonsense', 7, undefined])(
  'nothing but reports is answered: %s',
  async (operation) => {
    let asked = 0;
    await serve(() => {
      asked += 1;
      return Promise.resolve({ ok: true, value: {} });
    });
    const heard: unknown = JSON.parse(await say(`${JSON.stringify({ operation, input: {} })}\n`));
    expect(heard).toMatchObject({ ok: false, error: { code: 'forbidden-sender' } });
    expect(asked).toBe(0);
  },
);

test('what is no question gets no answer from the engine', async () => {
  await serve(() => Promise.reject(new Error('never asked')));
  expect(JSON.parse(await say('not json\n'))).toMatchObject({ ok: false });
  expect(await say('x'.repeat(100_000))).toBe('');
});

test('no report can hold a secret or change anything', () => {
  expect(REPORTS.filter((name) => CONTRACT[name].secret)).toEqual([]);
});

test('where nobody listens, or somebody talks nonsense, there is no answer', async () => {
  expect(await askReports(folder, 'status.show', {})).toBeUndefined();
  await serve(() => Promise.resolve({ ok: true, value: { not: 'a status' } }));
  expect(await askReports(folder, 'status.show', {})).toBeUndefined();
});

test('a socket that a killed process left behind is taken over', async () => {
  writeFileSync(socketOf(folder) ?? '', '');
  expect(await serve(() => Promise.resolve({ ok: true, value: dueNobody }))).toBeDefined();
  expect(await askReports(folder, 'token.needsRotation', {})).toEqual({ ok: true, value: dueNobody });
});

test('a path too long for a socket goes to the runtime folder, or nowhere', () => {
  const deep = `/${'x'.repeat(150)}`;
  expect(socketOf(deep, { XDG_RUNTIME_DIR: '/run/user/1' })).toMatch(/^\/run\/user\/1\/kagibako-[0-9a-f]{32}\.sock$/);
  expect(socketOf(deep, {})).toBeUndefined();
});
