import { generateKeyPairSync } from 'node:crypto';
import { registerInConsole } from '../support/practice-console.ts';
import { expect, test } from './support/fixtures.ts';
import { issueFor, knownChannel, readyChannel } from './support/practice-channel.ts';
import { call } from './support/shell.ts';

test('the palette finds a channel, runs a command on it, finds a token, and knows a pasted one', async ({
  opened,
  platform,
}) => {
  const { window, page } = opened;
  await knownChannel(opened, platform, 'Sakura Store');
  const osaka = await readyChannel(opened, platform, '大阪店 予約受付');
  const [token] = await issueFor(opened, osaka, ['kitchen-display']);
  const tokenId = token?.tokenId ?? '';

  await test.step('a part of a Japanese name is enough to go there', async () => {
    await window.searchPalette('予約');
    await expect(window.options).toHaveText([/大阪店 予約受付/]);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: '大阪店 予約受付', level: 1 })).toBeVisible();
  });

  await test.step('a command acts on the channel in sight', async () => {
    await window.searchPalette('rename');
    await page.keyboard.press('Enter');
    await expect(window.dialog.getByLabel('Name')).toHaveValue('大阪店 予約受付');
    await window.closeDialog();
  });

  await test.step('from elsewhere it asks which channel', async () => {
    await window.goTo('Overview');
    await window.searchPalette('check channel');
    await expect(window.options.first()).toHaveText('Check channel…');
    await page.keyboard.press('Enter');
    await window.paletteField.fill('大阪');
    await expect(window.options).toHaveText([/大阪店 予約受付/]);
    await page.keyboard.press('Enter');
    await expect(page.getByText('1 channel checked: all as expected').last()).toBeVisible();
  });

  await test.step('a token is found by its consumer', async () => {
    await window.searchPalette('kitchen');
    await expect(window.options).toHaveText([/kitchen-display.*大阪店 予約受付/]);
    await page.keyboard.press('Enter');
    await expect(window.drawer.getByRole('heading', { name: /kitchen-display/ })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(window.drawer).toHaveCount(0);
  });

  await test.step('a pasted one is not searched for: its owner is', async () => {
    await call(opened, 'token.copy', { tokenId });
    await window.searchPalette('');
    await page.keyboard.press('ControlOrMeta+v');
    await expect(window.options).toHaveText([/Whose token is this\?/]);
    await page.keyboard.press('Enter');
    await expect(window.dialog.getByRole('heading', { name: 'Whose token is this?' })).toBeVisible();
    const pasted = window.dialog.getByLabel('Text in which a token was found');
    expect(await pasted.inputValue()).toBe(await window.clipboard());
    await expect(window.dialog.getByText('This vault issued it.')).toBeVisible();
    await expect(window.dialog).toContainText('大阪店 予約受付');
    await window.dialog.getByRole('button', { name: 'Ask LINE whether it works' }).click();
    await expect(window.dialog.getByText('It works', { exact: true })).toBeVisible();
    await window.dialog.getByRole('button', { name: 'Details' }).click();
    await expect(window.drawer.getByRole('heading', { name: /kitchen-display/ })).toBeVisible();
  });
});

test('channels are found by their tags, and a pinned one stands in the rail after a restart', async ({
  opened,
  platform,
  launch,
}) => {
  const { window, page, app, folder } = opened;
  await knownChannel(opened, platform, 'Sakura Store');
  await knownChannel(opened, platform, '大阪店 予約受付');
  await window.openChannel('大阪店 予約受付');
  await page.getByRole('tab', { name: 'Settings' }).click();
  await window.button('Edit tags').click();
  await window.dialog.getByLabel('Tags', { exact: true }).fill('shop, 本番');
  await window.dialog.getByRole('button', { name: 'Save tags' }).click();
  await expect(page.getByRole('tabpanel', { name: 'Settings' })).toContainText('本番');

  await window.goTo('Channels');
  await page.getByRole('group', { name: 'Only with these tags' }).getByRole('button', { name: '本番' }).click();
  await expect(page.getByText('1 of 2 channels')).toBeVisible();
  const names = page.getByRole('grid').getByRole('row').getByRole('gridcell').nth(1).getByRole('button');
  await expect(names).toHaveText(['大阪店 予約受付']);
  await page.getByRole('grid').getByRole('button', { name: 'Pin 大阪店 予約受付' }).click();
  await expect(page.getByRole('region', { name: 'PINNED' })).toContainText('大阪店 予約受付');
  await app.close();

  const again = await launch({ folder });
  const pinned = again.page.getByRole('region', { name: 'PINNED' });
  await expect(pinned.getByRole('listitem')).toHaveText([/大阪店 予約受付/]);
  await pinned.getByRole('button', { name: '大阪店 予約受付' }).click();
  await expect(again.page.getByRole('heading', { name: '大阪店 予約受付', level: 1 })).toBeVisible();
});

