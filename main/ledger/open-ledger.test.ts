import { closeSync, openSync, statSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { chmod, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { fillLedger } from '../../test/support/fill-ledger.ts';
import { isVaultError } from '../vault-error.ts';
import {
  by,
  channelOf,
  crashImage,
  fingerprints,
  newLedger,
  runOnSmallDisk,
  runUnprivileged,
  startChild,
  temporaryFolder,
  TEST_NOW,
} from './ledger-test-support.ts';
import { newestVersion } from './migrate.ts';
import { ALL_MIGRATIONS } from './migrations/all-migrations.ts';
import { LEDGER_FILE, openLedger } from './open-ledger.ts';

const NEWEST = newestVersion(ALL_MIGRATIONS);

const reopen = (folder: string, create = false) => openLedger({ folder, create, at: TEST_NOW });

/** The failure of opening, with its details; anything else fails the test. */
async function refusal(folder: string, create = false): Promise<unknown> {
  try {
    await (await reopen(folder, create)).close();
    return 'opened';
  } catch (error) {
    if (!isVaultError(error)) throw error;
    return { code: error.code, ...error.details };
  }
}

/** A closed ledger with a few rows in it. */
async function closedVault(): Promise<string> {
  const { folder, ledger } = await newLedger(onTestFinished);
  await ledger.addChannel(channelOf('1'), by());
  await ledger.close();
  return folder;
}

/** What a kill leaves: rows in the write-ahead log that are not in the file yet. */
async function killedVault(): Promise<string> {
  const { folder, ledger } = await newLedger(onTestFinished);
  for (const channelId of ['1', '2', '3']) await ledger.addChannel(channelOf(channelId), by());
  return crashImage(folder, onTestFinished);
}

function overwrite(file: string, position: number, bytes: number): void {
  const descriptor = openSync(file, 'r+');
  try {
    writeSync(descriptor, Buffer.alloc(bytes, 0xff), 0, bytes, position);
  } finally {
    closeSync(descriptor);
  }
}

describe('a new ledger', () => {
  test('is made in a folder that is made for it, and opens again', async () => {
    const folder = join(await temporaryFolder(onTestFinished), 'deep', 'vault');
    const ledger = await reopen(folder, true);
    await ledger.addChannel(channelOf('1'), by());
    await ledger.close();
    const again = await reopen(folder);
    expect(await again.counts()).toEqual({ channels: 1, signingKeys: 0, tokens: 0, unresolvedIssues: 0 });
    expect(again.version).toBe(NEWEST);
    await again.close();
  });

  test('can be read by its owner alone, as can everything beside it', async () => {
    const { folder, ledger } = await newLedger(onTestFinished);
    await ledger.addChannel(channelOf('1'), by());
    const names = await readdir(folder);
    expect(names.toSorted()).toEqual([LEDGER_FILE, `${LEDGER_FILE}-wal`, 'vault.lock']);
    expect(names.map((name) => statSync(join(folder, name)).mode & 0o777)).toEqual([0o600, 0o600, 0o600]);
  });

  test('is what making one that is there already opens', async () => {
    const folder = await closedVault();
    const ledger = await reopen(folder, true);
    expect((await ledger.counts()).channels).toBe(1);
    await ledger.close();
  });

  test('can be made where an earlier attempt was killed before its first table', async () => {
    const folder = await temporaryFolder(onTestFinished);
    const database = new BetterSqlite3(join(folder, LEDGER_FILE));
    database.pragma('journal_mode = WAL');
    database.close();
    expect(await refusal(folder)).toEqual({ code: 'vault-damaged', folder, problem: 'ledger.sqlite is empty' });
    expect(await refusal(folder, true)).toBe('opened');
  });

  test('answers vault-locked to whatever is asked after it was closed, and may be closed twice', async () => {
    const { folder, ledger } = await newLedger(onTestFinished);
    await ledger.close();
    await ledger.close();
    await expect(ledger.counts()).rejects.toMatchObject({ code: 'vault-locked', details: { folder } });
    await expect(ledger.renameChannel('1', 'x', by())).rejects.toMatchObject({ code: 'vault-locked' });
  });
});

describe('a vault that is open', () => {
  test('cannot be opened again within the same process', async () => {
    const { folder, ledger } = await newLedger(onTestFinished);
    expect(await refusal(folder)).toEqual({ code: 'vault-in-use', folder });
    await ledger.close();
    expect(await refusal(folder)).toBe('opened');
  });

  test('cannot be opened by another process, until that one is killed', async () => {
    const folder = await closedVault();
    const other = startChild(onTestFinished, 'open.child.ts', folder, 'hold');
    expect(await other.lines.next()).toMatchObject({ value: '{"open":true}' });
    expect(await refusal(folder)).toEqual({ code: 'vault-in-use', folder });
    await other.kill();
    expect(await refusal(folder)).toBe('opened');
  });

  test('cannot be written by another tool', async () => {
    const { folder, ledger } = await newLedger(onTestFinished);
    const tool = new BetterSqlite3(join(folder, LEDGER_FILE), { timeout: 0 });
    onTestFinished(() => void tool.close());
    expect(() => tool.prepare('DELETE FROM channel').run()).toThrow('database is locked');
    expect((await ledger.counts()).channels).toBe(0);
  });
});

describe('what is missing', () => {
  test('the folder: there is no vault', async () => {
    const folder = join(await temporaryFolder(onTestFinished), 'nothing');
    expect(await refusal(folder)).toEqual({ code: 'vault-missing', folder });
  });

  test('the file: the vault is damaged, and none is made in its place', async () => {
    const folder = await closedVault();
    await rm(join(folder, LEDGER_FILE));
    expect(await refusal(folder)).toEqual({ code: 'vault-damaged', folder, problem: 'ledger.sqlite is missing' });
    expect(await readdir(folder)).toEqual(['vault.lock']);
  });
});

describe('a kill', () => {
  test('leaves a write-ahead log, from which the next opening takes every row', async () => {
    const folder = await killedVault();
    expect(statSync(join(folder, `${LEDGER_FILE}-wal`)).size).toBeGreaterThan(0);
    const ledger = await reopen(folder);
    expect((await ledger.channels(TEST_NOW)).map(({ channelId }) => channelId)).toEqual(['1', '2', '3']);
    await ledger.close();
  });
});

describe('a damaged vault is refused, and left as it is:', () => {
  const cases: Record<string, { readonly spoil: (file: string) => void; readonly problem: string | RegExp }> = {
    'a text in the place of the ledger': {
      spoil: (file) => writeFileSync(file, 'no database, but long enough to look for a header in it\n'.repeat(20)),
      problem: 'ledger.sqlite is not a database',
    },
    'a ledger of length zero': { spoil: (file) => truncateSync(file, 0), problem: 'ledger.sqlite is empty' },
    'a ledger that was cut off': {
      spoil: (file) => truncateSync(file, 3 * 4096),
      problem: /some of its pages make no sense|its own check says/,
    },
    'a page of noise': {
      spoil: (file) => overwrite(file, 4 * 4096, 4096),
      problem: /some of its pages make no sense|its own check says/,
    },
    'a damaged schema': { spoil: (file) => overwrite(file, 110, 800), problem: /some of its pages make no sense/ },
    'another application’s database': {
      spoil(file) {
        const database = new BetterSqlite3(file);
        database.pragma('application_id = 1');
        database.close();
      },
      problem: 'ledger.sqlite is not a ledger of this vault',
    },
  };

  test.each(Object.entries(cases))('%s', async (_, { spoil, problem }) => {
    const folder = await closedVault();
    spoil(join(folder, LEDGER_FILE));
    const before = fingerprints(folder);
    expect(await refusal(folder)).toEqual({
      code: 'vault-damaged',
      folder,
      problem: typeof problem === 'string' ? problem : expect.stringMatching(problem),
    });
    expect(fingerprints(folder)).toEqual(before);
  });

  test('a page of noise behind a write-ahead log, which stays too', async () => {
    const folder = await temporaryFolder(onTestFinished);
    // Large enough that it is read from end to end for the sake of its log alone.
    await fillLedger({ folder, tokens: 20_000, at: TEST_NOW });
    const ledger = await reopen(folder);
    await ledger.addChannel(channelOf('1'), by());
    const image = await crashImage(folder, onTestFinished);
    await ledger.close();
    overwrite(join(image, LEDGER_FILE), 500 * 4096, 4096);
    const before = fingerprints(image);
    expect(Object.keys(before)).toContain(`${LEDGER_FILE}-wal`);
    expect(await refusal(image)).toMatchObject({ code: 'vault-damaged', folder: image });
    expect(fingerprints(image)).toEqual(before);
  });

  test('an index of the write-ahead log that somebody’s tool left is put back as it was', async () => {
    const folder = await killedVault();
    writeFileSync(join(folder, `${LEDGER_FILE}-shm`), Buffer.alloc(32_768, 3));
    overwrite(join(folder, `${LEDGER_FILE}-wal`), 32 + 24, 4096);
    const before = fingerprints(folder);
    expect(await refusal(folder)).toMatchObject({ code: 'vault-damaged' });
    expect(fingerprints(folder)).toEqual(before);
  });

  test('damage that shows itself only later: the answer is vault-damaged, and nothing is written any more', async () => {
    const folder = await temporaryFolder(onTestFinished);
    await fillLedger({ folder, tokens: 20_000, at: TEST_NOW });
    const file = join(folder, LEDGER_FILE);
    const pages = statSync(file).size / 4096;
    for (let page = Math.floor(pages / 2); page < pages; page += 1) overwrite(file, page * 4096, 4096);
    const ledger = await reopen(folder);
    onTestFinished(() => ledger.close());
    const read = async () => {
      for (const sort of ['expiresAt', 'issuedAt', 'consumer', 'channelId', 'state'] as const) {
        let cursor: string | undefined;
        do {
          const page = await ledger.tokens({ sort, direction: 'descending', limit: 200, cursor }, TEST_NOW);
          cursor = page.nextCursor ?? undefined;
        } while (cursor !== undefined);
      }
    };
    const damaged = { code: 'vault-damaged', details: { folder, problem: 'some of its pages make no sense' } };
    await expect(read()).rejects.toMatchObject(damaged);
    await expect(ledger.addChannel(channelOf('9'), by())).rejects.toMatchObject(damaged);
  });
});

describe('a newer ledger', () => {
  test('is refused with both versions, and left as it is', async () => {
    const folder = await closedVault();
    const database = new BetterSqlite3(join(folder, LEDGER_FILE));
    database.pragma(`user_version = ${NEWEST + 10}`);
    database.close();
    const before = fingerprints(folder);
    expect(await refusal(folder)).toEqual({ code: 'vault-newer', folder, found: NEWEST + 10, known: NEWEST });
    expect(fingerprints(folder)).toEqual(before);
  });
});

describe('a vault that may not be written', () => {
  test('because its disk is mounted so: vault-read-only', async () => {
    expect(await runOnSmallDisk(4 * 1024 * 1024, 'read-only-disk.child.ts')).toEqual({ code: 'vault-read-only' });
  });

  test('because of its folder: vault-read-only', async () => {
    const folder = await closedVault();
    for (const name of await readdir(folder)) await chmod(join(folder, name), 0o444);
    await chmod(folder, 0o555);
    expect(await runUnprivileged('open.child.ts', folder)).toEqual({ code: 'vault-read-only', details: { folder } });
    await chmod(folder, 0o777);
    expect(await runUnprivileged('open.child.ts', folder)).toEqual({ code: 'vault-read-only', details: { folder } });
  });

  test('because the folder of a new one may not be: vault-read-only', async () => {
    const parent = await temporaryFolder(onTestFinished);
    await mkdir(join(parent, 'vault'));
    await chmod(join(parent, 'vault'), 0o555);
    const folder = join(parent, 'vault');
    await chmod(parent, 0o755);
    expect(await runUnprivileged('open.child.ts', folder)).toEqual({ code: 'vault-read-only', details: { folder } });
  });
});
