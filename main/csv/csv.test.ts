import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCsv } from './read-csv.ts';
import { BYTE_ORDER_MARK, csvLine } from './write-csv.ts';

const cell = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.string({
    unit: fc.constantFrom('"', ',', '\r', '\n', 'a', '花', ' ', ';', "'", '=', '+', '-', '@', '\t'),
    maxLength: 12,
  }),
);

describe('CSV', () => {
  test('reads what was written, but for the apostrophe before what a spreadsheet would run', () => {
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { maxLength: 6 }), (rows) => {
        const text = rows.map(csvLine).join('');
        const guarded = rows.map((cells) => cells.map((each) => (/^[=+\-@\t\r]/.test(each) ? `'${each}` : each)));
        const told = guarded.filter((cells) => cells.some((each) => each.trim() !== ''));
        expect([...readCsv(text)].map(({ cells, problem }) => [cells, problem])).toEqual(
          told.map((cells) => [cells, null]),
        );
      }),
    );
  });

  test('never begins a cell as a formula does', () => {
    for (const start of ['=', '+', '-', '@', '\t', '\r'])
      expect(csvLine([`${start}cmd|' /C calc'!A0`])).toMatch(/^"?'/);
    expect(csvLine(['=HYPERLINK("http://x","y")'])).toBe(`"'=HYPERLINK(""http://x"",""y"")"\r\n`);
  });

  test('ends its lines with CRLF and quotes only what needs it', () => {
    expect(csvLine(['a', 'b,c', 'd"e', 'f\ng', ' h'])).toBe('a,"b,c","d""e","f\ng"," h"\r\n');
  });

  test('is read with a byte order mark, any line break and line numbers, without empty lines', () => {
    const text = `${BYTE_ORDER_MARK}a,b\r\n\n"1\n2",3\r,\n4,5`;
    expect([...readCsv(text)]).toEqual([
      { line: 1, cells: ['a', 'b'], problem: null },
      { line: 3, cells: ['1\n2', '3'], problem: null },
      { line: 6, cells: ['4', '5'], problem: null },
    ]);
  });

  test.each([
    ['a,"b\nc,d', [{ line: 1, cells: ['a'], problem: 'quote-unclosed' }]],
    [
      'a,b"c\nd,e',
      [
        { line: 1, cells: ['a', 'b"c'], problem: 'quote-misplaced' },
        { line: 2, cells: ['d', 'e'], problem: null },
      ],
    ],
    [
      '"a"b,c\nd,e',
      [
        { line: 1, cells: ['a', 'c'], problem: 'quote-misplaced' },
        { line: 2, cells: ['d', 'e'], problem: null },
      ],
    ],
  ])('%j has misplaced quotes', (text, records) => {
    expect([...readCsv(text)]).toEqual(records);
  });

  test('reads anything without falling over', () => {
    fc.assert(
      fc.property(cell, cell, cell, (...parts) => {
        expect(() => [...readCsv(parts.join('"\n,'))]).not.toThrow();
      }),
    );
  });
});
