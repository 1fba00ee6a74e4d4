import axe from 'axe-core';
import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures.ts';
import { registerInConsole } from '../support/practice-console.ts';

/** What the rules of WCAG 2.2 AA find on the page as it stands: one line for each kind of problem. */
async function findProblems(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
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

for (const colorScheme of ['light', 'dark'] as const) {
  for (const language of ['English', '日本語'] as const) {
    test(`every screen can be used by everybody: ${colorScheme}, ${language}`, async ({ launch, platform }) => {
      const { page, window } = await launch();
      await page.emulateMedia({ colorScheme });
      const check = async (screen: string) => expect.soft(await findProblems(page), screen).toEqual([]);
      await expect(page.getByText('It answers and is unlocked.')).toBeVisible();
      await check('first run');
      await window.button('Create the vault').click();
      const { channelId, channelSecret } = platform.addChannel({ name: 'Sakura Store' });
      await expect(page.getByRole('navigation')).toBeVisible();
      await check('empty overview');
      await window.goTo('Tokens');
      await expect(page.getByText('No live tokens')).toBeVisible();
      await check('no tokens');
      await window.addChannel({ channelId, channelSecret, name: 'Sakura Store', platform: platform.url });
      await window.button('Generate key').click();
      await expect(page.getByText('Bring back the kid')).toBeVisible();
      await check('registration guide');
      const kid = registerInConsole(platform, channelId, await window.copyPublicKey());
      await window.bringBackKid(kid);
      await expect(page.getByText('LINE accepted an assertion')).toBeVisible();
      await window.issueToken('web', 'spring');
      await check('token issued');
      await window.closeDialog();
      platform.issueForeignToken(channelId);
      await window.button('Check all').click();
      await expect(page.getByText('1 foreign').last()).toBeVisible();
      await window.goTo('Settings');
      await page.getByText(language, { exact: true }).click();
      await check('settings');

      const places = page.getByRole('navigation').getByRole('button');
      await places.nth(0).click();
      await check('overview');
      await places.nth(2).click();
      await check('channels');
      await places.nth(3).click();
      await check('activity');
      await places.nth(1).click();
      await expect(window.rows).toHaveCount(1);
      await window.rows.first().getByRole('checkbox').click();
      await check('tokens');
      await page.keyboard.press('?');
      await check('shortcuts');
      await window.closeDialog();
      await window.rows.first().focus();
      await page.keyboard.press('Enter');
      await expect(window.dialog).toBeVisible();
      await check('token');
      await window.closeDialog();
      await page.keyboard.press('ControlOrMeta+l');
      await expect(page.getByRole('navigation')).toHaveCount(0);
      await check('locked');
    });
  }
}
