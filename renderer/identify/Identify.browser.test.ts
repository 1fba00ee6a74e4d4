import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { expectAccessible } from '../testing/expect-accessible.ts';
import { busyContent } from '../testing/fake-data.ts';
import { fakeTokenValue } from '../testing/fake-identify.ts';
import { renderWindow } from '../testing/render-window.ts';

const stranger = fakeTokenValue({ keyId: 'abcdefghijklmnopqrstuv' });
const dialog = page.getByRole('dialog');

const open = () => renderWindow({ content: busyContent(Date.now()) });

test('a log line with one of ours says whose it is, with the clock running and every way out', async () => {
  const { desk, vault, bridge } = await open();
  const token = vault.content.tokens.find(({ state, consumer }) => state === 'active' && consumer === 'worker');
  if (!token) throw new Error('no token');
  vault.rotations.rotations = [];
  desk.dialog = { kind: 'verify', pasted: '' };
  await expect.element(dialog.getByRole('textbox')).toHaveFocus();
  await dialog.getByRole('textbox').fill(`GET /?access_token=${fakeTokenValue(token)} 200`);
  await expect.element(dialog.getByText('This vault issued it.')).toBeVisible();
  await expect.element(dialog.getByText(/^Found \d\d:\d\d ago$/)).toBeVisible();
  await expect.element(dialog.getByRole('heading', { name: /worker/ })).toBeVisible();
  expect(bridge.calls.some(({ name }) => name === 'token.verify')).toBe(false);
  await expectAccessible('whole-page');
  await dialog.getByRole('button', { name: 'Replace and revoke' }).click();
  await expect.poll(() => desk.place.name).toBe('rotations');
  expect(bridge.calls.find(({ name }) => name === 'rotation.begin')?.input).toMatchObject({ cause: 'leak' });
  expect(desk.dialog).toBe(null);
});

test('one that the vault does not have is asked about on the person’s word, and can be taken in', async () => {
  const { desk, vault, bridge } = await open();
  vault.handlers['token.verify'] = () => ({
    valid: true,
    channelId: '2006123456',
    expiresInSeconds: 864_000,
    scope: null,
    token: null,
    refusal: null,
  });
  desk.dialog = { kind: 'verify', pasted: stranger };
  await expect.element(dialog.getByText('1 place looks like a token', { exact: false })).toBeVisible();
  await userEvent.keyboard('{Tab}');
  await dialog.getByRole('button', { name: 'Ask LINE whether it works' }).click();
  await expect.element(dialog.getByText('It works', { exact: true })).toBeVisible();
  await dialog.getByRole('button', { name: 'Take in…' }).click();
  await expect.element(dialog.getByRole('heading', { name: 'Take in a token' })).toBeVisible();
  await dialog.getByRole('button', { name: 'Take in', exact: true }).click();
  await expect.element(dialog.getByText('LINE lists only one key ID', { exact: false })).toBeVisible();
  expect(bridge.calls.filter(({ name }) => name === 'token.adopt')).toHaveLength(1);
  expect(document.documentElement.outerHTML).not.toContain(stranger);
  await expectAccessible('whole-page');
});

test('where several key IDs fit, it says what key_id is and asks for it; the value is gone', async () => {
  const { desk, bridge } = await open();
  bridge.fail('token.adopt', 'key-id-ambiguous', { count: 2 });
  desk.dialog = { kind: 'adopt', pasted: '' };
  const value = dialog.getByLabelText('Channel access token');
  await expect.element(value).toHaveFocus();
  await value.fill(stranger);
  await userEvent.keyboard('{Enter}');
  await expect.element(dialog.getByText('LINE never says which key ID', { exact: false })).toBeVisible();
  await expect.element(value).toHaveValue('');
  await expect.element(value).toHaveAccessibleDescription(/Paste it once more/);
  await expectAccessible('whole-page');
});

test('what is closed is forgotten', async () => {
  const { desk } = await open();
  desk.dialog = { kind: 'verify', pasted: stranger };
  await expect.element(dialog.getByText('1 place looks like a token', { exact: false })).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await expect.element(dialog).not.toBeInTheDocument();
  expect(document.documentElement.outerHTML).not.toContain(stranger);
});
