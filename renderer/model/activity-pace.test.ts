import { expect, test } from 'vitest';
import { PaceMeter } from './activity-pace.ts';

test('a pace is said once it is known, and follows what happens now', () => {
  const meter = new PaceMeter();
  for (let second = 0; second <= 2; second += 1) meter.see(second * 10, second * 1_000);
  expect(meter.paceOf(100)).toBeNull();
  meter.see(30, 3_000);
  expect(meter.paceOf(100)).toEqual({ perSecond: 10, secondsLeft: 7 });
  // It became ten times slower: after half a minute nothing of the fast beginning is left in it.
  for (let second = 4; second <= 40; second += 1) meter.see(30 + (second - 3), second * 1_000);
  expect(meter.paceOf(100)?.perSecond).toBeCloseTo(1);
});

test('what is tried again is measured anew, and a burst of items costs no memory worth naming', () => {
  const meter = new PaceMeter();
  for (let item = 0; item <= 10_000; item += 1) meter.see(item, item);
  expect(meter.paceOf(20_000)?.secondsLeft).toBeCloseTo(10, 0);
  meter.see(0, 20_000);
  expect(meter.paceOf(20_000)).toBeNull();
});
