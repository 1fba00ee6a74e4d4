import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { VaultError } from '../vault-error.ts';
import { createKeyFiles } from './key-files.ts';
import { KEY_FILE_LIMIT_BYTES } from './key-reason.ts';

let folder = '';
let asked = 0;
/** Key files whose dialogs all answer `chosen`. */
const choosing = (chosen: string | null) => {
  const choose = () => {
    asked += 1;
    return Promise.resolve(chosen === null ? null : join(folder, chosen));
  };
  return createKeyFiles({ chooseKeyFile: choose, choosePublicKeyFile: choose, chooseExportFile: choose });
};
const asText = (text: string) => Promise.resolve(text);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kagibako-key-files-'));
  asked = 0;
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('the text of the chosen file is handed over, up to the limit', async () => {
  const text = `鍵${'x'.repeat(KEY_FILE_LIMIT_BYTES - 3)}`;
  await writeFile(join(folder, 'key.json'), text);
  expect(await choosing('key.json').read(false, asText)).toBe(text);
});

test('who chooses nothing gets nothing', async () => {
  expect([await choosing(null).read(false, asText), await choosing(null).save('name', 'text')]).toEqual([null, null]);
});

test('a larger file is refused with its size', async () => {
  await writeFile(join(folder, 'key.json'), 'x'.repeat(KEY_FILE_LIMIT_BYTES + 1));
  await expect(choosing('key.json').read(false, asText)).rejects.toMatchObject({
    code: 'key-too-large',
    details: { bytes: KEY_FILE_LIMIT_BYTES + 1, limit: KEY_FILE_LIMIT_BYTES },
  });
});

test.skipIf(process.platform === 'win32')('a pipe, which might never be written to, is not waited for', async () => {
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  await expect(choosing('pipe').read(false, asText)).rejects.toMatchObject({
    code: 'file-unreadable',
    details: { name: 'pipe', problem: 'not a file' },
  });
});

test('a file that is gone, and a folder, are told by name alone', async () => {
  await mkdir(join(folder, 'keys'));
  for (const [name, problem] of [
    ['gone.pem', 'not there'],
    ['keys', 'not a file'],
  ] as const)
    await expect(choosing(name).read(false, asText)).rejects.toMatchObject({
      code: 'file-unreadable',
      details: { name, problem },
    });
  await expect(choosing('keys').save('name', 'text')).rejects.toMatchObject({
    code: 'file-unwritable',
    details: { name: 'keys', problem: 'not a file' },
  });
});

test('the same file is taken again only while it waits for a passphrase', async () => {
  await writeFile(join(folder, 'key.pem'), 'encrypted');
  const files = choosing('key.pem');
  const refusing = (code: 'key-encrypted' | 'key-passphrase-wrong' | 'key-size') => () =>
    Promise.reject(new VaultError(code));
  await expect(files.read(false, refusing('key-encrypted'))).rejects.toThrow();
  await expect(files.read(true, refusing('key-passphrase-wrong'))).rejects.toThrow();
  expect(asked).toBe(1);
  expect(await files.read(true, asText)).toBe('encrypted');
  expect(asked).toBe(1);
  // It is imported by now, so that the person is asked again.
  await expect(files.read(true, refusing('key-size'))).rejects.toThrow();
  await files.read(true, asText);
  expect(asked).toBe(3);
});

test('what is saved stands under the chosen name', async () => {
  expect(await choosing('my-key.json').save('suggested.json', '{}\n')).toBe('my-key.json');
  expect(await readFile(join(folder, 'my-key.json'), 'utf8')).toBe('{}\n');
});
