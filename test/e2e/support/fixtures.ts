import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, expect, test as base, type ElectronApplication, type Page } from '@playwright/test';
import { startPracticePlatform, type PracticePlatform } from '../../../main/practice/practice-platform.ts';
import type { SettingsChange } from '../../../shared/settings.ts';
import { fillShowcase } from '../../support/showcase.ts';
import { VaultWindow } from './vault-window.ts';

const PROJECT = resolve(import.meta.dirname, '../../..');

export interface LaunchOptions {
  /** The vault's folder; a fresh one by default. */
  readonly folder?: string;
  readonly args?: readonly string[];
  readonly environment?: { readonly [name: string]: string | undefined };
  /** Whether the page sees the app's theme; otherwise the test tool tells it that it is light. */
  readonly followsSystem?: boolean;
}

/** A running app. */
export interface Launched {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly window: VaultWindow;
  readonly folder: string;
}

interface Fixtures {
  /** A private home folder, so that no test sees the developer's own vault or settings. */
  home: string;
  /** A LINE on loopback, inside the test's process. */
  platform: PracticePlatform;
  /** Starts the built app. Whatever was started ends with the test. */
  launch: (options?: LaunchOptions) => Promise<Launched>;
  /** The app with a fresh, open vault in the keychain. */
  opened: Launched;
  /** The app over a vault in the middle of its life: every state and every script. */
  showcase: (settings?: SettingsChange) => Promise<Launched>;
}

export const test = base.extend<Fixtures>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the names between the braces
  home: async ({}, use) => {
    const home = await mkdtemp(join(tmpdir(), 'kagibako-e2e-'));
    await use(home);
    await rm(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  },

  // eslint-disable-next-line no-empty-pattern -- the same
  platform: async ({}, use) => {
    const platform = await startPracticePlatform({ port: 0 });
    await use(platform);
    await platform.close();
  },

  launch: async ({ home }, use) => {
    const running: ElectronApplication[] = [];
    await use(async ({ folder = join(home, 'vault'), args = [], environment = {}, followsSystem = false } = {}) => {
      const app = await _electron.launch({
        cwd: PROJECT,
        args: [...rootArguments(), '--lang=en-US', PROJECT, '--vault', folder, ...args],
        env: environmentOf(home, environment),
        ...(followsSystem ? { colorScheme: null } : {}),
      });
      running.push(app);
      // Nobody's browser opens because of a test; what would have been opened is kept for it to look at.
      await app.evaluate(({ shell }) => {
        const opened: string[] = [];
        Object.assign(globalThis, { openedByTheApp: opened });
        shell.openExternal = (url) => {
          opened.push(url);
          return Promise.resolve();
        };
      });
      const page = await app.firstWindow();
      return { app, page, window: new VaultWindow(app, page), folder };
    });
    for (const app of running) await app.close();
  },

  opened: async ({ launch }, use) => {
    const launched = await launch();
    await launched.window.createVaultInKeychain();
    await use(launched);
  },

  showcase: async ({ launch }, use) => {
    await use(async (settings = {}) => {
      const first = await launch();
      await first.window.createVaultInKeychain();
      await first.window.call('settings.change', settings);
      await first.app.close();
      await fillShowcase(first.folder);
      const launched = await launch({ folder: first.folder });
      await expect(launched.page.getByRole('navigation').first()).toBeVisible();
      return launched;
    });
  },
});

export { expect } from '@playwright/test';

/** Chromium does not start as root with its own sandbox; only the tests and the development launcher say this. */
export function rootArguments(): readonly string[] {
  return process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}

export function environmentOf(home: string, additions: LaunchOptions['environment'] = {}): { [name: string]: string } {
  const own = {
    HOME: home,
    XDG_CONFIG_HOME: join(home, 'config'),
    XDG_DATA_HOME: join(home, 'data'),
    XDG_CACHE_HOME: join(home, 'cache'),
    KAGIBAKO_VAULT: undefined,
    TZ: 'Asia/Tokyo',
  };
  const all: { [name: string]: string | undefined } = { ...process.env, ...own, ...additions };
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** A folder that nobody may write into. */
export async function readOnlyFolder(home: string): Promise<string> {
  const folder = join(home, 'read-only');
  await mkdir(folder, { mode: 0o500 });
  return folder;
}
