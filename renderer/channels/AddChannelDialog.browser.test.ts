import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { expectAccessible } from '../testing/expect-accessible.ts';
import { emptyContent } from '../testing/fake-data.ts';
import { renderWindow } from '../testing/render-window.ts';

const SECRET = '0123456789abcdef0123456789abcdef';
const BLOCK = `チャネルシークレット：${SECRET}\nSakura Store\nCHANNEL_ID=2006123456`;

/** A part of a text that is on screen. */
const said = (words: string) => page.getByText(words, { exact: false });

async function openDialog() {
  const window = await renderWindow({ content: emptyContent() });
  window.desk.go({ name: 'channels' });
  const opener = page.getByRole('main').getByRole('button', { name: 'Add channel' }).first();
  await expect.element(opener).toBeVisible();
  opener.element().focus();
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByRole('dialog')).toBeVisible();
  return window;
}

/** As the browser tells of a paste; the text itself is inserted only where nobody prevented it. */
function paste(into: Element, text: string): boolean {
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', text);
  return into.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
}

const field = (name: string) => page.getByRole('dialog').getByLabelText(name, { exact: false });

test('starts at the channel ID, and the rules find nothing', async () => {
  await openDialog();
  await expect.element(field('Channel ID')).toHaveFocus();
  await expectAccessible('whole-page');
});

for (const into of ['Channel ID', 'Name', 'Channel secret']) {
  test(`a block that is pasted into “${into}” fills the three fields and says what it recognised`, async () => {
    await openDialog();
    expect(paste(field(into).element(), BLOCK)).toBe(false);
    await expect.element(field('Channel ID')).toHaveValue('2006123456');
    await expect.element(field('Name')).toHaveValue('Sakura Store');
    await expect.element(field('Channel secret')).toHaveValue(SECRET);
    await expect.element(said('Recognised: channel ID, name and channel secret.')).toBeInTheDocument();
    await expect.element(field('Channel secret')).toHaveAttribute('type', 'password');
  });
}

test('the area for blocks does not keep what it understood, and no text of the window holds the secret', async () => {
  const { bridge } = await openDialog();
  await userEvent.fill(field('Paste everything at once'), BLOCK);
  await userEvent.tab();
  await expect.element(field('Paste everything at once')).toHaveValue('');
  await expect.element(field('Channel secret')).toHaveValue(SECRET);
  expect(document.documentElement.outerHTML).not.toContain(SECRET);
  expect(bridge.calls.some(({ input }) => JSON.stringify(input).includes(SECRET))).toBe(false);
});

test('show and hide turn the one field, and say so', async () => {
  await openDialog();
  const show = page.getByRole('button', { name: 'Show', exact: true });
  await show.click();
  await expect.element(field('Channel secret')).toHaveAttribute('type', 'text');
  await page.getByRole('button', { name: 'Hide', exact: true }).click();
  await expect.element(field('Channel secret')).toHaveAttribute('type', 'password');
});

test('a wrong field says beside it how to mend it, and takes the focus', async () => {
  await openDialog();
  await userEvent.fill(field('Channel ID'), 'U0123');
  await userEvent.fill(field('Name'), 'Sakura');
  await userEvent.keyboard('{Enter}');
  await expect.element(field('Channel ID')).toHaveFocus();
  await expect
    .element(field('Channel ID'))
    .toHaveAccessibleDescription(/made of digits only\. Copy it from Basic settings/);
  await expectAccessible('whole-page');
});

test('added, the channel’s page is shown and the focus is somewhere in the window', async () => {
  const { bridge } = await openDialog();
  paste(field('Channel ID').element(), BLOCK);
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByRole('heading', { name: 'Sakura Store', level: 1 })).toBeVisible();
  expect(bridge.calls.find(({ name }) => name === 'channel.add')?.input).toEqual({
    channelId: '2006123456',
    name: 'Sakura Store',
    channelSecret: SECRET,
  });
  await expect.poll(() => document.activeElement?.id).toBe('place');
});

test('Escape gives the focus back to what opened the dialog', async () => {
  await openDialog();
  await userEvent.keyboard('{Escape}');
  await expect.poll(() => document.activeElement?.textContent.trim()).toBe('Add channel');
});
