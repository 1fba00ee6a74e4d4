import { generateKeyPairSync } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { registerInConsole } from '../support/practice-console.ts';
import { expect, test as base, type Launched } from './support/fixtures.ts';
import {
  answerOf,
  call,
  choose,
  expectWindow,
  listenToAsked,
  menuLabels,
  startAgain,
  windowStands,
} from './support/shell.ts';

const test = base.extend<{ desk: Launched }>({
  /** The app with a fresh, open vault, whatever its screens look like. */
  desk: async ({ launch }, use) => {
    const desk = await launch({ followsSystem: true });
    await call(desk, 'vault.create', { keystore: 'os' });
    await use(desk);
  },
});

const TOKEN = '0d5f6a52-6a0e-4f3a-9b3e-2f7f6d1f0c11';

async function addKey(desk: Launched, platform = 'https://line.test') {
  const channelId = '1234567890';
  await call(desk, 'channel.add', { channelId, name: 'さくら商店', platform });
  const { signingKeyId } = await call(desk, 'key.generate', { channelId });
  return { channelId, signingKeyId };
}

/** What a dialog of the system was asked, and what it answers from now on. */
async function answerDialogs({ app }: Launched, path: string | null) {
  await app.evaluate(({ dialog }, chosen) => {
    const shown: unknown[] = [];
    Object.assign(globalThis, { shownDialogs: shown });
    const remember = (args: readonly unknown[]) => shown.push(args.at(-1));
    dialog.showOpenDialog = (...args: readonly unknown[]) => {
      remember(args);
      return Promise.resolve({ canceled: chosen === null, filePaths: chosen === null ? [] : [chosen] });
    };
    dialog.showSaveDialog = (...args: readonly unknown[]) => {
      remember(args);
      return Promise.resolve({ canceled: chosen === null, filePath: chosen ?? '' });
    };
  }, path);
  return () => app.evaluate(() => Reflect.get(globalThis, 'shownDialogs') as { title: string; defaultPath: string }[]);
}

test('a link that is opened while the app runs leads somewhere, and does nothing else', async ({ desk, home }) => {
  const asked = await listenToAsked(desk.page);
  const before = await Promise.all([call(desk, 'vault.status', {}), call(desk, 'audit.list', {})]);
  await desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize());
  expect(await startAgain(desk, home, `kagibako://token/${TOKEN}`)).toBe(0);
  await expect.poll(asked).toEqual([{ ask: 'go', to: { name: 'token', tokenId: TOKEN } }]);
  const after = await Promise.all([call(desk, 'vault.status', {}), call(desk, 'audit.list', {})]);
  expect(after).toEqual(before);
  const windows = await desk.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((each) => each.isMinimized()),
  );
  expect(windows).toEqual([false]);
  expect(await desk.window.opened()).toEqual([]);
});

test('a hostile link only brings the window to the front', async ({ desk, home }) => {
  const asked = await listenToAsked(desk.page);
  for (const link of [
    'kagibako://token/../../x',
    `kagibako://token/${TOKEN}/revoke`,
    `kagibako://channel/${'1'.repeat(5_000)}`,
    'kagibako:overview',
    'kagibako://vault?lock',
    'file:///etc/passwd',
    'https://overview',
    'javascript:alert(1)',
  ])
    expect(await startAgain(desk, home, link), link).toBe(0);
  expect(await startAgain(desk, home, 'kagibako://overview', 'kagibako://settings')).toBe(0);
  // What comes last is heard last: nothing was asked before it.
  await startAgain(desk, home, 'kagibako://activity');
  await expect.poll(asked).toEqual([{ ask: 'go', to: { name: 'activity' } }]);
  expect(desk.page.url()).toBe('app://kagibako/');
});

test('a link that the app is started with waits for the window', async ({ desk, launch }) => {
  await desk.app.close();
  const { page } = await launch({ folder: desk.folder, args: ['kagibako://settings'] });
  await expect(page.getByRole('navigation').locator('[aria-current="page"]')).toHaveText(/Settings/);
});

test('the theme is what the settings say, at once and after a restart', async ({ desk, launch }) => {
  const isDark = ({ page }: Launched) => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
  await call(desk, 'settings.change', { theme: 'dark' });
  await expect.poll(() => isDark(desk)).toBe(true);
  await call(desk, 'settings.change', { theme: 'light' });
  await expect.poll(() => isDark(desk)).toBe(false);
  await call(desk, 'settings.change', { theme: 'dark' });
  await desk.app.close();
  expect(await isDark(await launch({ folder: desk.folder, followsSystem: true }))).toBe(true);
});

