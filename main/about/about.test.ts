import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAbout } from './about.ts';

let home = '';
beforeAll(async () => (home = await mkdtemp(join(tmpdir(), 'kagibako-about-'))));
afterAll(() => rm(home, { recursive: true }));

test('it names versions, each once, and where things lie', async () => {
  const about = await createAbout({
    folder: '/vault',
    version: '1.2.3',
    runsOn: [
      { name: 'Electron', version: '45.0.0' },
      { name: 'Node.js', version: '24.0.0' },
    ],
  }).show();
  expect(about).toMatchObject({ version: '1.2.3', folder: '/vault', licences: [] });
  expect(about.logFile).toBe(join('/vault', 'logs', 'kagibako.log'));
  expect(about.versions.map(({ name }) => name).slice(0, 3)).toEqual(['Electron', 'Node.js', 'SQLite']);
  expect(about.versions).toHaveLength(4);
  expect(about.versions[2]?.version).toMatch(/^3\.\d+\.\d+$/);
});

test('licences come from the build, or are none', async () => {
  const licencesFile = join(home, 'licences.json');
  const licences = [{ name: 'svelte', version: '5.0.0', licence: 'MIT', text: 'Permission is hereby granted' }];
  await writeFile(licencesFile, JSON.stringify(licences));
  expect((await createAbout({ folder: home, licencesFile }).show()).licences).toEqual(licences);
  await writeFile(licencesFile, '[{"name":"svelte"');
  expect((await createAbout({ folder: home, licencesFile }).show()).licences).toEqual([]);
});

test('the folder is made if need be and shown; where nothing can show it, that is said', async () => {
  const folder = join(home, 'vault');
  const opened: string[] = [];
  const openFolder = { open: (path: string) => Promise.resolve(void opened.push(path)) };
  expect(await createAbout({ folder, openFolder }).openFolder()).toEqual({ done: true });
  expect(opened).toEqual([folder]);
  expect((await stat(folder)).isDirectory()).toBe(true);
  const refusing = { open: () => Promise.reject(new Error('no file manager')) };
  for (const about of [createAbout({ folder }), createAbout({ folder, openFolder: refusing })])
    await expect(about.openFolder()).rejects.toMatchObject({ code: 'not-supported-here' });
});
