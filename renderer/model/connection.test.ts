import { expect, test } from 'vitest';
import { CLOCK_WRONG_FROM_SECONDS, type ConnectionReport } from '../../shared/connection.ts';
import { FakeBridge } from '../testing/fake-bridge.ts';
import { ConnectionState } from './connection.svelte.ts';

/** A report in which this computer's clock is ahead by so many seconds, or right. */
async function reported(seconds: number | null): Promise<ConnectionReport> {
  const answer = await new FakeBridge().call('connection.show', {});
  if (!answer.ok) throw new Error('the in-memory vault reports');
  const verdict = seconds === null ? 'right' : 'ahead';
  return { ...answer.value, clock: { ...answer.value.clock, verdict, seconds: seconds ?? 0 } };
}

test('a wrong clock is told until it was read about, and again where it went on drifting or was right meanwhile', async () => {
  const connection = new ConnectionState(new FakeBridge());
  connection.take(await reported(CLOCK_WRONG_FROM_SECONDS));
  expect(connection.clockToTell).toMatchObject({ verdict: 'ahead' });
  connection.dismissClock();
  connection.take(await reported(CLOCK_WRONG_FROM_SECONDS + 1));
  expect([connection.wrongClock?.verdict, connection.clockToTell]).toEqual(['ahead', null]);
  connection.take(await reported(3 * CLOCK_WRONG_FROM_SECONDS));
  expect(connection.clockToTell).not.toBeNull();
  connection.dismissClock();
  connection.take(await reported(null));
  connection.take(await reported(3 * CLOCK_WRONG_FROM_SECONDS));
  expect(connection.clockToTell).not.toBeNull();
});

test('an answer that comes after the vault was locked tells nothing', async () => {
  const connection = new ConnectionState(new FakeBridge());
  const reading = connection.read();
  connection.forget();
  await reading;
  expect(connection.report).toBeNull();
});
