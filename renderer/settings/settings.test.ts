import { expect, test } from 'vitest';
import { busyContent } from '../testing/fake-data.ts';
import { FakeVault } from '../testing/fake-vault.ts';
import { amountOf, presetOf, secondsOf } from './lifetime.ts';
import { platformsInUse } from './platforms.ts';
import { wholeNumber } from './whole-number.ts';

const now = Date.parse('2026-11-24T09:00:00.000Z');

test('a lifetime is one of the usual ones, or an amount of the largest unit that fits', () => {
  expect([presetOf(2_592_000), presetOf(604_800), presetOf(86_400), presetOf(5_400)]).toEqual([
    'month',
    'week',
    'day',
    'custom',
  ]);
  expect(amountOf(259_200)).toEqual({ amount: '3', unit: 'days' });
  expect(amountOf(5_400)).toEqual({ amount: '90', unit: 'minutes' });
  expect(amountOf(90)).toEqual({ amount: '1.5', unit: 'minutes' });
});

test('a typed lifetime counts only where LINE allows it', () => {
  expect(secondsOf('1.5', 'hours')).toBe(5_400);
  expect(secondsOf('30', 'days')).toBe(2_592_000);
  for (const amount of ['', ' ', 'soon', '0', '-1', '31', 'Infinity'])
    expect(secondsOf(amount, 'days'), amount).toBe(null);
  expect(secondsOf('0.5', 'minutes')).toBe(null);
});

test('a typed number is whole and within its limits, in any width of digits', () => {
  expect([wholeNumber('20', 5, 300), wholeNumber(' ２０ ', 5, 300)]).toEqual([20, 20]);
  for (const typed of ['', '4', '301', '20.5', '2e1', '-20', 'twenty'])
    expect(wholeNumber(typed, 5, 300), typed).toBe(null);
});

test('platforms are counted, LINE itself first', () => {
  const vault = new FakeVault({ content: busyContent(now), clock: () => now });
  const channels = vault.content.channels.map((stored) => vault.channel(stored));
  expect(platformsInUse([...channels].reverse())).toEqual([
    { platform: 'https://api.line.me', kind: 'line', channels: 4 },
    { platform: 'http://127.0.0.1:7420', kind: 'practice', channels: 1 },
  ]);
});
