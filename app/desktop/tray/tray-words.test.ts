import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Language, LANGUAGES } from '../../../shared/languages.ts';
import { timeLeft } from './time-words.ts';
import { tokenWords } from './token-words.ts';
import { trayMenu, type TrayActions } from './tray-menu.ts';
import { endingIn, NOW, reportOf } from './tray-test-support.ts';
import { trayTooltip } from './tray-tooltip.ts';

const zoneBefore = process.env['TZ'];
beforeAll(() => (process.env['TZ'] = 'Asia/Tokyo'));
afterAll(() => {
  if (zoneBefore === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zoneBefore;
});

const HOUR_MS = 3_600_000;

test('what is left is said in days, hours or minutes, never in more than there are', () => {
  const left = (hours: number) => timeLeft(hours * HOUR_MS, 'en');
  expect([left(71.9), left(47.9), left(1), left(0.99), left(0), left(-5)]).toEqual([
    '2 days',
    '47 hours',
    '1 hour',
    '59 minutes',
    '1 minute',
    '1 minute',
  ]);
  expect(LANGUAGES.map((language) => timeLeft(72 * HOUR_MS, language))).toEqual(['3 days', '3 日', '3 วัน', '3 天']);
});

test('a token is named by its consumer, else by its label, else by its key ID', () => {
  expect([
    tokenWords(endingIn(1, { label: 'blue' })),
    tokenWords(endingIn(1, { consumer: '', label: 'blue' })),
    tokenWords(endingIn(1, { consumer: '' })),
  ]).toEqual(['web · Sakura & Store', 'blue · Sakura & Store', 'abcdefgh · Sakura & Store']);
});

test('the tooltip says the worst', () => {
  const tip = (more: Parameters<typeof reportOf>[0], language: Language = 'en') =>
    trayTooltip(reportOf(more), language);
  expect(tip({ shape: 'soon', ending: { withinDays: 3, tokens: 2 } })).toBe('Kagibako: 2 tokens end within 3 days');
  expect(tip({ shape: 'urgent', ended: 1, ending: { withinDays: 1, tokens: 1 } })).toBe(
    'Kagibako: 1 token ended without a successor, 1 token ends within a day',
  );
  expect(tip({ next: [endingIn(480)] })).toBe('Kagibako: The next token ends Mon, Dec 14, 09:00');
  expect(tip({ shape: 'locked' })).toBe('Kagibako: locked, No live tokens');
  expect(trayTooltip(null, 'en')).toBe('Kagibako');
  expect(LANGUAGES.map((language) => tip({ shape: 'soon', ending: { withinDays: 3, tokens: 2 } }, language))).toEqual([
    'Kagibako: 2 tokens end within 3 days',
    'Kagibako: 3 日以内に期限が切れるトークン：2 件',
    'Kagibako: Token 2 รายการจะหมดอายุภายใน 3 วัน',
    'Kagibako: 2 個 token 將在 3 天內到期',
  ]);
});

function menu(more: Parameters<typeof reportOf>[0] | null, vaultIsOpen = true) {
  const done: unknown[] = [];
  const actions: TrayActions = {
    open: () => done.push('open'),
    go: (to) => done.push(to),
    snooze: (until) => done.push(until),
    lock: () => done.push('lock'),
    quit: () => done.push('quit'),
  };
  const report = more === null ? null : reportOf(more);
  const items = trayMenu({ report, language: 'en', vaultIsOpen, now: NOW }, actions);
  const choose = (id: string) => (items.find((item) => item.id === id)?.click as (() => void) | undefined)?.();
  return { items, choose, done };
}

test('each of the next expiries leads to its token, and an ampersand is one', () => {
  const token = endingIn(50);
  const { items, choose, done } = menu({ next: [token] });
  expect(items[0]?.label).toBe('web · Sakura && Store: 2 days');
  for (const id of [`token-${token.tokenId}`, 'until-tomorrow', 'until-work', 'open', 'lock', 'quit']) choose(id);
  expect(done).toEqual([
    { name: 'token', tokenId: token.tokenId },
    'tomorrow',
    'working-hours',
    'open',
    'lock',
    'quit',
  ]);
});

test('while it is quiet the menu says until when, and offers to speak again', () => {
  const { items, choose, done } = menu({ snoozedUntil: '2026-11-25T00:00:00.000Z' });
  expect(items.find(({ id }) => id === 'quiet')).toMatchObject({
    label: 'Quiet until Wed, Nov 25, 09:00',
    enabled: false,
  });
  choose('speak');
  expect(done).toEqual(['off']);
  expect(items.some(({ id }) => id === 'until-work')).toBe(false);
});

test('of a vault that cannot be read only the ways in and out are left', () => {
  const { items } = menu(null, false);
  expect(items.map(({ id, enabled }) => [id, enabled])).toEqual([
    ['open', undefined],
    ['lock', false],
    ['quit', undefined],
  ]);
});