test('a channel is added from what was copied, in whatever order', async ({ opened, platform }) => {
  const { window, page } = opened;
  const { channelId, channelSecret } = platform.addChannel({ name: '大阪店 予約受付' });
  await window.putOnClipboard(
    [
      'Your user ID U0123456789abcdef0123456789abcdef',
      `Channel secret\n${channelSecret}`,
      'Channel name\n大阪店 予約受付',
      `Channel ID: ${channelId}`,
    ].join('\n'),
  );
  await window.button('Add channel').click();
  await window.dialog.getByLabel('Paste everything at once').focus();
  await page.keyboard.press('ControlOrMeta+v');
  await expect(window.dialog.getByText('Recognised: channel ID, name and channel secret.')).toBeVisible();
  await expect(window.dialog.getByLabel('Channel ID')).toHaveValue(channelId);
  await expect(window.dialog.getByLabel('Name')).toHaveValue('大阪店 予約受付');
  await expect(window.dialog.getByLabel('Channel secret')).toHaveValue(channelSecret);
  await window.dialog.getByText('Advanced').click();
  await window.dialog.getByLabel('Platform').fill(platform.url);
  await window.dialog.getByRole('button', { name: 'Add channel' }).click();
  await expect(page.getByRole('heading', { name: '大阪店 予約受付', level: 1 })).toBeVisible();
  await page.getByRole('tab', { name: 'Settings' }).click();
  await expect(page.getByText('Stored in the vault')).toBeVisible();
});

test('a key is imported by dropping its file on the channel, and signs', async ({ opened, platform }) => {
  const { window, page } = opened;
  const { channelId } = await knownChannel(opened, platform, 'Sakura Store');
  await window.openChannel('Sakura Store');
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  await window.dropFile('old-bot.private.json', JSON.stringify(privateKey.export({ format: 'jwk' })));
  await expect(window.dialog.getByText(/^old-bot\.private\.json, 1\.\d kB$/)).toBeVisible();
  await window.dialog.getByRole('button', { name: 'Import key' }).click();
  await expect(page.getByText('Key imported').last()).toBeVisible();
  await expect(page.getByText('Imported ·')).toBeVisible();

  await window.bringBackKid(registerInConsole(platform, channelId, await window.copyPublicKey()));
  await expect(page.getByText('LINE accepted an assertion signed with this key.')).toBeVisible();
});

test('a public key that is dropped in its place is recognised, and nothing is stored', async ({ opened, platform }) => {
  const { window } = opened;
  const { channelId } = await knownChannel(opened, platform, 'Sakura Store');
  await window.openChannel('Sakura Store');
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  await window.dropFile('old-bot.public.json', JSON.stringify({ ...publicKey.export({ format: 'jwk' }), kid: 'a' }));
  await window.dialog.getByRole('button', { name: 'Import key' }).click();
  await expect(window.dialog.getByText('This is a public key. Signing needs the private half.')).toBeVisible();
  await expect(window.dialog.getByText(/Choose the file that was made together with it/)).toBeVisible();
  await expect(window.dialog.getByRole('heading', { name: 'What is wrong with it' })).toBeVisible();
  await expect(window.dialog.getByText(/The key has a kid\./)).toBeVisible();
  expect(await call(opened, 'key.list', { channelId })).toEqual({ signingKeys: [] });
});
