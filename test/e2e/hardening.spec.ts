import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { environmentOf, expect, rootArguments, test } from './support/fixtures.ts';

const BUILD = resolve(import.meta.dirname, '../../out/build');

/** A server on loopback that any page would be allowed to read, and that counts who comes. */
async function serveTemptation() {
  let count = 0;
  const server = createServer((_request, response) => {
    count += 1;
    response.setHeader('access-control-allow-origin', '*');
    response.end('reached');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return { address: `127.0.0.1:${port}`, hits: () => count, close: () => server.close() };
}

test('the page has nothing of Node or Electron, and one frozen bridge', async ({ opened }) => {
  const seen = await opened.page.evaluate(() => {
    const bridge = Reflect.get(window, 'kagibako') as Record<string, unknown>;
    return {
      node: ['require', 'process', 'module', 'Buffer', 'global', '__dirname', 'electron', 'ipcRenderer'].filter(
        (name) => name in window,
      ),
      bridge: Object.keys(bridge).sort(),
      frozen: Object.isFrozen(bridge) && Object.isFrozen(bridge['operations']),
      // Whether the page could put something into the world of the preload script.
      isolated: !('contextBridge' in window),
    };
  });
  expect(seen).toEqual({ node: [], bridge: ['on', 'operations', 'practice', 'version'], frozen: true, isolated: true });
});

test('the window is made with sandbox, context isolation and web security', async ({ opened }) => {
  const preferences = await opened.app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    const all = (
      window?.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> }
    ).getLastWebPreferences();
    return Object.fromEntries(
      ['sandbox', 'contextIsolation', 'nodeIntegration', 'webSecurity', 'webviewTag'].map((name) => [name, all[name]]),
    );
  });
  expect(preferences).toEqual({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
  });
});

test('the policy stands on the page, and the whole window breaks it nowhere', async ({ launch }) => {
  const { page, app, window } = await launch();
  const violations: string[] = [];
  page.on('console', (message) => {
    if (/Content Security Policy|Trusted ?Type/i.test(message.text())) violations.push(message.text());
  });
  const policy = await app.evaluate(async ({ net }) =>
    (await net.fetch('app://kagibako/')).headers.get('content-security-policy'),
  );
  expect(policy).toBe(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types svelte-trusted-html",
  );
  await page.reload();
  await window.createVaultInKeychain();
  for (const place of ['Tokens', 'Channels', 'Activity', 'Settings', 'Overview'] as const) await window.goTo(place);
  await page.keyboard.press('?');
  await window.closeDialog();
  expect(violations).toEqual([]);
});

test('an injected script does not run', async ({ opened }) => {
  const ran = await opened.page.evaluate(async () => {
    const violation = new Promise<string>((done) =>
      document.addEventListener('securitypolicyviolation', (event) => done(event.violatedDirective), { once: true }),
    );
    const script = document.createElement('script');
    let refused = '';
    try {
      script.textContent = 'window.injected = true';
      document.body.append(script);
    } catch (error) {
      refused = (error as Error).name;
    }
    return { violated: refused === '' ? await violation : refused, injected: 'injected' in window };
  });
  expect(ran.injected).toBe(false);
  expect(['script-src-elem', 'require-trusted-types-for', 'TypeError']).toContain(ran.violated);
});

test('the page reaches no network: not by fetch, XMLHttpRequest, WebSocket, beacon, image or frame', async ({
  opened,
}) => {
  const { address, hits, close } = await serveTemptation();
  const outcomes = await opened.page.evaluate(async (host) => {
    const failed = (work: Promise<unknown>) =>
      work.then(
        () => 'reached',
        () => 'refused',
      );
    const loads = (element: HTMLImageElement | HTMLIFrameElement) =>
      new Promise<string>((done) => {
        element.onerror = () => done('refused');
        element.onload = () => done(element instanceof HTMLImageElement ? 'reached' : 'loaded something');
        element.src = `http://${host}/`;
        document.body.append(element);
      });
    return {
      fetch: await failed(fetch(`http://${host}/`)),
      xhr: await failed(
        new Promise<void>((done, fail) => {
          const request = new XMLHttpRequest();
          request.open('GET', `http://${host}/`);
          request.onload = () => done();
          request.onerror = () => fail(new Error('refused'));
          request.send();
        }),
      ),
      socket: await failed(
        new Promise<void>((done, fail) => {
          const socket = new WebSocket(`ws://${host}/`);
          socket.onopen = () => done();
          socket.onerror = () => fail(new Error('refused'));
        }),
      ),
      image: await loads(new Image()),
      file: await failed(fetch('file:///etc/hostname')),
    };
  }, address);
  close();
  expect(outcomes).toEqual({ fetch: 'refused', xhr: 'refused', socket: 'refused', image: 'refused', file: 'refused' });
  expect(hits()).toBe(0);
});

test('the page cannot be led away, opens no window and embeds no page', async ({ opened }) => {
  const { app, page } = opened;
  const { address, hits, close } = await serveTemptation();
  await app.evaluate(({ BrowserWindow }) => {
    const attempts: [string, boolean][] = [];
    Object.assign(globalThis, { attempts });
    BrowserWindow.getAllWindows()[0]?.webContents.on('will-frame-navigate', (event) =>
      attempts.push([new URL(event.url).protocol, event.defaultPrevented]),
    );
  });
  await page.evaluate((host) => {
    window.open(`http://${host}/`);
    for (const name of ['webview', 'iframe']) {
      const element = document.createElement(name);
      element.setAttribute('src', `http://${host}/`);
      document.body.append(element);
    }
  }, address);
  await page.evaluate((host) => {
    location.href = 'file:///etc/hostname';
    location.href = `http://${host}/`;
  }, address);
  await expect
    .poll(() => app.evaluate(() => Reflect.get(globalThis, 'attempts') as unknown))
    .toContainEqual(['http:', true]);
  const seen = await app.evaluate(({ BrowserWindow, webContents }) => ({
    windows: BrowserWindow.getAllWindows().length,
    contents: webContents.getAllWebContents().map((each) => each.getURL()),
  }));
  close();
  expect(seen).toEqual({ windows: 1, contents: ['app://kagibako/'] });
  expect(hits()).toBe(0);
  expect(await opened.window.opened()).toEqual([]);
});

