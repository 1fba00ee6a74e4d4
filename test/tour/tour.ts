import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { _electron, expect, type ElectronApplication, type Page } from '@playwright/test';
import { startPracticePlatform, type PracticePlatform } from '../../main/practice/practice-platform.ts';
import { environmentOf, rootArguments } from '../e2e/support/fixtures.ts';
import { VaultWindow } from '../e2e/support/vault-window.ts';
import { registerInConsole } from '../support/practice-console.ts';
import { takeGallery } from './gallery.ts';

/**
 * `npm run tour`: the main job, done by itself in the real window against the practice platform. Each step asserts what it shows, prints what it
 * did with its figures, and leaves numbered pictures in out/tour/. `npm run tour -- --pictures` also renews the pictures in docs/.
 */

const PROJECT = resolve(import.meta.dirname, '../..');
const PICTURES = join(PROJECT, 'out', 'tour');
const WINDOW = { width: 1280, height: 900 };

let count = 0;

/** Takes a picture of the window in light and dark. */
async function picture(page: Page, name: string): Promise<void> {
  count += 1;
  const number = String(count).padStart(2, '0');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: join(PICTURES, `${number}-${name}-${colorScheme}.png`), animations: 'disabled' });
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

/** Does one step, and says what came of it. */
async function step(title: string, work: () => Promise<string>): Promise<void> {
  const begun = performance.now();
  process.stdout.write(`  ${title} … `);
  try {
    const figures = await work();
    process.stdout.write(`${figures} (${((performance.now() - begun) / 1000).toFixed(1)} s)\n`);
  } catch (error) {
    process.stdout.write('did not hold\n');
    throw error;
  }
}

async function tour(app: ElectronApplication, platform: PracticePlatform): Promise<void> {
  const page = await app.firstWindow();
  await page.setViewportSize(WINDOW);
  const vault = new VaultWindow(app, page);
  const { channelId, channelSecret } = platform.addChannel({ name: 'さくら商店' });

  await step('First run: make a vault, secrets in the keychain', async () => {
    await expect(vault.button('Create the vault')).toBeVisible();
    await picture(page, 'first-run');
    await vault.createVaultInKeychain();
    await picture(page, 'empty');
    return 'open';
  });

  await step('Add a channel', async () => {
    await vault.addChannel({ channelId, channelSecret, name: 'さくら商店', platform: platform.url });
    await picture(page, 'channel-without-key');
    return `channel ${channelId}, 30 slots free`;
  });

  await step('Generate an assertion signing key and follow the registration guide', async () => {
    await vault.button('Generate key').click();
    await expect(vault.button('Copy public key')).toBeVisible();
    await picture(page, 'registration-guide');
    return 'RSA-2048, private half in the keychain';
  });

  await step('Register the public key in the console and prove it', async () => {
    const kid = registerInConsole(platform, channelId, JSON.parse(await vault.copyPublicKey()));
    await vault.bringBackKid(kid);
    await expect(page.getByText('LINE accepted an assertion signed with this key.')).toBeVisible();
    expect(platform.liveKeyIds(channelId)).toHaveLength(0);
    await picture(page, 'registration-proved');
    return `kid ${kid}, proved by LINE’s list without spending a slot`;
  });

  await step('Issue three tokens', async () => {
    for (const [consumer, label] of [
      ['web', 'production'],
      ['worker', ''],
      ['キャンペーン', '冬'],
    ] as const) {
      await vault.issueToken(consumer, label);
      if (consumer === 'web') await picture(page, 'token-issued');
      await vault.closeDialog();
    }
    expect(platform.liveKeyIds(channelId)).toHaveLength(3);
    return '3 live at the platform, 3 in the ledger';
  });

  await step('Check them against LINE’s list', async () => {
    await vault.goTo('Tokens');
    await expect(vault.rows).toHaveCount(3);
    platform.clearRequests();
    await vault.button('Check all').click();
    await expect(page.getByText('1 channel checked: all as expected').last()).toBeVisible();
    await picture(page, 'tokens');
    return `${platform.requests.length} call for 3 tokens, all as expected`;
  });

  await step('See what another tool did behind our back', async () => {
    const { keyId } = platform.issueForeignToken(channelId);
    await vault.button('Check all').click();
    await expect(page.getByText('1 channel checked: 1 foreign').last()).toBeVisible();
    await vault.goTo('Overview');
    await picture(page, 'overview');
    return `key ID ${keyId} is marked foreign`;
  });

  await step('Revoke the three at once', async () => {
    await vault.goTo('Tokens');
    for (const consumer of ['web', 'worker', 'キャンペーン']) await vault.row(consumer).getByRole('checkbox').click();
    await picture(page, 'tokens-selected');
    await vault.button('Revoke 3…').click();
    await expect(vault.dialog.getByRole('button', { name: 'Revoke 3 tokens' })).toBeVisible();
    await picture(page, 'revoke-preview');
    await vault.takeRisks();
    await vault.dialog.getByRole('button', { name: 'Revoke 3 tokens' }).click();
    await expect(vault.dialog.getByRole('heading', { name: 'Revoked and proved' })).toBeVisible();
    await picture(page, 'revoke-outcome');
    await vault.dialog.getByRole('button', { name: 'Close' }).click();
    return '3 answered';
  });

  await step('Proof', async () => {
    // Only the foreigner is left at the platform, and none of the three key IDs.
    expect(platform.liveTokens(channelId).map(({ signingKid }) => signingKid)).toEqual([null]);
    await vault.goTo('Activity');
    await expect(page.getByRole('table', { name: /Log/ })).toContainText('Token revoked, proved');
    await picture(page, 'activity');
    return '0 of ours in LINE’s list, 3 proved revoked in the log';
  });

  await step('Settings', async () => {
    await vault.goTo('Settings');
    await picture(page, 'settings');
    return 'where the vault is and how its secrets are kept';
  });
}

const { values } = parseArgs({ options: { pictures: { type: 'boolean', default: false } } });
const home = await mkdtemp(join(tmpdir(), 'kagibako-tour-'));
await rm(PICTURES, { recursive: true, force: true });
await mkdir(PICTURES, { recursive: true });
process.stdout.write('The main job of LINE’s guide, in the real window, against the practice platform:\n');
const platform = await startPracticePlatform();
const app = await _electron.launch({
  cwd: PROJECT,
  args: [...rootArguments(), '--lang=en-US', PROJECT, '--vault', join(home, 'vault')],
  env: environmentOf(home),
});
try {
  await tour(app, platform);
  await step('Every screen, empty and full, light and dark, in every language', async () => {
    const folder = values.pictures ? join(PROJECT, 'docs', 'pictures') : join(PICTURES, 'screens');
    return `${String(await takeGallery(home, folder))} pictures in ${relative(PROJECT, folder)}/`;
  });
  process.stdout.write(`Everything held. ${count * 2} pictures of the job are in out/tour/.\n`);
} catch (error) {
  process.stderr.write(`The tour stopped: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  await app.close();
  await platform.close();
  await rm(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}