test('the window comes back where it was, as large as it was, and zoomed as it was', async ({ desk, launch }) => {
  const bounds = { x: 40, y: 30, width: 1100, height: 700 };
  await desk.app.evaluate(({ BrowserWindow }, wanted) => BrowserWindow.getAllWindows()[0]?.setBounds(wanted), bounds);
  for (const id of ['zoom-in', 'zoom-in', 'zoom-out', 'zoom-in']) await choose(desk.app, id);
  await expectWindow(desk.app, { bounds, zoomLevel: 1 });
  await desk.app.close();
  const { app, page } = await launch({ folder: desk.folder });
  await expectWindow(app, { bounds, zoomLevel: 1 });
  await page.reload();
  await expectWindow(app, { zoomLevel: 1 });
  await choose(app, 'zoom-reset');
  await expectWindow(app, { zoomLevel: 0 });
});

test('a damaged state of the window, or one on a screen that is gone, does no harm', async ({ desk, launch }) => {
  const stateFile = join(await desk.app.evaluate(({ app }) => app.getPath('userData')), 'window.json');
  await desk.app.close();
  for (const text of ['{"bounds":', JSON.stringify({ bounds: { x: -9000, y: 9000, width: 1200, height: 800 } })]) {
    await writeFile(stateFile, text);
    const { app } = await launch({ folder: desk.folder });
    const { bounds, zoomLevel } = await windowStands(app);
    const screen = await app.evaluate(({ screen: all }) => all.getPrimaryDisplay().workArea);
    expect(zoomLevel).toBe(0);
    expect(bounds?.x).toBeGreaterThanOrEqual(screen.x);
    expect(bounds?.y).toBeGreaterThanOrEqual(screen.y);
    expect((bounds?.x ?? 0) + (bounds?.width ?? 0)).toBeLessThanOrEqual(screen.x + screen.width);
    await app.close();
  }
});

test('the menu speaks the language of the settings, and offers only what can be done', async ({ desk }) => {
  const { app } = desk;
  const isOn = (id: string) =>
    app.evaluate(({ Menu }, wanted) => Menu.getApplicationMenu()?.getMenuItemById(wanted)?.enabled, id);
  expect((await menuLabels(app)).titles).toEqual(['&File', '&Edit', '&View', '&Token', '&Window', '&Help']);
  await call(desk, 'settings.change', { language: 'ja' });
  const { titles, items } = await menuLabels(app);
  expect(titles).toEqual(['ファイル(&F)', '編集(&E)', '表示(&V)', 'トークン(&T)', 'ウィンドウ(&W)', 'ヘルプ(&H)']);
  expect(items).toMatchObject({
    'issue-token': 'トークンを発行…',
    palette: 'コマンドパレット…',
    lock: '保管庫をロック',
  });
  expect([await isOn('issue-token'), await isOn('open-folder')]).toEqual([true, true]);
  await call(desk, 'vault.lock', {});
  await expect.poll(() => isOn('issue-token')).toBe(false);
  expect(await isOn('open-folder')).toBe(true);
  await call(desk, 'settings.change', { language: null });
  expect((await menuLabels(app)).titles[0]).toBe('&File');
});

test('items of the menu, and the thumb’s buttons, ask the window', async ({ desk }) => {
  const asked = await listenToAsked(desk.page);
  for (const id of ['go-channels', 'settings', 'palette', 'shortcuts', 'about']) await choose(desk.app, id);
  await desk.app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    for (const name of ['browser-backward', 'browser-forward', 'media-play']) window?.emit('app-command', {}, name);
  });
  await expect
    .poll(asked)
    .toEqual([
      { ask: 'go', to: { name: 'channels' } },
      { ask: 'go', to: { name: 'settings' } },
      ...(['palette', 'shortcuts', 'about', 'back', 'forward'] as const).map((command) => ({ ask: 'do', command })),
    ]);
});

