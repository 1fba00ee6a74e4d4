import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { expectAccessible } from '../testing/expect-accessible.ts';
import { busyContent, emptyContent, type FakeContent } from '../testing/fake-data.ts';
import { renderWindow } from '../testing/render-window.ts';

async function openTokens(content: FakeContent = busyContent(Date.now())) {
  const shown = await renderWindow({ content });
  shown.desk.go({ name: 'tokens' });
  await expect.element(page.getByRole('heading', { name: 'Tokens' })).toBeVisible();
  return shown;
}

test('the channel is chosen from a list that can be searched; a search in the bar stays within it', async () => {
  const { desk } = await openTokens();
  await page.getByRole('button', { name: 'Channel: All channels' }).click();
  await expect.element(page.getByRole('option', { name: '受付サポート' })).toBeVisible();
  await expectAccessible(page.getByRole('dialog', { name: 'Channel' }).element());
  await userEvent.keyboard('sakura{Enter}');
  await expect.element(page.getByRole('button', { name: 'Channel: Sakura Store' })).toBeVisible();
  await vi.waitFor(() => expect(desk.table.filter.channelId).toBe('2006123456'));
  await expect.element(page.getByRole('columnheader', { name: 'Channel' })).not.toBeInTheDocument();
  await page.getByRole('searchbox').fill('campaign');
  await expect.element(page.getByRole('button', { name: 'Clear search: campaign' })).toBeVisible();
  expect(desk.table.filter).toMatchObject({ channelId: '2006123456', group: 'all', search: 'campaign' });
  await page.getByRole('button', { name: 'Clear search: campaign' }).click();
  await vi.waitFor(() => expect(desk.table.filter).toMatchObject({ search: '', group: 'live' }));
});

