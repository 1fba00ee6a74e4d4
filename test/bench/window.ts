import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { TOKEN_SORTS } from '../../shared/domain.ts';
import { environmentOf, rootArguments } from '../e2e/support/fixtures.ts';
import { VaultWindow } from '../e2e/support/vault-window.ts';
import { fillLedger } from '../support/fill-ledger.ts';
import { median, printTable, quantile, type Row } from './measure.ts';

const PROJECT = resolve(import.meta.dirname, '../..');
const STARTS = 5;
const FIRST_ROW = '[role="grid"] [aria-rowindex="2"] [role="gridcell"]';

/** A home folder with a vault of so many tokens, secrets in the session's keychain. */
async function makeVault(tokens: number): Promise<string> {
  process.stdout.write(`  making a vault with ${tokens.toLocaleString('en')} tokens …\n`);
  const home = await mkdtemp(join(tmpdir(), 'kagibako-bench-'));
  const app = await launchVault(home);
  const page = await app.firstWindow();
  await new VaultWindow(app, page).createVaultInKeychain();
  await app.close();
  await fillLedger({ folder: join(home, 'vault'), tokens, at: new Date().toISOString() });
  return home;
}

const launchVault = (home: string, ...args: readonly string[]): Promise<ElectronApplication> =>
  _electron.launch({
    cwd: PROJECT,
    args: [...rootArguments(), '--lang=en-US', PROJECT, '--vault', join(home, 'vault'), ...args],
    env: environmentOf(home),
  });

/** The least that Electron can do: one sandboxed window with one line of text. */
async function makeEmptyApp(home: string): Promise<string> {
  const folder = join(home, 'empty-app');
  await mkdir(folder);
  await writeFile(join(folder, 'package.json'), '{"name":"empty","version":"1.0.0","main":"main.cjs"}');
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>Empty</title><p id="ready">Ready</p>');
  await writeFile(
    join(folder, 'main.cjs'),
    `const { app, BrowserWindow } = require('electron');
     app.setPath('userData', require('node:path').join(__dirname, 'user-data'));
     app.whenReady().then(() => new BrowserWindow({ width: 1280, height: 860, webPreferences: { sandbox: true } }).loadFile('index.html'));`,
  );
  return folder;
}

async function timeUntil(launch: () => Promise<ElectronApplication>, selector: string): Promise<number> {
  const start = performance.now();
  const app = await launch();
  await (await app.firstWindow()).waitForSelector(selector);
  const took = performance.now() - start;
  await app.close();
  return took;
}

