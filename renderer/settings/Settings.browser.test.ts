import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { SettingsChange } from '../../shared/settings.ts';
import { loadMessages, messagesOf } from '../messages/messages.ts';
import { expectAccessible } from '../testing/expect-accessible.ts';
import { busyContent } from '../testing/fake-data.ts';
import { renderWithDesk } from '../testing/render-with-desk.ts';
import SettingsStand from './testing/SettingsStand.svelte';
import { LANGUAGES } from '../../shared/languages.ts';

await Promise.all(LANGUAGES.map(loadMessages));

const text = messagesOf('en').settings;

const shown = async () => {
  const screen = await renderWithDesk(SettingsStand, {}, { content: busyContent(Date.now()) });
  await expect.element(page.getByText('better-sqlite3')).toBeVisible();
  const changes = () =>
    screen.bridge.calls.filter(({ name }) => name === 'settings.change').map(({ input }) => input as SettingsChange);
  return { ...screen, changes };
};

test('every choice is in force at once', async () => {
  const { changes, desk } = await shown();
  await page.getByText('Dark', { exact: true }).click();
  await page.getByText('Compact', { exact: true }).click();
  await page.getByText('7 days', { exact: true }).click();
  await page.getByRole('textbox', { name: text.clipboardSeconds }).fill('45');
  await userEvent.keyboard('{Enter}');
  await page.getByText('None', { exact: true }).click();
  await expect
    .poll(changes)
    .toEqual([
      { theme: 'dark' },
      { density: 'compact' },
      { tokenLifetimeSeconds: 604_800 },
      { clipboardSeconds: 45 },
      { proxy: { mode: 'direct' } },
    ]);
  expect(desk.settings).toMatchObject({ theme: 'dark', density: 'compact', clipboardSeconds: 45 });
});

test('a language is offered in its own name, and taken back in the words of the one before', async () => {
  const { desk } = await shown();
  await page.getByText('日本語', { exact: true }).click();
  await expect.element(page.getByRole('heading', { name: messagesOf('ja').settings.title })).toBeVisible();
  await page.getByRole('button', { name: text.undo }).click();
  await expect.element(page.getByRole('heading', { name: text.title })).toBeVisible();
  expect(desk.settings.language).toBe(null);
});

test('a lifetime of one’s own is written out, within what LINE allows', async () => {
  const { changes } = await shown();
  await page.getByText('Other', { exact: true }).first().click();
  const amount = page.getByRole('textbox', { name: text.lifetimeAmount });
  await amount.fill('31');
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByText(text.lifetimeProblem)).toBeVisible();
  expect(changes()).toEqual([]);
  await amount.fill('12');
  await page.getByRole('combobox', { name: text.lifetimeUnit }).selectOptions('hours');
  await expect.poll(() => changes().at(-1)).toEqual({ tokenLifetimeSeconds: 43_200 });
  await expect.element(page.getByText(text.lifetimeProblem)).not.toBeInTheDocument();
});

test('reminders are added and taken away, and what was taken away can be brought back', async () => {
  const { changes, desk } = await shown();
  const days = page.getByRole('textbox', { name: text.addReminder });
  await days.fill('30');
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByText(text.reminderProblem(1, 29))).toBeVisible();
  await expect.element(days).toHaveFocus();
  await days.fill('7');
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => desk.settings.reminderDays.length).toBe(4);
  await page.getByRole('button', { name: text.removeReminder(3) }).click();
  await expect.poll(() => changes().at(-1)).toEqual({ reminderDays: expect.not.arrayContaining([3]) });
  await expect.element(days).toHaveFocus();
  await page.getByRole('button', { name: text.undo }).click();
  await expect.poll(() => desk.settings.reminderDays.includes(3)).toBe(true);
});

