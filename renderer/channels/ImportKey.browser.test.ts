import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { expectAccessible } from '../testing/expect-accessible.ts';
import { busyContent } from '../testing/fake-data.ts';
import { FakeFailure } from '../testing/fake-failure.ts';
import { renderWindow } from '../testing/render-window.ts';

const CHANNEL = '2006123456';
const PRIVATE = '{"kty":"RSA","d":"do-not-show-this"}';

/** A part of a text that is on screen. */
const said = (words: string) => page.getByText(words, { exact: false });

async function openPage() {
  const shown = await renderWindow({ content: busyContent(Date.now()) });
  shown.desk.go({ name: 'channel', channelId: CHANNEL });
  await expect.element(page.getByRole('button', { name: 'Import key' })).toBeVisible();
  return shown;
}

async function openDialog() {
  const shown = await openPage();
  await page.getByRole('button', { name: 'Import key' }).click();
  await expect.element(page.getByRole('dialog')).toBeVisible();
  return shown;
}

const inDialog = (name: string) => page.getByRole('dialog').getByRole('button', { name, exact: true });
const pasted = () => page.getByLabelText('Or paste the private key');

function drop(onto: Element, text: string, name = 'signing-key.json'): void {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([text], name, { type: 'application/json' }));
  for (const type of ['dragenter', 'dragover', 'drop'])
    onto.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
}

test('the rules find nothing in the dialog', async () => {
  await openDialog();
  await expectAccessible('whole-page');
});

test('a file that is dropped on the channel’s page opens the dialog with its name, never its text', async () => {
  const { bridge, vault } = await openPage();
  const before = vault.content.keys.length;
  drop(page.getByRole('main').element().querySelector('h1') ?? document.body, PRIVATE);
  await expect.element(said('signing-key.json, 36 B')).toBeVisible();
  expect(document.documentElement.outerHTML).not.toContain('do-not-show-this');
  await inDialog('Import key').click();
  await expect.element(said('Key imported').last()).toBeInTheDocument();
  expect(vault.content.keys.length).toBe(before + 1);
  expect(bridge.calls.find(({ name }) => name === 'key.import')?.input).toEqual({
    channelId: CHANNEL,
    material: PRIVATE,
  });
});

test('a pasted key is out of its field as soon as it was handed over, also where it is refused', async () => {
  const { bridge } = await openDialog();
  bridge.fail('key.import', 'keychain-failed');
  await userEvent.fill(pasted(), PRIVATE);
  await inDialog('Import key').click();
  await expect.element(page.getByRole('alert')).toBeVisible();
  await expect.element(pasted()).toHaveValue('');
  await expectAccessible('whole-page');
});

test('nothing to import is said beside the field', async () => {
  const { bridge } = await openDialog();
  await inDialog('Import key').click();
  await expect.element(pasted()).toHaveAccessibleDescription(/Drop a file, choose one/);
  expect(bridge.calls.some(({ name }) => name === 'key.import')).toBe(false);
});

test('a public key is explained by the lint, with a repaired one to copy', async () => {
  const { vault } = await openDialog();
  const [known] = vault.content.keys;
  if (!known) throw new Error('the busy vault has keys');
  vault.handlers['key.lint'] = () => ({
    accepted: false,
    findings: [
      { code: 'kid-present', severity: 'rejects', member: 'kid', message: 'engine', fix: 'engine' },
      { code: 'extra-member', severity: 'unknown', member: 'x5t', message: 'engine', fix: 'engine' },
    ],
    repaired: known.publicJwk,
  });
  drop(page.getByRole('dialog').element().querySelector('.zone') ?? document.body, '{"kty":"RSA","kid":"x"}');
  await expect.element(said('signing-key.json, 23 B')).toBeVisible();
  await inDialog('Import key').click();
  await expect.element(said('The console refuses it, for 1 reason.')).toBeVisible();
  await expect.element(said('Remove it to be sure.')).toBeVisible();
  await expect.element(inDialog('Copy the repaired key')).toBeVisible();
  await expectAccessible('whole-page');
});

test('an encrypted key waits out of sight for its passphrase; a wrong one is said, a right one opens it', async () => {
  const { vault, bridge } = await openDialog();
  const importKey = vault.handlers['key.import'];
  vault.handlers['key.import'] = (input) => {
    if (input.passphrase === undefined) throw new FakeFailure('key-encrypted');
    if (input.passphrase !== 'right') throw new FakeFailure('key-passphrase-wrong');
    return importKey(input);
  };
  await userEvent.fill(pasted(), PRIVATE);
  await inDialog('Import key').click();
  const passphrase = page.getByLabelText('Passphrase of the key file');
  await expect.element(passphrase).toHaveFocus();
  expect(document.documentElement.outerHTML).not.toContain('do-not-show-this');
  await userEvent.keyboard('wrong{Enter}');
  await expect.element(passphrase).toHaveAccessibleDescription(/The passphrase does not open this PEM key\./);
  await expect.element(passphrase).toHaveFocus();
  await userEvent.keyboard('right{Enter}');
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
  expect(bridge.calls.filter(({ name }) => name === 'key.import')).toHaveLength(3);
});

test('a chosen file never comes to the window: its passphrase is asked for, and the same file is tried again', async () => {
  const { bridge } = await openDialog();
  bridge.fail('key.importFile', 'key-encrypted');
  await inDialog('Choose a file…').click();
  await expect.element(said('The chosen file')).toBeVisible();
  await expect.element(page.getByLabelText('Passphrase of the key file')).toHaveFocus();
  await userEvent.keyboard('right{Enter}');
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
  expect(bridge.calls.filter(({ name }) => name === 'key.importFile').map(({ input }) => input)).toEqual([
    { channelId: CHANNEL, sameFile: false },
    { channelId: CHANNEL, sameFile: true, passphrase: 'right' },
  ]);
});

test('closed without a file, the dialog of the system changes nothing', async () => {
  const { vault } = await openDialog();
  vault.handlers['key.importFile'] = () => ({ signingKey: null });
  await inDialog('Choose a file…').click();
  await expect.element(inDialog('Choose a file…')).toBeVisible();
  await expect.element(page.getByRole('alert')).not.toBeInTheDocument();
});
