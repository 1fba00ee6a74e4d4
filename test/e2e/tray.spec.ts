import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { _electron, type ElectronApplication } from '@playwright/test';
import { addChannelWithKey, issueToken } from '../../main/ledger/ledger-test-support.ts';
import { openLedger } from '../../main/ledger/open-ledger.ts';
import type { SettingsChange } from '../../shared/settings.ts';
import { type DesktopBus, openDesktopBus } from '../support/desktop-bus.ts';
import { environmentOf, expect, type Launched, rootArguments, test as base } from './support/fixtures.ts';
import { call, expectWindow, listenToAsked, startAgain, windowStands } from './support/shell.ts';

/** The tray and the notifications as the desktop gets them: a panel and a notification daemon listen on the session bus of the test. */

const DAY_MS = 24 * 60 * 60 * 1_000;
const PROJECT = resolve(import.meta.dirname, '../..');

interface Vault {
  readonly folder: string;
  /** In the order in which they were given. */
  readonly tokenIds: readonly string[];
}

interface Fixtures {
  /** A desktop with a tray. */
  desktop: DesktopBus;
  /** A desktop without one. */
  bareDesktop: DesktopBus;
  /** A vault that nobody has open, whose tokens end in so many days. */
  vaultWith: (endsInDays: readonly number[], settings?: SettingsChange) => Promise<Vault>;
  /** Starts the app on a vault as the system does at login. */
  launchHidden: (folder: string) => Promise<ElectronApplication>;
}

const test = base.extend<Fixtures>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the names between the braces
  desktop: async ({}, use) => {
    const desktop = await openDesktopBus({ tray: true });
    await use(desktop);
    await desktop.close();
  },

  // eslint-disable-next-line no-empty-pattern -- the same
  bareDesktop: async ({}, use) => {
    const desktop = await openDesktopBus({ tray: false });
    await use(desktop);
    await desktop.close();
  },

  vaultWith: async ({ launch }, use) => {
    await use(async (endsInDays, settings = {}) => {
      const first = await launch();
      await call(first, 'vault.create', { keystore: 'os' });
      // No summary of the morning, whatever time it is.
      await call(first, 'settings.change', { digestAt: null, ...settings });
      await first.app.close();
      const ledger = await openLedger({ folder: first.folder, create: false, at: new Date().toISOString() });
      const tokenIds: string[] = [];
      try {
        await addChannelWithKey(ledger);
        for (const [index, days] of endsInDays.entries()) {
          const end = Date.now() + days * DAY_MS;
          const life = { issuedAt: new Date(end - 30 * DAY_MS).toISOString(), expiresAt: new Date(end).toISOString() };
          const consumer = `bot ${String(index + 1)}`;
          tokenIds.push((await issueToken(ledger, `key ${consumer}`, life, { consumer })).tokenId);
        }
      } finally {
        await ledger.close();
      }
      return { folder: first.folder, tokenIds };
    });
  },

  launchHidden: async ({ home }, use) => {
    const running: ElectronApplication[] = [];
    await use(async (folder) => {
      const args = [...rootArguments(), '--lang=en-US', PROJECT, '--vault', folder, '--hidden'];
      const app = await _electron.launch({ cwd: PROJECT, args, env: environmentOf(home) });
      running.push(app);
      return app;
    });
    for (const app of running) await app.close();
  },
});

const windows = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((each) => each.isVisible()));

/** Closes the window as a person does. */
async function closeWindow(app: ElectronApplication): Promise<void> {
  await expect.poll(() => windows(app)).toEqual([true]);
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
}

const ended = (app: ElectronApplication) => new Promise<void>((gone) => app.once('close', () => gone()));

const tooltipOf = (desktop: DesktopBus) => () => desktop.tooltip().catch(() => '');

