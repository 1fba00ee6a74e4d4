import { expect, test } from './support/fixtures.ts';
import { registerInConsole } from '../support/practice-console.ts';

test('whoever quits while LINE is still answering an issue finds the token at the next start', async ({
  opened,
  launch,
  platform,
}) => {
  const { app, window, page, folder } = opened;
  const channel = platform.addChannel({ name: 'Sakura Store' });
  await window.addChannel({ ...channel, platform: platform.url });
  await window.button('Generate key').click();
  await window.bringBackKid(registerInConsole(platform, channel.channelId, await window.copyPublicKey()));
  await expect(page.getByText('LINE accepted an assertion signed with this key.')).toBeVisible();

  platform.failNext({ endpoint: 'token', kind: 'delay', delayMs: 1_500 });
  platform.clearRequests();
  await page.getByRole('banner').getByRole('button', { name: 'Issue token' }).click();
  await window.dialog.getByLabel('Consumer').fill('web');
  await window.dialog.getByRole('button', { name: 'Issue token' }).click();
  await expect.poll(() => platform.requests.some(({ endpoint }) => endpoint === 'token')).toBe(true);
  const closed = app.waitForEvent('close');
  await app.evaluate(({ app: self, BrowserWindow }) => {
    self.quit();
    // An impatient person closes the window as well, which asks to quit once more.
    for (const each of BrowserWindow.getAllWindows()) each.close();
  });
  await closed;

  const [keyId] = platform.liveKeyIds(channel.channelId);
  const again = await launch({ folder });
  await again.window.goTo('Tokens');
  await expect(again.window.row('web')).toContainText('Live');
  await again.window.button('Check all').click();
  await expect(again.page.getByText('1 channel checked: all as expected').last()).toBeVisible();
  expect(keyId).toBeDefined();
});
