import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runOnSmallDisk } from '../../main/ledger/ledger-test-support.ts';
import { createNodeTransport } from '../../main/line/node-transport.ts';
import { createEngine, type Engine } from '../../main/vault.ts';
import { openWorkbench, TEST_PASSPHRASE, type Workbench } from '../support/workbench.ts';

const engineIn = (folder: string): Engine => createEngine({ folder, door: 'test', transport: createNodeTransport() });

async function codeOf(engine: Engine, ...call: Parameters<Engine['call']>): Promise<string> {
  const result = await engine.call(...call);
  return result.ok ? 'ok' : result.error.code;
}

/** What every file of the folder holds, so that "left as it was" can be one comparison. */
async function fingerprint(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder)).filter((name) => /ledger\.sqlite|vault\.json|secrets\.json/.test(name)).sort();
  const prints: Record<string, string> = {};
  for (const name of names)
    prints[name] = createHash('sha256')
      .update(await readFile(join(folder, name)))
      .digest('hex');
  return prints;
}

describe('a folder without a vault, and with one', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kagibako-test-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  test('nothing there is said as such, and asking makes nothing', async () => {
    const engine = engineIn(folder);
    expect(await codeOf(engine, 'channel.list', {})).toBe('vault-missing');
    const status = await engine.call('vault.status', {});
    expect(status).toMatchObject({ ok: true, value: { state: 'missing', keystore: null, counts: null } });
    expect(await readdir(folder)).toEqual([]);
    await engine.shutdown();
  });

  test('a sealed-file vault wants a passphrase, tells a wrong one from a missing one, and a weak one from both', async () => {
    const engine = engineIn(folder);
    expect(await codeOf(engine, 'vault.create', { keystore: 'file' })).toBe('passphrase-missing');
    expect(await codeOf(engine, 'vault.create', { keystore: 'file', passphrase: 'short' })).toBe('passphrase-weak');
    expect(await codeOf(engine, 'vault.status', {})).toBe('ok');
    expect(await codeOf(engine, 'vault.create', { keystore: 'file', passphrase: TEST_PASSPHRASE })).toBe('ok');
    expect(await codeOf(engine, 'vault.create', { keystore: 'os' })).toBe('vault-exists');
    await engine.shutdown();

    const again = engineIn(folder);
    expect(await again.call('vault.status', {})).toMatchObject({
      ok: true,
      value: { state: 'locked', keystore: 'file' },
    });
    expect(await codeOf(again, 'channel.list', {})).toBe('vault-locked');
    expect(await codeOf(again, 'vault.unlock', {})).toBe('passphrase-missing');
    expect(await codeOf(again, 'vault.unlock', { passphrase: 'not the right passphrase' })).toBe('passphrase-wrong');
    expect(await codeOf(again, 'vault.unlock', { passphrase: TEST_PASSPHRASE })).toBe('ok');
    expect(await codeOf(again, 'channel.list', {})).toBe('ok');
    await again.shutdown();
  });

  test('locking closes everything until it is unlocked again, also where the keychain could open it', async () => {
    const engine = engineIn(folder);
    await engine.call('vault.create', { keystore: 'os' });
    expect(await engine.call('vault.lock', {})).toMatchObject({ ok: true, value: { state: 'locked' } });
    expect(await codeOf(engine, 'channel.list', {})).toBe('vault-locked');
    expect(await codeOf(engine, 'vault.unlock', {})).toBe('ok');
    expect(await codeOf(engine, 'channel.list', {})).toBe('ok');
    await engine.shutdown();
  });
});

describe('trouble with the files', () => {
  let bench: Workbench;
  let channelId: string;
  beforeEach(async () => {
    bench = await openWorkbench();
    channelId = await bench.readyChannel();
    await bench.issue(channelId);
  });
  afterEach(() => bench.stop());

  test('a second process is told that the vault is open elsewhere, and the first goes on', async () => {
    const second = engineIn(bench.folder);
    expect(await codeOf(second, 'channel.list', {})).toBe('vault-in-use');
    await second.shutdown();
    expect((await bench.call('token.list', {})).tokens).toHaveLength(1);
  });

  test('a ledger of a newer version is refused, with both versions, and left as it was', async () => {
    await bench.engine().shutdown();
    const database = new Database(join(bench.folder, 'ledger.sqlite'));
    database.pragma('user_version = 9990');
    database.close();
    const before = await fingerprint(bench.folder);
    const engine = engineIn(bench.folder);
    const result = await engine.call('channel.list', {});
    expect(result).toMatchObject({ ok: false, error: { code: 'vault-newer', details: { found: 9990 } } });
    await engine.shutdown();
    expect(await fingerprint(bench.folder)).toEqual(before);
  });

  test('a damaged ledger is refused and left as it was, for whoever can still save something', async () => {
    await bench.engine().shutdown();
    const file = join(bench.folder, 'ledger.sqlite');
    const content = await readFile(file);
    content.fill(0xff, 4_096, 3 * 4_096);
    await writeFile(file, content);
    const before = await fingerprint(bench.folder);
    const engine = engineIn(bench.folder);
    expect(await codeOf(engine, 'channel.list', {})).toBe('vault-damaged');
    await engine.shutdown();
    expect(await fingerprint(bench.folder)).toEqual(before);
  });

  test('a file that is no ledger at all is refused too', async () => {
    await bench.engine().shutdown();
    await writeFile(join(bench.folder, 'ledger.sqlite'), 'these are my holiday notes, not a database');
    const engine = engineIn(bench.folder);
    expect(await codeOf(engine, 'channel.list', {})).toBe('vault-damaged');
    await engine.shutdown();
  });

  test('a value that was altered in the ledger is called damaged, and the others still open', async () => {
    const other = await bench.issue(channelId);
    await bench.engine().shutdown();
    const database = new Database(join(bench.folder, 'ledger.sqlite'));
    const table = database
      .prepare(
        `SELECT m.name AS name FROM sqlite_schema m JOIN pragma_table_info(m.name) c ON c.name LIKE '%sealed%' WHERE m.type = 'table'`,
      )
      .get();
    const name = typeof table === 'object' && table !== null && 'name' in table ? String(table.name) : '';
    const column = String(
      database.prepare(`SELECT name FROM pragma_table_info('${name}') WHERE name LIKE '%sealed%'`).pluck().get(),
    );
    database.exec(
      `UPDATE "${name}" SET "${column}" = zeroblob(length("${column}")) WHERE rowid = (SELECT min(rowid) FROM "${name}")`,
    );
    database.close();
    await bench.restart();
    const codes = [];
    for (const { tokenId } of (await bench.call('token.list', { sort: 'issuedAt' })).tokens)
      codes.push(await codeOf(bench.engine(), 'token.reveal', { tokenId }));
    expect(codes).toEqual(['vault-damaged', 'ok']);
    expect((await bench.call('token.reveal', { tokenId: other.tokenId })).accessToken).not.toBe('');
  });
});

test('a full disk stops an issue before anything is sent; after it was sent LINE’s answer still finds room; and room again is enough', async () => {
  expect(await runOnSmallDisk(8 * 1024 * 1024, '../../test/flows/small-disk.child.ts')).toEqual({
    beforeIsFull: 'ok',
    fullWhileUnderWay: 'ok',
    storedIsLiveAtLine: true,
    fullBeforehand: 'vault-full',
    askedLineToIssue: 0,
    statesWithRoomAgain: ['active', 'active'],
    issueWithRoomAgain: 'ok',
    revealOfTheTightOne: 'ok',
  });
});
