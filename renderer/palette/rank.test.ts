import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fold, rank, score, soughtAs, wordsOf } from './rank.ts';

const found = (query: string, ...texts: string[]) =>
  rank(
    query,
    texts.map((text) => ({ text, texts: [soughtAs(text)] })),
  ).map(({ entry }) => entry.text);

test('a beginning beats the beginning of a word, that the inside, that letters which only follow each other', () => {
  expect(found('tok', 'Bistoker', 'The old key', 'Verify a token', 'Tokens')).toEqual([
    'Tokens',
    'Verify a token',
    'Bistoker',
    'The old key',
  ]);
});

test('the shorter text comes first among equals, and what does not fit does not come', () => {
  expect(found('book', 'Booking bot for the shop', 'Booking bot', 'Sakura Store')).toEqual([
    'Booking bot',
    'Booking bot for the shop',
  ]);
  expect(found('zz', 'Booking bot')).toEqual([]);
  expect(found('xs', 'Sakura Store')).toEqual([]);
});

test('case, width, accents and the kind of kana do not matter', () => {
  expect(found('ＬＩＮＥ', 'line bot')).toEqual(['line bot']);
  expect(found('line', 'ＬＩＮＥ ＢＯＴ')).toEqual(['ＬＩＮＥ ＢＯＴ']);
  expect(found('cafe', 'Café Größe')).toEqual(['Café Größe']);
  expect(found('さくら', 'サクラ商店', 'ｻｸﾗ')).toEqual(['ｻｸﾗ', 'サクラ商店']);
  // A voiced kana in two parts is the same kana.
  expect(fold('か\u3099')).toBe(fold('ガ'));
});

test('scripts without spaces are found by the beginnings of their words', () => {
  expect(found('サポート', '受付サポート')).toEqual(['受付サポート']);
  expect(found('เชียงใหม่', 'ร้านกาแฟริมน้ำเชียงใหม่ สาขาใหญ่')).toHaveLength(1);
  expect(found('中心', '客服中心')).toEqual(['客服中心']);
  expect(score(wordsOf('サポート'), [soughtAs('受付サポート')])).toBeGreaterThan(3);
});

test('every word of the query has to fit something, in any order', () => {
  expect(found('token issue', 'Issue a token', 'Issue')).toEqual(['Issue a token']);
  expect(score(wordsOf('sakura shop'), [soughtAs('Sakura Store'), soughtAs('shop')])).toBeGreaterThan(0);
  expect(score(wordsOf('sakura nothing'), [soughtAs('Sakura Store'), soughtAs('shop')])).toBe(0);
});

test('whatever a text is, its own beginning finds it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
      const [first] = wordsOf(text);
      if (first !== undefined) expect(score([first], [soughtAs(text)])).toBeGreaterThan(0);
    }),
  );
});
