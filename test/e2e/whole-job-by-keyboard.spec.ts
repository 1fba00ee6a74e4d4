import type { Locator, Page } from '@playwright/test';
import { expect, test } from './support/fixtures.ts';
import { registerInConsole } from '../support/practice-console.ts';

/** Presses Tab until the element has the focus, as a person without a mouse does; says so where it cannot be reached. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let presses = 0; presses < 80; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${String(target)} cannot be reached with Tab`);
}

test('the whole job by keyboard alone', async ({ launch, platform }) => {
  const { page, window } = await launch();
  const keyboard = page.keyboard;
  const { channelId, channelSecret } = platform.addChannel({ name: '受付サポート' });

  await tabTo(page, window.button('Create the vault'));
  await keyboard.press('Enter');
  await tabTo(page, window.button('Add channel'));
  await keyboard.press('Enter');

  await expect(window.dialog.getByLabel('Channel ID')).toBeFocused();
  await keyboard.type(channelId);
  await keyboard.press('Tab');
  await keyboard.type('受付サポート');
  await keyboard.press('Tab');
  await keyboard.type(channelSecret);
  await tabTo(page, window.dialog.getByText('Advanced'));
  await keyboard.press('Enter');
  await keyboard.press('Tab');
  await keyboard.type(platform.url);
  await keyboard.press('Enter');

  await tabTo(page, window.button('Generate key'));
  await keyboard.press('Enter');
  await tabTo(page, window.button('Copy public key'));
  await keyboard.press('Enter');
  await expect(page.getByText('Copied. Now paste it in the console.')).toBeVisible();
  const kid = registerInConsole(platform, channelId, await window.clipboard());
  await window.putOnClipboard(kid);
  await tabTo(page, page.getByLabel('kid from the console'));
  await keyboard.press('ControlOrMeta+v');
  await expect(page.getByText('Looks right: a UUID.')).toBeVisible();
  await keyboard.press('Enter');
  await expect(page.getByText('LINE accepted an assertion signed with this key.')).toBeVisible();

  for (const consumer of ['web', 'worker', 'payments']) {
    await page.locator('main').focus();
    await keyboard.press('n');
    await tabTo(page, window.dialog.getByLabel('Consumer'));
    await keyboard.type(consumer);
    await keyboard.press('Enter');
    await expect(window.dialog.getByRole('button', { name: 'Copy token' })).toBeFocused();
    await keyboard.press('Escape');
    await expect(window.dialog).toHaveCount(0);
  }

  await keyboard.press('2');
  await expect(window.rows).toHaveCount(3);
  await keyboard.press('/');
  await keyboard.press('ArrowDown');
  await expect(window.rows.nth(0)).toBeFocused();
  await keyboard.press('c');
  await expect(page.getByText('Token copied.').last()).toBeVisible();
  await keyboard.press(' ');
  await keyboard.press('Shift+ArrowDown');
  await expect(page.getByText('2 selected')).toBeVisible();
  await keyboard.press('ControlOrMeta+a');
  await expect(page.getByText('3 selected')).toBeVisible();
  await tabTo(page, window.button('Revoke 3…'));
  await keyboard.press('Enter');
  await tabTo(page, window.dialog.getByRole('checkbox', { name: /no working token afterwards/ }));
  await keyboard.press(' ');
  await tabTo(page, window.dialog.getByRole('button', { name: 'Revoke 3 tokens' }));
  await keyboard.press('Enter');
  await expect(window.dialog.getByRole('heading', { name: '3 revoked and proved' })).toBeVisible();
  await keyboard.press('Escape');
  await expect(page.getByText('No live tokens')).toBeVisible();
  expect(platform.liveKeyIds(channelId)).toEqual([]);

  await keyboard.press('?');
  await expect(window.dialog.getByRole('heading', { name: 'Keyboard' })).toBeVisible();
  await keyboard.press('Escape');
  await keyboard.press('ControlOrMeta+l');
  await expect(window.button('Unlock')).toBeFocused();
  await keyboard.press('Enter');
  await expect(page.getByRole('navigation')).toBeVisible();
});
