import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectFolder } from '../setup/project.mjs';
import { collectLicences, licenceOf, packageFolders } from './licences.mjs';

let home = '';
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'kagibako-licences-'));
});
afterAll(() => rm(home, { recursive: true }));

async function packageWith(name, files) {
  const folder = join(home, name);
  await mkdir(folder, { recursive: true });
  for (const [file, text] of Object.entries(files)) await writeFile(join(folder, file), text);
  return folder;
}

test('the packages behind modules are found, each once, also inside another', () => {
  expect(
    packageFolders([
      '/p/renderer/main.ts',
      '/p/node_modules/svelte/src/index.js',
      '\0/p/node_modules/svelte/src/internal.js?commonjs',
      '/p/node_modules/@lucide/svelte/icons/key.svelte',
      '/p/node_modules/bits-ui/node_modules/clsx/clsx.mjs',
      'C:\\p\\node_modules\\valibot\\index.js',
      '/p/node_modules/.vite/deps/x.js',
      '\0vite/preload-helper',
    ]),
  ).toEqual([
    '/p/node_modules/@lucide/svelte',
    '/p/node_modules/bits-ui/node_modules/clsx',
    '/p/node_modules/svelte',
    'C:/p/node_modules/valibot',
  ]);
});

test('all texts of a package are taken', async () => {
  const folder = await packageWith('two', {
    'package.json': JSON.stringify({ name: 'two', version: '1.0.0', license: 'Apache-2.0' }),
    'LICENSE.md': 'the licence\n',
    NOTICE: 'the notice\n',
    'licenser.js': 'code',
    'README.md': 'readme',
  });
  expect(licenceOf(folder)).toEqual({
    name: 'two',
    version: '1.0.0',
    licence: 'Apache-2.0',
    text: 'the licence\n\nthe notice',
  });
});

test('a package that names no licence has it in the title of its text', async () => {
  const folder = await packageWith('silent', {
    'package.json': JSON.stringify({ name: 'silent', version: '1.0.0' }),
    LICENSE: 'MIT License\n\nPermission is hereby granted',
  });
  expect(licenceOf(folder).licence).toBe('MIT License');
});

test('a package without a text says where to look', async () => {
  const folder = await packageWith('bare', {
    'package.json': JSON.stringify({ name: 'bare', version: '2.0.0', license: { type: 'MIT' } }),
  });
  expect(licenceOf(folder)).toMatchObject({ licence: 'MIT', text: expect.stringContaining('npmjs.com/package/bare') });
});

test('ours comes first, then what is bundled and what is shipped beside, with a text each', () => {
  const licences = collectLicences(projectFolder, [
    { type: 'chunk', moduleIds: [join(projectFolder, 'node_modules/valibot/dist/index.mjs')] },
    { type: 'asset' },
  ]);
  const names = licences.map(({ name }) => name);
  expect(names[0]).toBe('Kagibako');
  expect(names).toEqual(expect.arrayContaining(['better-sqlite3', 'Electron', 'SQLite', 'valibot']));
  expect(licences.filter(({ text, licence, version }) => !text || !licence || !version)).toEqual([]);
});
