import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { expectAccessible } from '../testing/expect-accessible.ts';
import { busyContent, crowdedContent, emptyContent, type FakeContent } from '../testing/fake-data.ts';
import { renderWindow, settled } from '../testing/render-window.ts';

async function show(content: FakeContent = busyContent(Date.now())) {
  await page.viewport(1280, 900);
  const shown = await renderWindow({ content });
  shown.desk.go({ name: 'rotations' });
  await shown.desk.refresh();
  await settled();
  return shown;
}

const part = (name: string) => page.getByRole('region', { name, exact: true });
const drawer = () => page.getByRole('complementary', { name: /^Rotation:/ });
const steps = () => page.getByRole('list', { name: 'Steps of this rotation' });
const rowsOf = (name: string) =>
  part(name)
    .getByRole('listitem')
    .elements()
    .map(({ textContent }) => textContent);

/** The details of the rotation of one consumer. */
async function open(consumer: string, channel: string) {
  await page.getByRole('button', { name: `Details of the rotation of ${consumer}, ${channel}` }).click();
  await expect.element(steps()).toBeVisible();
}

test('the page says what needs somebody first: the leak, what failed and why, what has drained, what is to be handed over', async () => {
  await show();
  await expect.element(page.getByRole('heading', { name: 'Four rotations need you' })).toBeVisible();
  const rows = rowsOf('What needs you');
  expect(
    rows.map((row) => /LEAK|failed: Issue|drained: revoke 1 old token|hand the new token over/.exec(row)?.[0]),
  ).toEqual(['LEAK', 'failed: Issue', 'drained: revoke 1 old token', 'hand the new token over']);
  expect(rows[0]).toContain('Reported 42 min ago');
  await expect.element(part('What needs you').getByText(/did not answer within 30 seconds/)).toBeVisible();
  await expect.element(part('Under way').getByText('the old token drains, 1 d 18 h left')).toBeVisible();
  await expect.element(page.getByRole('navigation').getByText('4 things need you')).toBeInTheDocument();
  await expectAccessible('whole-page');
});

