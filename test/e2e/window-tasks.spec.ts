import type { Locator } from '@playwright/test';
import { expect, test } from './support/fixtures.ts';
import { issueFor, knownChannel, readyChannel } from './support/practice-channel.ts';
import { call, listenToAsked, startAgain } from './support/shell.ts';

test('each kind of trouble on the overview has a button that leads to where it is dealt with', async ({ showcase }) => {
  const { window, page } = await showcase();
  const list = page.getByRole('list', { name: 'What needs you' });
  const press = async (trouble: string | RegExp, button: string) => {
    await window.goTo('Overview');
    const all = page.getByRole('button', { name: /^Show all/ }).and(page.locator('[aria-expanded="false"]'));
    await expect(list).toBeVisible();
    if (await all.isVisible()) await all.click();
    await list.getByRole('listitem').filter({ hasText: trouble }).getByRole('button', { name: button }).click();
  };
  const expectTokens = async (group: string, channel: string, rows: readonly RegExp[]) => {
    await expect(page.getByRole('radio', { name: group })).toBeChecked();
    await expect(window.button(`Channel: ${channel}`)).toBeVisible();
    await expect(window.rows).toHaveText([...rows]);
  };

  await test.step('a revocation without a proof: once more', async () => {
    await press(/會員中心客服 has 1 revocation that is not proved/, 'Revoke again…');
    await expect(window.dialog.getByRole('heading', { name: /^Revoke .* of 會員中心客服\?$/ })).toBeVisible();
    await window.closeDialog();
  });

  await test.step('one that ends today: a rotation for its consumer', async () => {
    await press(/Booking bot \/ web expires/, 'Rotate…');
    await expect(window.dialog.getByRole('heading', { name: 'Rotate the token of web?' })).toBeVisible();
    await expect(window.dialog.getByText('Booking bot')).toBeVisible();
    await window.closeDialog();
  });

  await test.step('foreign and lost ones: they are shown', async () => {
    await press(/Sakura Store has a token that this vault did not issue/, 'Show');
    await expectTokens('Lost or foreign', 'Sakura Store', [/Lost/, /Foreign/]);
    await press(/Sakura Store lost LINE’s answer to one issue/, 'Show');
    await expectTokens('Lost or foreign', 'Sakura Store', [/Lost/, /Foreign/]);
  });

  await test.step('those that end soon: they are shown, the first at the top', async () => {
    await press(/have passed two thirds of their life/, 'Show');
    await expect(page.getByRole('radio', { name: 'Live' })).toBeChecked();
    await expect(window.rows.first()).toContainText('Booking bot');
  });

  await test.step('a channel without its secret: it is asked for', async () => {
    await press(/受付サポート has no channel secret here/, 'Add it');
    await expect(window.dialog.getByRole('heading', { name: 'Channel secret of 受付サポート' })).toBeVisible();
    await window.dialog.getByLabel('Channel secret').fill('0123456789abcdef0123456789abcdef');
    await window.dialog.getByRole('button', { name: 'Store secret' }).click();
    await expect(page.getByText('Channel secret stored').last()).toBeVisible();
    await expect(list.getByText(/has no channel secret here/)).toHaveCount(0);
  });

  for (const [trouble, button, name, next] of [
    [/Recruiting 2027 has a signing key that is not registered/, 'Continue', 'Recruiting 2027', 'Copy public key'],
    [/has a signing key that is not proved yet/, 'Continue', 'ร้านกาแฟริมน้ำเชียงใหม่ สาขาใหญ่', 'Prove now'],
    [/New channel has no assertion signing key/, 'Set up', 'New channel', 'Generate key'],
  ] as const)
    await test.step(`the key of ${name}: the channel, with the next step`, async () => {
      await press(trouble, button);
      await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
      await expect(window.button(next).first()).toBeVisible();
    });
});

test('an issue whose outcome nobody knows is settled from the overview', async ({ opened, platform }) => {
  const { window, page } = opened;
  const { channelId } = await readyChannel(opened, platform, 'Sakura Store');
  platform.failNext({ endpoint: 'token', kind: 'drop-after' });
  platform.failNext({ endpoint: 'kids', kind: 'drop-before', skip: 1, times: 'always' });
  await page.getByRole('banner').getByRole('button', { name: 'Issue token' }).click();
  await window.dialog.getByLabel('Consumer').fill('web');
  await window.dialog.getByRole('button', { name: 'Issue token' }).click();
  await expect(window.dialog.getByText('issue-unknown')).toBeVisible();
  await window.closeDialog();
  platform.clearFaults();

  await window.goTo('Overview');
  const list = page.getByRole('list', { name: 'What needs you' });
  await expect(list).toContainText('has an issue with an unknown outcome');
  await list.getByRole('button', { name: 'Check now' }).click();
  await expect(page.getByText('1 channel checked: 1 lost, 1 issue settled').last()).toBeVisible();
  await expect(list).toContainText('lost LINE’s answer to one issue');
  await list.getByRole('button', { name: 'Show' }).click();
  await expect(window.rows).toHaveText([/web.*Lost/]);
  expect(platform.liveKeyIds(channelId)).toHaveLength(1);
});

