import type { MenuItemConstructorOptions } from 'electron';
import { expect, test } from 'vitest';
import { LANGUAGES, type Language } from '../../../shared/languages.ts';
import { desktopTextsOf } from '../messages/desktop-texts.ts';
import { menuTemplate } from './menu-template.ts';

function menuOn(platform: NodeJS.Platform, options: { readonly open?: boolean; readonly language?: Language } = {}) {
  const { open = true, language = 'en' } = options;
  const asked: unknown[] = [];
  const record =
    (what: string) =>
    (given?: unknown): void =>
      void asked.push(given === undefined ? what : [what, given]);
  const template = menuTemplate(
    desktopTextsOf(language),
    {
      go: record('go'),
      do: record('do'),
      about: record('about'),
      openFolder: record('openFolder'),
      zoom: record('zoom'),
    },
    { platform, open, developerTools: false },
  );
  const flatten = (items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
    items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flatten(item.submenu) : [])]);
  const items = flatten(template);
  const item = (id: string) => {
    const found = items.find((each) => each.id === id);
    if (!found) throw new Error(`no ${id} in the menu`);
    return found;
  };
  return { template, items, item, asked };
}

/** Electron calls it with the item, the window and the event, of which ours needs none. */
const click = ({ click: chosen }: MenuItemConstructorOptions) => (chosen as (() => void) | undefined)?.();

test('each platform has the menus that its people expect', () => {
  expect(menuOn('linux').template.map(({ label }) => label)).toEqual([
    '&File',
    '&Edit',
    '&View',
    '&Token',
    '&Window',
    '&Help',
  ]);
  expect(menuOn('darwin', { language: 'ja' }).template.map(({ label }) => label)).toEqual([
    'Kagibako',
    'ファイル',
    '編集',
    '表示',
    'トークン',
    'ウィンドウ',
    'ヘルプ',
  ]);
});

test('settings, about and quit are in the app’s own menu on macOS, elsewhere under File and Help', () => {
  const menuOf = (platform: NodeJS.Platform, wanted: (item: MenuItemConstructorOptions) => boolean) =>
    menuOn(platform).template.find(({ submenu }) => Array.isArray(submenu) && submenu.some(wanted))?.label;
  const settings = (item: MenuItemConstructorOptions) => item.id === 'settings';
  const about = (item: MenuItemConstructorOptions) => item.id === 'about';
  const quit = (item: MenuItemConstructorOptions) => item.role === 'quit';
  expect([settings, about, quit].map((wanted) => menuOf('darwin', wanted))).toEqual([
    'Kagibako',
    'Kagibako',
    'Kagibako',
  ]);
  expect([settings, about, quit].map((wanted) => menuOf('win32', wanted))).toEqual(['&File', '&Help', '&File']);
});

test('items ask the window for what they say', () => {
  const { item, asked } = menuOn('linux');
  for (const id of [
    'issue-token',
    'add-channel',
    'lock',
    'find',
    'palette',
    'back',
    'forward',
    'check-all',
    'verify-token',
    'shortcuts',
  ]) {
    click(item(id));
    expect(asked.pop()).toEqual(['do', id]);
  }
  for (const name of ['overview', 'tokens', 'channels', 'rotations', 'activity', 'settings']) {
    click(item(`go-${name}`));
    expect(asked.pop()).toEqual(['go', { name }]);
  }
  for (const id of ['settings', 'about', 'open-folder', 'zoom-in', 'zoom-out', 'zoom-reset']) click(item(id));
  expect(asked).toEqual([['go', { name: 'settings' }], 'about', 'openFolder', ['zoom', 1], ['zoom', -1], ['zoom', 0]]);
});

test('what needs an open vault is off without one', () => {
  const { items } = menuOn('linux', { open: false });
  const on = items.filter(({ id, enabled }) => id !== undefined && enabled !== false).map(({ id }) => id);
  expect(on).toEqual(['zoom-reset', 'zoom-in', 'zoom-in-unshifted', 'zoom-out', 'open-folder', 'about']);
});

test('keys that the page has too are only shown, where the platform can do that', () => {
  const keysOf = (platform: NodeJS.Platform) =>
    menuOn(platform)
      .items.filter(({ accelerator, registerAccelerator }) => accelerator && registerAccelerator === false)
      .map(({ accelerator }) => accelerator);
  expect(keysOf('darwin')).toEqual([]);
  expect(keysOf('win32')).toEqual(['CmdOrCtrl+L', 'CmdOrCtrl+K', 'Alt+Left', 'Alt+Right']);
  expect(menuOn('darwin').item('back').accelerator).toBe('Cmd+[');
});

test.each(LANGUAGES)(
  'in %s every item has a text, every menu a letter of its own, and no key stands twice',
  (language) => {
    for (const platform of ['linux', 'darwin'] as const) {
      const { template, items } = menuOn(platform, { language });
      expect(items.filter(({ type, label }) => type !== 'separator' && !label?.trim())).toEqual([]);
      const letters = template.map(({ label }) => /&(.)/.exec(label ?? '')?.[1]);
      expect(new Set(letters).size).toBe(platform === 'linux' ? template.length : 1);
      const keys = items.flatMap(({ accelerator }) => (accelerator ? [accelerator] : []));
      expect(new Set(keys).size).toBe(keys.length);
    }
  },
);

test('every language has texts of its own', () => {
  const labels = LANGUAGES.map((language) => menuOn('linux', { language }).item('lock').label);
  expect(new Set(labels).size).toBe(LANGUAGES.length);
});
