import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { expectAccessible } from '../testing/expect-accessible.ts';
import { busyContent } from '../testing/fake-data.ts';
import { renderWindow } from '../testing/render-window.ts';

/** The window at its tokens, with the keyboard in the first row: payments of the Booking bot. */
async function openTokens() {
  const shown = await renderWindow({ content: busyContent(Date.now()) });
  shown.desk.go({ name: 'tokens' });
  const grid = page.getByRole('grid');
  await expect.element(grid.getByRole('row', { name: /^Select payments / }).first()).toBeVisible();
  document.querySelector<HTMLElement>('tbody tr[tabindex="0"]')?.focus();
  const drawer = page.getByRole('complementary', { name: /Details of the token/ });
  const [token] = shown.vault.content.tokens.filter(({ consumer }) => consumer === 'payments');
  if (!token) throw new Error('the busy vault has a token of payments');
  return { ...shown, grid, drawer, token };
}

test('Enter opens the details beside the table, with the history; the arrows move them along', async () => {
  const { grid, drawer, token, bridge } = await openTokens();
  await bridge.call('token.copy', { tokenId: token.tokenId });
  await userEvent.keyboard('{Enter}');
  await expect.element(drawer.getByRole('heading', { name: /payments/ })).toBeVisible();
  await expect.element(drawer.getByText(token.keyId)).toBeVisible();
  await expect.element(drawer.getByText('Token copied').first()).toBeVisible();
  await expectAccessible('whole-page');
  // The keyboard stays in the table.
  await expect.element(grid.getByRole('row').nth(1)).toHaveFocus();
  await userEvent.keyboard('{ArrowDown}');
  await expect.element(drawer.getByRole('heading', { name: /web \(old\)/ })).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await expect.element(drawer).not.toBeInTheDocument();
  await expect.element(grid.getByRole('row').nth(2)).toHaveFocus();
});

test('Escape inside the details closes them and gives the focus back to the row', async () => {
  const { grid, drawer } = await openTokens();
  await userEvent.keyboard('{Enter}');
  await drawer.getByRole('button', { name: 'Close the details' }).click();
  await expect.element(drawer).not.toBeInTheDocument();
  await expect.element(grid.getByRole('row').nth(1)).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  const copy = drawer.getByRole('button', { name: 'Copy token' });
  await expect.element(copy).toBeVisible();
  (copy.element() as HTMLElement).focus();
  await userEvent.keyboard('{Escape}');
  await expect.element(grid.getByRole('row').nth(1)).toHaveFocus();
});

test('what happens to the token shows in its history at once', async () => {
  const { drawer, desk, token } = await openTokens();
  desk.openToken(token.tokenId);
  await drawer.getByRole('button', { name: 'Copy token' }).click();
  await expect.element(drawer.getByText('Token copied')).toBeVisible();
});

test('more of a long history is loaded on demand', async () => {
  const { drawer, desk, token, bridge } = await openTokens();
  for (let count = 0; count < 30; count += 1) await bridge.call('token.copy', { tokenId: token.tokenId });
  desk.openToken(token.tokenId);
  await expect.element(drawer.getByText('Token copied').nth(19)).toBeInTheDocument();
  expect(drawer.getByText('Token copied').elements()).toHaveLength(20);
  await drawer.getByRole('button', { name: 'Load more' }).click();
  await vi.waitFor(() => expect(drawer.getByText('Token copied').elements()).toHaveLength(30));
});

test('a token that cannot be read is told of, and read again on demand', async () => {
  const { drawer, desk, bridge, vault } = await openTokens();
  const lost = vault.content.tokens.find(({ state }) => state === 'revoked');
  bridge.fail('token.show', 'vault-in-use');
  desk.openToken(lost?.tokenId ?? '');
  await drawer.getByRole('button', { name: 'Try again' }).click();
  await expect.element(drawer.getByText('Revoked').first()).toBeVisible();
});
