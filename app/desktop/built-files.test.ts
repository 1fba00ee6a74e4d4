import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readBuiltFiles } from './built-files.ts';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kagibako-built-'));
  await mkdir(join(folder, 'renderer', 'assets'), { recursive: true });
  await writeFile(join(folder, 'renderer', 'index.html'), '<p>');
  await writeFile(join(folder, 'renderer', 'assets', 'a.js'), '1');
  await writeFile(join(folder, 'renderer', 'assets', 'a.js.map'), '{}');
  await writeFile(join(folder, 'main.js'), 'secret');
});
afterAll(() => rm(folder, { recursive: true }));

test('only the window’s own files are there, each with its type, and the start page stands at the root', () => {
  const files = readBuiltFiles(folder);
  expect(Object.fromEntries([...files].map(([path, { type }]) => [path, type]))).toEqual({
    '/': 'text/html; charset=utf-8',
    '/renderer/assets/a.js': 'text/javascript; charset=utf-8',
  });
});

test('nothing outside can be asked for, however the path is written', () => {
  const files = readBuiltFiles(folder);
  const asked = [
    'app://kagibako/main.js',
    'app://kagibako/../main.js',
    'app://kagibako/renderer/%2e%2e/main.js',
    'app://kagibako/renderer/..%2fmain.js',
    'app://kagibako//main.js',
  ];
  expect(asked.map((url) => files.get(new URL(url).pathname))).toEqual(asked.map(() => undefined));
});
