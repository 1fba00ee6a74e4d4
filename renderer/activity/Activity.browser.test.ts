import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { expectAccessible } from '../testing/expect-accessible.ts';
import type { Operation, OperationItem } from '../../shared/operations.ts';
import { busyContent, emptyContent, type FakeContent } from '../testing/fake-data.ts';
import type { FakeVault } from '../testing/fake-vault.ts';
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

const outcomeRows = () => [...document.querySelectorAll('table[aria-label^="Outcome of each"] tbody tr')];

/** An operation of its own beside those of the vault; its items are of the first one. */
function put(vault: FakeVault, change: Partial<Operation>, outcomes: (position: number) => OperationItem['outcome']) {
  const sample = vault.operations.records.at(-1);
  if (!sample) throw new Error('the busy vault has operations');
  const items = Array.from({ length: change.total ?? 12 }, (_, position): OperationItem => {
    const { error: _error, ...item } = sample.items[position % sample.items.length] as OperationItem;
    return { ...item, position, outcome: outcomes(position), tries: outcomes(position) === null ? 0 : 1 };
  });
  const operation: Operation = {
    ...sample.operation,
    operationId: crypto.randomUUID(),
    finished: items.filter(({ outcome }) => outcome !== null).length,
    failed: items.filter(({ outcome }) => outcome === 'failed').length,
    startedAt: new Date().toISOString(),
    endedAt: null,
    ...change,
  };
  vault.operations.records.unshift({ operation, items });
  return operation;
}

const row = (name: RegExp) => page.getByRole('listitem').filter({ hasText: name });

test('an operation says exactly how its items ended, item by item, and tries again those that did not end well', async () => {
  const { bridge, desk } = await show(busyContent(Date.now()));
  await expect.element(page.getByText('9 done · 3 did not end well')).toBeVisible();
  await page.getByRole('button', { name: 'Outcome' }).first().click();
  // What did not end well stands there first.
  await expect.poll(() => outcomeRows().length).toBe(3);
  await expect.element(page.getByText('9 revoked and proved · 1 not proved · 2 failed')).toBeVisible();
  await expect.element(page.getByText('Not proved: it may still work')).toBeVisible();
  await expectAccessible();
  await page.getByRole('radio', { name: 'All 12' }).click({ force: true });
  await expect.poll(() => outcomeRows().length).toBe(12);
  await page.getByRole('radio', { name: /^Not proved/ }).click({ force: true });
  await expect.poll(() => outcomeRows().length).toBe(1);
  await page.getByRole('button', { name: 'Copy as CSV' }).click();
  await expect.poll(() => desk.toasts.announced).toBe('1 line copied as CSV');
  await page.getByRole('button', { name: 'Try 3 again…' }).click();
  const operationId = bridge.vault.operations.records[0]?.operation.operationId;
  expect(desk.dialog).toEqual({ kind: 'retry-operation', operationId });
});

test('what is not over stands first, and each says what it waits for and how it goes on', async () => {
  const { vault, desk } = await show(busyContent(Date.now()));
  put(vault, { state: 'paused', kind: 'check', total: 4 }, (position) => (position < 1 ? 'checked' : null));
  const queued = { platform: 'https://api.line.me', triedAt: new Date(Date.now() - 180_000).toISOString() };
  put(vault, { state: 'queued', total: 7, waitsFor: queued }, () => null);
  put(vault, { state: 'queued', total: 8, waitsFor: queued }, () => null);
  put(vault, { state: 'interrupted', total: 1_000 }, (position) => (position < 412 ? 'revoked' : null));
  await desk.refresh();
  const text = () => [...document.querySelectorAll('.line b')].map((each) => each.textContent);
  await expect
    .poll(() => text().slice(0, 4))
    .toEqual(['Revoke 1,000 tokens', 'Check 4 channels', 'Revoke 8 tokens', 'Revoke 7 tokens']);
  await expect
    .element(page.getByText(/^The vault was closed or locked while this ran\. 588 of 1,000 are left/))
    .toBeVisible();
  await expect.element(page.getByText('Waits for api.line.me, last tried 3 min ago.').first()).toBeVisible();
  await expectAccessible();
  // The items of a long one are never all on the page.
  await row(/Revoke 1,000/)
    .getByRole('button', { name: 'Outcome' })
    .click();
  await expect.poll(() => outcomeRows().length).toBe(50);
  await page.getByRole('button', { name: 'Next' }).click();
  await expect.element(page.getByText('51–100 of 1,000')).toBeVisible();
  expect(outcomeRows()).toHaveLength(50);
  await row(/Check 4/)
    .getByRole('button', { name: 'Resume' })
    .click();
  await expect.element(row(/Check 4 channels\s*Done/)).toBeVisible();
  await page.getByRole('button', { name: 'Run all 2 that wait' }).click();
  await expect.element(row(/Revoke 8 tokens\s*Done/)).toBeVisible();
});

