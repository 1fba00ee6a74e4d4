import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { expectAccessible } from '../testing/expect-accessible.ts';
import { busyContent, emptyContent, iso, type FakeContent } from '../testing/fake-data.ts';
import { renderWindow } from '../testing/render-window.ts';

async function openList(content: FakeContent = busyContent(Date.now())) {
  const shown = await renderWindow({ content });
  shown.desk.go({ name: 'channels' });
  await expect.element(page.getByRole('heading', { name: 'Channels', level: 1 })).toBeVisible();
  return shown;
}

/** The names on screen, in the order in which they stand. */
const names = () =>
  [...document.querySelectorAll<HTMLElement>('[role="grid"] .open')]
    .map((element) => ({ top: element.getBoundingClientRect().top, name: element.textContent }))
    .sort((one, other) => one.top - other.top)
    .map(({ name }) => name);
const focused = () => document.activeElement?.textContent.trim() ?? '';

function manyChannels(count: number): FakeContent {
  const content = emptyContent();
  const now = Date.now();
  for (let index = 0; index < count; index += 1)
    content.channels.push({
      channelId: String(2_006_000_000 + index),
      name: `Store ${String(index).padStart(3, '0')}`,
      platform: 'https://api.line.me',
      platformKind: 'line',
      hasSecret: index % 7 !== 0,
      createdAt: iso(now),
      checkedAt: null,
      tags: index % 2 === 0 ? ['even'] : [],
      pinned: false,
    });
  return content;
}

test('search, tags and order narrow and turn the list; how many are shown is said', async () => {
  const { desk } = await openList();
  await expectAccessible('whole-page');
  await userEvent.fill(page.getByLabelText('Search channels'), '本番');
  expect(names()).toEqual(['Sakura Store']);
  await expect.element(page.getByText('1 of 5 channels')).toBeVisible();
  await userEvent.fill(page.getByLabelText('Search channels'), '');
  await page.getByRole('button', { name: 'shop', exact: true }).click();
  await expect.element(page.getByRole('button', { name: 'shop', exact: true })).toHaveAttribute('aria-pressed', 'true');
  expect(names()).toEqual(['Booking bot', 'Sakura Store']);
  await page.getByRole('button', { name: 'Next expiry' }).click();
  await expect
    .element(page.getByRole('columnheader', { name: 'Next expiry' }))
    .toHaveAttribute('aria-sort', 'ascending');
  await page.getByRole('button', { name: 'Next expiry' }).click();
  expect(names()).toEqual(['Sakura Store', 'Booking bot']);
  await userEvent.fill(page.getByLabelText('Search channels'), 'nothing like it');
  await page.getByRole('button', { name: 'Show all channels' }).click();
  expect(names()).toHaveLength(5);
  desk.go({ name: 'overview' });
});

test('by keyboard: down from the search, between rows and parts of a row, Enter opens', async () => {
  const { desk } = await openList();
  await expect.poll(() => names().length).toBe(5);
  page.getByLabelText('Search channels').element().focus();
  await userEvent.keyboard('{ArrowDown}');
  expect(focused()).toBe('Booking bot');
  await userEvent.keyboard('{ArrowDown}');
  expect(focused()).toBe('Practice shop');
  await userEvent.keyboard('{ArrowRight}');
  expect(focused()).toBe('Continue registration');
  await userEvent.keyboard('{End}{Home}');
  await userEvent.keyboard('{ArrowLeft}{ArrowDown}{ArrowDown}');
  expect(focused()).toBe('Sakura Store');
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByRole('heading', { name: 'Sakura Store', level: 1 })).toBeVisible();
  expect(desk.place).toEqual({ name: 'channel', channelId: '2006123456' });
});

test('a pin is pressed where it stands', async () => {
  const { vault } = await openList();
  const pin = page.getByRole('main').getByRole('button', { name: 'Pin Practice shop' });
  await expect.element(pin).toHaveAttribute('aria-pressed', 'false');
  await pin.click();
  await expect.element(pin).toHaveAttribute('aria-pressed', 'true');
  expect(vault.content.channels.find(({ name }) => name === 'Practice shop')?.pinned).toBe(true);
});

