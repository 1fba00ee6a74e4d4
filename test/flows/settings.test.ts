import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../../shared/settings.ts';
import { createNodeTransport } from '../../main/line/node-transport.ts';
import { createEngine, type Engine } from '../../main/vault.ts';
import { openWorkbench, TEST_PASSPHRASE } from '../support/workbench.ts';

let home = '';
let engines: Engine[] = [];
const engineIn = (folder: string) => {
  const engine = createEngine({ folder, door: 'test', transport: createNodeTransport() });
  engines.push(engine);
  return engine;
};

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'kagibako-settings-'));
});
afterEach(async () => {
  for (const engine of engines) await engine.shutdown();
  engines = [];
  await rm(home, { recursive: true, force: true });
});

test('settings are there before a vault is, and a vault can be made in the folder that they made', async () => {
  const folder = join(home, 'vault');
  const engine = engineIn(folder);
  expect(await engine.call('settings.show', {})).toEqual({
    ok: true,
    value: { settings: DEFAULT_SETTINGS, problem: null },
  });
  await engine.call('settings.change', { theme: 'dark' });
  expect(await readdir(folder)).toEqual(['settings.json']);
  expect(await engine.call('vault.status', {})).toMatchObject({ ok: true, value: { state: 'missing' } });
  const made = await engine.call('vault.create', { keystore: 'file', passphrase: TEST_PASSPHRASE });
  expect(made).toMatchObject({ ok: true, value: { state: 'open' } });
  await engine.call('vault.lock', {});
  await engine.call('settings.change', { density: 'compact' });
  expect(await engine.call('settings.show', {})).toMatchObject({
    ok: true,
    value: { settings: { theme: 'dark', density: 'compact' } },
  });
});

test('a damaged file stops nothing', async () => {
  const folder = join(home, 'vault');
  await engineIn(folder).call('settings.change', { theme: 'dark' });
  await writeFile(join(folder, 'settings.json'), '{"theme":');
  const again = engineIn(folder);
  expect(await again.call('settings.show', {})).toMatchObject({ ok: true, value: { problem: 'damaged' } });
  expect(await readFile(join(folder, 'settings.json.damaged'), 'utf8')).toBe('{"theme":');
});

test('what cannot be set is refused with the field that is wrong', async () => {
  const engine = engineIn(join(home, 'vault'));
  expect(await engine.call('settings.change', { clipboardSeconds: 1 })).toMatchObject({
    ok: false,
    error: { code: 'invalid-input', details: { fields: [{ path: 'clipboardSeconds' }] } },
  });
  expect(
    await engine.call('settings.change', { proxy: { mode: 'manual', url: 'http://me:secret@proxy.example:1' } }),
  ).toMatchObject({ ok: false, error: { code: 'proxy-not-allowed', details: { proxy: 'proxy.example:1' } } });
  expect(await readdir(home)).toEqual([]);
});

test('a new token lives as long as the settings say, unless somebody says otherwise', async () => {
  const bench = await openWorkbench();
  try {
    const channelId = await bench.readyChannel();
    await bench.call('settings.change', { tokenLifetimeSeconds: 86_400 });
    const lifetimeOf = ({ issuedAt, expiresAt }: { issuedAt: string | null; expiresAt: string | null }) =>
      Math.round((Date.parse(expiresAt ?? '') - Date.parse(issuedAt ?? '')) / 3_600_000);
    expect([
      lifetimeOf(await bench.issue(channelId)),
      lifetimeOf(await bench.issue(channelId, { lifetimeSeconds: 172_800 })),
    ]).toEqual([24, 48]);
    expect(bench.events).toContainEqual({
      name: 'settings.changed',
      payload: { settings: { ...DEFAULT_SETTINGS, tokenLifetimeSeconds: 86_400 } },
    });
  } finally {
    await bench.stop();
  }
});
