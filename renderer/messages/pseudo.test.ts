import { expect, test } from 'vitest';
import { en } from './en.ts';
import { pseudo, pseudoText } from './pseudo.ts';

test('a pseudo text is accented, longer and in brackets', () => {
  expect(pseudoText('Issue token')).toBe('⟦ÎÎššûûéé ţööķééñ⟧');
});

test('what a text is given stays as it is, numbers too', () => {
  expect(pseudo.removeDialog.title('Sakura Store')).toBe('⟦Ŕééɱööṽéé Sakura Store?⟧');
  expect(pseudo.common.tokens(1_234)).toBe('⟦1,234 ţööķééñš⟧');
  expect(pseudo.guide.open.steps('Sakura Store', '1234567890')[0]).toContain('“Sakura Store” (1234567890)');
});

test('a pseudo text within another keeps its own brackets', () => {
  expect(pseudo.duration.in(pseudo.duration.minutes(5))).toBe('⟦îîñ ⟦5 ɱîîñ⟧⟧');
});

test('nothing to say stays nothing, and the locale stays one', () => {
  expect(pseudo.guide.kid.look.empty).toBe('');
  expect(pseudo.locale).toBe(en.locale);
});

test('the language is about 40 % longer than English', () => {
  const english = Object.values(en.shortcuts).filter((text) => typeof text === 'string');
  const longer = english.map((text) => pseudoText(text));
  const growth = longer.join('').length / english.join('').length;
  expect(growth).toBeGreaterThan(1.35);
  expect(growth).toBeLessThan(1.65);
});
