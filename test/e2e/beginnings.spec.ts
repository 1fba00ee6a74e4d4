import { expect, test } from './support/fixtures.ts';

const PASSPHRASE = 'five quiet words are enough';

test('without a keychain the window says so, and a sealed file opens with its passphrase only', async ({ launch }) => {
  const environment = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere', DISPLAY: process.env['DISPLAY'] };
  const first = await launch({ environment });
  await expect(first.page.getByText('It does not answer')).toBeVisible();
  await expect(first.page.getByRole('radio', { name: /The keychain/ })).toBeDisabled();
  await first.window.createSealedVault(PASSPHRASE);
  await first.app.close();

  const again = await launch({ environment });
  await expect(again.window.heading('The vault is locked')).toBeVisible();
  await again.page.getByLabel('Passphrase').fill('something else entirely');
  await again.window.button('Unlock').click();
  await expect(again.page.getByText('The passphrase does not open this vault.')).toBeVisible();
  await again.page.getByLabel('Passphrase').fill(PASSPHRASE);
  await again.page.keyboard.press('Enter');
  await expect(again.window.heading('Add your first channel')).toBeVisible();
});

test('a passphrase that is missing, differs or is too short is caught beside its field', async ({ launch }) => {
  const { page, window } = await launch();
  await page.getByRole('radio', { name: /A sealed file/ }).check();
  await window.button('Create the vault').click();
  await expect(page.getByText('Choose a passphrase.')).toBeVisible();
  await page.getByLabel('Passphrase', { exact: true }).fill('short');
  await window.button('Create the vault').click();
  await expect(page.getByText('The two passphrases are different.')).toBeVisible();
  await page.getByLabel('The same once more').fill('short');
  await window.button('Create the vault').click();
  await expect(page.getByText('The passphrase is too short')).toBeVisible();
});

test('started to practise, the practice platform runs and its channel is ready, without a question', async ({
  launch,
}) => {
  const { page } = await launch({ args: ['--practice'] });
  await expect(page.getByRole('heading', { name: 'Practice shop', level: 1 })).toBeVisible();
  await expect(page.getByRole('main').getByText('PRACTICE', { exact: true })).toBeVisible();
});

test('a vault in the keychain opens by itself at the next start, and a guide left half-way is found again', async ({
  launch,
  platform,
}) => {
  const first = await launch();
  await first.window.createVaultInKeychain();
  const { channelId, channelSecret } = platform.addChannel({ name: 'Booking bot' });
  await first.window.addChannel({ channelId, channelSecret, name: 'Booking bot', platform: platform.url });
  await first.window.button('Generate key').click();
  await expect(first.window.heading('Copy the public key')).toBeVisible();
  await first.app.close();

  const again = await launch();
  await again.window.button('Continue').click();
  await expect(again.window.heading('Bring back the kid')).toBeVisible();
  await again.page.getByLabel('kid from the console').fill('sDTOzw5wAbCdEfGh1zcmeQ');
  await expect(again.page.getByText('This looks like the key_id of a token.')).toBeVisible();
  await again.page.getByLabel('kid from the console').fill('00000000-1111-4222-8333-444444444444');
  await again.window.button('Save and prove').click();
  await expect(again.page.getByText('The kid is stored, but it is not proved')).toBeVisible();
  await expect(again.page.getByText('kid-not-found')).toBeVisible();
});

test('the window speaks Japanese when asked, and remembers it', async ({ launch }) => {
  const first = await launch();
  await first.page.getByText('日本語').click();
  await expect(first.window.button('保管庫を作成')).toBeVisible();
  await expect(first.page.locator('html')).toHaveAttribute('lang', 'ja');
  await first.app.close();
  const again = await launch();
  await expect(again.window.button('保管庫を作成')).toBeVisible();
});

test('whoever practised before finds the practice platform running at the next start', async ({ launch }) => {
  const first = await launch({ args: ['--practice'] });
  await expect(first.page.getByRole('heading', { name: 'Practice shop', level: 1 })).toBeVisible();
  await first.app.close();

  const again = await launch();
  await again.window.goTo('Channels');
  await again.page.getByRole('main').getByText('Practice shop').click();
  await again.window.button('Generate key').click();
  await again.window.bringBackKid('00000000-1111-4222-8333-444444444444');
  await expect(again.page.getByText('The platform does not know the kid')).toBeVisible();
});
