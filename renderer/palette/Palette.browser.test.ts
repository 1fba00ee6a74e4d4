import { beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { messagesOf } from '../messages/messages.ts';
import { busyContent } from '../testing/fake-data.ts';
import { expectAccessible } from '../testing/expect-accessible.ts';
import { renderWithDesk } from '../testing/render-with-desk.ts';
import PaletteStand from './testing/PaletteStand.svelte';

const text = messagesOf('en');
const TOKEN = ['eyJhbGciOiJIUzI1NiJ9', 'UnQ_o-GP0VtnwDjbK0C8EsecretsecretT', 'NvHXO3ts1Uz9b8C3Yk-secret'].join('.');

const field = page.getByRole('combobox');
const list = page.getByRole('listbox');
const active = () => {
  const id = document.querySelector('[role="combobox"]')?.getAttribute('aria-activedescendant');
  return id ? document.getElementById(id)?.textContent.replaceAll(/\s+/g, ' ').trim() : undefined;
};
const opened = async () => {
  const screen = await renderWithDesk(PaletteStand, {}, { content: busyContent(Date.now()) });
  await page.getByRole('button', { name: 'Opener' }).click();
  await expect.element(field).toHaveFocus();
  return screen;
};
type Opened = Awaited<ReturnType<typeof opened>>;
const searches = ({ bridge }: Opened) =>
  bridge.calls.filter(({ name, input }) => name === 'token.list' && 'search' in (input as object));

beforeEach(() => {
  document.documentElement.lang = 'en';
});

test('what is typed finds a command, the arrows move, Enter runs it', async () => {
  const { desk } = await opened();
  await userEvent.keyboard('issue');
  await expect.poll(active).toMatch(/^Issue a token( N)?/);
  await userEvent.keyboard('{ArrowDown}');
  await expect.poll(active).toMatch(/^Issue a token for channel/);
  await userEvent.keyboard('{ArrowUp}{Enter}');
  await expect.poll(() => desk.dialog).toEqual({ kind: 'issue', channelId: null });
  expect(desk.palette).toBe(false);
});

test('a command that needs a channel asks which one, and Escape goes back one step', async () => {
  const { desk, bridge } = await opened();
  await userEvent.keyboard('check channel{Enter}');
  await expect.element(page.getByText(text.palette.ofWhichChannel(text.commands.checkChannel))).toBeVisible();
  await expect.element(field).toHaveValue('');
  await userEvent.keyboard('{Escape}');
  await expect.element(list.getByText(text.commands.addChannel)).toBeVisible();
  await userEvent.keyboard('check channel{Enter}');
  await expect.element(page.getByText(text.palette.ofWhichChannel(text.commands.checkChannel))).toBeVisible();
  await userEvent.keyboard('booking');
  await expect.poll(active).toMatch(/^Booking bot/);
  await userEvent.keyboard('{Enter}');
  await expect
    .poll(() => bridge.calls.filter(({ name }) => name === 'token.check').map(({ input }) => input))
    .toEqual([{ channelIds: ['2006123457'] }]);
  expect(desk.palette).toBe(false);
});

test('channels are found by a name in another script, by ID and by tag', async () => {
  const { desk } = await opened();
  for (const [typed, name] of [
    ['ｻﾎﾟｰﾄ', '受付サポート'],
    ['2006123457', 'Booking bot'],
    ['本番', 'Sakura Store'],
    ['เชียงใหม่', 'ร้านกาแฟ'],
  ] as const) {
    await field.fill(typed);
    await expect.poll(active, { message: typed }).toContain(name);
  }
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => desk.place).toEqual({ name: 'channel', channelId: '2006123459' });
});

test('tokens are found by the engine and open beside the page', async () => {
  const screen = await opened();
  await userEvent.keyboard('予約通知');
  const line = list.getByRole('option', { name: /予約通知/ }).first();
  await expect.element(line).toBeVisible();
  expect(searches(screen).map(({ input }) => input)).toEqual([{ search: '予約通知', limit: 8 }]);
  await line.click();
  await expect.poll(() => screen.desk.drawer).not.toBe(null);
});

