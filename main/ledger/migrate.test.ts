import { cpSync, statSync, writeFileSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { by, channelOf, newLedger, temporaryFolder, TEST_NOW } from './ledger-test-support.ts';
import { LEDGER_APPLICATION_ID, newestVersion, type Migration } from './migrate.ts';
import { ALL_MIGRATIONS } from './migrations/all-migrations.ts';
import { LEDGER_FILE, openLedger } from './open-ledger.ts';

const addColour: Migration = {
  version: 9_010,
  up: (database) => void database.exec(`ALTER TABLE channel ADD COLUMN colour TEXT NOT NULL DEFAULT 'green'`),
};
const addShape: Migration = {
  version: 9_020,
  up: (database) => void database.exec('ALTER TABLE channel ADD COLUMN shape TEXT'),
};
const failing: Migration = {
  version: 9_030,
  up(database) {
    database.exec('DELETE FROM ledger_info');
    throw new Error('this step fails');
  },
};

const open = (folder: string, ...more: readonly Migration[]) =>
  openLedger({ folder, create: false, at: TEST_NOW, migrations: [...ALL_MIGRATIONS, ...more] });

function look(folder: string, name: string): { version: unknown; applicationId: unknown; channel: unknown } {
  const database = new BetterSqlite3(join(folder, name), { readonly: true });
  try {
    return {
      version: database.pragma('user_version', { simple: true }),
      applicationId: database.pragma('application_id', { simple: true }),
      channel: database.prepare('SELECT * FROM channel').get(),
    };
  } finally {
    database.close();
  }
}

async function vaultOfToday(): Promise<string> {
  const { folder, ledger } = await newLedger(onTestFinished);
  await ledger.addChannel(channelOf('1'), by());
  await ledger.close();
  return folder;
}

test('the released steps count up in tens', () => {
  const versions = ALL_MIGRATIONS.map(({ version }) => version);
  expect(versions).toEqual(versions.map((_, index) => (index + 1) * 10));
});

describe('an older ledger', () => {
  test('is brought to the newest form, with a whole copy of it as it was beside it', async () => {
    const folder = await vaultOfToday();
    const before = look(folder, LEDGER_FILE);
    const ledger = await open(folder, addColour, addShape);
    expect([ledger.version, (await ledger.counts()).channels]).toEqual([9_020, 1]);
    await ledger.close();
    expect(look(folder, LEDGER_FILE)).toMatchObject({
      version: 9_020,
      applicationId: LEDGER_APPLICATION_ID,
      channel: { channel_id: '1', colour: 'green', shape: null },
    });
    expect(look(folder, 'ledger.before-9010.sqlite')).toEqual(before);
    expect((await readdir(folder)).filter((name) => name.includes('before'))).toEqual(['ledger.before-9010.sqlite']);
  });

  test('keeps the form of the last step that succeeded', async () => {
    const folder = await vaultOfToday();
    await expect(open(folder, addColour, failing)).rejects.toThrow('this step fails');
    expect(look(folder, LEDGER_FILE)).toMatchObject({ version: 9_010, channel: { colour: 'green' } });
    await (await open(folder, addColour, addShape)).close();
    expect(look(folder, LEDGER_FILE).version).toBe(9_020);
  });

  test('is copied anew where an attempt was killed over its copy', async () => {
    const folder = await vaultOfToday();
    writeFileSync(join(folder, 'ledger.before-9010.sqlite.unfinished'), 'half a copy');
    await (await open(folder, addColour)).close();
    expect(look(folder, 'ledger.before-9010.sqlite')).toMatchObject({
      version: newestVersion(ALL_MIGRATIONS),
      channel: { channel_id: '1' },
    });
    expect(await readdir(folder)).not.toContain('ledger.before-9010.sqlite.unfinished');
  });

  test('is as it was where the process was killed in the middle of a step', async () => {
    const folder = await vaultOfToday();
    const image = await temporaryFolder(onTestFinished);
    const killed: Migration = {
      version: 9_010,
      up(database) {
        addColour.up(database);
        // More pages than the cache holds, so that some of them are in the log before they are committed.
        database.exec(`CREATE TABLE noise AS
          WITH RECURSIVE count(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM count WHERE n < 6000) SELECT randomblob(4000) AS bytes FROM count`);
        cpSync(folder, image, { recursive: true });
      },
    };
    await (await open(folder, killed)).close();
    expect(statSync(join(image, `${LEDGER_FILE}-wal`)).size).toBeGreaterThan(1_000_000);
    await (await open(image)).close();
    expect(look(image, LEDGER_FILE)).toEqual(look(image, 'ledger.before-9010.sqlite'));
  });

  test('is not touched where it cannot be copied', async () => {
    const folder = await vaultOfToday();
    // A folder stands where the copy would go.
    await mkdir(join(folder, 'ledger.before-9010.sqlite.unfinished', 'inner'), { recursive: true });
    const before = look(folder, LEDGER_FILE);
    await expect(open(folder, addColour)).rejects.toThrow();
    expect(look(folder, LEDGER_FILE)).toEqual(before);
  });
});

test('a new ledger is made without a copy of nothing', async () => {
  const folder = await temporaryFolder(onTestFinished);
  await (await openLedger({ folder, create: true, at: TEST_NOW })).close();
  expect((await readdir(folder)).toSorted()).toEqual([LEDGER_FILE, 'vault.lock']);
});
