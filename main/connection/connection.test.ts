import { expect, test } from 'vitest';
import type { Operation } from '../../shared/operations.ts';
import { createSkewBook } from '../assertions/skew-book.ts';
import { createConnection, type ConnectionParts } from './connection.ts';
import { createNetworkBook } from './network-book.ts';

const LINE = 'https://api.line.me';
const clock = { now: () => Date.parse('2026-06-01T00:00:00.000Z') };
const meta = { status: 200, requestId: null, skewMs: 0, retryAfterSeconds: null };

function open(more: Partial<ConnectionParts> = {}) {
  const bugs: unknown[] = [];
  const network = createNetworkBook(clock);
  const connection = createConnection({
    clock,
    skew: createSkewBook({ now: clock.now, monotonic: () => 0 }),
    network,
    emit: () => undefined,
    platforms: () => Promise.resolve([LINE]),
    queue: () => Promise.resolve([]),
    bug: (error) => bugs.push(error),
    ...more,
  });
  return { connection, network, bugs };
}

test('a bug here never comes between an answer and whoever asked', () => {
  const broken = new Error('broken');
  const skew = {
    get: () => 0,
    measured: () => null,
    learn: () => {
      throw broken;
    },
  };
  const { connection, bugs } = open({ skew });
  expect(() => connection.heard(LINE, { ok: true, value: null, meta })).not.toThrow();
  expect(bugs).toEqual([broken]);
});

test('after a sleep what waits is tried, though the network looks as it did', async () => {
  const begun: unknown[] = [];
  const waiting = { operationId: 'waits', waitsFor: null } as unknown as Operation;
  const { connection, network, bugs } = open({
    queue: () => Promise.resolve([waiting]),
    runQueue: (platform) => Promise.resolve(begun.push(platform)),
    later: () => () => undefined,
  });
  await connection.open();
  network.told(true);
  await connection.told();
  const { since } = network;
  network.told(true);
  expect(begun).toHaveLength(1);
  network.told(true, true);
  await connection.told();
  expect([begun.length, network.since, bugs]).toEqual([2, since, []]);
  connection.stop();
});

test('one that could not be opened hears of the network no more', async () => {
  const broken = new Error('broken');
  let asked = 0;
  const { connection, network, bugs } = open({
    queue: () => {
      asked += 1;
      return Promise.reject(broken);
    },
  });
  await expect(connection.open()).rejects.toBe(broken);
  network.told(true);
  await connection.told();
  expect([asked, bugs]).toEqual([1, []]);
});
