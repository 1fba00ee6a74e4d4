import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Token } from '../../shared/domain.ts';
import { localDays } from '../model/overview-outlook.ts';
import { expectAccessible } from '../testing/expect-accessible.ts';
import { busyContent, DAY, emptyContent, iso, type FakeContent } from '../testing/fake-data.ts';
import { renderWithDesk } from '../testing/render-with-desk.ts';
import Timeline from './Timeline.svelte';
import { middleOf } from './timeline.ts';

const HOUR = DAY / 24;
const WIDE = { width: 900, height: 700 };

/** Channels by name, each with the days on whose noon a token of it ends. Long-lived ones, so that none of them is due for rotation but the first day's. */
function endingOn(channels: Readonly<Record<string, readonly number[]>>): FakeContent {
  const now = Date.now();
  const days = localDays(now);
  const sample = busyContent(now).tokens.find(({ state }) => state === 'active');
  const content = emptyContent();
  if (!sample) throw new Error('the busy vault has a live token');
  Object.entries(channels).forEach(([name, ends], index) => {
    const channelId = String(2_006_000_000 + index);
    content.channels.push({
      channelId,
      name,
      platform: 'https://api.line.me',
      platformKind: 'line',
      hasSecret: true,
      createdAt: iso(now),
      checkedAt: null,
      tags: [],
      pinned: false,
    });
    ends.forEach((day, place) => {
      const token: Token = {
        ...sample,
        tokenId: `00000000-0000-4000-a000-${String(index * 1000 + place).padStart(12, '0')}`,
        channelId,
        channelName: name,
        issuedAt: iso(now - HOUR),
        expiresAt: iso((days[day] ?? now) + 12 * HOUR),
      };
      content.tokens.push(token);
    });
  });
  return content;
}

async function show(content: FakeContent) {
  await page.viewport(WIDE.width, WIDE.height);
  return renderWithDesk(Timeline, {}, { content });
}

const tracks = () => [...document.querySelectorAll<HTMLElement>('[role="listbox"]')];
const marksOf = (track: Element | undefined) => [...(track?.querySelectorAll<SVGGElement>('[role="option"]') ?? [])];
const widthOf = (track: Element | undefined) => track?.querySelector('svg')?.getBoundingClientRect().width ?? 0;

/** Where the marks of a row stand, from the left of its axis, without their counts. */
function placesOf(track: HTMLElement | undefined): number[] {
  const left = track?.getBoundingClientRect().left ?? 0;
  return marksOf(track).map((mark) => {
    const shape = mark.querySelector('circle:not(.ring), path, rect');
    const box = shape?.getBoundingClientRect();
    return box ? box.left + box.width / 2 - left : NaN;
  });
}

function expectInPlace(track: HTMLElement | undefined, days: readonly number[]): void {
  const width = widthOf(track);
  expect(width).toBeGreaterThan(150);
  const places = placesOf(track);
  expect(places).toHaveLength(days.length);
  days.forEach((day, index) => expect(Math.abs((places[index] ?? NaN) - middleOf(day, width))).toBeLessThan(1));
}

test('each channel is a row, each day on which something of it ends a mark in its place, several are counted', async () => {
  await show(endingOn({ 'Sakura Store': [12, 5, 5, 5, 30], 受付サポート: [8] }));
  await expect.poll(() => tracks().length).toBe(2);
  expect(tracks().map((track) => track.getAttribute('aria-label'))).toEqual([
    'Expiries of Sakura Store',
    'Expiries of 受付サポート',
  ]);
  await expect.poll(() => widthOf(tracks()[0])).toBeGreaterThan(150);
  expectInPlace(tracks()[0], [5, 12, 30]);
  expectInPlace(tracks()[1], [8]);
  expect(
    [...document.querySelectorAll('[data-count-of]')].map((count) => [
      count.getAttribute('data-count-of'),
      count.textContent,
    ]),
  ).toEqual([['5', '3']]);
});

test('the text alternative says the same as the marks', async () => {
  const { desk } = await show(busyContent(Date.now()));
  await expect.poll(() => tracks().length).toBe(4);
  const drawn = tracks().flatMap((track) => marksOf(track).map((mark) => mark.getAttribute('aria-label') ?? ''));
  await page.getByRole('button', { name: 'Show as table' }).click();
  const table = page.getByRole('table', { name: 'Expiries of each channel over the next 30 days' });
  await expect.element(table).toBeVisible();
  const rows = [...table.element().querySelectorAll('tbody tr')].map((row) => {
    const [day = '', count = '', what = ''] = [...row.querySelectorAll('td')].map((cell) => cell.textContent.trim());
    return { said: `${day}: ${what}`, count: Number(count) };
  });
  expect(rows.map(({ said }) => said)).toEqual(drawn);
  // Foreign tokens end nobody knows when.
  expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(desk.overview.holding - 1);
  await expectAccessible();
  await page.getByRole('button', { name: 'Show as timeline' }).click();
  await expect.poll(() => tracks().length).toBe(4);
});

