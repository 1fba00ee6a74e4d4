import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createExportFiles, requireExportFiles } from './export-files.ts';

let home: string;
let path: string | null;
const asked: [name: string, holdsSecrets: boolean][] = [];

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'kagibako-export-'));
  asked.length = 0;
});
afterEach(() => rm(home, { recursive: true }));

const files = createExportFiles({
  chooseKeyFile: () => Promise.resolve(null),
  choosePublicKeyFile: () => Promise.resolve(null),
  chooseExportFile: (name, holdsSecrets) => {
    asked.push([name, holdsSecrets]);
    return Promise.resolve(path);
  },
});

test('what is saved can be read by its owner alone, also where a file was there before', async () => {
  path = join(home, 'tokens.env');
  await writeFile(path, 'a longer text than the new one', { mode: 0o644 });
  expect(await files.save('suggested.env', true, () => Promise.resolve('A=1\n'))).toBe('tokens.env');
  expect(await readFile(path, 'utf8')).toBe('A=1\n');
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(asked).toEqual([['suggested.env', true]]);
});

test('where no file is chosen, no text is made', async () => {
  path = null;
  const saved = await files.save('a.csv', false, () => Promise.reject(new Error('was asked for its text')));
  expect(saved).toBe(null);
});

test('a file that cannot be written is named without its path', async () => {
  path = join(home, 'nowhere', 'a.csv');
  await expect(files.save('a.csv', false, () => Promise.resolve(''))).rejects.toMatchObject({
    code: 'file-unwritable',
    details: { name: 'a.csv', problem: 'not there' },
  });
});

test('where nobody can be asked for a file, that is said', () => {
  expect(() => requireExportFiles(undefined)).toThrow(expect.objectContaining({ code: 'not-supported-here' }));
});
