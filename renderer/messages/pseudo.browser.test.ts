import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { ERROR_CODES } from '../../shared/errors.ts';
import { LANGUAGES } from '../../shared/languages.ts';
import type { DialogRequest, Place } from '../model/place.ts';
import { fakeConnection, fakeWay } from '../testing/fake-connection.ts';
import { busyContent, emptyContent, type FakeContent } from '../testing/fake-data.ts';
import type { FakeVaultOptions } from '../testing/fake-vault.ts';
import { cutControls, foreignTexts, wideElements } from '../testing/page-audit.ts';
import { renderWindow, settled } from '../testing/render-window.ts';
import { LANGUAGE_NAMES } from './messages.ts';
import { pseudo } from './pseudo.ts';

const NOW = Date.now();
const busy = busyContent(NOW);

/** All strings of a value, wherever they are. */
const stringsOf = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(stringsOf)
      : [];

/** What the window is made of, by its own name. */
const PRODUCTS = ['Kagibako', 'Electron', 'Chromium', 'Node.js', 'SQLite', 'GNOME Keyring', 'Secret Service'];

/** What may stand on a screen without being one of our texts: the person's own words, IDs, places, and languages by their own names. */
const DATA = [
  ...stringsOf(busy),
  ...LANGUAGES.map((language) => LANGUAGE_NAMES[language]),
  ...PRODUCTS,
  ...ERROR_CODES,
  'api.line.me',
];

async function open(options: FakeVaultOptions) {
  await page.viewport(1024, 600);
  const shown = await renderWindow({ clock: () => NOW, ...options }, { messages: () => pseudo });
  const about = await shown.bridge.call('about.show', {});
  return { ...shown, data: [...DATA, ...stringsOf([shown.desk.status, shown.desk.settings, about])] };
}

/** What is wrong with the screen as it stands: hard-coded texts, things that stick out, texts that are cut. */
const audit = (data: readonly string[]) => ({
  hardCoded: foreignTexts(data),
  tooWide: wideElements(),
  cut: cutControls(),
});
const FINE = { hardCoded: [], tooWide: [], cut: [] };

const channelId = (content: FakeContent, index: number) => content.channels[index]?.channelId ?? '';
const tokenId = busy.tokens[0]?.tokenId ?? '';

describe('before the vault is open', () => {
  test.each<[string, FakeVaultOptions]>([
    ['the first start', { state: 'missing' }],
    [
      'the first start without a keychain',
      { state: 'missing', keychain: { state: 'no-session', name: 'Secret Service', problem: 'no bus' } },
    ],
    ['locked', { state: 'locked' }],
    ['locked with a passphrase', { state: 'locked', keystore: 'file' }],
  ])('%s', async (_name, options) => {
    const { data } = await open(options);
    expect(audit([...data, 'no bus'])).toEqual(FINE);
  });
});

describe.each<[string, FakeContent]>([
  ['a busy vault', busy],
  ['an empty vault', emptyContent()],
])('%s', (_name, content) => {
  test.each<Place['name']>(['overview', 'tokens', 'channels', 'rotations', 'activity', 'settings'])(
    '%s',
    async (name) => {
      const { desk, data } = await open({ content });
      desk.go({ name } as Place);
      await desk.refresh();
      await settled();
      expect(audit(data)).toEqual(FINE);
    },
  );
});

test.each([0, 1, 2, 3, 4])('the page of a channel, number %d', async (index) => {
  const { desk, data } = await open({ content: busy });
  desk.go({ name: 'channel', channelId: channelId(busy, index) });
  await desk.refresh();
  await settled();
  expect(audit(data)).toEqual(FINE);
});

