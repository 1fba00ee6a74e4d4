import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { MARKS, type MarkName } from '../format/token-mark.ts';
import { expectAccessible } from '../testing/expect-accessible.ts';
import { busyContent } from '../testing/fake-data.ts';
import { holdManyTokens } from '../testing/many-tokens.ts';
import { renderWindow } from '../testing/render-window.ts';

const MILLION = 1_000_000;

/** The whole window at its tokens, of which there are `count`. */
async function openTokens(count: number) {
  const shown = await renderWindow({ content: busyContent(Date.now()) });
  const held = holdManyTokens(shown.vault, count);
  shown.desk.go({ name: 'tokens' });
  const grid = page.getByRole('grid');
  const rowOf = (number: number) => grid.getByRole('row', { name: new RegExp(`^Select consumer ${number} `) });
  await expect.element(rowOf(0)).toBeVisible();
  // Two rows are drawn before the table knows how high it is.
  await expect.poll(() => shown.desk.table.scroll.viewport).toBeGreaterThan(0);
  const scroller = document.querySelector<HTMLElement>('.token-grid');
  if (!scroller) throw new Error('the grid has a scroller');
  /** The row that has the focus, by its number in the whole list. */
  const focused = () => document.activeElement?.getAttribute('aria-rowindex');
  const firstRow = () => document.querySelector<HTMLElement>('.token-grid tbody tr[tabindex="0"]')?.focus();
  const change = () => shown.bridge.emit('ledger.changed', { areas: ['tokens'], channelIds: [] });
  return { ...shown, held, grid, scroller, rowOf, focused, firstRow, change };
}

/** The rows that are in sight, as their numbers in the list. */
function inSight(scroller: HTMLElement): number[] {
  const { top, bottom } = scroller.getBoundingClientRect();
  return [...scroller.querySelectorAll('tbody tr')]
    .filter((row) => {
      const box = row.getBoundingClientRect();
      return box.bottom > top + 32 && box.top < bottom;
    })
    .map((row) => Number(row.getAttribute('aria-rowindex')) - 2)
    .sort((one, other) => one - other);
}

test('a million tokens stand in at most 400 elements, and the grid says how many there are', async () => {
  const { grid, scroller } = await openTokens(MILLION);
  expect(document.querySelectorAll('body *').length).toBeLessThanOrEqual(400);
  await expect.element(grid).toHaveAttribute('aria-rowcount', String(MILLION + 1));
  await expect.element(grid).toHaveAttribute('aria-multiselectable', 'true');
  const rows = inSight(scroller);
  expect(rows).toEqual(Array.from({ length: rows.length }, (_, index) => index));
  expect(scroller.scrollHeight).toBeLessThan(16_000_000);
  await expectAccessible('whole-page');
});

test('End reaches the last of a million, Home the first; the focus is on a row all the way', async () => {
  const { scroller, rowOf, focused, firstRow } = await openTokens(MILLION);
  firstRow();
  await userEvent.keyboard('{End}');
  await expect.element(rowOf(MILLION - 1)).toHaveFocus();
  await expect.element(rowOf(MILLION - 1)).toBeVisible();
  expect([focused(), inSight(scroller).at(-1)]).toEqual([String(MILLION + 1), MILLION - 1]);
  await userEvent.keyboard('{PageUp}{ArrowUp}');
  expect(Number(focused())).toBeLessThan(MILLION - 5);
  await userEvent.keyboard('{Home}');
  await expect.element(rowOf(0)).toHaveFocus();
  expect(scroller.scrollTop).toBe(0);
  expect(document.querySelectorAll('body *').length).toBeLessThanOrEqual(400);
});

test('the scrollbar reaches every part of a million rows, the wheel moves row by row there', async () => {
  const { scroller, rowOf } = await openTokens(MILLION);
  const end = scroller.scrollHeight - scroller.clientHeight;
  scroller.scrollTop = end / 2;
  await vi.waitFor(() => expect(Math.abs((inSight(scroller)[0] ?? 0) - MILLION / 2)).toBeLessThan(20));
  const [first = 0] = inSight(scroller);
  await expect.element(rowOf(first + 3)).toBeVisible();
  const turn = (pixels: number) =>
    scroller.dispatchEvent(new WheelEvent('wheel', { deltaY: pixels, bubbles: true, cancelable: true }));
  turn(36);
  await vi.waitFor(() => expect(inSight(scroller)[0]).toBe(first + 1));
  turn(-72);
  await vi.waitFor(() => expect(inSight(scroller)[0]).toBe(first - 1));
  scroller.scrollTop = end;
  await expect.element(rowOf(MILLION - 1)).toBeVisible();
  scroller.scrollTop = 0;
  await expect.element(rowOf(0)).toBeVisible();
});

