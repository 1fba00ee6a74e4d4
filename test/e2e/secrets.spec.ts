import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PracticePlatform } from '../../main/practice/practice-platform.ts';
import { expect, test, type Launched } from './support/fixtures.ts';
import { registerInConsole } from '../support/practice-console.ts';

/** A channel whose key is registered and proved, with one live token. */
async function channelWithToken({ window, page }: Launched, platform: PracticePlatform) {
  const { channelId, channelSecret } = platform.addChannel({ name: 'Sakura Store' });
  await window.addChannel({ channelId, channelSecret, name: 'Sakura Store', platform: platform.url });
  await window.button('Generate key').click();
  const kid = registerInConsole(platform, channelId, await window.copyPublicKey());
  await window.bringBackKid(kid);
  await expect(page.getByText('LINE accepted an assertion signed with this key.')).toBeVisible();
  await window.issueToken('web');
  await window.closeDialog();
  await window.goTo('Tokens');
  await expect(window.rows).toHaveCount(1);
  return { channelId, channelSecret };
}

test('a token is copied without the page ever seeing it, and leaves the clipboard when the vault is locked', async ({
  opened,
  platform,
}) => {
  await channelWithToken(opened, platform);
  const { window, page } = opened;
  await window.rows.first().getByRole('button', { name: 'Copy', exact: true }).click();
  await expect(page.getByText('Token copied.').last()).toBeVisible();
  const token = await window.clipboard();
  expect(token.split('.')).toHaveLength(3);
  expect(await page.content()).not.toContain(token);
  await window.button('Lock').click();
  await expect(window.heading('The vault is locked')).toBeVisible();
  await expect.poll(() => window.clipboard()).toBe('');
});

test('what a person copied meanwhile stays on the clipboard', async ({ opened, platform }) => {
  await channelWithToken(opened, platform);
  const { window } = opened;
  await window.rows.first().getByRole('button', { name: 'Copy', exact: true }).click();
  await expect(opened.page.getByText('Token copied.').last()).toBeVisible();
  await window.putOnClipboard('a shopping list');
  await window.button('Lock').click();
  await expect(window.heading('The vault is locked')).toBeVisible();
  expect(await window.clipboard()).toBe('a shopping list');
});

test('a token is shown only after an explicit yes, hides again, and the log says so', async ({ opened, platform }) => {
  await channelWithToken(opened, platform);
  const { window, page } = opened;
  await window.openDetails(window.rows.first());
  await window.drawer.getByRole('button', { name: 'Reveal…' }).click();
  await expect(window.dialog.getByRole('heading', { name: 'Show the value of this token?' })).toBeVisible();
  await window.dialog.getByRole('button', { name: 'Show for 30 seconds' }).click();
  const value = window.dialog.getByLabel('Token value');
  await expect(value).toHaveText(/^[\w-]+\.[\w-]+\.[\w-]+$/);
  const token = (await value.textContent()) ?? '';
  await window.dialog.getByRole('button', { name: 'Hide now' }).click();
  await expect(value).toHaveCount(0);
  expect(await page.content()).not.toContain(token);
  await window.closeDialog();
  await window.goTo('Activity');
  await expect(page.getByRole('table', { name: /Log/ })).toContainText('Token shown');
});

/** None of the files below the folders holds any of the secrets. */
function expectNowhere(secrets: { readonly [name: string]: string }, ...folders: readonly string[]): void {
  for (const root of folders) {
    for (const file of readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())) {
      const content = readFileSync(join(file.parentPath, file.name)).toString('latin1');
      for (const [name, secret] of Object.entries(secrets))
        expect(content.includes(secret), `${name} in ${file.name}`).toBe(false);
    }
  }
}

test('a private key goes in and never comes out, and no secret lies in the vault’s folder or the browser’s', async ({
  opened,
  platform,
  home,
}) => {
  const { channelId, channelSecret } = await channelWithToken(opened, platform);
  const { window, page, folder } = opened;
  const pem = generateKeyPairSync('rsa', { modulusLength: 2048 })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString();
  const { d = '' } = createPrivateKey(pem).export({ format: 'jwk' });
  await window.openChannel('Sakura Store');
  await window.button('Import key').click();
  await window.dialog.getByLabel('Private key').fill(pem);
  await window.dialog.getByRole('button', { name: 'Import key' }).click();
  await expect(page.getByText('Imported ·')).toBeVisible();

  const answers = await Promise.all(
    (['channel.list', 'key.list', 'token.list', 'audit.list', 'operation.list', 'vault.status'] as const).map((name) =>
      window.call(name),
    ),
  );
  const token = await window.call('token.list').then(async (list) => {
    const [first] = (list as { value: { tokens: { tokenId: string }[] } }).value.tokens;
    const revealed = (await window.call('token.reveal', { tokenId: first?.tokenId })) as {
      value: { accessToken: string };
    };
    return revealed.value.accessToken;
  });
  const shown = JSON.stringify([answers, await window.call('channel.show', { channelId }), await page.content()]);
  const pemBody = pem.split('\n')[4] ?? '';
  const secrets = { token, channelSecret, d: d.slice(0, 60), pemBody };
  for (const [name, secret] of Object.entries(secrets))
    expect(shown.includes(secret), `${name} in an answer`).toBe(false);

  await opened.app.close();
  expectNowhere(secrets, folder, home);
});

test('a crash of the page or of the whole app leaves no file with a secret, and the page comes back', async ({
  opened,
  platform,
  home,
}) => {
  const { channelSecret } = await channelWithToken(opened, platform);
  const { window, app, folder } = opened;
  await window.openDetails(window.rows.first());
  await window.drawer.getByRole('button', { name: 'Reveal…' }).click();
  await window.dialog.getByRole('button', { name: 'Show for 30 seconds' }).click();
  const token = (await window.dialog.getByLabel('Token value').textContent()) ?? '';
  expect(token).not.toBe('');

  const back = app.evaluate(
    ({ BrowserWindow }) =>
      new Promise<boolean>((resolve) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents;
        contents?.once('did-finish-load', () => resolve(true));
        contents?.forcefullyCrashRenderer();
      }),
  );
  expect(await back).toBe(true);

  const ended = new Promise((resolve) => app.process().once('exit', resolve));
  void app.evaluate(() => process.crash()).catch(() => undefined);
  await ended;
  expectNowhere({ token, channelSecret }, folder, home);
});

test('ending the app takes the token from the clipboard', async ({ opened, platform, launch }) => {
  await channelWithToken(opened, platform);
  const { window, app } = opened;
  // Another program that sees the same clipboard.
  const other = await launch({ folder: join(opened.folder, '..', 'other-vault') });
  await window.rows.first().getByRole('button', { name: 'Copy', exact: true }).click();
  await expect.poll(() => other.window.clipboard()).toContain('.');
  await app.close();
  await expect.poll(() => other.window.clipboard()).toBe('');
});