test.each<DialogRequest>([
  { kind: 'add-channel' },
  { kind: 'channel-secret', channelId: channelId(busy, 2) },
  { kind: 'rename-channel', channelId: channelId(busy, 0) },
  { kind: 'channel-tags', channelId: channelId(busy, 0) },
  { kind: 'remove-channel', channelId: channelId(busy, 0) },
  { kind: 'import-key', channelId: channelId(busy, 0) },
  { kind: 'retire-key', signingKeyId: busy.keys[0]?.signingKeyId ?? '' },
  { kind: 'issue', channelId: channelId(busy, 0) },
  { kind: 'issue', channelId: null },
  { kind: 'reveal', tokenId },
  { kind: 'revoke', tokenIds: [tokenId] },
  { kind: 'revoke', tokenIds: busy.tokens.slice(0, 8).map((token) => token.tokenId) },
  { kind: 'begin-rotation', channelId: channelId(busy, 0), consumer: 'web' },
  { kind: 'skip-step', rotationId: busy.rotations?.[3]?.rotationId ?? '' },
  { kind: 'stop-rotation', rotationId: busy.rotations?.[3]?.rotationId ?? '' },
  { kind: 'revoke-rotation', rotationId: busy.rotations?.[1]?.rotationId ?? '' },
  { kind: 'continue-rotations', channelId: null },
  { kind: 'issue-many', channelIds: busy.channels.map((channel) => channel.channelId) },
  {
    kind: 'rotate-many',
    wanted: { selection: { tokenIds: busy.tokens.slice(0, 8).map((token) => token.tokenId) } },
  },
  { kind: 'retry-operation', operationId: busy.history?.operations[0]?.operation.operationId ?? '' },
  { kind: 'saved-filters' },
  { kind: 'verify', pasted: '' },
  { kind: 'adopt', pasted: '' },
  { kind: 'contain', channelId: channelId(busy, 0) },
  { kind: 'import-channels' },
  { kind: 'export', what: 'tokens' },
  { kind: 'export', what: 'calendar' },
  { kind: 'hand-over', chosen: { tokenIds: busy.tokens.slice(0, 40).map((token) => token.tokenId) } },
  { kind: 'shortcuts' },
  { kind: 'about' },
])('the dialog $kind', async (dialog) => {
  const { desk, data } = await open({ content: busy });
  desk.dialog = dialog;
  await settled();
  await expect.poll(() => document.querySelector('dialog[open]')).not.toBeNull();
  await settled();
  expect(audit(data)).toEqual(FINE);
});

/** What opens something on the page: tabs, menus, and what is folded. Of the rows of a table only the first one's. */
const openers = () =>
  Array.from(
    document.querySelectorAll<HTMLElement>(
      'main :is([role="tab"], [aria-haspopup], [aria-expanded="false"], details:not([open]) > summary)',
    ),
  ).filter((element) => {
    const row = element.closest('[role="row"], tbody > tr, li');
    return (
      element.checkVisibility() &&
      (row === null || row === row.parentElement?.querySelector(':scope > :is([role="row"], tr, li)'))
    );
  });

test.each<Place>([
  { name: 'overview' },
  { name: 'tokens' },
  { name: 'channels' },
  { name: 'channel', channelId: channelId(busy, 0) },
  { name: 'channel', channelId: channelId(busy, 3) },
  { name: 'rotations' },
  { name: 'activity' },
])('what opens on $name', async (place) => {
  const { desk, data } = await open({ content: busy });
  desk.go(place);
  await desk.refresh();
  await settled();
  const count = openers().length;
  for (let index = 0; index < count; index += 1) {
    const opener = openers()[index];
    if (!opener) continue;
    opener.click();
    await settled();
    expect(audit(data), opener.textContent).toEqual(FINE);
    await userEvent.keyboard('{Escape}');
    await settled();
  }
});

test('the run-book of a channel, with every step unfolded', async () => {
  const { desk, bridge, data } = await open({ content: busy });
  await bridge.call('containment.begin', { channelId: channelId(busy, 0), reason: 'found' });
  desk.go({ name: 'channel', channelId: channelId(busy, 0) });
  await desk.refresh();
  desk.channelPage.showTab('containment');
  await settled();
  for (const step of document.querySelectorAll<HTMLElement>('[data-step] [aria-expanded="false"]')) step.click();
  await settled();
  expect(audit([...data, 'found'])).toEqual(FINE);
});

test('a vault that cannot be opened', async () => {
  const { desk, bridge, data } = await open({ content: busy });
  bridge.fail('vault.status', 'vault-locked');
  await desk.readStatus();
  await settled();
  expect(desk.phase).toBe('broken');
  expect(audit(data)).toEqual(FINE);
});

test('a platform that is not reached', async () => {
  const { vault, data } = await open({ content: busy });
  const since = new Date(NOW).toISOString();
  vault.tellConnection(
    fakeConnection({
      platforms: [fakeWay({ reachable: false, since, askedAt: since, problem: 'sign-in-page' })],
      queued: 2,
      clock: { verdict: 'behind', seconds: 90, measuredAt: since },
    }),
  );
  await settled();
  expect(audit(data)).toEqual(FINE);
  await page.getByRole('button', { name: pseudo.connection.notReached('api.line.me') }).click();
  expect(audit(data)).toEqual(FINE);
});

test('the details of a token beside the page', async () => {
  const { desk, data } = await open({ content: busy });
  desk.go({ name: 'tokens' });
  desk.openToken(tokenId);
  await desk.refresh();
  await settled();
  expect(audit(data)).toEqual(FINE);
});

test.each(busy.rotations ?? [])('the steps of a rotation beside the page: $consumer, $step', async ({ rotationId }) => {
  const { desk, data } = await open({ content: busy });
  desk.go({ name: 'rotations' });
  desk.openRotation(rotationId);
  await desk.refresh();
  await settled();
  expect(audit(data)).toEqual(FINE);
});

test('the command palette', async () => {
  const { desk, data } = await open({ content: busy });
  desk.palette = true;
  await settled();
  expect(audit(data)).toEqual(FINE);
});
