import { describe, expect, test } from 'vitest';
import { displayWidth, pad, truncateMiddle } from './width.ts';

describe('the width of a text on a terminal', () => {
  test.each([
    ['plain', 5],
    ['東京', 4],
    ['ｶﾅ', 2],
    ['カナ', 4],
    ['ガ'.normalize('NFD'), 2],
    ['é'.normalize('NFD'), 1],
    ['한국', 4],
    ['（全角）', 8],
    ['● live', 6],
    ['🔑', 2],
    ['👩‍💻', 2],
    ['a\u{200b}b', 2],
    ['กำลังเพิกถอน', 10],
    ['ผู้', 1],
    ['撤銷中', 6],
    ['', 0],
  ])('of %s is %d', (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });
});

test('padding counts columns, not characters', () => {
  expect([pad('東京', 6), pad('ab', 6), pad('東京', 6, 'before')]).toEqual(['東京  ', 'ab    ', '  東京']);
});

describe('leaving out the middle', () => {
  test('keeps both ends', () => {
    expect(truncateMiddle('sDTOzw5wIfWxxxxzcmeQA4', 13)).toBe('sDTOzw…cmeQA4');
  });

  test('leaves a short text alone', () => {
    expect(truncateMiddle('short', 13)).toBe('short');
  });

  test('never takes more columns than allowed', () => {
    expect(displayWidth(truncateMiddle('東京都千代田区千代田', 9))).toBeLessThanOrEqual(9);
  });
});