test('rows follow each other without a gap wherever one is', async () => {
  const { scroller } = await openTokens(MILLION);
  for (const share of [0, 0.1234, 0.5, 0.9, 1]) {
    scroller.scrollTop = share * (scroller.scrollHeight - scroller.clientHeight);
    await vi.waitFor(() => {
      const tops = [...scroller.querySelectorAll('tbody tr')]
        .filter((row) => inSight(scroller).includes(Number(row.getAttribute('aria-rowindex')) - 2))
        .map((row) => row.getBoundingClientRect())
        .sort((one, other) => one.top - other.top);
      const box = scroller.getBoundingClientRect();
      expect(tops[0]?.top).toBeLessThanOrEqual(box.top + 33);
      expect(tops.at(-1)?.bottom).toBeGreaterThanOrEqual(box.bottom - 2);
      for (const [index, { top }] of tops.entries())
        if (index > 0) expect(top - (tops[index - 1]?.top ?? 0)).toBeCloseTo(36, 0);
    });
  }
});

test('Space, Shift and arrows, and a click with Shift select; Escape lets go', async () => {
  const { desk, rowOf, firstRow } = await openTokens(10_000);
  firstRow();
  await userEvent.keyboard(' {Shift>}{ArrowDown}{ArrowDown}{/Shift}');
  await expect.element(page.getByText('3 selected', { exact: true })).toBeVisible();
  await expect.element(rowOf(2)).toHaveAttribute('aria-selected', 'true');
  await userEvent.keyboard('{Shift>}{ArrowUp}{/Shift}');
  await expect.element(page.getByText('2 selected', { exact: true })).toBeVisible();
  await rowOf(6)
    .getByText('consumer 6')
    .click({ modifiers: ['Shift'] });
  await expect.element(page.getByText('7 selected', { exact: true })).toBeVisible();
  await rowOf(3).getByRole('checkbox').click();
  await expect.element(page.getByText('6 selected', { exact: true })).toBeVisible();
  await rowOf(1)
    .getByRole('checkbox')
    .click({ modifiers: ['Shift'] });
  await expect.element(rowOf(3).getByRole('checkbox')).toBeChecked();
  await userEvent.keyboard('{Escape}');
  expect(desk.table.selection.count).toBe(0);
  await expect.element(rowOf(3).getByRole('checkbox')).not.toBeChecked();
});

test('a range over rows that are not here is read and selected; one that is too long is told, not cut', async () => {
  const { desk, firstRow } = await openTokens(MILLION);
  firstRow();
  await userEvent.keyboard(' ');
  desk.table.goTo(449);
  await userEvent.keyboard('{Shift>}{ArrowDown}{/Shift}');
  await expect.element(page.getByText('451 selected', { exact: true })).toBeVisible();
  await userEvent.keyboard('{Shift>}{End}{/Shift}');
  await expect.element(page.getByText(/A range holds at most 10,000 tokens/).first()).toBeVisible();
  expect(desk.table.selection.count).toBe(451);
});

test('all that match are held as the filter, also for what acts on them', async () => {
  const { desk, bridge, rowOf, firstRow } = await openTokens(MILLION);
  firstRow();
  await userEvent.keyboard('{ControlOrMeta>}a{/ControlOrMeta}');
  await expect.element(page.getByText('All 1,000,000 that match are selected', { exact: true })).toBeVisible();
  await expect.element(page.getByRole('checkbox', { name: 'Select all 1,000,000 that match' })).toBeChecked();
  await rowOf(2).getByRole('checkbox').click();
  await expect.element(page.getByText(/999,999 selected: all that match, except 1/)).toBeVisible();
  await page.getByRole('button', { name: 'Check', exact: true }).click();
  const matching = { matching: { states: ['active', 'draining', 'revoking'] }, except: [expect.stringMatching(/2$/)] };
  expect(bridge.calls.findLast(({ name }) => name === 'operation.begin')?.input).toEqual({
    kind: 'check',
    selection: matching,
  });
  await userEvent.keyboard('r');
  await page.getByRole('button', { name: 'Revoke 999,999…' }).click();
  const dialog = page.getByRole('dialog');
  await expect.element(dialog.getByRole('heading', { name: 'Revoke 999,999 tokens?' })).toBeVisible();
  const button = dialog.getByRole('button', { name: 'Revoke 999,999 tokens' });
  await expect.element(button).toBeDisabled();
  await dialog.getByLabelText('Type 999,999 to go on').fill('999999');
  await expect.element(button).toBeEnabled();
  await expectAccessible('whole-page');
  desk.dialog = null;
});