test('a running operation shows how far it is, pauses and goes on; its pace is said once it is known', async () => {
  const gates: (() => void)[] = [];
  const pause = () => new Promise<void>((resolve) => gates.push(resolve));
  await page.viewport(1280, 860);
  const { bridge, desk } = await renderWithDesk(ActivityPage, {}, { content: busyContent(Date.now()), pause });
  desk.go({ name: 'activity' });
  const { operationId } = bridge.vault.operations.begin({ kind: 'check', selection: {} });
  const bar = page.getByRole('progressbar', { name: 'Check 5 channels' });
  await expect.element(bar).toHaveAttribute('aria-valuetext', '0 of 5');
  await expect.poll(() => gates.length).toBe(1);
  gates.shift()?.();
  await expect.element(bar).toHaveAttribute('aria-valuenow', '1');
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect.element(page.getByText('It rests until somebody resumes it; 4 are left.')).toBeVisible();
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect.element(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  desk.activity.paces = { [operationId]: { perSecond: 8.2, secondsLeft: 70 } };
  await expect.element(page.getByText('8 per second · about 2 min left')).toBeVisible();
  desk.activity.paces = { [operationId]: { perSecond: 0.2, secondsLeft: 30 } };
  await expect.element(page.getByText('12 per minute · less than a minute left')).toBeVisible();
  await page.getByRole('button', { name: 'Stop…' }).click();
  expect(desk.dialog).toEqual({ kind: 'stop-operation', operationId });
});

test('an operation is stopped, and tried again, only after a question that says what becomes of the rest', async () => {
  const gates: (() => void)[] = [];
  const pause = () => new Promise<void>((resolve) => gates.push(resolve));
  const content = busyContent(Date.now());
  const { bridge, desk } = await renderWindow({ content, pause });
  desk.go({ name: 'activity' });
  const { operationId } = bridge.vault.operations.begin({ kind: 'check', selection: {} });
  await expect.poll(() => gates.length).toBe(1);
  gates.shift()?.();
  await page.getByRole('main').getByRole('button', { name: 'Stop…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Stop “Check 5 channels”?' });
  await expect.element(dialog.getByText(/^1 of 5 are finished/)).toBeVisible();
  await expectAccessible('whole-page');
  // The keys of the window rest while a question is open.
  await userEvent.keyboard('2');
  expect(desk.place.name).toBe('activity');
  await dialog.getByRole('button', { name: 'Stop after what is under way' }).click();
  await expect.element(dialog).not.toBeInTheDocument();
  await expect.element(page.getByText('1 done · 4 not begun')).toBeVisible();
  desk.dialog = { kind: 'retry-operation', operationId };
  const again = page.getByRole('dialog', { name: 'Try 4 again?' });
  await expect.element(again.getByText(/: 4 were not begun\. Only these/)).toBeVisible();
  await expectAccessible('whole-page');
  await again.getByRole('button', { name: 'Try 4 again' }).click();
  await expect.element(again).not.toBeInTheDocument();
  await expect.poll(() => desk.activity.running.length).toBe(1);
});

test('what runs is seen wherever one is, leads to its page, and is paused and resumed from the palette', async () => {
  const { bridge, desk } = await renderWindow({
    content: busyContent(Date.now()),
    pause: () => new Promise<void>(() => undefined),
  });
  desk.go({ name: 'settings' });
  bridge.vault.operations.begin({ kind: 'check', selection: {} });
  const inRail = page.getByRole('button', { name: /^Check 5 channels/ });
  await expect.poll(() => inRail.element().textContent).toContain('Running · 0 of 5');
  await expectAccessible('whole-page');
  desk.palette = true;
  await userEvent.keyboard('pause what{Enter}');
  await expect.poll(() => inRail.element().textContent).toContain('Paused · 0 of 5');
  expect(desk.place.name).toBe('activity');
  desk.palette = true;
  await userEvent.keyboard('resume what{Enter}');
  await expect.poll(() => inRail.element().textContent).toContain('Running · 0 of 5');
  desk.go({ name: 'settings' });
  await inRail.click();
  expect(desk.place.name).toBe('activity');
  await expect.poll(() => outcomeRows().length).toBe(5);
});

test('a link to an operation opens it with its items, also where it is older than what the list shows', async () => {
  const { vault, desk } = await show(busyContent(Date.now()));
  const old = put(vault, { state: 'done', total: 3, startedAt: '2026-01-01T00:00:00.000Z' }, () => 'revoked');
  vault.operations.records.push(...vault.operations.records.splice(0, 1));
  desk.visit({ name: 'operation', operationId: old.operationId });
  await expect.poll(() => outcomeRows().length).toBe(3);
  await expect.element(page.getByText('3 revoked and proved')).toBeVisible();
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
    'Nothing yet. Work on many tokens or channels appears here, with the outcome of each.',
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