test('what ends soon is in the tray, and each entry opens its screen', async ({ desktop, vaultWith, launch }) => {
  const { folder, tokenIds } = await vaultWith([2.5, 2.8, 20], { notifications: false });
  const { page } = await launch({ folder });
  const asked = await listenToAsked(page);
  await expect.poll(tooltipOf(desktop)).toBe('Kagibako: 2 tokens end within 3 days');
  expect(await desktop.items()).toHaveLength(1);
  expect((await desktop.iconSizes()).every((size) => size >= 16)).toBe(true);
  const labels = (await desktop.menu()).map(({ label }) => label);
  expect(labels).toEqual([
    'bot 1 · 大阪店: 2 days',
    'bot 2 · 大阪店: 2 days',
    'bot 3 · 大阪店: 19 days',
    '',
    'Be quiet until tomorrow morning',
    'Be quiet until working hours',
    '',
    'Open Kagibako',
    'Lock the vault',
    'Quit Kagibako',
  ]);
  await desktop.choose(/^bot 2/);
  await expect.poll(asked).toEqual([{ ask: 'go', to: { name: 'token', tokenId: tokenIds[1] } }]);
  expect(desktop.notifications).toEqual([]);
});

test('a token that ends soon is told once, and a click leads to it', async ({ desktop, vaultWith, launch }) => {
  const { folder, tokenIds } = await vaultWith([2.5]);
  const first = await launch({ folder });
  const asked = await listenToAsked(first.page);
  await expect.poll(() => desktop.notifications.length).toBe(1);
  const [shown] = desktop.notifications;
  expect(shown?.title).toBe('bot 1 · 大阪店 ends in 2 days');
  expect(shown?.body).toMatch(/^blue\nThe token ends \w+, \w+ \d+, \d\d:\d\d\.$/);
  desktop.click(shown?.id ?? 0);
  await expect.poll(asked).toEqual([{ ask: 'go', to: { name: 'token', tokenId: tokenIds[0] } }]);
  await expect.poll(async () => (await call(first, 'reminder.show', {})).due).toEqual([]);
  await first.app.close();

  const again = await launch({ folder });
  await expect.poll(tooltipOf(desktop)).toBe('Kagibako: 1 token ends within 3 days');
  expect((await call(again, 'reminder.show', {})).due).toEqual([]);
  expect(desktop.notifications).toHaveLength(1);
});

test('several at once are one notification', async ({ desktop, vaultWith, launch }) => {
  const { folder } = await vaultWith([0.5, 2.5, 8, 9, -2]);
  const { page } = await launch({ folder });
  const asked = await listenToAsked(page);
  await expect.poll(() => desktop.notifications.length).toBe(1);
  expect(desktop.notifications[0]).toMatchObject({
    title: '5 reminders',
    body: 'bot 5 · 大阪店 has ended\nbot 1 · 大阪店 ends in 11 hours\nbot 2 · 大阪店 ends in 2 days\nand 2 more',
  });
  desktop.click(1);
  await expect.poll(asked).toEqual([{ ask: 'go', to: { name: 'overview' } }]);
});

test('whoever wants quiet has it, and hears afterwards what was due', async ({ desktop, vaultWith, launch }) => {
  const { folder } = await vaultWith([20], { language: 'ja' });
  const launched = await launch({ folder });
  await expect.poll(tooltipOf(desktop)).toMatch(/^Kagibako: 次に期限が切れるのは/);
  await desktop.choose(/明日の朝まで/);
  await expect.poll(async () => (await desktop.menu()).some(({ label }) => label === '通知を再開')).toBe(true);
  // With these days the token is due, but nothing is said.
  await call(launched, 'settings.change', { reminderDays: [29] });
  await expect.poll(tooltipOf(desktop)).toBe('Kagibako: 29 日以内に期限が切れるトークン：1 件');
  expect((await call(launched, 'reminder.show', {})).snoozedUntil).not.toBeNull();
  expect(desktop.notifications).toEqual([]);
  await desktop.choose(/通知を再開/);
  await expect.poll(() => desktop.notifications.map(({ title }) => title)).toEqual(['bot 1 · 大阪店：残り 19 日']);
});

