import axe from 'axe-core';
import type { ElectronApplication, Page } from '@playwright/test';
import { EVENT_CHANNEL } from '../../app/desktop/preload-channels.ts';
import type { EventPayload } from '../../shared/events.ts';
import { LANGUAGES } from '../../shared/languages.ts';
import { expect, test } from './support/fixtures.ts';

/** What the rules of WCAG 2.2 AA find on the page as it stands: one line for each kind of problem. */
async function findProblems(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    const engine = Reflect.get(window, 'axe') as typeof axe;
    const { violations } = await engine.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });
    return violations.map(
      ({ id, nodes }) =>
        `${id}: ${nodes
          .map(({ target, failureSummary }) => `${target.join(' ')} (${failureSummary ?? ''})`)
          .slice(0, 3)
          .join(' | ')}`,
    );
  });
}

/** Asks the window for something as the menu and deep links do, whatever its language. */
const ask = (app: ElectronApplication, payload: EventPayload<'window.asked'>) =>
  app.evaluate(
    ({ BrowserWindow }, [channel, asked]) =>
      BrowserWindow.getAllWindows()[0]?.webContents.send(channel, 'window.asked', asked),
    [EVENT_CHANNEL, payload] as const,
  );

/** Looks at a screen in both themes; with more contrast, too, where that is asked for, because colours know no language. Everything that is found is told. */
async function look(page: Page, screen: string, withContrast: boolean): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    expect.soft(await findProblems(page), `${screen}, ${colorScheme}`).toEqual([]);
  }
  if (!withContrast) return;
  await page.emulateMedia({ colorScheme: 'light', contrast: 'more', reducedMotion: 'reduce' });
  expect.soft(await findProblems(page), `${screen}, more contrast`).toEqual([]);
  await page.emulateMedia({ contrast: null });
}

const heading = (page: Page) => page.locator('main h1').first();

for (const language of LANGUAGES) {
  test(`every screen of a full vault can be used by everybody: ${language}`, async ({ showcase }) => {
    test.setTimeout(180_000);
    const { app, page, window } = await showcase({ language });
    await page.evaluate(axe.source);
    const see = (screen: string) => look(page, screen, language === 'en');
    const go = async (to: Extract<EventPayload<'window.asked'>, { ask: 'go' }>['to']) => {
      await ask(app, { ask: 'go', to });
      await expect(heading(page)).toBeVisible();
    };
    const openAndLook = async (command: Extract<EventPayload<'window.asked'>, { ask: 'do' }>['command']) => {
      await ask(app, { ask: 'do', command });
      await expect(window.dialog).toBeVisible();
      await see(command);
      await window.closeDialog();
    };

    await expect(page.locator('html')).toHaveAttribute('lang', language);
    await expect(page.getByText('Booking bot').first()).toBeVisible();
    await see('overview');
    for (const name of ['channels', 'activity', 'settings'] as const) {
      await go({ name });
      await see(name);
    }
    await go({ name: 'channel', channelId: '2006123401' });
    for (const tab of await page.getByRole('tab').all()) {
      await tab.click();
      await see(`channel, ${(await tab.textContent()) ?? ''}`);
    }
    await go({ name: 'channel', channelId: '2006123408' });
    await see('registration guide');

    await go({ name: 'tokens' });
    await expect(window.rows.first()).toBeVisible();
    await window.rows.first().getByRole('checkbox').click();
    await see('tokens');
    await window.rows.nth(1).focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('complementary').last()).toBeVisible();
    await see('token details');
    await page.keyboard.press('Escape');
    await window.rows.nth(1).focus();
    await page.keyboard.press('r');
    await expect(window.dialog).toBeVisible();
    await see('revoke');
    await window.closeDialog();

    for (const command of ['issue-token', 'add-channel', 'verify-token', 'shortcuts', 'palette'] as const)
      await openAndLook(command);
    await page.keyboard.press('ControlOrMeta+l');
    await expect(page.getByRole('navigation')).toHaveCount(0);
    await see('locked');
  });
}

test('every screen of an empty vault can be used by everybody', async ({ launch }) => {
  const { app, page, window } = await launch();
  await page.evaluate(axe.source);
  await expect(page.getByText('It answers and is unlocked.')).toBeVisible();
  await look(page, 'first run', true);
  await window.createVaultInKeychain();
  await look(page, 'empty overview', true);
  for (const name of ['tokens', 'channels', 'activity'] as const) {
    await ask(app, { ask: 'go', to: { name } });
    await expect(heading(page)).toBeVisible();
    await look(page, `empty ${name}`, true);
  }

  // And what is wrong is found.
  await page.evaluate(() => document.querySelector('main')?.append(document.createElement('img')));
  expect(await findProblems(page)).toEqual([expect.stringContaining('image-alt')]);
});