test('the public key is saved exactly, under a name that says whose it is', async ({ desk, home }) => {
  const { channelId, signingKeyId } = await addKey(desk);
  await call(desk, 'settings.change', { language: 'ja' });
  const file = join(home, 'public.json');
  const shown = await answerDialogs(desk, file);
  expect(await call(desk, 'key.savePublic', { signingKeyId })).toEqual({ savedAs: 'public.json' });
  const publicJwk = await call(desk, 'key.public', { signingKeyId });
  expect(await readFile(file, 'utf8')).toBe(`${JSON.stringify(publicJwk, null, 2)}\n`);
  const [first] = await shown();
  expect(first?.title).toBe('公開鍵を保存');
  expect(first?.defaultPath).toContain(`kagibako-${channelId}-public-jwk.json`);
  await call(desk, 'key.savePublic', { signingKeyId });
  expect((await shown()).at(-1)?.defaultPath).toBe(join(home, `kagibako-${channelId}-public-jwk.json`));
  await answerDialogs(desk, null);
  expect(await call(desk, 'key.savePublic', { signingKeyId })).toEqual({ savedAs: null });
});

test('a private key is imported from a file, and never passes through the page', async ({ desk, home }) => {
  const { channelId } = await addKey(desk);
  const file = join(home, 'private.pem');
  await writeFile(
    file,
    generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }),
  );
  await answerDialogs(desk, file);
  expect(await call(desk, 'key.importFile', { channelId })).toMatchObject({
    signingKey: { channelId, origin: 'imported' },
  });
  await writeFile(file, 'x'.repeat(65 * 1024));
  expect(await answerOf(desk, 'key.importFile', { channelId })).toMatchObject({
    ok: false,
    error: { code: 'key-too-large', details: { bytes: 66_560, limit: 65_536 } },
  });
});

test('a copied token stays on the clipboard for as long as the settings say', async ({ desk, platform }) => {
  const { channelId, channelSecret } = platform.addChannel({ name: 'Sakura Store' });
  await call(desk, 'channel.add', { channelId, name: 'Sakura Store', channelSecret, platform: platform.url });
  const { signingKeyId, publicJwk } = await call(desk, 'key.generate', { channelId });
  await call(desk, 'key.register', { signingKeyId, kid: registerInConsole(platform, channelId, publicJwk) });
  const { tokenId } = await call(desk, 'token.issue', { channelId });
  await call(desk, 'settings.change', { clipboardSeconds: 300 });
  const { clearsAt } = await call(desk, 'token.copy', { tokenId });
  expect(Date.parse(clearsAt) - Date.now()).toBeGreaterThan(250_000);
});

test('requests go through the proxy that the settings name, from one to the next', async ({ desk }) => {
  const wanted: string[] = [];
  const proxy = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', (head) => {
      wanted.push(head.toString('latin1').split('\r\n')[0] ?? '');
      socket.destroy();
    });
  });
  await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening));
  try {
    const { signingKeyId } = await addKey(desk);
    const url = `http://127.0.0.1:${String((proxy.address() as AddressInfo).port)}`;
    const ask = () => call(desk, 'key.register', { signingKeyId, kid: TOKEN });
    await call(desk, 'settings.change', { proxy: { mode: 'manual', url } });
    expect((await ask()).proof.outcome).toBe('failed');
    expect(new Set(wanted)).toEqual(new Set(['CONNECT line.test:443 HTTP/1.1']));
    wanted.length = 0;
    await call(desk, 'settings.change', { proxy: { mode: 'direct' } });
    expect((await ask()).proof.outcome).toBe('failed');
    expect(wanted).toEqual([]);
  } finally {
    proxy.close();
  }
});

test('the app says what it is made of, and shows its folder', async ({ desk }) => {
  const about = await call(desk, 'about.show', {});
  expect(about.folder).toBe(desk.folder);
  expect(about.versions.map(({ name }) => name)).toEqual(['Electron', 'Chromium', 'Node.js', 'SQLite', 'Linux']);
  const names = about.licences.map(({ name }) => name);
  expect(names[0]).toBe('Kagibako');
  expect(names).toEqual(expect.arrayContaining(['better-sqlite3', 'Electron', 'jose', 'svelte', 'valibot']));
  expect(about.licences.filter(({ text }) => text === '')).toEqual([]);
  await desk.app.evaluate(({ shell }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { openedFolders: opened });
    shell.openPath = (path) => Promise.resolve(opened.push(path) > 0 ? '' : 'never');
  });
  await call(desk, 'about.openFolder', {});
  await choose(desk.app, 'open-folder');
  await expect
    .poll(() => desk.app.evaluate(() => Reflect.get(globalThis, 'openedFolders') as unknown))
    .toEqual([desk.folder, desk.folder]);
});
