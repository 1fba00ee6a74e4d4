import { expect, test } from 'vitest';
import { en } from './en.ts';
import { ja } from './ja.ts';

/** All texts by their path; those with parts are called with samples. */
function texts(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') {
    const say = value as (...parts: unknown[]) => unknown;
    const samples = path.endsWith('.list')
      ? [['web', 'worker']]
      : Array.from({ length: say.length }, (_part, index) => (path.includes('steps') || index > 0 ? 7 : 3));
    return texts(say(...samples), path);
  }
  if (Array.isArray(value)) return value.flatMap((each, index) => texts(each, `${path}.${index}`));
  return Object.entries(value as object).flatMap(([name, each]) => texts(each, path === '' ? name : `${path}.${name}`));
}

test('Japanese has every text that English has', () => {
  expect(texts(ja).map(([path]) => path)).toEqual(texts(en).map(([path]) => path));
});

test('no text is left untranslated, but for names', () => {
  const english = new Map(texts(en));
  const same = texts(ja).filter(([path, text]) => english.get(path) === text && /[a-z]{4}/i.test(text));
  expect(same.map(([path]) => path)).toEqual(['guide.copy.opsForm']);
});

test('no text holds a placeholder, "undefined" or an object', () => {
  for (const [path, text] of [...texts(en), ...texts(ja)])
    expect(text, path).not.toMatch(/undefined|\[object|\{\w+\}|NaN/);
});

test('LINE’s own words stand as its console writes them', () => {
  const [, , english] = en.guide.open.steps('a', '1');
  const [, row, japanese] = ja.guide.open.steps('a', '1');
  expect([english, row, japanese]).toEqual([
    expect.stringContaining('“Register a public key”'),
    expect.stringContaining('［アサーション署名キー］'),
    expect.stringContaining('［公開鍵を登録する］'),
  ]);
  expect(ja.verify.field).toBe('チャネルアクセストークン');
});
