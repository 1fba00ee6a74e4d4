import { expect, test } from 'vitest';
import { joinSearchFields, searchTerms, toSearchText } from './search-text.ts';

test.each([
  ['Order Bot', 'order bot'],
  ['ＢＯＴ１２', 'bot12'],
  ['ﾎﾞｯﾄ', 'ボット'],
  ['㈱大阪', '(株)大阪'],
  ['Straße', 'straße'],
  ['Ａ\u030a', 'å'],
  ['İ', 'i̇'],
])('%s and %s are the same to a search', (text, folded) => {
  expect(toSearchText(text)).toBe(toSearchText(folded));
  expect(toSearchText(text)).toBe(folded.normalize('NFKC'));
});

test('a search is as many words as there are, in any spacing', () => {
  expect(searchTerms('  大阪　ＢＯＴ ')).toEqual(['大阪', 'bot']);
  expect([searchTerms(undefined), searchTerms(''), searchTerms('   ')]).toEqual([[], [], []]);
});

test('no word of a search runs from one field into the next', () => {
  expect(joinSearchFields('blue', 'Bot')).toBe('blue\nbot');
  expect(searchTerms('blue\nbot')).toEqual(['blue', 'bot']);
});