test('five hundred channels cost what fits on the screen, and the last one is reached by a key', async () => {
  await openList(manyChannels(500));
  await expect.poll(() => names().length).toBeGreaterThan(10);
  const grid = page.getByRole('grid').element();
  await expect.element(page.getByRole('grid')).toHaveAttribute('aria-rowcount', '501');
  expect(grid.querySelectorAll('[role="row"]').length).toBeLessThan(45);
  expect(grid.querySelectorAll('*').length).toBeLessThan(2_500);
  page.getByLabelText('Search channels').element().focus();
  await userEvent.keyboard('{ArrowDown}{End}');
  await expect.poll(focused).toBe('Store 499');
  const row = document.activeElement?.getBoundingClientRect();
  expect(row?.bottom ?? Infinity).toBeLessThanOrEqual(window.innerHeight);
  await userEvent.keyboard('{PageUp}');
  await expect.poll(focused).not.toBe('Store 499');
  await userEvent.fill(page.getByLabelText('Search channels'), 'Store 25');
  await expect.poll(names).toHaveLength(15);
});

test('channels are selected by key and by pointer, checked as one operation, and given a token each', async () => {
  const { desk, bridge } = await openList();
  await expect.poll(() => names().length).toBe(5);
  const { selection } = desk.shelf.list;
  page.getByLabelText('Search channels').element().focus();
  await userEvent.keyboard('{ArrowDown} ');
  expect(desk.place.name).toBe('channels');
  await expect.element(page.getByText('1 channel selected', { exact: true })).toBeVisible();
  await userEvent.keyboard('{Shift>}{ArrowDown}{ArrowDown}{/Shift}');
  expect(selection.ids).toHaveLength(3);
  await expect.poll(focused).toBe('Sakura Store');
  await userEvent.keyboard('{Shift>}{ArrowUp}{/Shift}');
  expect(selection.ids).toHaveLength(2);
  await userEvent.keyboard('{Control>}a{/Control}');
  await expect.element(page.getByText('5 channels selected', { exact: true })).toBeVisible();
  await expectAccessible('whole-page');
  await userEvent.keyboard('{Escape}');
  expect(selection.count).toBe(0);
  await page.getByRole('checkbox', { name: 'Select Booking bot' }).click();
  await page.getByRole('checkbox', { name: 'Select Sakura Store' }).click({ modifiers: ['Shift'] });
  expect(selection.ids).toHaveLength(3);
  await page.getByRole('button', { name: 'Check 3' }).click();
  await expect
    .poll(() => bridge.calls.find(({ name }) => name === 'operation.begin')?.input)
    .toEqual({ kind: 'check', selection: { channelIds: selection.ids } });
  await expect.element(page.getByText('3 channels checked: all as expected').first()).toBeVisible();
  // What is not seen is not acted on.
  await userEvent.fill(page.getByLabelText('Search channels'), 'Sakura');
  await expect.element(page.getByText('1 channel selected', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Issue for 1…' }).click();
  await expect.element(page.getByRole('dialog', { name: 'Issue for 1 channel' })).toBeVisible();
  await expectAccessible('whole-page');
});

test('a dialog that took the place of another gives the focus back to where the first was opened', async () => {
  const { desk } = await openList();
  const opener = page.getByRole('main').getByRole('button', { name: 'Add channel' }).first();
  opener.element().focus();
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByRole('dialog', { name: 'Add a channel' })).toBeVisible();
  desk.dialog = { kind: 'rename-channel', channelId: '2006123456' };
  await expect.element(page.getByRole('dialog', { name: 'Rename channel' })).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await expect.poll(focused).toBe('Add channel');
});

test('every small dialog is sound, and the focus comes back', async () => {
  const { desk } = await openList();
  desk.go({ name: 'channel', channelId: '2006123456' });
  await page.getByRole('tab', { name: 'Settings' }).click();
  for (const [opener, title] of [
    ['Rename', 'Rename channel'],
    ['Edit tags', 'Tags of Sakura Store'],
    ['Replace', 'Channel secret of Sakura Store'],
    ['Remove channel', 'Remove Sakura Store?'],
  ] as const) {
    await page.getByRole('main').getByRole('button', { name: opener, exact: true }).click();
    await expect.element(page.getByRole('dialog', { name: title })).toBeVisible();
    await expectAccessible('whole-page');
    await userEvent.keyboard('{Escape}');
    await expect.poll(focused).toBe(opener);
  }
});

test('tags are saved as they were parted', async () => {
  const { desk, vault } = await openList();
  desk.dialog = { kind: 'channel-tags', channelId: '2006123458' };
  await userEvent.fill(page.getByLabelText('Tags', { exact: true }), '東京、 support,support');
  await page.getByRole('button', { name: 'shop', exact: true }).last().click();
  await page.getByRole('button', { name: 'Save tags' }).click();
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
  expect(vault.content.channels.find(({ channelId }) => channelId === '2006123458')?.tags).toEqual([
    '東京',
    'support',
    'shop',
  ]);
});
