import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { messagesOf } from '../messages/messages.ts';
import { expectAccessible } from '../testing/expect-accessible.ts';
import { busyContent } from '../testing/fake-data.ts';
import { renderWindow } from '../testing/render-window.ts';
import { TABLE_KEYS } from './table-keys.ts';

const text = messagesOf('en');
const shown = () => renderWindow({ content: busyContent(Date.now()) });
const places = page.getByRole('navigation');

test('on arrival the page has the focus and its name, and one can go back and forward', async () => {
  const { desk } = await shown();
  await places.getByRole('button', { name: /^Channels/ }).click();
  await expect.element(page.getByRole('main', { name: 'Channels' })).toHaveFocus();
  expect(document.title).toBe('Channels – Kagibako');
  await userEvent.keyboard('{Alt>}{ArrowLeft}{/Alt}');
  await expect.element(page.getByRole('main', { name: 'Overview' })).toHaveFocus();
  await page.getByRole('button', { name: text.bar.forward, exact: true }).click();
  expect(desk.place.name).toBe('channels');
  await expect.element(page.getByRole('button', { name: text.bar.forward, exact: true })).toBeDisabled();
});

test('typing in the search field goes to the tokens and stays in the field', async () => {
  const { desk } = await shown();
  await userEvent.keyboard('/');
  await userEvent.keyboard('web');
  await expect.poll(() => desk.place.name).toBe('tokens');
  expect(desk.table.filter).toMatchObject({ search: 'web', channelId: null, group: 'all' });
  await expect.element(page.getByRole('searchbox')).toHaveFocus();
});

test('a search on the page of tokens stays within the channel that is shown there', async () => {
  const { desk } = await shown();
  await desk.showTokens({ channelId: '2006123456', search: '', group: 'live' });
  await expect.element(page.getByRole('searchbox', { name: text.bar.searchIn('Sakura Store') })).toBeVisible();
  await page.getByRole('searchbox').fill('worker');
  await expect.poll(() => desk.table.filter).toMatchObject({ search: 'worker', channelId: '2006123456', group: 'all' });
  await page.getByRole('searchbox').fill('');
  await expect.poll(() => desk.table.filter).toMatchObject({ search: '', channelId: '2006123456', group: 'live' });
});

test('a token that is pasted into the search field is not searched for', async () => {
  const { desk, bridge } = await shown();
  const pasted = ['eyJhbGciOiJIUzI1NiJ9', 'UnQ_o-GP0VtnwDjbK0C8EsecretsecretT', 'NvHXO3ts1Uz9b8C3Yk'].join('.');
  await page.getByRole('searchbox').fill(pasted);
  await expect.poll(() => desk.dialog).toEqual({ kind: 'verify', pasted });
  // Only the look-up that asks nobody and keeps nothing was given it.
  const given = bridge.calls.filter(({ input }) => JSON.stringify(input).includes('secret'));
  expect(given.every(({ name }) => name === 'token.identify')).toBe(true);
});

test('the channel that is open can be pinned to the rail and let go', async () => {
  const { desk, vault } = await shown();
  desk.go({ name: 'channel', channelId: '2006123458' });
  const pin = page.getByRole('complementary').getByRole('button', { name: text.rail.pin('受付サポート') });
  await expect.element(pin).toHaveAttribute('aria-pressed', 'false');
  await pin.click();
  await expect.element(pin).toHaveAttribute('aria-pressed', 'true');
  expect(vault.content.channels.find(({ channelId }) => channelId === '2006123458')?.pinned).toBe(true);
  await pin.click();
  await expect.element(pin).toHaveAttribute('aria-pressed', 'false');
});

test('the sheet lists the keys, and everybody can use the shell', async () => {
  await shown();
  await userEvent.keyboard('?');
  await expect.element(page.getByRole('dialog', { name: text.shortcuts.title })).toBeVisible();
  await expect.element(page.getByText(text.rail.lockTitle)).toBeVisible();
  await expectAccessible('whole-page');
  await userEvent.keyboard('{Escape}');
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
  await expectAccessible(document.querySelector('aside') ?? 'shown');
  await expectAccessible(document.querySelector('header') ?? 'shown');
});

test('from the palette one arrives on the page, in the field, or in the dialog', async () => {
  const { desk } = await shown();
  page.getByRole('button', { name: text.bar.checkAll }).element().focus();
  await userEvent.keyboard('{Control>}k{/Control}booking{Enter}');
  await expect.element(page.getByRole('main', { name: 'Booking bot' })).toHaveFocus();
  await userEvent.keyboard('{Control>}k{/Control}find a token{Enter}');
  await expect.element(page.getByRole('searchbox')).toHaveFocus();
  await userEvent.keyboard('{Control>}k{/Control}add a channel{Enter}');
  await expect.element(page.getByRole('dialog')).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await expect.element(page.getByRole('searchbox')).toHaveFocus();
  expect([desk.dialog, desk.palette]).toEqual([null, false]);
});

test('a locked window names nothing of what was in it', async () => {
  const { desk } = await shown();
  desk.go({ name: 'channel', channelId: '2006123456' });
  await expect.poll(() => document.title).toBe('Sakura Store – Kagibako');
  await userEvent.keyboard('{Control>}l{/Control}');
  await expect.poll(() => document.title).toBe('Kagibako');
});