test('a locked vault reminds as well, and the tray shows that it is locked', async ({ desktop, vaultWith, launch }) => {
  const { folder } = await vaultWith([20]);
  const launched = await launch({ folder });
  await expect.poll(tooltipOf(desktop)).toMatch(/^Kagibako: The next token ends/);
  await desktop.choose(/Lock the vault/);
  await expect.poll(tooltipOf(desktop)).toMatch(/^Kagibako: locked, The next token ends/);
  await expect
    .poll(async () => (await desktop.menu()).find(({ label }) => label === 'Lock the vault')?.enabled)
    .toBe(false);
  await call(launched, 'settings.change', { reminderDays: [29] });
  await expect.poll(() => desktop.notifications.length).toBe(1);
});

test('closing leaves the program in the tray, and the tray brings the window back', async ({
  desktop,
  vaultWith,
  launch,
}) => {
  const { folder } = await vaultWith([], { closeToTray: true });
  const { app } = await launch({ folder });
  await expect.poll(tooltipOf(desktop)).toBe('Kagibako: No live tokens');
  await closeWindow(app);
  await expect.poll(() => windows(app)).toEqual([false]);
  await desktop.choose(/^Open/);
  await expect.poll(() => windows(app)).toEqual([true]);
  await closeWindow(app);
  await expect.poll(() => windows(app)).toEqual([false]);
  await desktop.activate();
  await expect.poll(() => windows(app)).toEqual([true]);
  const gone = ended(app);
  await desktop.choose(/^Quit/);
  await gone;
  expect(await desktop.items()).toEqual([]);
});

test('a window that is hidden for long is gone, and is made anew where it was', async ({
  desktop,
  vaultWith,
  launch,
}) => {
  const { folder } = await vaultWith([], { closeToTray: true });
  const { app } = await launch({ folder });
  await expect.poll(tooltipOf(desktop)).toBe('Kagibako: No live tokens');
  const bounds = { x: 40, y: 30, width: 1100, height: 700 };
  await app.evaluate(({ BrowserWindow }, wanted) => BrowserWindow.getAllWindows()[0]?.setBounds(wanted), bounds);
  await expectWindow(app, { bounds });
  // The ten minutes are over at once.
  await app.evaluate(() => {
    const real = globalThis.setTimeout;
    const hurried = (work: () => void, afterMs?: number) => real(work, afterMs === 600_000 ? 0 : afterMs);
    Object.assign(globalThis, { setTimeout: hurried });
  });
  await closeWindow(app);
  await expect.poll(() => windows(app)).toEqual([]);
  await desktop.choose(/^Open/);
  await expect.poll(() => windows(app)).toEqual([true]);
  expect((await windowStands(app)).bounds).toEqual(bounds);
});

test('with the setting off, closing ends the program as ever', async ({ desktop, vaultWith, launch }) => {
  const { folder } = await vaultWith([]);
  const { app } = await launch({ folder });
  await expect.poll(tooltipOf(desktop)).toBe('Kagibako: No live tokens');
  const gone = ended(app);
  await closeWindow(app);
  await gone;
});

test('without a tray closing ends the program whatever is set, and the settings say what there is instead', async ({
  bareDesktop,
  vaultWith,
  launch,
}) => {
  const { folder } = await vaultWith([2.5], { closeToTray: true });
  const launched: Launched = await launch({ folder });
  await expect.poll(() => bareDesktop.notifications.length).toBe(1);
  await launched.window.goTo('Settings');
  await expect(launched.page.getByText('This desktop shows no tray icons.')).toBeVisible();
  const gone = ended(launched.app);
  await closeWindow(launched.app);
  await gone;
});

test('where the panel goes away, closing ends the program: nobody would find it again', async ({
  desktop,
  vaultWith,
  launch,
}) => {
  const { folder } = await vaultWith([], { closeToTray: true });
  const { app } = await launch({ folder });
  await expect.poll(tooltipOf(desktop)).toBe('Kagibako: No live tokens');
  await desktop.close();
  const gone = ended(app);
  await closeWindow(app);
  await gone;
});

