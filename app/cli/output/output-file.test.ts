import { mkdtemp, readdir, readFile, rm, stat, symlink, writeFile, chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { textsEn } from '../messages/en.ts';
import { UsageError } from '../usage-error.ts';
import { refuseExisting, writeOutput } from './output-file.ts';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kagibako-output-'));
  file = join(folder, 'out.env');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const manner = { flag: '--output', secret: true, replace: false };
const modeOf = async (path: string) => (await stat(path)).mode & 0o777;

async function usageLines(work: Promise<unknown>): Promise<readonly string[]> {
  const error: unknown = await work.catch((reason: unknown) => reason);
  return error instanceof UsageError ? error.lines(textsEn) : [`not refused: ${String(error)}`];
}

describe('a file that is written', () => {
  test('is readable by its owner alone where it holds a secret', async () => {
    await writeOutput(file, 'x', manner);
    expect([await readFile(file, 'utf8'), await modeOf(file)]).toEqual(['x', 0o600]);
  });

  test('is not replaced without being told to, and is refused before anything is done', async () => {
    await writeFile(file, 'old');
    const refusal = ['--output: this file is there already; name another one, or replace it with --force'];
    expect(await usageLines(refuseExisting(file, manner))).toEqual(refusal);
    expect(await usageLines(writeOutput(file, 'x', manner))).toEqual(refusal);
    expect(await readFile(file, 'utf8')).toBe('old');
    await refuseExisting(join(folder, 'other'), manner);
  });

  test('is replaced whole where told to, without the permissions of the old one', async () => {
    await writeFile(file, 'old');
    await chmod(file, 0o644);
    await writeOutput(file, 'new', { ...manner, replace: true });
    expect([await readFile(file, 'utf8'), await modeOf(file), await readdir(folder)]).toEqual([
      'new',
      0o600,
      ['out.env'],
    ]);
  });

  test('is the one that a link names, and the link stays', async () => {
    await writeFile(file, 'old');
    const link = join(folder, 'link');
    await symlink(file, link);
    await writeOutput(link, 'new', { ...manner, replace: true });
    expect([await readFile(file, 'utf8'), (await readdir(folder)).sort()]).toEqual(['new', ['link', 'out.env']]);
  });

  test('is never put in the place of a device', async () => {
    await writeOutput('/dev/null', 'x', { ...manner, replace: true });
    expect((await stat('/dev/null')).isCharacterDevice()).toBe(true);
  });

  test('is a failure of its own where it cannot be written', async () => {
    await expect(writeOutput(join(folder, 'none', 'x'), 'x', manner)).rejects.toMatchObject({
      failure: { code: 'file-unwritable', details: { name: 'x', problem: 'ENOENT' } },
    });
  });
});
