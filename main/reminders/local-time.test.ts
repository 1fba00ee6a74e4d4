import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../../shared/settings.ts';
import { localDay, nextTimeOfDay, nextWorkingHours, timeOnDay, tomorrowMorning } from './local-time.ts';

const zoneBefore = process.env['TZ'];
/** Node reads the zone anew when the variable is written. */
const inZone = (zone: string | undefined) => {
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
};
afterEach(() => inZone(zoneBefore));

const instant = (milliseconds: number) => new Date(milliseconds).toISOString();

test('a day is the person’s', () => {
  const late = Date.parse('2026-11-24T16:30:00Z');
  inZone('Asia/Tokyo');
  expect(localDay(late)).toBe('2026-11-25');
  inZone('America/Los_Angeles');
  expect(localDay(late)).toBe('2026-11-24');
});

test('the morning keeps its time over a day of 23 and one of 25 hours', () => {
  inZone('Europe/Berlin');
  // The clocks go on at 2026-03-29 02:00 and back at 2026-10-25 03:00.
  expect(instant(timeOnDay(Date.parse('2026-03-28T12:00:00Z'), 1, '09:00'))).toBe('2026-03-29T07:00:00.000Z');
  expect(instant(timeOnDay(Date.parse('2026-10-24T12:00:00Z'), 1, '09:00'))).toBe('2026-10-25T08:00:00.000Z');
  // A time that is left out is the moment at which they go on; of one that comes twice, the first.
  expect(instant(timeOnDay(Date.parse('2026-03-28T12:00:00Z'), 1, '02:30'))).toBe('2026-03-29T01:30:00.000Z');
  expect(instant(timeOnDay(Date.parse('2026-10-24T12:00:00Z'), 1, '02:30'))).toBe('2026-10-25T00:30:00.000Z');
});

test('tomorrow is behind the coming night', () => {
  inZone('Asia/Bangkok');
  const at = (time: string) => instant(tomorrowMorning(Date.parse(`2026-06-01T${time}:00+07:00`), '09:00'));
  expect(at('17:00')).toBe('2026-06-02T02:00:00.000Z');
  expect(at('08:00')).toBe('2026-06-02T02:00:00.000Z');
  expect(at('02:00')).toBe('2026-06-01T02:00:00.000Z');
});

test('working hours begin on the next working day', () => {
  inZone('Asia/Taipei');
  const { workingHours } = DEFAULT_SETTINGS;
  const at = (day: string) => instant(nextWorkingHours(Date.parse(`${day}:00+08:00`), workingHours));
  // 2026-06-05 is a Friday.
  expect(at('2026-06-05T07:00')).toBe('2026-06-05T01:00:00.000Z');
  expect(at('2026-06-05T12:00')).toBe('2026-06-08T01:00:00.000Z');
  expect(at('2026-06-06T12:00')).toBe('2026-06-08T01:00:00.000Z');
  const sundays = { days: [0], from: '10:00', to: '12:00' };
  expect(instant(nextWorkingHours(Date.parse('2026-06-07T10:00:00+08:00'), sundays))).toBe('2026-06-14T02:00:00.000Z');
});

test('in every zone and at every moment, what comes next lies ahead, at its time of day, and not too far', () => {
  const zones = [
    'UTC',
    'Asia/Tokyo',
    'Europe/Berlin',
    'America/New_York',
    'Australia/Lord_Howe',
    'America/St_Johns',
    'Pacific/Apia',
  ];
  const moment = fc.integer({ min: Date.parse('2020-01-01T00:00:00Z'), max: Date.parse('2035-01-01T00:00:00Z') });
  const time = fc.record({ hours: fc.integer({ min: 4, max: 23 }), minutes: fc.integer({ min: 0, max: 59 }) });
  const days = fc.subarray([0, 1, 2, 3, 4, 5, 6], { minLength: 1 });
  fc.assert(
    fc.property(fc.constantFrom(...zones), moment, time, days, (zone, now, { hours, minutes }, working) => {
      inZone(zone);
      const written = `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
      const next = nextTimeOfDay(now, written);
      const hours24 = 24 * 3_600_000;
      expect(next).toBeGreaterThan(now);
      expect(next - now).toBeLessThanOrEqual(hours24 + 3_600_000);
      expect([new Date(next).getHours(), new Date(next).getMinutes()]).toEqual([hours, minutes]);
      const start = nextWorkingHours(now, { days: working, from: written, to: '23:59' });
      expect(start).toBeGreaterThan(now);
      expect(start - now).toBeLessThanOrEqual(7 * hours24 + 3_600_000);
      expect(working).toContain(new Date(start).getDay());
      expect(new Date(start).getHours()).toBe(hours);
      expect(tomorrowMorning(now, written)).toBeGreaterThan(now);
    }),
  );
});