test('a panel that was started anew gets the icon again when somebody looks at the settings', async ({
  desktop,
  vaultWith,
  launch,
}) => {
  const { folder } = await vaultWith([], { closeToTray: true });
  const { app, window } = await launch({ folder });
  await expect.poll(tooltipOf(desktop)).toBe('Kagibako: No live tokens');
  await desktop.close();
  const other = await openDesktopBus({ tray: true });
  try {
    await window.goTo('Settings');
    await expect.poll(tooltipOf(other)).toBe('Kagibako: No live tokens');
    await closeWindow(app);
    await expect.poll(() => windows(app)).toEqual([false]);
    // Each look may register the icon anew, and for a moment there is none.
    await expect(() => other.choose(/^Open/)).toPass();
    await expect.poll(() => windows(app)).toEqual([true]);
  } finally {
    await other.close();
  }
});

test('started once more at login, what runs already stays as it is; by a person it comes to the front', async ({
  desktop,
  home,
  vaultWith,
  launch,
}) => {
  const { folder } = await vaultWith([], { closeToTray: true });
  const launched = await launch({ folder });
  await expect.poll(tooltipOf(desktop)).toBe('Kagibako: No live tokens');
  await closeWindow(launched.app);
  await expect.poll(() => windows(launched.app)).toEqual([false]);
  expect(await startAgain(launched, home, '--hidden')).toBe(0);
  expect(await windows(launched.app)).toEqual([false]);
  expect(await startAgain(launched, home)).toBe(0);
  await expect.poll(() => windows(launched.app)).toEqual([true]);
});

test('started at login there is no window until somebody wants one', async ({ desktop, vaultWith, launchHidden }) => {
  const { folder } = await vaultWith([2.5]);
  const app = await launchHidden(folder);
  await expect.poll(() => desktop.notifications.length).toBe(1);
  expect(await windows(app)).toEqual([]);
  await desktop.activate();
  await expect.poll(() => windows(app)).toEqual([true]);
});

test('a click on a notification makes the window that was never there, at the right place', async ({
  desktop,
  vaultWith,
  launchHidden,
}) => {
  const { folder } = await vaultWith([2.5]);
  const app = await launchHidden(folder);
  await expect.poll(() => desktop.notifications.length).toBe(1);
  desktop.click(1);
  const page = await app.firstWindow();
  await expect(page.getByRole('complementary', { name: /^Details of the token/ })).toBeVisible();
});

test('started at login on a desktop without a tray, the window opens', async ({
  bareDesktop,
  vaultWith,
  launchHidden,
}) => {
  test.slow();
  const { folder } = await vaultWith([2.5]);
  const app = await launchHidden(folder);
  await expect.poll(() => windows(app), { timeout: 40_000 }).toEqual([true]);
  await expect.poll(() => bareDesktop.notifications.length).toBe(1);
});

test('starting at login is a file of the desktop, which goes when it is not wanted', async ({
  desktop,
  home,
  vaultWith,
  launch,
}) => {
  const { folder } = await vaultWith([]);
  const launched = await launch({ folder });
  await expect.poll(tooltipOf(desktop)).toBe('Kagibako: No live tokens');
  const autostart = join(home, 'config', 'autostart');
  expect(existsSync(autostart) ? await readdir(autostart) : []).toEqual([]);
  await call(launched, 'settings.change', { startAtLogin: true });
  await expect.poll(() => (existsSync(autostart) ? readdir(autostart) : [])).toHaveLength(1);
  const [name = ''] = await readdir(autostart);
  await expect.poll(() => readFile(join(autostart, name), 'utf8')).toContain(`"--vault" "${folder}" "--hidden"`);
  await call(launched, 'settings.change', { startAtLogin: false });
  await expect.poll(() => readdir(autostart)).toEqual([]);
});
