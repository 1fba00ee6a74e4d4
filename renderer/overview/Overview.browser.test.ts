import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { expectAccessible } from '../testing/expect-accessible.ts';
import { busyContent, crowdedContent, emptyContent, type FakeContent } from '../testing/fake-data.ts';
import { renderWithDesk } from '../testing/render-with-desk.ts';
import OverviewPage from './OverviewPage.svelte';

async function show(content: FakeContent) {
  await page.viewport(1280, 860);
  return renderWithDesk(OverviewPage, {}, { content });
}

const lines = () => [...document.querySelectorAll('[aria-label="What needs you"] > li')];

test('says how many things need the person, and each has one button that deals with it', async () => {
  const { desk } = await show(busyContent(Date.now()));
  await expect.element(page.getByRole('heading', { level: 1, name: 'Ten things need you' })).toBeVisible();
  expect(lines().map((line) => line.querySelectorAll('button').length)).toEqual(Array(8).fill(1));
  // A leak comes first; the token that ends today is being replaced already.
  expect(lines()[0]?.textContent).toMatch(/受付サポート \/ web.*leaked.*Reported 42 min ago/);
  await page.getByRole('button', { name: 'Show the rotation' }).nth(1).click();
  expect([desk.place.name, desk.rotations.find(desk.openedRotation ?? '')?.consumer]).toEqual([
    'rotations',
    'payments',
  ]);
  await page.getByRole('button', { name: 'Add it' }).click();
  expect(desk.dialog).toEqual({ kind: 'channel-secret', channelId: '2006123458' });
  await expectAccessible();
});

test('of very many things, those of one kind share a line with exact numbers, and all can be shown', async () => {
  const content = crowdedContent(Date.now());
  const { desk } = await show(content);
  const count = desk.overview.items.length;
  await expect.element(page.getByRole('heading', { level: 1, name: `${String(count)} things need you` })).toBeVisible();
  expect(lines().length).toBeLessThanOrEqual(8);
  const foreign = content.tokens.filter(({ state }) => state === 'foreign');
  await expect
    .element(page.getByText(`${String(foreign.length)} tokens of ${String(foreign.length)} channels`).first())
    .toBeVisible();

  const listed = page.getByRole('button', { name: 'List them' }).first();
  await listed.click();
  const withoutSlot = (desk.shelf.channels ?? []).filter(({ slots }) => slots.free === 0);
  expect(document.querySelectorAll('[aria-label="What needs you"] li li')).toHaveLength(withoutSlot.length);
  await expectAccessible();

  await page.getByRole('button', { name: `Show all ${String(count)}` }).click();
  expect(lines()).toHaveLength(count);
  await page.getByRole('button', { name: 'Show fewer' }).click();
  expect(lines().length).toBeLessThanOrEqual(8);
});

test('revocations without a proof are revoked again, all of them at once', async () => {
  const { desk } = await show(crowdedContent(Date.now()));
  await page.getByRole('button', { name: 'Revoke again…' }).click();
  expect(desk.dialog).toEqual({ kind: 'revoke', selection: { matching: { states: ['revoking'] }, except: [] } });
});

test('a well vault says so and is quiet', async () => {
  const content = busyContent(Date.now());
  const well = {
    channels: content.channels.slice(0, 1),
    keys: content.keys.slice(0, 1),
    tokens: content.tokens.filter(({ issuedAt, state, channelId }) => {
      const age = Date.now() - Date.parse(issuedAt);
      return state === 'active' && channelId === '2006123456' && age < 15 * 86_400_000;
    }),
  };
  await show(well);
  await expect.element(page.getByRole('heading', { level: 1, name: 'Nothing needs you' })).toBeVisible();
  await expect
    .element(
      page.getByText(new RegExp(`^All ${String(well.tokens.length)} tokens are well\\. Next expiry: Sakura Store / `)),
    )
    .toBeVisible();
  expect(lines()).toEqual([]);
  await expectAccessible();
});

test('slots: each channel is a row that leads to it, with its states in words', async () => {
  const { desk } = await show(busyContent(Date.now()));
  await expect
    .element(page.getByRole('img', { name: /of 30.*: 14 live, 2 soon, 1 draining, 1 lost, 1 foreign and 11 free$/ }))
    .toBeVisible();
  await page.getByRole('button', { name: /Practice shop/ }).click();
  expect(desk.place).toEqual({ name: 'channel', channelId: '9000000001' });
});

test('of many channels the fullest twelve stand there, and all are one step away', async () => {
  const { desk } = await show(crowdedContent(Date.now()));
  await expect.poll(() => document.querySelectorAll('.slots li').length).toBe(12);
  expect(document.querySelector('.slots li')?.textContent).toContain('30/30');
  await page.getByRole('button', { name: 'All 120 channels' }).click();
  expect(desk.place.name).toBe('channels');
});

test('an empty vault begins with a channel, and a failure says what happened', async () => {
  const { bridge, desk } = await show(emptyContent());
  await expect.element(page.getByRole('heading', { name: 'Add your first channel' })).toBeVisible();
  await expectAccessible();
  bridge.fail('token.outlook', 'vault-in-use');
  await desk.refresh();
  await expect.element(page.getByRole('alert')).toBeVisible();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect.poll(() => document.querySelector('[role="alert"]')).toBeNull();
});

test('nothing is cut off where the window is narrow', async () => {
  await show(busyContent(Date.now()));
  await page.viewport(512, 600);
  await expect.poll(() => document.documentElement.scrollWidth).toBeLessThanOrEqual(512);
  await expectAccessible();
});

test('a token that ends today and is not being replaced begins its rotation', async () => {
  const { desk } = await show({ ...busyContent(Date.now()), rotations: [] });
  await page.getByRole('button', { name: 'Rotate…' }).click();
  expect(desk.dialog).toMatchObject({ kind: 'begin-rotation', channelId: '2006123457', consumer: 'payments' });
});
