import { describe, expect, test } from 'vitest';
import { paintFor, plainPaint } from './colour.ts';
import { printable } from './printable.ts';
import { fields, table } from './table.ts';

interface Row {
  readonly name: string;
  readonly count: number;
  readonly note: string;
}

const columns = [
  { heading: 'Name', cell: ({ name }: Row) => name },
  { heading: 'Count', align: 'right' as const, cell: ({ count }: Row) => String(count) },
  { heading: 'Note', cell: ({ note }: Row) => note },
];

describe('a table', () => {
  test('aligns wide characters and numbers, and leaves no spaces at the end', () => {
    const rows = [
      { name: '東京の花屋', count: 5, note: 'a' },
      { name: 'Osaka', count: 120, note: '' },
    ];
    expect(table(rows, columns, plainPaint).split('\n')).toEqual([
      'Name        Count  Note',
      '東京の花屋      5  a',
      'Osaka         120',
    ]);
  });

  test('leaves out a column that has nothing in any row', () => {
    expect(table([{ name: 'a', count: 1, note: '' }], columns, plainPaint)).toBe('Name  Count\na         1');
  });

  test('does not let a text steer the terminal', () => {
    expect(table([{ name: 'a\u{1b}[2Jb\u{202e}c\nd', count: 1, note: '' }], columns, plainPaint)).toContain(
      'a�[2Jb�c d',
    );
  });
});

test('names and values stand below each other, without the empty ones', () => {
  expect(
    fields(
      [
        ['名前', 'x'],
        ['State', 'open'],
        ['Empty', ''],
      ],
      plainPaint,
    ),
  ).toBe('名前   x\nState  open');
});

describe('colours', () => {
  test.each([
    ['a terminal', true, {}, '\u{1b}[31mx\u{1b}[39m'],
    ['a pipe', false, {}, 'x'],
    ['a terminal with NO_COLOR', true, { NO_COLOR: '1' }, 'x'],
    ['a dumb terminal', true, { TERM: 'dumb' }, 'x'],
  ])('on %s', (_name, isTerminal, environment, text) => {
    expect(paintFor(isTerminal, environment)('urgent', 'x')).toBe(text);
  });
});

test('printable text has no control characters', () => {
  expect(printable('a\u{7}b\u{9b}c\nd')).toBe('a�b�c d');
});