test('every key that the sheet lists for the table is handled by it', async () => {
  const { desk } = await shown();
  await desk.showTokens({ channelId: '2006123456', search: '', group: 'live' });
  const row = () => document.querySelector<HTMLElement>('[role="grid"] tbody tr[tabindex="0"]');
  await expect.poll(row).not.toBe(null);
  for (const chord of TABLE_KEYS.flatMap(({ chords }) => chords)) {
    // Something is selected, so that there is something to clear and to revoke.
    if (desk.table.selection.count === 0) desk.table.toggle(0);
    const parts = chord.split('+');
    const event = new KeyboardEvent('keydown', {
      key: parts.at(-1) ?? '',
      ctrlKey: parts.includes('mod'),
      shiftKey: parts.includes('shift'),
      bubbles: true,
      cancelable: true,
    });
    row()?.dispatchEvent(event);
    expect(event.defaultPrevented, chord).toBe(true);
    desk.dialog = null;
  }
});

test('in a window of 512 pixels everything can be reached', async () => {
  await page.viewport(512, 600);
  await shown();
  for (const name of ['Overview', 'Tokens', 'Channels', 'Activity', 'Settings'])
    await expect.element(places.getByRole('button', { name: new RegExp(`^${name}`) })).toBeInViewport();
  for (const name of [text.bar.checkAll, text.bar.issue, /^Commands/, text.bar.back])
    await expect.element(page.getByRole('banner').getByRole('button', { name })).toBeInViewport();
  await expect.element(page.getByRole('button', { name: /^Lock/ })).toBeInViewport();
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(512);
  await page.viewport(1280, 860);
});

test('single keys can be turned off; those with Ctrl still work', async () => {
  const { desk } = await shown();
  await desk.changeSettings({ singleKeys: false });
  await userEvent.keyboard('2');
  await userEvent.keyboard('n');
  expect([desk.place.name, desk.dialog]).toEqual(['overview', null]);
  await userEvent.keyboard('{Control>}k{/Control}');
  expect(desk.palette).toBe(true);
  await expect.element(page.getByRole('option', { name: text.rail.tokens, exact: true })).toBeVisible();
});

test('emptying the search field elsewhere does not lead to the tokens, and what was typed is not looked for once it is locked', async () => {
  const { desk, bridge } = await shown();
  await desk.showTokens({ channelId: null, search: 'web', group: 'all' });
  await expect.element(page.getByRole('searchbox')).toHaveValue('web');
  await places.getByRole('button', { name: /^Overview/ }).click();
  await userEvent.keyboard('/{Escape}');
  await expect.element(page.getByRole('searchbox')).toHaveValue('');
  expect(desk.place.name).toBe('overview');
  const lists = () => bridge.calls.filter(({ name, input }) => name === 'token.list' && 'search' in (input as object));
  const before = lists().length;
  await page.getByRole('searchbox').fill('payments');
  await userEvent.keyboard('{Control>}l{/Control}');
  await page.getByRole('button', { name: text.unlock.unlock }).click();
  await expect.element(page.getByRole('searchbox')).toHaveValue('');
  expect([lists().length, desk.place.name, desk.table.filter.search]).toEqual([before, 'overview', '']);
});

test('every button of the bar is large enough in the compact density', async () => {
  const { desk } = await shown();
  await desk.changeSettings({ density: 'compact' });
  await expect.poll(() => document.documentElement.dataset['density']).toBe('compact');
  for (const button of document.querySelectorAll('header button')) {
    const { width, height } = button.getBoundingClientRect();
    expect(Math.min(width, height), button.textContent).toBeGreaterThanOrEqual(24);
  }
});

test('what needs somebody is read again as time goes by, wherever one is', async () => {
  const { desk, bridge } = await shown();
  desk.go({ name: 'settings' });
  await desk.refresh();
  bridge.calls.length = 0;
  desk.clock.now += 11 * 60_000;
  await expect.poll(() => bridge.calls.some(({ name }) => name === 'token.outlook')).toBe(true);
});

test('a form that is answered late does not close the question that took its place', async () => {
  const { desk, vault } = await shown();
  const gate = Promise.withResolvers<undefined>();
  const add = vault.handlers['channel.rename'];
  vault.handlers['channel.rename'] = async (input) => {
    await gate.promise;
    return add(input);
  };
  desk.dialog = { kind: 'rename-channel', channelId: '2006123457' };
  const name = page.getByRole('dialog').getByRole('textbox');
  await name.fill('Booking');
  await userEvent.keyboard('{Enter}{Escape}');
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
  await userEvent.keyboard('?');
  const sheet = page.getByRole('dialog', { name: text.shortcuts.title });
  await expect.element(sheet).toBeVisible();
  gate.resolve(undefined);
  await expect.poll(() => desk.shelf.find('2006123457')?.name).toBe('Booking');
  await expect.element(sheet).toBeVisible();
});

test('a check keeps the focus on its button, and what happens twice is told twice', async () => {
  const { desk, vault } = await shown();
  const gate = Promise.withResolvers<undefined>();
  const begin = vault.handlers['operation.begin'];
  vault.handlers['operation.begin'] = async (order) => {
    await gate.promise;
    return begin(order);
  };
  page.getByRole('button', { name: text.bar.checkAll }).element().focus();
  await userEvent.keyboard('{Enter}');
  const button = page.getByRole('button', { name: text.bar.checking });
  await expect.element(button).toHaveAttribute('aria-disabled', 'true');
  // A frame later the browser would have taken the focus from a button that is switched off.
  await new Promise(requestAnimationFrame);
  await expect.element(button).toHaveFocus();
  gate.resolve(undefined);
  await expect.element(page.getByRole('button', { name: text.bar.checkAll })).toHaveFocus();
  const said = () => document.querySelector('#app > [role="status"] span');
  desk.toasts.say('copied');
  await expect.poll(() => said()?.textContent).toBe('copied');
  const first = said();
  desk.toasts.say('copied');
  await expect.poll(() => said() !== first && said()?.textContent === 'copied').toBe(true);
});