test('every permission is denied', async ({ opened }) => {
  const outcomes = await opened.page.evaluate(async () => {
    const refused = (work: () => Promise<unknown>) =>
      Promise.resolve()
        .then(work)
        .then(
          (value) => String(value),
          () => 'refused',
        );
    return {
      notification: await refused(() => Notification.requestPermission()),
      media: await refused(() => navigator.mediaDevices.getUserMedia({ audio: true })),
      geolocation: await refused(
        () => new Promise((done, fail) => navigator.geolocation.getCurrentPosition(done, fail)),
      ),
      clipboardRead: await refused(() => navigator.clipboard.readText()),
      midi: await refused(() => navigator.requestMIDIAccess({ sysex: true })),
    };
  });
  expect(outcomes).toEqual({
    notification: 'denied',
    media: 'refused',
    geolocation: 'refused',
    clipboardRead: 'refused',
    midi: 'refused',
  });
});

test('another window with the same preload script is refused at the door', async ({ opened }) => {
  const answers = await opened.app.evaluate(
    async ({ BrowserWindow }, preload) => {
      const ask = async (url: string, partition: string) => {
        const window = new BrowserWindow({
          show: false,
          webPreferences: {
            preload,
            partition,
            sandbox: true,
            additionalArguments: ['--kagibako-operations=vault.status,token.list', '--kagibako-events=vault.changed'],
          },
        });
        await window.loadURL(url);
        const answer: unknown = await window.webContents.executeJavaScript(
          `window.kagibako.operations['token.list']({})`,
        );
        window.destroy();
        return (answer as { error?: { code: string } }).error?.code;
      };
      return [await ask('app://kagibako/', ''), await ask('data:text/html,<title>elsewhere</title>', 'elsewhere')];
    },
    join(BUILD, 'preload.cjs'),
  );
  expect(answers).toEqual(['forbidden-sender', 'forbidden-sender']);
});

test('a frame inside the window, and the window itself at another address, are refused at the door', async ({
  opened,
}) => {
  const code = await opened.app.evaluate(async ({ BrowserWindow, ipcMain }) => {
    // What IPC would deliver for them: the same web contents, another frame or another address.
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    const handlers = (
      ipcMain as unknown as { _invokeHandlers: Map<string, (event: unknown, ...args: unknown[]) => Promise<unknown>> }
    )._invokeHandlers;
    const handler = handlers.get('kagibako:call');
    const codeOf = async (senderFrame: unknown, mainFrame: unknown) => {
      const event = { sender: { id: contents?.id, mainFrame }, senderFrame };
      const answer = (await handler?.(event, 'token.list', {})) as { ok: boolean; error?: { code: string } };
      return answer.ok ? 'let in' : answer.error?.code;
    };
    const main = { url: 'app://kagibako/' };
    const elsewhere = { url: 'https://kagibako/' };
    return {
      main: await codeOf(main, main),
      frame: await codeOf({ url: 'app://kagibako/' }, main),
      gone: await codeOf(null, main),
      elsewhere: await codeOf(elsewhere, elsewhere),
    };
  });
  expect(code).toEqual({
    main: 'let in',
    frame: 'forbidden-sender',
    gone: 'forbidden-sender',
    elsewhere: 'forbidden-sender',
  });
});

test('what is not of the contract is answered, not thrown', async ({ opened }) => {
  const { window } = opened;
  expect(await window.call('no.such.operation')).toBeUndefined();
  expect(await window.call('token.list', { limit: 'many' })).toMatchObject({
    ok: false,
    error: { code: 'invalid-input' },
  });
  expect(await window.call('token.list', { search: 'x'.repeat(5_000_000) })).toMatchObject({
    ok: false,
    error: { code: 'invalid-input' },
  });
});

test('the built window holds nothing that belongs to the main process', () => {
  const folder = join(BUILD, 'renderer');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(js|html|css)$/.test(name))
    .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
  expect(files.length).toBeGreaterThan(1);
  // Node's modules as they are imported: `node:` alone is also a property of an icon.
  const words = ['better-sqlite3', 'keytar', "'node:", '"node:', '`node:', 'ipcRenderer', 'createRequire', 'FakeVault'];
  for (const word of [...words, '/testing/'])
    expect(
      files.filter(({ text }) => text.includes(word)).map(({ name }) => name),
      word,
    ).toEqual([]);
  expect(readFileSync(join(BUILD, 'preload.cjs'), 'utf8').length).toBeLessThan(8_000);
});

test('a second start on the same vault ends and brings the first window to the front', async ({ opened, home }) => {
  const { app, folder } = opened;
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize());
  const electron = await app.evaluate(() => process.execPath);
  const second = spawn(electron, [...rootArguments(), resolve(BUILD, '../..'), '--vault', folder], {
    env: environmentOf(home),
    stdio: 'ignore',
  });
  const status = await new Promise((ended) => second.once('exit', ended));
  expect(status).toBe(0);
  await expect
    .poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((each) => each.isMinimized())))
    .toEqual([false]);
});
