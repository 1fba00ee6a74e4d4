import { describe, expect, test } from 'vitest';
import { textsEn } from '../messages/en.ts';
import { readDuration } from './duration.ts';

describe('a duration', () => {
  test.each([
    ['90s', 90],
    ['15m', 900],
    ['12h', 43_200],
    ['30d', 2_592_000],
    ['600', 600],
    [' 7d ', 604_800],
    ['0', 0],
  ])('%s is %d seconds', (text, seconds) => {
    expect(readDuration(text)).toEqual({ ok: true, value: seconds });
  });

  test.each(['', 'soon', '1w', '1.5h', '-5m', '1h30m', 'd', '5 m', '1e3'])(
    '“%s” is refused with how to write one',
    (text) => {
      const reading = readDuration(text);
      expect(reading.ok ? undefined : reading.problem(textsEn)).toBe(
        'is not a duration; write 90s, 15m, 12h, 30d or a number of seconds',
      );
    },
  );
});
