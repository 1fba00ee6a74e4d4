import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { expectAccessible } from '../testing/expect-accessible.ts';
import { busyContent, emptyContent, type FakeContent } from '../testing/fake-data.ts';
import { renderWindow } from '../testing/render-window.ts';
import { renderWithDesk } from '../testing/render-with-desk.ts';
import ActivityPage from './ActivityPage.svelte';

async function show(content: FakeContent) {
  await page.viewport(1280, 860);
  const shown = await renderWithDesk(ActivityPage, {}, { content });
  shown.desk.go({ name: 'activity' });
  await shown.desk.refresh();
  return shown;
}

const outcomeRows = () => [...document.querySelectorAll('table[aria-label^="Outcome of each token"] tbody tr')];

test('an operation says exactly how its items ended, item by item, and tries again those that did not end well', async () => {
  const { bridge, desk } = await show(busyContent(Date.now()));
  await expect.element(page.getByText('9 done · 1 not proved · 2 failed')).toBeVisible();
  await page.getByRole('button', { name: 'Outcome' }).first().click();
  await expect.poll(() => outcomeRows().length).toBe(12);
  await expect.element(page.getByText('Not proved: it may still work')).toBeVisible();
  await page.getByRole('checkbox', { name: 'Only what did not end well (3)' }).click();
  expect(outcomeRows()).toHaveLength(3);
  await expectAccessible();
  await page.getByRole('button', { name: 'Try 3 again…' }).click();
  const bad = bridge.vault.operations[0]?.results.filter(({ outcome }) => outcome !== 'revoked');
  await expect.poll(() => desk.dialog).toEqual({ kind: 'revoke', tokenIds: bad?.map(({ tokenId }) => tokenId) });
});

test('a running revocation shows how far it is, and is stopped only after a question', async () => {
  const gates: (() => void)[] = [];
  const pause = () => new Promise<void>((resolve) => gates.push(resolve));
  const content = busyContent(Date.now());
  const { bridge, desk } = await renderWindow({ content, pause });
  desk.go({ name: 'activity' });
  const tokenIds = content.tokens.filter(({ state, channelId }) => state === 'active' && channelId === '2006123456');
  const running = bridge.call('token.revoke', { tokenIds: tokenIds.slice(0, 4).map(({ tokenId }) => tokenId) });
  await desk.refresh();
  const bar = page.getByRole('progressbar', { name: 'Revoke 4 tokens' });
  await expect.element(bar).toHaveAttribute('aria-valuetext', '0 of 4');
  await expect.poll(() => gates.length).toBe(1);
  gates.shift()?.();
  await expect.element(bar).toHaveAttribute('aria-valuenow', '1');
  await page.getByRole('button', { name: 'Stop…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Stop this revocation?' });
  await expect.element(dialog.getByText(/^1 of 4 are finished/)).toBeVisible();
  await expectAccessible('whole-page');
  // The keys of the window rest while a question is open.
  await userEvent.keyboard('2');
  expect(desk.place.name).toBe('activity');
  await dialog.getByRole('button', { name: 'Stop after what is under way' }).click();
  await expect.element(dialog).not.toBeInTheDocument();
  await expect.poll(() => gates.length).toBe(1);
  gates.shift()?.();
  await running;
  await desk.refresh();
  await expect.element(page.getByText('Stopped', { exact: true })).toBeVisible();
  await expect.element(page.getByText('1 done · 3 not begun')).toBeVisible();
});

test('an issue that went wrong says why, and what happens next', async () => {
  const { bridge, desk } = await show(busyContent(Date.now()));
  await expect
    .element(page.getByText('“You have reached the maximum number of channel access tokens”').first())
    .toBeVisible();
  await expect
    .element(page.getByText(/^It can be neither used nor revoked\. Its slot is free again by /))
    .toBeVisible();
  await page.getByRole('button', { name: 'Check this channel' }).click();
  await expect
    .poll(() => bridge.calls.find(({ name }) => name === 'token.check')?.input)
    .toEqual({ channelIds: ['2006123457'] });
  await page.getByRole('button', { name: 'Issue again…' }).first().click();
  expect(desk.dialog).toMatchObject({ kind: 'issue', channelId: '2006123456', consumer: '予約通知' });
});

test('the log stands by day, filters by kind and channel, and loads more', async () => {
  await show(busyContent(Date.now()));
  const log = page.getByRole('table', { name: 'Log' });
  await expect.element(log).toBeVisible();
  const rows = () => log.element().querySelectorAll('tbody tr:not(.day)').length;
  expect(rows()).toBe(50);
  await expect.element(log.getByText(/^Today, /)).toBeVisible();
  await page.getByRole('button', { name: 'Load more' }).click();
  await expect.poll(rows).toBeGreaterThan(50);
  await page.getByRole('radio', { name: 'Keys' }).click({ force: true });
  await expect.poll(rows).toBe(4);
  await expect.element(log.getByText(/valid until/)).toBeVisible();
  await page.getByRole('radio', { name: 'All' }).click({ force: true });
  await page.getByRole('combobox', { name: 'Channel' }).selectOptions('受付サポート');
  await expect.poll(() => log.element().textContent.includes('Sakura Store')).toBe(false);
  await expectAccessible();
});

test('where nothing was done yet each part says so', async () => {
  await show(emptyContent());
  for (const text of [
    'Nothing yet. Revocations appear here, with the outcome of each token.',
    'Every issue ended with a token in the vault.',
    'Nothing was done yet.',
  ])
    await expect.element(page.getByText(text)).toBeVisible();
  await expectAccessible();
});

test('a failure stands above what is still known, and can be tried again', async () => {
  const { bridge, desk } = await show(busyContent(Date.now()));
  bridge.fail('operation.list', 'vault-in-use');
  await desk.refresh();
  await expect.element(page.getByRole('alert')).toBeVisible();
  await expect.element(page.getByText('Revoke 12 tokens')).toBeVisible();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect.poll(() => document.querySelector('[role="alert"]')).toBeNull();
});

test('the log stands as it was written, also where the clock was set back meanwhile', async () => {
  const { vault, desk } = await show(emptyContent());
  const at = (day: number) => new Date(Date.UTC(2026, 10, day, 9)).toISOString();
  const days = [20, 18, 20, 18];
  vault.audit = days.map((day, index) => ({
    sequence: days.length - index,
    at: at(day),
    kind: 'vault-opened',
    door: 'desktop',
    channelId: null,
    subjectId: null,
    note: null,
  }));
  await desk.refresh();
  await expect.poll(() => document.querySelectorAll('tr.day').length).toBe(days.length);
});