test('how one is reminded is set, and a time that is none changes nothing', async () => {
  const { changes } = await shown();
  const group = (name: string) => page.getByRole('group', { name, exact: true }).first();
  await group(text.notifications).getByText(text.onOff.off, { exact: true }).click();
  await page.getByLabelText(text.digestTime).fill('08:15');
  await page.getByRole('heading', { name: text.title }).click();
  await group(text.digest).getByText(text.onOff.off, { exact: true }).click();
  await page.getByText('Sat', { exact: true }).click();
  await page.getByLabelText(text.workTo, { exact: true }).fill('07:00');
  await page.getByRole('heading', { name: text.title }).click();
  await expect.element(page.getByText(text.workingHoursProblem)).toBeVisible();
  await page.getByLabelText(text.workTo, { exact: true }).fill('17:30');
  await page.getByRole('heading', { name: text.title }).click();
  await group(text.closing).getByText(text.closings.tray, { exact: true }).click();
  await group(text.startAtLogin).getByText(text.onOff.on, { exact: true }).click();
  await expect
    .poll(changes)
    .toEqual([
      { notifications: false },
      { digestAt: '08:15' },
      { digestAt: null },
      { workingHours: { days: [1, 2, 3, 4, 5, 6], from: '09:00', to: '18:00' } },
      { workingHours: { days: [1, 2, 3, 4, 5, 6], from: '09:00', to: '17:30' } },
      { closeToTray: true },
      { startAtLogin: true },
    ]);
  await expect.element(page.getByText(text.workingHoursProblem)).not.toBeInTheDocument();
});

test('reminders are made quiet, and speak again', async () => {
  const { bridge } = await shown();
  const quiet = page.getByRole('group', { name: text.quiet });
  await quiet.getByRole('button', { name: text.untilWork }).click();
  await quiet.getByRole('button', { name: text.speakAgain }).click();
  await expect.element(quiet.getByRole('button', { name: text.untilTomorrow })).toBeVisible();
  bridge.fail('reminder.snooze', 'vault-full');
  await quiet.getByRole('button', { name: text.untilTomorrow }).click();
  await expect.element(quiet.getByRole('alert')).toBeVisible();
  expect(bridge.calls.filter(({ name }) => name === 'reminder.snooze').map(({ input }) => input)).toEqual([
    { until: 'working-hours' },
    { until: 'off' },
    { until: 'tomorrow' },
  ]);
});

test('what a desktop cannot do is not offered: it is said what there is instead', async () => {
  const { bridge } = await shown();
  const { handlers } = bridge.vault;
  const about = handlers['about.show'];
  handlers['about.show'] = async (input) => ({
    ...(await about(input)),
    desktop: { tray: false, notifications: false, startAtLogin: false },
  });
  window.dispatchEvent(new Event('focus'));
  for (const said of [text.noTray, text.noTrayWhat, text.noNotifications, text.noStartAtLogin])
    await expect.element(page.getByText(said)).toBeVisible();
  await expect.element(page.getByText(text.closings.tray, { exact: true })).not.toBeInTheDocument();
});

test('a proxy that cannot be used is refused at its field, and what was in force stays', async () => {
  const { desk } = await shown();
  await page.getByText('Other', { exact: true }).last().click();
  expect(desk.settings.proxy).toEqual({ mode: 'system' });
  const url = page.getByRole('textbox', { name: text.proxyUrl });
  await url.fill('http://me:secret@proxy.example:8080');
  await userEvent.keyboard('{Enter}');
  await expect.element(url).toHaveAttribute('aria-invalid', 'true');
  await expect.element(url).toHaveAccessibleDescription(/is not an address of a proxy/);
  expect(desk.settings.proxy).toEqual({ mode: 'system' });
  await url.fill('http://proxy.example:8080');
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => desk.settings.proxy).toEqual({ mode: 'manual', url: 'http://proxy.example:8080' });
  await expect.element(url).not.toHaveAttribute('aria-invalid');
});

test('a change that cannot be kept is said at its setting', async () => {
  const { bridge, desk } = await shown();
  bridge.fail('settings.change', 'vault-full');
  await page.getByText('Dark', { exact: true }).click();
  await expect.element(page.getByRole('group', { name: text.theme }).first().getByRole('alert')).toBeVisible();
  expect(desk.settings.theme).toBe('system');
});

test('everybody can use it, in both themes', async () => {
  await shown();
  for (const theme of ['light', 'dark']) {
    document.documentElement.dataset.theme = theme;
    await expectAccessible();
  }
});
