import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { expectAccessible } from '../testing/expect-accessible.ts';
import { busyContent } from '../testing/fake-data.ts';
import { renderWindow } from '../testing/render-window.ts';

const dialog = page.getByRole('dialog');
const open = () => renderWindow({ content: busyContent(Date.now()) });

test('tokens are handed over masked: saved and copied without their values coming here', async () => {
  const { desk, vault, bridge } = await open();
  const tokenIds = vault.content.tokens.slice(0, 40).map(({ tokenId }) => tokenId);
  desk.dialog = { kind: 'hand-over', chosen: { tokenIds } };
  await expect.element(dialog.getByText('left out', { exact: false })).toBeVisible();
  await expectAccessible('whole-page');
  await dialog.getByRole('button', { name: 'Copy', exact: true }).click();
  await dialog.getByRole('button', { name: 'Save to file…' }).click();
  await expect.element(dialog.getByText('Saved as line-tokens.env', { exact: false })).toBeVisible();
  expect(bridge.calls.some(({ name }) => name === 'token.export')).toBe(false);
  await dialog.getByRole('button', { name: 'Show the text' }).click();
  await expect.element(dialog.getByText('LINE_CHANNEL_ACCESS_TOKEN=', { exact: false })).toBeVisible();
  await expectAccessible('whole-page');
  await dialog.getByText('Kubernetes Secret').click();
  await expect.element(dialog.getByText('LINE_CHANNEL_ACCESS_TOKEN=', { exact: false })).not.toBeInTheDocument();
});

test('the calendar and the lists are saved from one dialog', async () => {
  const { desk, bridge } = await open();
  desk.go({ name: 'channels' });
  await page.getByRole('main').getByRole('button', { name: 'Export…' }).click();
  await expectAccessible('whole-page');
  await dialog.getByText('Calendar of expiries').click();
  await userEvent.keyboard('{Enter}');
  await expect.element(dialog.getByText('Saved as kagibako-expiries.ics')).toBeVisible();
  expect(bridge.calls.find(({ name }) => name === 'export.save')?.input).toEqual({ what: 'calendar', language: 'en' });
});

test('channels from CSV are looked at line by line before they are imported', async () => {
  const { desk, vault } = await open();
  desk.go({ name: 'channels' });
  await page.getByRole('button', { name: 'Import from CSV…' }).click();
  await dialog
    .getByRole('textbox')
    .fill('channelId,name,channelSecret\n2009000001,Kyoto,0123456789abcdef\n2006123456,Sakura,\nU1,,');
  await dialog.getByRole('button', { name: 'Preview' }).click();
  await expect.element(dialog.getByText('1 with problems')).toBeVisible();
  await expect.element(dialog.getByText('channelId: is made of digits only', { exact: false })).toBeVisible();
  await expectAccessible('whole-page');
  expect(vault.content.channels.some(({ channelId }) => channelId === '2009000001')).toBe(false);
  await dialog.getByRole('button', { name: 'Import 1 channel' }).click();
  await expect.element(dialog.getByText('1 added')).toBeVisible();
  expect(document.documentElement.outerHTML).not.toContain('0123456789abcdef');
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect.element(page.getByText('Kyoto').first()).toBeVisible();
});

test('a file that cannot be taken says why, as a whole', async () => {
  const { desk } = await open();
  desk.dialog = { kind: 'import-channels' };
  await dialog.getByRole('textbox').fill('id,title\n1,2');
  await dialog.getByRole('button', { name: 'Preview' }).click();
  await expect.element(dialog.getByText('channelId: this column is missing', { exact: false })).toBeVisible();
});

test('a dialog begins at the choice that is made, and at its first field where it has to scroll', async () => {
  const { desk } = await open();
  desk.dialog = { kind: 'export', what: 'calendar' };
  await expect.element(dialog.getByRole('radio', { name: 'Calendar of expiries' })).toHaveFocus();
  await page.viewport(512, 300);
  desk.dialog = { kind: 'adopt', pasted: '' };
  await expect.element(dialog.getByLabelText('Channel access token')).toHaveFocus();
});
