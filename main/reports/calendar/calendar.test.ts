import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Token } from '../../../shared/domain.ts';
import { LANGUAGES } from '../../../shared/languages.ts';
import { calendarOf } from './calendar.ts';
import { readCalendar, readText, sampleToken, unfold, valueOf } from './calendar-test-support.ts';
import { contentLine, textValue, utcValue } from './content-line.ts';

const now = Date.parse('2026-03-01T00:00:00.000Z');
const manner = { now, language: 'en', reminderDays: [10, 3, 1] } as const;

function eventOf(token: Token, at = now) {
  const calendar = readCalendar(calendarOf([token], { ...manner, now: at }));
  const [event] = calendar.components;
  if (!event) throw new Error('no event');
  return event;
}

/** Names as people write them here: Japanese, Thai, emoji of several code points, and everything that has a meaning in the format. */
const anyName = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.string({
    unit: fc.constantFrom('東京', 'กำลัง', 'ผู้ใช้', '👩‍💻', '🇯🇵', 'é', 'a', ';', ',', '\\', '\n', '\\n', ':', '"', ' '),
    maxLength: 120,
  }),
);

describe('a content line', () => {
  test('is folded within 75 octets, never within a character, and unfolds to what it was', () => {
    fc.assert(
      fc.property(anyName, (name) => {
        const lines = unfold(contentLine('SUMMARY', textValue(name)));
        expect(lines).toEqual([`SUMMARY:${textValue(name)}`]);
      }),
    );
  });

  test('fills its lines', () => {
    expect(contentLine('X', 'a'.repeat(73 + 74))).toBe(`X:${'a'.repeat(73)}\r\n ${'a'.repeat(74)}\r\n`);
    expect(contentLine('X', 'あ'.repeat(25))).toBe(`X:${'あ'.repeat(24)}\r\n あ\r\n`);
  });

  test('carries any text', () => {
    fc.assert(
      fc.property(anyName, (name) => {
        const expected = name.replace(/\r\n?/g, '\n').replace(/[^\n\P{Cc}]|[\u{2028}\u{2029}]/gu, ' ');
        expect(readText(textValue(name))).toBe(expected);
      }),
    );
  });

  test('writes instants in UTC, to the second', () => {
    expect(utcValue(Date.parse('2026-03-01T04:05:06.789Z'))).toBe('20260301T040506Z');
  });
});

describe('a calendar', () => {
  test('has one event for each token, at the moment at which it ends, with an alarm for each reminder', () => {
    const calendar = readCalendar(calendarOf([sampleToken, { ...sampleToken, tokenId: 'other' }], manner));
    expect(calendar.name).toBe('VCALENDAR');
    expect(['VERSION', 'METHOD'].map((name) => valueOf(calendar, name))).toEqual(['2.0', 'PUBLISH']);
    expect(calendar.components.map(({ name }) => name)).toEqual(['VEVENT', 'VEVENT']);
    const event = eventOf(sampleToken);
    expect(valueOf(event, 'UID')).toBe(`${sampleToken.tokenId}@kagibako`);
    expect(valueOf(event, 'DTSTART')).toBe('20260322T000000Z');
    expect(valueOf(event, 'STATUS')).toBe('CONFIRMED');
    expect(valueOf(event, 'URL')).toBe(`kagibako://token/${sampleToken.tokenId}`);
    expect(readText(valueOf(event, 'SUMMARY'))).toBe('Token ends: bot-1 · 東京の花屋');
    expect(readText(valueOf(event, 'DESCRIPTION'))).toContain(
      'Label: greeting, evening\nKey ID: sDTOzw5wIfWxxxxzcmeQA4',
    );
    expect(event.components.map((alarm) => [alarm.name, valueOf(alarm, 'TRIGGER'), valueOf(alarm, 'ACTION')])).toEqual([
      ['VALARM', '-P10D', 'DISPLAY'],
      ['VALARM', '-P3D', 'DISPLAY'],
      ['VALARM', '-P1D', 'DISPLAY'],
    ]);
  });

  test('made again brings the same event in a later version', () => {
    const [first, second] = [eventOf(sampleToken), eventOf(sampleToken, now + 60_000)];
    expect(valueOf(second, 'UID')).toBe(valueOf(first, 'UID'));
    expect(Number(valueOf(second, 'SEQUENCE'))).toBeGreaterThan(Number(valueOf(first, 'SEQUENCE')));
    expect(valueOf(second, 'LAST-MODIFIED') > valueOf(first, 'LAST-MODIFIED')).toBe(true);
  });

  test('takes back what ended before its time', () => {
    const event = eventOf({ ...sampleToken, state: 'revoked' });
    expect([valueOf(event, 'STATUS'), event.components]).toEqual(['CANCELLED', []]);
  });

  test('is whole in every language, whatever names people chose', () => {
    fc.assert(
      fc.property(
        anyName,
        anyName,
        anyName,
        fc.constantFrom(...LANGUAGES),
        (channelName, consumer, label, language) => {
          const token = { ...sampleToken, channelName, consumer, label };
          const { components } = readCalendar(calendarOf([token], { ...manner, language }));
          const [event] = components;
          if (!event) throw new Error('no event');
          expect(readText(valueOf(event, 'SUMMARY'))).toContain(readText(textValue(channelName)));
          expect(valueOf(event, 'UID')).toBe(`${token.tokenId}@kagibako`);
        },
      ),
    );
  });

  test('without tokens is a calendar all the same', () => {
    expect(readCalendar(calendarOf([], manner)).components).toEqual([]);
  });
});