test('from the hand-over to the proof: each step is taken in the details, and says when, by which door and how it was shown', async () => {
  const { desk } = await show();
  await open('客服中心', 'Sakura Store');
  expect(document.activeElement).toBe(drawer().element());
  await expect
    .element(steps().getByText(/kagibako rotation set-policy 2006123456 '客服中心' --deliver dotenv/))
    .toBeVisible();
  await drawer().getByRole('textbox', { name: /Note/ }).fill('deployed with the night build');
  await drawer().getByRole('button', { name: 'Copy token' }).click();
  await expect.element(page.getByText(/Give it to its consumer/).first()).toBeVisible();
  expect(desk.clipboardClearsAt).not.toBeNull();
  const current = () => document.querySelector('[aria-current="step"]')?.textContent ?? '';
  await expect.poll(current).toMatch(/Adopted/);
  await expect.element(steps().getByText('“deployed with the night build”')).toBeVisible();
  await expectAccessible('whole-page');
  await drawer().getByRole('button', { name: 'It is in use' }).click();
  await expect.poll(current).toMatch(/Overlap.*The old tokens stay live until/);
  await drawer().getByRole('button', { name: 'Skip the overlap…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Skip the step' }).click();
  await expect.element(dialog.getByText('This is needed.')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('only one server');
  await dialog.getByRole('button', { name: 'Skip the step' }).click();
  await expect.poll(current).toMatch(/Revoke/);
  await drawer().getByRole('button', { name: 'Revoke now…' }).click();
  await expect.element(dialog.getByText(/^Confirmed in use/)).toBeVisible();
  await expectAccessible('whole-page');
  await dialog.getByRole('button', { name: 'Revoke 1 old token' }).click();
  await expect.element(steps().getByText(/Absent from LINE’s list of key IDs/)).toBeVisible();
  await expect.element(drawer().getByText('done and proved')).toBeVisible();
  expect(document.querySelector('[aria-current="step"]')).toBeNull();
});

test('LINE can be asked with the new token, and what that shows is said: not who uses it', async () => {
  await show();
  await open('demo', 'Practice shop');
  await expect
    .element(drawer().getByText(/It shows that the new token works, not that the consumer uses it/))
    .toBeVisible();
  await drawer().getByRole('button', { name: 'Ask LINE with the new token' }).click();
  await expect.element(steps().getByText(/Who uses it is not shown by that/)).toBeVisible();
});

test('a failed issue stands with its reason at its step and is tried again', async () => {
  const { bridge } = await show();
  await open('payments', 'Booking bot');
  await expect.element(steps().getByRole('alert')).toBeVisible();
  bridge.fail('rotation.issue', 'platform-busy');
  await drawer().getByRole('button', { name: 'Issue again' }).click();
  await expect.element(steps().getByText(/asked to slow down/)).toBeVisible();
  await drawer().getByRole('button', { name: 'Issue again' }).click();
  await expect.element(steps().getByText(/The value is sealed in the vault\./)).toBeVisible();
});

test('after a leak the clock runs, and the token can be revoked at once', async () => {
  const { desk } = await show();
  await open('web', '受付サポート');
  await expect.element(drawer().getByText('Reported 42 min ago')).toBeVisible();
  await drawer().getByRole('button', { name: 'Revoke the leaked token at once…' }).click();
  const leaked = desk.rotations.needs[0]?.oldTokens.map(({ tokenId }) => tokenId);
  expect(desk.dialog).toEqual({ kind: 'revoke', tokenIds: leaked });
});

test('a rotation is stopped only with a reason, and nothing is revoked', async () => {
  const { vault } = await show();
  await open('worker', 'Sakura Store');
  await drawer().getByRole('button', { name: 'Stop rotation…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Stop this rotation?' });
  await expect.element(dialog.getByText(/^No token is revoked/)).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('the server is kept');
  await dialog.getByRole('button', { name: 'Stop the rotation' }).click();
  await expect.element(drawer().getByText('“the server is kept”')).toBeVisible();
  expect(vault.content.tokens.find(({ consumer }) => consumer === 'worker (old)')?.state).toBe('active');
  await userEvent.keyboard('{Escape}');
  await expect.element(drawer()).not.toBeInTheDocument();
});

test('the plan stands as a chart and as a table; a rotation begins from it and goes on in its details', async () => {
  const { bridge, desk } = await show();
  await expect
    .element(page.getByRole('img', { name: /^Sakura Store: at most \d+ of 30 slots, on .*; \d+ rotations$/ }))
    .toBeVisible();
  await page.getByRole('button', { name: 'As a table' }).click();
  const table = page.getByRole('region', { name: 'Slots of each channel, day by day' });
  expect(table.getByRole('columnheader').elements()).toHaveLength(12);
  await expectAccessible('whole-page');
  await page
    .getByRole('region', { name: /^Overdue/ })
    .getByRole('button', { name: 'Rotate now…' })
    .first()
    .click();
  const dialog = page.getByRole('dialog', { name: 'Rotate the token of web?' });
  await expect.element(dialog.getByText('The new token lives for 30 d; the overlap is 3 d.')).toBeVisible();
  await expectAccessible('whole-page');
  await dialog.getByRole('button', { name: 'Issue the new token' }).click();
  await expect.element(drawer()).toBeVisible();
  await expect.poll(() => document.querySelector('[aria-current="step"]')?.textContent).toMatch(/Hand over/);
  expect(bridge.calls.find(({ name }) => name === 'rotation.begin')?.input).toEqual({
    channelId: '2006123456',
    consumer: 'web',
    cause: 'planned',
  });
  expect(desk.place.name).toBe('rotations');
});

test('where no slot is free in time, the plan says from when on one is, and leads to the tokens', async () => {
  const { desk } = await show(crowdedContent(Date.now(), 14));
  const conflicts = part('No slot in time');
  await expect.element(conflicts.getByText(/No slot is free (before|within)/).first()).toBeVisible();
  await expectAccessible('whole-page');
  await conflicts.getByRole('button', { name: 'Show the tokens' }).first().click();
  await expect.poll(() => desk.place.name).toBe('tokens');
  expect(desk.table.filter.channelId).toBe(desk.rotations.plan?.conflicts[0]?.channelId);
});

test('all that is due begins at once, after the question that the selection of tokens has too', async () => {
  const { desk } = await show();
  const due = [...desk.rotations.due];
  await page.getByRole('button', { name: `Rotate all that are due (${String(due.length)})…` }).click();
  expect(desk.dialog).toEqual({ kind: 'rotate-many', wanted: { consumers: due } });
});

test('steps that need no person are taken together, once it was said what that does', async () => {
  const { bridge } = await show();
  await page.getByRole('button', { name: 'Run the automatic steps…' }).click();
  const dialog = page.getByRole('dialog');
  await expect.element(dialog.getByText('1 question to LINE whether the new token works')).toBeVisible();
  await expect.element(dialog.getByText(/^1 rotation drained: the old tokens are revoked/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Run these steps' }).click();
  await expect.poll(() => bridge.calls.some(({ name }) => name === 'rotation.continueDue')).toBe(true);
  await expect.element(dialog).not.toBeInTheDocument();
});

test('how a consumer is rotated is edited in days and hours, and goes back to the defaults', async () => {
  const { bridge } = await show();
  await page.getByRole('button', { name: 'Edit how web is rotated' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'How web is rotated' });
  await expect.element(dialog.getByText(/due 20 d after its issue/)).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Rotate after' }).fill('99');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect.element(dialog.getByText('A whole number from 10 to 95.')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Rotate after' }).fill('50');
  await dialog.getByRole('textbox', { name: 'Overlap' }).fill('12');
  await dialog.getByRole('combobox', { name: 'Overlap: Unit' }).selectOptions('hours');
  await dialog.getByText('LINE’s bot-info', { exact: true }).click();
  await expectAccessible('whole-page');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect.element(dialog).not.toBeInTheDocument();
  expect(bridge.calls.find(({ name }) => name === 'rotation.setPolicy')?.input).toEqual({
    channelId: '2006123456',
    consumer: 'web',
    rotateAtPercent: 50,
    overlapSeconds: 43_200,
    confirmBy: 'bot-info',
  });
  await page.getByRole('button', { name: 'Edit how web is rotated' }).first().click();
  await dialog.getByRole('button', { name: 'Use the defaults again' }).click();
  await expect.element(dialog).not.toBeInTheDocument();
  expect(bridge.vault.rotations.policies).toEqual([]);
});

test('an old token says whether its successor is in use, and a live one begins its rotation', async () => {
  const { desk, vault } = await show();
  const old = desk.rotations.needs.find(({ step }) => step === 'deliver')?.oldTokens[0];
  desk.openToken(old?.tokenId ?? '');
  await expect.element(page.getByText(/^Its successor is not in use yet as far as is known/)).toBeVisible();
  await expectAccessible('whole-page');
  await page.getByRole('button', { name: 'Show the rotation' }).first().click();
  await expect.element(drawer()).toBeVisible();
  const live = vault.content.tokens.find(({ channelId, consumer }) => channelId === '2006123456' && consumer === 'web');
  desk.openToken(live?.tokenId ?? '');
  await page
    .getByRole('complementary', { name: /Details of the token/ })
    .getByRole('button', { name: 'Rotate…' })
    .click();
  expect(desk.dialog).toEqual({
    kind: 'begin-rotation',
    channelId: '2006123456',
    consumer: 'web',
    tokenId: live?.tokenId,
  });
});

test('a vault without consumers says how a rotation comes about', async () => {
  const { desk } = await show(emptyContent());
  await expect.element(page.getByRole('heading', { name: 'Nobody to rotate for yet' })).toBeVisible();
  await expectAccessible('whole-page');
  await page.getByRole('main').getByRole('button', { name: 'Issue token' }).click();
  expect(desk.dialog).toEqual({ kind: 'issue', channelId: null });
});

test('hundreds of channels and rotations stand in pages, and one channel can be looked at alone', async () => {
  const { desk } = await show(crowdedContent(Date.now(), 300));
  expect(desk.rotations.needs.length).toBeGreaterThan(100);
  expect(document.querySelectorAll('main li').length).toBeLessThan(60);
  expect(document.querySelectorAll('main svg[role="img"]')).toHaveLength(8);
  await page.getByRole('button', { name: 'Channel: All channels' }).click();
  await page.getByPlaceholder('Find a channel').fill('Osaka Umeda 4');
  await page.getByRole('option').first().click();
  await expect.poll(() => desk.rotations.channelId).not.toBeNull();
  await expect.poll(() => document.querySelectorAll('main svg[role="img"]').length).toBe(1);
});

test('a failure stands above what is still known, and can be tried again', async () => {
  const { bridge, desk } = await show();
  bridge.fail('rotation.plan', 'vault-in-use');
  await desk.refresh();
  await expect.element(page.getByText('vault-in-use', { exact: false })).toBeVisible();
  await expect.element(part('What needs you')).toBeVisible();
  await page.getByRole('button', { name: 'Try again' }).first().click();
  await expect.poll(() => desk.rotations.failure).toBeNull();
});