test('the focus stays with its token when rows come and go, and the place in the list stays too', async () => {
  const { held, change, rowOf, focused, firstRow, scroller } = await openTokens(MILLION);
  firstRow();
  await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}');
  await expect.element(rowOf(3)).toHaveFocus();
  held.first = -2;
  held.total += 2;
  change();
  await vi.waitFor(() => expect(focused()).toBe('7'));
  await expect.element(rowOf(3)).toHaveFocus();
  scroller.scrollTop = 400_000;
  await vi.waitFor(() => expect(inSight(scroller)[0]).toBeGreaterThan(10_000));
  // Out of sight, and still there for the keyboard.
  expect(focused()).toBe('7');
  await userEvent.keyboard('{ArrowDown}');
  await vi.waitFor(() => expect(inSight(scroller)).toContain(6));
  await expect.element(rowOf(4)).toHaveFocus();
});

test('sorting keeps the focus on the head of the column and says the order', async () => {
  const { rowOf } = await openTokens(MILLION);
  const head = page.getByRole('columnheader', { name: 'Expires' });
  await expect.element(head).toHaveAttribute('aria-sort', 'ascending');
  await head.getByRole('button').click();
  await expect.element(rowOf(MILLION - 1)).toBeVisible();
  await expect.element(head).toHaveAttribute('aria-sort', 'descending');
  await expect.element(head.getByRole('button')).toHaveFocus();
});

test('the menu of a row opens by keyboard, acts, and gives the focus back to the row', async () => {
  const { bridge, rowOf, firstRow } = await openTokens(10_000);
  firstRow();
  await userEvent.keyboard('{ArrowDown}{Shift>}{F10}{/Shift}');
  const menu = page.getByRole('menu');
  await expect.element(menu).toBeVisible();
  // An open menu stands outside of every landmark, as menus do.
  await expectAccessible();
  await userEvent.keyboard('{Escape}');
  await expect.element(rowOf(1)).toHaveFocus();
  await userEvent.keyboard('{Shift>}{F10}{/Shift}');
  await menu.getByRole('menuitem', { name: 'Copy token' }).click();
  await expect.element(rowOf(1)).toHaveFocus();
  expect(bridge.calls.filter(({ name }) => name === 'token.copy')).toHaveLength(1);
});

test('columns and row height follow the settings', async () => {
  const { desk, scroller } = await openTokens(10_000);
  await page.getByRole('button', { name: 'View' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Key ID' }).click();
  await page.getByRole('menuitemradio', { name: 'Compact' }).click();
  await expectAccessible(page.getByRole('menu').element());
  await userEvent.keyboard('{Escape}');
  await expect.element(page.getByRole('columnheader', { name: 'Key ID' })).not.toBeInTheDocument();
  expect(desk.settings).toMatchObject({ density: 'compact', tokenColumns: ['channel', 'state', 'proved'] });
  expect(scroller.querySelector('tbody tr')?.getBoundingClientRect().height).toBe(28);
});

test('each state of a token has a shape of its own in the table, without its colour', async () => {
  await openTokens(10);
  const cell = document.querySelector('.token-grid td.state');
  const names = (Object.keys(MARKS) as MarkName[]).filter((name) => !['done', 'failed', 'todo'].includes(name));
  const shapes = names.map((name) => {
    if (cell) cell.className = `state mark-${name}`;
    const { clipPath, borderTopStyle } = getComputedStyle(cell ?? document.body, '::before');
    return `${clipPath} ${borderTopStyle}`;
  });
  expect(new Set(shapes).size).toBe(names.length);
  expect(shapes).not.toContain('none none');
});

test('in a low window the page follows the row that has the focus', async () => {
  await page.viewport(512, 300);
  const { firstRow } = await openTokens(10_000);
  const isWhollyShown = () => {
    const row = document.activeElement?.getBoundingClientRect();
    const around = document.querySelector('main')?.getBoundingClientRect();
    return row !== undefined && around !== undefined && row.top >= around.top && row.bottom <= around.bottom + 0.5;
  };
  firstRow();
  await expect.poll(isWhollyShown).toBe(true);
  await userEvent.keyboard('{ArrowDown>12/}');
  await expect.poll(isWhollyShown).toBe(true);
  await userEvent.keyboard('{Home}');
  await expect.poll(isWhollyShown).toBe(true);
  await page.viewport(1280, 860);
});