test('a row is one tab stop: arrows go from mark to mark and from row to row, and the words follow', async () => {
  await show(endingOn({ 'Sakura Store': [5, 12, 20], 'Booking bot': [7] }));
  await expect.poll(() => tracks().length).toBe(2);
  const active = () => {
    const id = document.activeElement?.getAttribute('aria-activedescendant');
    return id ? document.getElementById(id)?.getAttribute('data-day') : null;
  };
  await page.getByRole('button', { name: 'Show as table' }).click();
  await page.getByRole('button', { name: 'Show as timeline' }).click();
  await userEvent.keyboard('{Tab}');
  expect([document.activeElement, active()]).toEqual([tracks()[0], '5']);
  await userEvent.keyboard('{ArrowRight}');
  expect(active()).toBe('12');
  await expect.element(page.getByText(/^Sakura Store, .+: 1 live$/)).toBeVisible();
  await userEvent.keyboard('{End}{ArrowRight}');
  expect(active()).toBe('20');
  await userEvent.keyboard('{Home}{ArrowLeft}');
  expect(active()).toBe('5');
  await userEvent.keyboard('{ArrowDown}');
  expect([document.activeElement, active()]).toEqual([tracks()[1], '7']);
  await userEvent.keyboard('{ArrowUp}{Tab}{Tab}');
  expect(document.activeElement).not.toBe(tracks()[0]);
  await expect.element(page.getByText('4 tokens of 2 channels end in these days')).toBeVisible();
});

test('Enter opens the one token of a day, or the tokens of the channel where there are several', async () => {
  const content = endingOn({ 'Sakura Store': [5, 12, 12] });
  const { desk } = await show(content);
  await expect.poll(() => tracks().length).toBe(1);
  tracks()[0]?.focus();
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => desk.drawer?.tokenId).toBe(content.tokens[0]?.tokenId);
  await userEvent.keyboard('{ArrowRight}{Enter}');
  await expect.poll(() => desk.place.name).toBe('tokens');
  expect(desk.table.filter).toMatchObject({ channelId: '2006000000', group: 'live', sort: 'expiresAt' });
});

test('a click on a mark, or so near that it is meant, does the same', async () => {
  const content = endingOn({ 'Sakura Store': [10] });
  const { desk } = await show(content);
  await expect.poll(() => tracks().length).toBe(1);
  const track = tracks()[0];
  await expect.poll(() => widthOf(track)).toBeGreaterThan(150);
  if (!track) throw new Error('there is a row');
  await userEvent.click(track, { position: { x: middleOf(25, widthOf(track)), y: 18 } });
  expect(desk.drawer).toBeNull();
  await userEvent.click(track, { position: { x: middleOf(10, widthOf(track)) + 10, y: 10 } });
  await expect.poll(() => desk.drawer?.tokenId).toBe(content.tokens[0]?.tokenId);
});

test('it follows the width of its place, and stays one unit a pixel', async () => {
  await show(endingOn({ 'Sakura Store': [5, 12, 20] }));
  await expect.poll(() => widthOf(tracks()[0])).toBeGreaterThan(400);
  const before = widthOf(tracks()[0]);
  await page.viewport(440, 700);
  await expect.poll(() => widthOf(tracks()[0])).toBeLessThan(before - 200);
  expectInPlace(tracks()[0], [5, 12, 20]);
  const svg = tracks()[0]?.querySelector('svg');
  expect(svg?.viewBox.baseVal.width).toBeCloseTo(widthOf(tracks()[0]), 0);
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(440);
  await expectAccessible();
});

test('of a hundred channels the most urgent twelve stand first, and the others can be had', async () => {
  const channels = Object.fromEntries(
    Array.from({ length: 100 }, (_channel, index) => [`Channel ${String(index + 1)}`, [2 + (index % 29)]]),
  );
  await show(endingOn({ ...channels, 'Nothing ends': [] }));
  await expect.poll(() => tracks().length).toBe(12);
  expect(tracks()[0]?.getAttribute('aria-label')).toBe('Expiries of Channel 1');
  await expect.element(page.getByText('100 tokens of 100 channels end in these days')).toBeVisible();
  await page.getByRole('button', { name: 'and 88 more channels' }).click();
  expect(tracks()).toHaveLength(60);
  await page.getByRole('button', { name: 'and 40 more channels' }).click();
  expect(tracks()).toHaveLength(100);
  await expectAccessible();
});

test('where nothing ends it says so', async () => {
  await show(endingOn({ 'Sakura Store': [] }));
  await expect.element(page.getByText('Nothing ends in the next 30 days.')).toBeVisible();
  expect(tracks()).toEqual([]);
  await expectAccessible();
});

test('every mark of the busy vault has a shape of its own, and axe finds nothing', async () => {
  await show(busyContent(Date.now()));
  await expect.poll(() => tracks().length).toBe(4);
  const shapes = new Map(
    [...document.querySelectorAll<SVGGElement>('.dot')].map((dot) => [
      dot.dataset['mark'],
      [...dot.querySelectorAll('circle, path, rect')]
        .map(
          (shape) => `${shape.tagName} ${shape.getAttribute('d') ?? ''}${shape.getAttribute('stroke-dasharray') ?? ''}`,
        )
        .join(),
    ]),
  );
  expect(shapes.size).toBeGreaterThanOrEqual(5);
  expect(new Set(shapes.values()).size).toBe(shapes.size);
  await expectAccessible();
});
