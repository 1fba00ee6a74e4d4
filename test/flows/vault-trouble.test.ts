import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { HttpTransport } from '../../main/ports.ts';
import { createNodeTransport } from '../../main/line/node-transport.ts';
import { createEngine, type Engine } from '../../main/vault.ts';
import { openWorkbench, TEST_PASSPHRASE, type Workbench } from '../support/workbench.ts';
import { registerInConsole } from '../support/practice-console.ts';

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

describe('a full disk', () => {
  const mounted: string[] = [];
  afterEach(() => {
    for (const folder of mounted.splice(0)) execFileSync('umount', ['-l', folder]);
  });

  /** Fills the file system of `folder` to its last byte. */
  async function fill(folder: string): Promise<string> {
    const file = join(folder, 'somebody-elses.bin');
    const { bavail, bsize } = await statfs(folder);
    await writeFile(file, Buffer.alloc(bavail * bsize));
    return file;
  }

  /** As root a disk of eight megabytes can be had for real; the project's own runs are root. */
  async function smallDisk(): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'kagibako-small-'));
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', folder]);
    mounted.push(folder);
    return folder;
  }

  test('stops an issue before anything is sent, and after it has left LINE’s answer still finds room', async () => {
    const disk = await smallDisk();
    const bench = await openWorkbench();
    let atIssue: (() => Promise<void>) | undefined;
    const real = createNodeTransport();
    const transport: HttpTransport = async (request) => {
      const outcome = await real(request);
      if (request.url.pathname === '/oauth2/v2.1/token') await atIssue?.();
      return outcome;
    };
    const engine = createEngine({ folder: join(disk, 'vault'), door: 'test', transport });
    try {
      expect(await codeOf(engine, 'vault.create', { keystore: 'os' })).toBe('ok');
      const { channelId, channelSecret } = bench.practice.addChannel();
      await engine.call('channel.add', { channelId, name: 'small disk', platform: bench.practice.url, channelSecret });
      const key = await engine.call('key.generate', { channelId });
      if (!key.ok) throw new Error(key.error.message);
      const kid = registerInConsole(bench.practice, channelId, key.value.publicJwk);
      await engine.call('key.register', { signingKeyId: key.value.signingKeyId, kid });
      expect(await codeOf(engine, 'token.issue', { channelId })).toBe('ok');

      // The disk fills up while the request is under way.
      let filler = '';
      atIssue = async () => {
        filler = await fill(disk);
      };
      const issued = await engine.call('token.issue', { channelId });
      if (!issued.ok) throw new Error(issued.error.message);
      expect(bench.practice.liveKeyIds(channelId)).toContain(issued.value.keyId);
      atIssue = undefined;

      // It is full before anything is sent.
      bench.practice.clearRequests();
      await rm(filler);
      filler = await fill(disk);
      const refused = await codeOf(engine, 'token.issue', { channelId });
      expect(refused).toBe('vault-full');
      expect(bench.practice.requests.some(({ path }) => path === '/oauth2/v2.1/token')).toBe(false);

      await rm(filler);
      const tokens = await engine.call('token.list', { channelId });
      expect(tokens.ok && tokens.value.tokens.map(({ state }) => state)).toEqual(['active', 'active']);
      expect(await codeOf(engine, 'token.issue', { channelId })).toBe('ok');
      expect(await codeOf(engine, 'token.reveal', { tokenId: issued.value.tokenId })).toBe('ok');
    } finally {
      await engine.shutdown();
      await bench.stop();
    }
  });
});