/** From the start of the process to rows that can be used, against an empty window, in turn. */
async function startRows(): Promise<Row[]> {
  const home = await makeVault(100_000);
  try {
    const empty = await makeEmptyApp(home);
    const times = { empty: [] as number[], ours: [] as number[] };
    for (let round = 0; round <= STARTS; round += 1) {
      const launchEmpty = () =>
        _electron.launch({ cwd: home, args: [...rootArguments(), empty], env: environmentOf(home) });
      const blank = await timeUntil(launchEmpty, '#ready');
      const ours = await timeUntil(() => launchVault(home, 'kagibako://tokens'), FIRST_ROW);
      // The first round fills caches.
      if (round === 0) continue;
      times.empty.push(blank);
      times.ours.push(ours);
    }
    const baseline = median(times.empty);
    const ours = median(times.ours);
    return [
      { what: 'empty Electron window', figure: `${baseline.toFixed(0)} ms`, ratio: '1 (baseline)', budget: '' },
      {
        what: 'to the first rows of 100,000 tokens',
        figure: `${ours.toFixed(0)} ms`,
        ratio: `${(ours / baseline).toFixed(2)} ×`,
        budget: '≤ 1.25 ×',
      },
    ];
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

/** What the page does in each frame while `move` goes on, in milliseconds: from the frame's start until after it was laid out and painted. */
async function frameWork(page: Page, move: () => Promise<void>): Promise<readonly number[]> {
  await page.evaluate(() => {
    const work: number[] = [];
    const channel = new MessageChannel();
    let begun = 0;
    channel.port1.onmessage = () => {
      work.push(performance.now() - begun);
    };
    const frame = () => {
      begun = performance.now();
      channel.port2.postMessage(null);
      if (!Reflect.get(window, 'stopFrames')) requestAnimationFrame(frame);
    };
    Object.assign(window, { stopFrames: false, frameWork: work });
    requestAnimationFrame(frame);
  });
  await move();
  return page.evaluate(() => {
    Object.assign(window, { stopFrames: true });
    return Reflect.get(window, 'frameWork') as number[];
  });
}

const countNodes = (page: Page) => page.evaluate(() => document.querySelectorAll('*').length);

/** Asks an operation again and again through the bridge, as the page does behind a key. */
const callTimes = (page: Page, name: string, inputs: readonly unknown[]): Promise<readonly number[]> =>
  page.evaluate(
    async ([operation, given]) => {
      const bridge = Reflect.get(window, 'kagibako') as {
        operations: Record<string, (input: unknown) => Promise<{ ok: boolean }>>;
      };
      const times: number[] = [];
      for (const input of given) {
        const start = performance.now();
        const answer = await bridge.operations[operation]?.(input);
        times.push(performance.now() - start);
        if (!answer?.ok) throw new Error(`${operation} failed: ${JSON.stringify(answer)}`);
      }
      return times;
    },
    [name, inputs] as const,
  );

const TOKENS = 1_000_000;
const LOOKS = 120;

function callRow(what: string, times: readonly number[], baseline: number, budget = ''): Row {
  const middle = quantile(times, 0.5);
  return {
    what,
    figure: `p50 ${middle.toFixed(1)} ms, p99 ${quantile(times, 0.99).toFixed(1)} ms`,
    ratio: `${(middle / baseline).toFixed(1)} ×`,
    budget,
  };
}

/** Each call behind a keystroke or a scroll, with everything between the page and the ledger, against a call that reads nothing. */
async function callRows(page: Page): Promise<Row[]> {
  const repeat = (input: unknown, times = 40) => Array.from({ length: times }, () => input);
  const idle = quantile(await callTimes(page, 'settings.show', repeat({}, 100)), 0.5);
  const sorts = TOKEN_SORTS.flatMap((sort) =>
    (['ascending', 'descending'] as const).map((direction) => ({ sort, direction })),
  );
  const starts = sorts.flatMap((order) => repeat({ ...order, limit: 200 }, 20));
  // The first look at a far place of an order finds the way; what a person feels while scrolling are the many after it.
  await callTimes(
    page,
    'token.list',
    sorts.map((order) => ({ ...order, limit: 200, offset: TOKENS / 2 })),
  );
  const offsets = sorts.flatMap((order) =>
    Array.from({ length: LOOKS / 6 }, (_, look) => ({
      ...order,
      limit: 200,
      offset: Math.floor(((look * 7_919) % 1_000) * (TOKENS / 1_000)),
    })),
  );
  const first = await callTimes(page, 'token.list', [{ limit: 200, offset: 654_321, states: ['revoked'] }]);
  const live = { states: ['active', 'draining', 'revoking'] };
  const typed = ['o', 'or', 'ord', 'orde', 'order', '予約', 'サポ', 'zzzz'];
  const row = async (what: string, name: string, inputs: readonly unknown[], budget = '') =>
    callRow(what, await callTimes(page, name, inputs), idle, budget);
  return [
    { what: 'a call that reads nothing', figure: `p50 ${idle.toFixed(1)} ms`, ratio: '1 (baseline)', budget: '' },
    await row('page of 200, every order, from the start', 'token.list', starts, 'p50 ≤ 4 ms, p99 ≤ 20 ms'),
    await row('page of 200, every order, anywhere', 'token.list', offsets, 'p50 ≤ 4 ms, p99 ≤ 20 ms'),
    { what: 'first far jump of a new filter', figure: `${(first[0] ?? 0).toFixed(0)} ms`, ratio: '', budget: '' },
    await row('count of live tokens', 'token.count', repeat(live)),
    await row(
      'palette: 8 tokens for each letter typed',
      'token.list',
      typed.map((search) => ({ search, limit: 8 })),
    ),
    await row(
      'search: first page for each letter typed',
      'token.list',
      typed.map((search) => ({ search, limit: 100 })),
    ),
    await row(
      'search: count for each letter typed',
      'token.count',
      typed.map((search) => ({ search })),
    ),
    await row('what the overview draws', 'token.outlook', repeat({ boundaries: nextDays() }, 10)),
    await row(
      'weighing “all live but one channel’s” before revoking',
      'token.previewRevoke',
      repeat({ matching: { ...live, channelId: '2000000001' } }, 20),
    ),
  ];
}

function nextDays(): readonly string[] {
  const today = new Date(new Date().setHours(0, 0, 0, 0)).getTime();
  return Array.from({ length: 31 }, (_, day) => new Date(today + day * 86_400_000).toISOString());
}

/** Scrolls a million rows with the wheel and by the keyboard, and looks at every frame. */
async function scrollRows(page: Page): Promise<Row[]> {
  await page.locator('[role="grid"]').hover();
  const still = await frameWork(page, () => page.waitForTimeout(1_000));
  const wheel = await frameWork(page, async () => {
    for (let turn = 0; turn < 200; turn += 1) await page.mouse.wheel(0, turn % 20 === 0 ? 20_000 : 240);
  });
  const keys = await frameWork(page, async () => {
    await page.locator('[role="grid"] [aria-rowindex][tabindex="0"], [role="grid"][tabindex="0"]').first().focus();
    for (let page_ = 0; page_ < 60; page_ += 1) await page.keyboard.press('PageDown');
  });
  const nodes = await countNodes(page);
  await page.keyboard.press('End');
  await page.waitForSelector(`[role="grid"] [aria-rowindex="${TOKENS + 1}"] [role="gridcell"]`);
  const baseline = quantile(still, 0.99);
  const row = (what: string, work: readonly number[]): Row => ({
    what,
    figure: `p50 ${quantile(work, 0.5).toFixed(1)} ms, p99 ${quantile(work, 0.99).toFixed(1)} ms`,
    ratio: `${(quantile(work, 0.99) / baseline).toFixed(1)} ×`,
    budget: 'p99 ≤ 16 ms',
  });
  return [
    { what: 'frame work, nothing moves', figure: `p99 ${baseline.toFixed(1)} ms`, ratio: '1 (baseline)', budget: '' },
    row('frame work, wheel', wheel),
    row('frame work, Page Down', keys),
    { what: 'DOM nodes of the whole page', figure: String(nodes), ratio: '', budget: '≤ 400' },
    { what: 'last row after End', figure: `row ${TOKENS.toLocaleString('en')}`, ratio: '', budget: 'reached' },
  ];
}

/** The window itself: how fast it starts, how it scrolls a million rows, and what each call behind a key costs. */
export async function benchWindow(): Promise<void> {
  printTable('Start of the window', await startRows());
  const home = await makeVault(TOKENS);
  try {
    const app = await launchVault(home, 'kagibako://tokens');
    const page = await app.firstWindow();
    await page.waitForSelector(FIRST_ROW);
    await page.getByRole('radio', { name: 'All' }).check({ force: true });
    await page.waitForSelector(`[role="grid"][aria-rowcount="${TOKENS + 1}"]`);
    printTable(`Scrolling ${TOKENS.toLocaleString('en')} tokens`, await scrollRows(page));
    printTable(`Calls through the bridge, ${TOKENS.toLocaleString('en')} tokens`, await callRows(page));
    await app.close();
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}