test('a filter is saved under a name, chosen again, renamed and deleted', async () => {
  const { desk } = await openTokens();
  await page.getByRole('radio', { name: /^Ended/ }).click({ force: true });
  const menu = page.getByRole('button', { name: /^Saved filters/ });
  await menu.click();
  await expect.element(page.getByText('None yet')).toBeVisible();
  await page.getByRole('menuitem', { name: 'Save or edit filters…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabelText('Save what is shown now as').fill('Old ones');
  await expectAccessible('whole-page');
  await userEvent.keyboard('{Enter}');
  await expect.element(menu).toHaveAccessibleName('Saved filters: Old ones');
  await expect.element(menu).toHaveFocus();
  await desk.table.showAll();
  await expect.element(menu).toHaveAccessibleName('Saved filters');
  await menu.click();
  await page.getByRole('menuitem', { name: 'Old ones' }).click();
  await vi.waitFor(() => expect(desk.table.filter.group).toBe('ended'));
  await menu.click();
  await page.getByRole('menuitem', { name: 'Save or edit filters…' }).click();
  await dialog.getByLabelText('Name of Old ones').fill('Ended tokens');
  await userEvent.keyboard('{Tab}');
  await expect.element(dialog.getByLabelText('Name of Ended tokens')).toBeVisible();
  await dialog.getByRole('button', { name: 'Delete Ended tokens' }).click();
  await vi.waitFor(() => expect(desk.settings.savedFilters).toEqual([]));
});

test('an empty vault says what a token is, and nothing found how to go on', async () => {
  const { desk } = await openTokens(emptyContent());
  await expect.element(page.getByText('No live tokens')).toBeVisible();
  await expectAccessible('whole-page');
  await desk.table.show({ search: 'nobody' });
  await page.getByRole('button', { name: 'Show all live tokens' }).click();
  await expect.element(page.getByText('No live tokens')).toBeVisible();
});

test('a failed reading is told above what is there, and taken away by the next good one', async () => {
  const { desk, bridge } = await openTokens();
  await expect.element(page.getByRole('grid')).toBeVisible();
  bridge.fail('token.count', 'vault-in-use');
  await desk.table.read();
  await expect.element(page.getByRole('alert')).toBeVisible();
  await expect.element(page.getByRole('grid')).toBeVisible();
  await expectAccessible('whole-page');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect.element(page.getByRole('alert')).not.toBeInTheDocument();
});

test.each([
  ['1024 × 600', 1024, 600],
  ['512 px, a window at 200 %', 512, 600],
])('nothing has to be scrolled sideways: %s', async (_, width, height) => {
  await page.viewport(width, height);
  const { desk } = await openTokens();
  await expect.element(page.getByRole('grid')).toBeVisible();
  desk.table.selectAll();
  await expect.element(page.getByText('30 selected', { exact: true })).toBeVisible();
  const grid = document.querySelector('.token-grid');
  expect(document.documentElement.scrollWidth).toBe(width);
  expect(grid?.scrollWidth).toBe(grid?.clientWidth);
  await expectAccessible('whole-page');
  desk.openToken(desk.table.active?.tokenId ?? '');
  await expect.element(page.getByRole('complementary', { name: /Details of the token/ })).toBeVisible();
  expect(document.documentElement.scrollWidth).toBe(width);
  await expectAccessible(page.getByRole('complementary', { name: /Details of the token/ }).element());
  await page.viewport(1280, 860);
});

test('a saved filter of a channel that was removed says which channel it looks for', async () => {
  const { desk } = await openTokens();
  await desk.showTokens({ channelId: '1999999999', group: 'all', search: '' });
  await expect.element(page.getByRole('button', { name: 'Channel: 1999999999' })).toBeVisible();
  await expect.element(page.getByText('No token fits')).toBeVisible();
});

test('what an answer says of a token is dropped where another text stands there by then', async () => {
  const { desk, vault } = await openTokens();
  const gate = Promise.withResolvers<undefined>();
  const verify = vault.handlers['token.verify'];
  vault.handlers['token.verify'] = async (input) => {
    await gate.promise;
    return verify(input);
  };
  desk.dialog = { kind: 'verify', pasted: '' };
  const dialog = page.getByRole('dialog');
  const field = dialog.getByRole('textbox');
  const ask = dialog.getByRole('button', { name: 'Ask LINE whether it works' });
  await field.fill('first-channel.access-token-of-some.length-0123456789');
  await ask.click();
  await expect.element(dialog.getByRole('button', { name: 'Asking…' })).toHaveFocus();
  await field.fill('second-channel.access-token-of-some.length-0123456789');
  gate.resolve(undefined);
  await expect.element(ask).toBeVisible();
  await expect.element(dialog.getByText('It works', { exact: true })).not.toBeInTheDocument();
  await ask.click();
  await expect.element(dialog.getByText('It works', { exact: true })).toBeVisible();
});

test('a revocation of all that match names and counts what it will revoke, and the focus stays in its dialog', async () => {
  const { desk } = await openTokens();
  await desk.table.show({ group: 'all' });
  const filter = { channelId: '2006123456' };
  desk.dialog = { kind: 'revoke', selection: { matching: filter, except: [] } };
  const dialog = page.getByRole('dialog');
  const submit = dialog.getByRole('button', { name: /^Revoke/ });
  const risk = dialog.getByRole('checkbox', { name: /no working token afterwards/ });
  await risk.click();
  await expect.element(submit).toBeEnabled();
  const [, revocable, total] = /^Revoke (\d+) of (\d+) tokens$/.exec(submit.element().textContent.trim()) ?? [];
  await desk.bridge.call('token.issue', { channelId: '2006123456', consumer: 'late' });
  await submit.click();
  await expect.element(dialog.getByText(/has changed since you looked/)).toBeVisible();
  expect(document.activeElement?.closest('dialog')).not.toBe(null);
  await risk.click();
  const again = `Revoke ${String(Number(revocable) + 1)} of ${String(Number(total) + 1)} tokens`;
  await dialog.getByRole('button', { name: again }).click();
  await expect
    .element(dialog.getByRole('heading', { name: `${String(Number(revocable) + 1)} revoked and proved` }))
    .toBeVisible();
  expect(document.activeElement?.closest('dialog')).not.toBe(null);
});
