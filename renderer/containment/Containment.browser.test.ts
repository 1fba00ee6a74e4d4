import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { expectAccessible } from '../testing/expect-accessible.ts';
import { busyContent } from '../testing/fake-data.ts';
import { renderWindow, settled } from '../testing/render-window.ts';

const channelId = '2006123456';

async function openChannel() {
  const window = await renderWindow({ content: busyContent(Date.now()) });
  window.desk.go({ name: 'channel', channelId });
  await window.desk.refresh();
  await settled();
  return window;
}

async function begin() {
  const window = await openChannel();
  window.desk.dialog = { kind: 'contain', channelId };
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('found in a public repository');
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByRole('tab', { name: 'Containment', selected: true })).toBeVisible();
  return window;
}

test('the slots say what is foreign, lost and gone, and the rules find nothing', async () => {
  await openChannel();
  await page.getByRole('tab', { name: /^Slots/ }).click();
  const foreign = page.getByRole('region', { name: /^Foreign/ });
  await expect.element(foreign.getByText('an intruder who has a signing key', { exact: false })).toBeVisible();
  await expect.element(foreign.getByRole('button', { name: /^Take in the token with Key ID/ })).toBeVisible();
  const lost = page.getByRole('region', { name: /^Lost/ });
  await expect.element(lost.getByText('for payments', { exact: false })).toBeVisible();
  await expect.element(lost.getByRole('button', { name: /Request ID/ })).toBeVisible();
  await expect.element(lost.getByText(/its slot frees/)).toBeVisible();
  await expectAccessible('whole-page');
});

test('a reason is needed to begin, and beginning revokes nothing', async () => {
  const { desk, vault } = await openChannel();
  desk.dialog = { kind: 'contain', channelId };
  const dialog = page.getByRole('dialog');
  await expect.element(dialog.getByRole('textbox')).toHaveFocus();
  await expectAccessible('whole-page');
  await userEvent.keyboard('{Enter}');
  await expect.element(dialog.getByRole('textbox')).toHaveAccessibleDescription(/This is needed/);
  await dialog.getByRole('textbox').fill('found');
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByRole('heading', { name: 'Run-book for a compromised channel' })).toBeVisible();
  expect(vault.content.tokens.some((token) => token.channelId === channelId && token.state === 'active')).toBe(true);
  await expectAccessible('whole-page');
});

test('the keyboard leads through the first steps: revoke all, then the console', async () => {
  const { bridge, vault } = await begin();
  page.getByRole('button', { name: 'Revoke all…' }).element().focus();
  await userEvent.keyboard('{Enter}');
  const dialog = page.getByRole('dialog');
  await expect.element(dialog.getByRole('heading', { name: 'Revoke 17 tokens of Sakura Store?' })).toBeVisible();
  dialog.getByRole('button', { name: 'Revoke 17 tokens' }).element().focus();
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByText('17 revoked and proved')).toBeVisible();
  expect(vault.content.tokens.some((token) => token.channelId === channelId && token.state === 'active')).toBe(false);
  await expect
    .poll(() => document.activeElement?.closest('[data-step]')?.getAttribute('data-step'))
    .toBe('console-delete-keys');

  await page.getByRole('button', { name: 'Open the console' }).click();
  expect(bridge.calls.some(({ name }) => name === 'console.open')).toBe(true);
  await page.getByRole('textbox', { name: /^Note/ }).fill('two keys');
  await page.getByRole('button', { name: 'It is done' }).click();
  await expect.element(page.getByText('two keys')).toBeVisible();
  await expect.poll(() => document.activeElement?.closest('[data-step]')?.getAttribute('data-step')).toBe('new-key');
});

test('a step that is not shown to be done says why, and can be passed over with a reason', async () => {
  await begin();
  await page.getByRole('button', { name: 'Register the new key' }).click();
  await page.getByRole('button', { name: 'See whether it is proved' }).click();
  await expect.element(page.getByText('This step is not shown to be done', { exact: false })).toBeVisible();
  const step = page.getByRole('listitem').filter({ has: page.getByRole('button', { name: 'Register the new key' }) });
  await step.getByRole('button', { name: 'Skip this step…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('no new key is needed');
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByText('no new key is needed')).toBeVisible();
  await expect.element(page.getByText('10 steps remain')).toBeVisible();
});

test('while it is under way, the channel and the start page say so; closed, they do not', async () => {
  const { desk } = await begin();
  await page.getByRole('tab', { name: /^Keys/ }).click();
  await expect.element(page.getByText('Being contained: 0 of 11 steps')).toBeVisible();
  desk.go({ name: 'overview' });
  await expect.element(page.getByText('Being contained: 0 of 11 steps')).toBeVisible();
  await expectAccessible('whole-page');
  await page.getByRole('button', { name: 'Go on' }).first().click();
  await page.getByRole('button', { name: 'Close the run-book…' }).click();
  const dialog = page.getByRole('dialog');
  await expect.element(dialog.getByText('11 steps are open', { exact: false })).toBeVisible();
  await expectAccessible('whole-page');
  await dialog.getByRole('textbox').fill('a false alarm');
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByText('Closed with open steps')).toBeVisible();
  desk.go({ name: 'overview' });
  await settled();
  await expect.element(page.getByText('Being contained', { exact: false })).not.toBeInTheDocument();
});