test('settings: a wrong proxy is told at its field, a default is used, reminders come and go', async ({
  opened,
  platform,
  launch,
}) => {
  const { window, page, app, folder } = opened;
  const { channelId } = await readyChannel(opened, platform, 'Sakura Store');
  await window.goTo('Settings');
  const setting = (name: string) => page.getByRole('group', { name, exact: true }).first();

  await test.step('a wrong proxy', async () => {
    await setting('Proxy').getByText('Other').click();
    const address = page.getByLabel('Address of the proxy');
    await address.fill('http://me:secret@proxy.example:8080');
    await window.button('Use this proxy').click();
    await expect(address).toHaveAttribute('aria-invalid', 'true');
    await expect(address).toHaveAccessibleDescription(/is not an address of a proxy that can be used/);
    await address.fill('http://proxy.example:8080');
    await window.button('Use this proxy').click();
    await expect(window.button('In use')).toBeDisabled();
    await expect(address).not.toHaveAttribute('aria-invalid');
    await setting('Proxy').getByText('None').click();
    await expect(address).toHaveCount(0);
  });

  await test.step('the lifetime of a new token', async () => {
    await setting('Lifetime of a new token').getByText('7 days').click();
    await expect
      .poll(() => call(opened, 'settings.show', {}))
      .toMatchObject({ settings: { tokenLifetimeSeconds: 7 * 86_400 } });
    await window.issueToken('web');
    await window.closeDialog();
    const [token] = platform.liveTokens(channelId);
    expect(Date.parse(token?.expiresAt ?? '') - Date.parse(token?.issuedAt ?? '')).toBe(7 * 86_400_000);
  });

  const reminders = setting('Before a token ends').getByRole('listitem');
  await test.step('reminders', async () => {
    await expect(reminders).toHaveText(['10 days before', '3 days before', '1 day before']);
    await window.button('Do not remind 3 days before').click();
    await expect(reminders).toHaveText(['10 days before', '1 day before']);
    await window.button('Undo').click();
    await expect(reminders).toHaveText(['10 days before', '3 days before', '1 day before']);
    await window.button('Do not remind 10 days before').click();
    await page.getByRole('textbox', { name: 'Days before' }).fill('30');
    await page.keyboard.press('Enter');
    await expect(page.getByText('A reminder is between 1 and 29 days before.')).toBeVisible();
    await page.getByRole('textbox', { name: 'Days before' }).fill('14');
    await page.keyboard.press('Enter');
    await expect(reminders).toHaveText(['14 days before', '3 days before', '1 day before']);
  });

  await app.close();
  const again = await launch({ folder });
  expect(await call(again, 'settings.show', {})).toMatchObject({
    settings: { reminderDays: [14, 3, 1], tokenLifetimeSeconds: 7 * 86_400, proxy: { mode: 'direct' } },
  });
});

/** What is wider than the room it has: nobody should have to scroll sideways to read. */
function tooWide(within: Locator): Promise<readonly string[]> {
  return within.evaluate((element) =>
    [document.scrollingElement, element].flatMap((each) =>
      each && each.scrollWidth > each.clientWidth
        ? [`${each.tagName} ${String(each.scrollWidth)} > ${String(each.clientWidth)}`]
        : [],
    ),
  );
}

test('at 200 % in the smallest window every place can be reached, and nothing scrolls sideways', async ({
  showcase,
}) => {
  const { app, window, page } = await showcase();
  await app.evaluate(({ BrowserWindow }) => {
    const [only] = BrowserWindow.getAllWindows();
    only?.setSize(1024, 600);
    only?.webContents.setZoomFactor(2);
  });
  await expect.poll(() => page.evaluate(() => [innerWidth, devicePixelRatio])).toEqual([512, 2]);
  const main = page.getByRole('main');
  for (const place of ['Tokens', 'Channels', 'Activity', 'Settings', 'Overview'] as const) {
    await window.goTo(place);
    await expect(page.getByRole('navigation').locator('[aria-current="page"]')).toContainText(place);
    await expect(main.getByRole('heading', { level: 1 })).toBeInViewport();
    await expect(main.getByText('Sakura Store').or(main.getByText('Vault folder')).first()).toBeAttached();
    expect.soft(await tooWide(main), place).toEqual([]);
  }
  for (const name of ['Sakura Store', 'ร้านกาแฟริมน้ำเชียงใหม่ สาขาใหญ่']) {
    await window.openChannel(name);
    for (const tab of await page.getByRole('tab').all()) {
      await tab.click();
      expect.soft(await tooWide(main), `${name}, ${(await tab.textContent()) ?? ''}`).toEqual([]);
    }
  }
  await window.goTo('Tokens');
  await window.openDetails(window.rows.first());
  expect.soft(await tooWide(window.drawer), 'details').toEqual([]);
  await page.keyboard.press('Escape');
  for (const key of ['n', 'r', 'ControlOrMeta+k', '?']) {
    await window.rows.first().focus();
    await page.keyboard.press(key);
    await expect(window.dialog).toBeVisible();
    expect.soft(await tooWide(window.dialog), key).toEqual([]);
    await window.closeDialog();
  }
});

test('a link that is opened while the vault is locked is where unlocking leads', async ({ opened, platform, home }) => {
  const { window, page } = opened;
  const asked = await listenToAsked(page);
  await knownChannel(opened, platform, 'Sakura Store');
  const osaka = await readyChannel(opened, platform, '大阪店 予約受付');
  const [token] = await issueFor(opened, osaka, ['kitchen']);

  const links = [`channel/${osaka.channelId}`, `token/${token?.tokenId ?? ''}`, 'activity'];
  const arrivals = [
    page.getByRole('heading', { name: '大阪店 予約受付', level: 1 }),
    window.drawer.getByRole('heading', { name: /kitchen/ }),
    page.getByRole('heading', { name: 'Activity', level: 1 }),
  ];
  for (const [index, arrival] of arrivals.entries()) {
    await window.button('Lock').click();
    await expect(window.heading('The vault is locked')).toBeVisible();
    expect(await startAgain(opened, home, `kagibako://${links[index] ?? ''}`)).toBe(0);
    await expect.poll(async () => (await asked()).length).toBe(index + 1);
    await expect(window.heading('The vault is locked')).toBeVisible();
    await window.button('Unlock').click();
    await expect(arrival).toBeVisible();
  }
});
