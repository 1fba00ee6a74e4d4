import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { _electron, expect, type ElectronApplication, type Page } from '@playwright/test';
import { EVENT_CHANNEL } from '../../app/desktop/preload-channels.ts';
import type { EventPayload } from '../../shared/events.ts';
import { LANGUAGES, type Language } from '../../shared/languages.ts';
import { environmentOf, rootArguments } from '../e2e/support/fixtures.ts';
import { VaultWindow } from '../e2e/support/vault-window.ts';
import { fillShowcase } from '../support/showcase.ts';

/** Pictures of every screen, light and dark, of an empty vault and of a full one, and of the full one in each language. */

const PROJECT = resolve(import.meta.dirname, '../..');
const WINDOW = { width: 1280, height: 860 };

type Asked = EventPayload<'window.asked'>;

interface Screen {
  readonly name: string;
  /** Goes there. What is asked for is what the menu and deep links can ask, so that no word of any language is needed. */
  readonly show: (stage: Stage) => Promise<void>;
}

interface Stage {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly window: VaultWindow;
  readonly ask: (asked: Asked) => Promise<void>;
}

/** In the order of the rail. */
const PLACES = ['overview', 'tokens', 'channels', 'rotations', 'activity', 'settings'] as const;

/** Where a destination stands in the rail. */
const PLACE_OF = {
  overview: 'overview',
  tokens: 'tokens',
  token: 'tokens',
  channels: 'channels',
  channel: 'channels',
  rotations: 'rotations',
  rotation: 'rotations',
  activity: 'activity',
  operation: 'activity',
  settings: 'settings',
} as const satisfies Record<Extract<Asked, { ask: 'go' }>['to']['name'], (typeof PLACES)[number]>;

const go =
  (to: Extract<Asked, { ask: 'go' }>['to']): Screen['show'] =>
  async ({ page, ask }) => {
    await ask({ ask: 'go', to });
    const name = PLACE_OF[to.name];
    const place = page.getByRole('navigation').getByRole('button').nth(PLACES.indexOf(name));
    await expect(place).toHaveAttribute('aria-current', 'page');
    await expect(page.locator('main h1').first()).toBeVisible();
    await expect(page.locator('.skeleton:visible')).toHaveCount(0);
  };

const open =
  (command: Extract<Asked, { ask: 'do' }>['command']): Screen['show'] =>
  async ({ window, ask }) => {
    await ask({ ask: 'do', command });
    await expect(window.dialog).toBeVisible();
  };

const EMPTY: readonly Screen[] = [
  { name: 'overview', show: go({ name: 'overview' }) },
  { name: 'tokens', show: go({ name: 'tokens' }) },
  { name: 'channels', show: go({ name: 'channels' }) },
  { name: 'rotations', show: go({ name: 'rotations' }) },
  { name: 'activity', show: go({ name: 'activity' }) },
];

const FULL: readonly Screen[] = [
  { name: 'overview', show: go({ name: 'overview' }) },
  {
    name: 'tokens',
    async show(stage) {
      await go({ name: 'tokens' })(stage);
      await expect(stage.window.rows.first()).toBeVisible();
      for (const row of [0, 2, 3]) await stage.window.rows.nth(row).getByRole('checkbox').click();
    },
  },
  {
    name: 'token',
    async show({ page, window }) {
      await window.rows.nth(2).focus();
      await page.keyboard.press('Enter');
      await expect(page.getByRole('complementary').last()).toBeVisible();
    },
  },
  { name: 'channels', show: go({ name: 'channels' }) },
  { name: 'channel', show: go({ name: 'channel', channelId: '2006123401' }) },
  { name: 'registration', show: go({ name: 'channel', channelId: '2006123408' }) },
  { name: 'rotations', show: go({ name: 'rotations' }) },
  { name: 'activity', show: go({ name: 'activity' }) },
  { name: 'settings', show: go({ name: 'settings' }) },
  { name: 'issue', show: open('issue-token') },
  { name: 'palette', show: open('palette') },
];

const THEMES = ['light', 'dark'] as const;
const FIRST_RUN: readonly Screen[] = [{ name: 'first-run', show: () => Promise.resolve() }];
const OTHER_LANGUAGES = LANGUAGES.filter((each: Language) => each !== 'en');
const inTheme = (screen: string, theme: string) => `${screen}-${theme}`;
const whileEmpty = (screen: string, theme: string) => `empty-${screen}-${theme}`;
const inLanguage = (language: Language) => (screen: string) => `${screen}-${language}`;

/** The names of all pictures, without `.png`: what the guide may show. */
export const PICTURE_NAMES: ReadonlySet<string> = new Set([
  ...[...FIRST_RUN, ...FULL].flatMap(({ name }) => THEMES.map((theme) => inTheme(name, theme))),
  ...EMPTY.flatMap(({ name }) => THEMES.map((theme) => whileEmpty(name, theme))),
  ...FULL.flatMap(({ name }) => OTHER_LANGUAGES.map((language) => inLanguage(language)(name))),
]);

async function launch(home: string): Promise<Stage> {
  const app = await _electron.launch({
    cwd: PROJECT,
    args: [...rootArguments(), '--lang=en-US', PROJECT, '--vault', join(home, 'gallery')],
    env: environmentOf(home),
  });
  const page = await app.firstWindow();
  await page.setViewportSize(WINDOW);
  const ask = (asked: Asked) =>
    app.evaluate(
      ({ BrowserWindow }, [channel, payload]) =>
        BrowserWindow.getAllWindows()[0]?.webContents.send(channel, 'window.asked', payload),
      [EVENT_CHANNEL, asked] as const,
    );
  return { app, page, window: new VaultWindow(app, page), ask };
}

async function shoot(
  stage: Stage,
  screens: readonly Screen[],
  folder: string,
  nameOf: (screen: string, theme: string) => string,
  themes: readonly ('light' | 'dark')[],
): Promise<number> {
  let count = 0;
  for (const screen of screens) {
    await screen.show(stage);
    for (const colorScheme of themes) {
      await stage.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const path = join(folder, `${nameOf(screen.name, colorScheme)}.png`);
      await stage.page.screenshot({ path, animations: 'disabled' });
      count += 1;
    }
    if ((await stage.window.dialog.count()) > 0) await stage.window.closeDialog();
  }
  return count;
}

/** Runs what needs the app, and ends it whatever came of it. */
async function onStage(home: string, work: (stage: Stage) => Promise<number>): Promise<number> {
  const stage = await launch(home);
  try {
    return await work(stage);
  } finally {
    await stage.app.close();
  }
}

/** Returns how many pictures there are in `folder` now. */
export async function takeGallery(home: string, folder: string): Promise<number> {
  await mkdir(folder, { recursive: true });
  const empty = await onStage(home, async (stage) => {
    await expect(stage.window.button('Create the vault')).toBeVisible();
    const count = await shoot(stage, FIRST_RUN, folder, inTheme, THEMES);
    await stage.window.createVaultInKeychain();
    return count + (await shoot(stage, EMPTY, folder, whileEmpty, THEMES));
  });
  await fillShowcase(join(home, 'gallery'));
  const full = await onStage(home, async (stage) => {
    await expect(stage.page.getByText('Booking bot').first()).toBeVisible();
    let count = await shoot(stage, FULL, folder, inTheme, THEMES);
    for (const language of OTHER_LANGUAGES) {
      await stage.window.call('settings.change', { language });
      await expect(stage.page.locator('html')).toHaveAttribute('lang', language);
      count += await shoot(stage, FULL, folder, inLanguage(language), ['light']);
    }
    return count;
  });
  return empty + full;
}
