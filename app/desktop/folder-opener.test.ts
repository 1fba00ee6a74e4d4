import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { createFolderOpener } from './folder-opener.ts';

const here = import.meta.dirname;

test('a folder is shown; a file, and what is not there, are not', async () => {
  const opened: string[] = [];
  const opener = createFolderOpener((path) => Promise.resolve(opened.push(path) > 0 ? '' : 'never'));
  await opener.open(here);
  await expect(opener.open(fileURLToPath(import.meta.url))).rejects.toThrow('no folder');
  await expect(opener.open(`${here}/nowhere`)).rejects.toThrow();
  expect(opened).toEqual([here]);
});

test('what the system could not do is an error', async () => {
  await expect(createFolderOpener(() => Promise.resolve('no application')).open(here)).rejects.toThrow('did not open');
});