test('a pasted token is recognised, never searched for, and not kept', async () => {
  const screen = await opened();
  await field.fill(`leaked: ${TOKEN}`);
  await expect.element(list.getByText(text.palette.whose)).toBeVisible();
  expect(document.querySelectorAll('[role="option"]')).toHaveLength(1);
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => screen.desk.dialog).toEqual({ kind: 'verify', pasted: TOKEN });
  expect(screen.desk.palette).toBe(false);
  expect(JSON.stringify(screen.bridge.calls)).not.toContain('secret');
  screen.desk.dialog = null;
  screen.desk.palette = true;
  await expect.element(field).toHaveValue('');
});

test('an answer that comes late does not take the place of a newer one', async () => {
  const screen = await opened();
  const { handlers, content } = screen.vault;
  const [one, other] = content.tokens;
  if (!one || !other) throw new Error('the vault is empty');
  const answers = new Map<string | undefined, () => void>();
  handlers['token.list'] = ({ search }) =>
    new Promise((resolve) =>
      answers.set(search, () =>
        resolve({
          tokens: [{ ...(search === 'first' ? one : other), consumer: `found by ${search ?? ''}` }],
          nextCursor: null,
        }),
      ),
    );
  await field.fill('first');
  await expect.poll(() => answers.has('first')).toBe(true);
  await field.fill('second');
  await expect.poll(() => answers.has('second')).toBe(true);
  answers.get('second')?.();
  await expect.element(list.getByText('found by second')).toBeVisible();
  answers.get('first')?.();
  await field.fill('second ');
  await expect.element(list.getByText('found by first')).not.toBeInTheDocument();
});

test('Escape gives the focus back to where it was', async () => {
  const { desk } = await opened();
  await userEvent.keyboard('zzzz');
  await expect.element(page.getByText(text.palette.nothing('zzzz'))).toBeVisible();
  await expect.element(page.getByRole('status').first()).toHaveTextContent(text.palette.found(0));
  await userEvent.keyboard('{Escape}');
  expect(desk.palette).toBe(false);
  await expect.element(page.getByRole('button', { name: 'Opener' })).toHaveFocus();
});

test('commands that were run lately come first', async () => {
  const { desk } = await opened();
  await userEvent.keyboard('shortcuts{Enter}');
  await expect.poll(() => desk.dialog).toEqual({ kind: 'shortcuts' });
  desk.dialog = null;
  desk.palette = true;
  await expect.element(list.getByText(text.palette.groups.recent)).toBeVisible();
  await expect.poll(active).toMatch(/^Keyboard shortcuts/);
});

test('everybody can use it: names, roles and contrast, in both themes', async () => {
  await opened();
  for (const theme of ['light', 'dark']) {
    document.documentElement.dataset.theme = theme;
    await field.fill('');
    await expect.element(list.getByText(text.commands.addChannel)).toBeVisible();
    await expectAccessible();
    await field.fill('sakura');
    await expect.element(list.getByRole('option', { name: /Sakura Store/ }).first()).toBeVisible();
    await expectAccessible();
    await field.fill('zzzz');
    await expect.element(page.getByText(text.palette.nothing('zzzz'))).toBeVisible();
    await expectAccessible();
  }
  await expect.element(field).toHaveAttribute('aria-expanded', 'true');
  expect(document.getElementById(field.element().getAttribute('aria-controls') ?? '')?.getAttribute('role')).toBe(
    'listbox',
  );
});

test('whoever goes back to all commands by its button types on', async () => {
  await opened();
  await userEvent.keyboard('check channel{Enter}');
  await page.getByRole('button', { name: text.palette.back, exact: true }).click();
  await expect.element(page.getByRole('button', { name: text.palette.back, exact: true })).not.toBeInTheDocument();
  await expect.element(field).toHaveFocus();
});
