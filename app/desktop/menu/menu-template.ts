import type { MenuItemConstructorOptions } from 'electron';
import type { WindowCommand } from '../../../shared/destination.ts';
import type { DesktopTexts } from '../messages/en.ts';
import type { MenuActions, MenuSituation } from './menu-actions.ts';

type Item = MenuItemConstructorOptions;

const PLACES = ['overview', 'tokens', 'channels', 'rotations', 'activity', 'settings'] as const;
/** The page listens to the keys of these itself, and the menu only shows them. */
const KEYS_OF_THE_PAGE: ReadonlySet<WindowCommand> = new Set(['lock', 'palette', 'back', 'forward']);
const separator: Item = { type: 'separator' };

/** `ファイル(&F)` and `&File` without their marks: macOS opens no menu by a letter. */
function withoutLetter(label: string): string {
  return label.replace(/\(&.\)/u, '').replace('&', '');
}

/** Makes the menu's parts for one language and platform. */
function menuParts(text: DesktopTexts, actions: MenuActions, { platform, open }: MenuSituation) {
  const isMac = platform === 'darwin';
  const command = (name: WindowCommand, label: string, accelerator?: string): Item => ({
    id: name,
    label,
    enabled: open,
    click: () => actions.do(name),
    ...(accelerator === undefined ? {} : { accelerator }),
    // A key that the page takes never reaches the menu. One that it leaves alone, because of a question that is open, must not do so either;
    // macOS, though, shows no key without listening to it.
    ...(KEYS_OF_THE_PAGE.has(name) && !isMac ? { registerAccelerator: false } : {}),
  });
  const settings: Item = {
    id: 'settings',
    label: text.app.settings,
    enabled: open,
    click: () => actions.go({ name: 'settings' }),
    accelerator: 'CmdOrCtrl+,',
  };
  const about: Item = { id: 'about', label: text.app.about, click: () => actions.about() };
  const places = PLACES.map((name, index): Item => ({
    id: `go-${name}`,
    label: text.view[name],
    enabled: open,
    click: () => actions.go({ name }),
    accelerator: `CmdOrCtrl+${index + 1}`,
  }));
  return { isMac, command, settings, about, places };
}

function appMenu(text: DesktopTexts, { about, settings }: ReturnType<typeof menuParts>): Item {
  return {
    label: 'Kagibako',
    submenu: [
      { role: 'about', label: text.app.about, id: about.id ?? 'about' },
      separator,
      settings,
      separator,
      { role: 'services', label: text.app.services },
      separator,
      { role: 'hide', label: text.app.hide },
      { role: 'hideOthers', label: text.app.hideOthers },
      { role: 'unhide', label: text.app.showAll },
      separator,
      { role: 'quit', label: text.app.quit },
    ],
  };
}

function fileMenu(text: DesktopTexts, { isMac, command, settings }: ReturnType<typeof menuParts>): Item[] {
  return [
    command('issue-token', text.file.newToken, 'CmdOrCtrl+N'),
    command('add-channel', text.file.addChannel),
    separator,
    command('lock', text.file.lock, 'CmdOrCtrl+L'),
    separator,
    ...(isMac
      ? [{ role: 'close', label: text.file.closeWindow } as const]
      : [settings, separator, { role: 'quit', label: text.app.exit } as const]),
  ];
}

function editMenu(text: DesktopTexts, { command }: ReturnType<typeof menuParts>): Item[] {
  return [
    { role: 'undo', label: text.edit.undo },
    { role: 'redo', label: text.edit.redo },
    separator,
    { role: 'cut', label: text.edit.cut },
    { role: 'copy', label: text.edit.copy },
    { role: 'paste', label: text.edit.paste },
    { role: 'delete', label: text.edit.delete },
    { role: 'selectAll', label: text.edit.selectAll },
    separator,
    command('find', text.edit.find, 'CmdOrCtrl+F'),
  ];
}

function viewMenu(
  text: DesktopTexts,
  actions: MenuActions,
  { isMac, command, places }: ReturnType<typeof menuParts>,
  developerTools: boolean,
): Item[] {
  const zoom = (id: string, label: string, steps: -1 | 0 | 1, accelerator: string): Item => ({
    id,
    label,
    accelerator,
    click: () => actions.zoom(steps),
  });
  return [
    ...places,
    separator,
    command('palette', text.view.palette, 'CmdOrCtrl+K'),
    command('back', text.view.back, isMac ? 'Cmd+[' : 'Alt+Left'),
    command('forward', text.view.forward, isMac ? 'Cmd+]' : 'Alt+Right'),
    separator,
    zoom('zoom-reset', text.view.actualSize, 0, 'CmdOrCtrl+0'),
    zoom('zoom-in', text.view.zoomIn, 1, 'CmdOrCtrl+Plus'),
    // The same key without Shift, where + stands above =.
    {
      ...zoom('zoom-in-unshifted', text.view.zoomIn, 1, 'CmdOrCtrl+='),
      visible: false,
      acceleratorWorksWhenHidden: true,
    },
    zoom('zoom-out', text.view.zoomOut, -1, 'CmdOrCtrl+-'),
    separator,
    { role: 'togglefullscreen', label: text.view.fullScreen },
    ...(developerTools ? [separator, { role: 'toggleDevTools', label: text.view.developerTools } as const] : []),
  ];
}

function windowMenu(text: DesktopTexts, isMac: boolean): Item[] {
  return [
    { role: 'minimize', label: text.window.minimise },
    ...(isMac
      ? [
          { role: 'zoom', label: text.window.zoom } as const,
          separator,
          { role: 'front', label: text.window.front } as const,
        ]
      : [{ role: 'close', label: text.file.closeWindow } as const]),
  ];
}

/** The whole menu, as each platform's people expect it. */
export function menuTemplate(text: DesktopTexts, actions: MenuActions, situation: MenuSituation): Item[] {
  const parts = menuParts(text, actions, situation);
  const { isMac, command, about } = parts;
  const titled = (label: string, submenu: Item[], more: Item = {}): Item => ({
    label: isMac ? withoutLetter(label) : label,
    submenu,
    ...more,
  });
  return [
    ...(isMac ? [appMenu(text, parts)] : []),
    titled(text.menu.file, fileMenu(text, parts)),
    titled(text.menu.edit, editMenu(text, parts)),
    titled(text.menu.view, viewMenu(text, actions, parts, situation.developerTools)),
    titled(text.menu.token, [command('check-all', text.token.checkAll), command('verify-token', text.token.verify)]),
    titled(text.menu.window, windowMenu(text, isMac), { role: 'window' }),
    titled(
      text.menu.help,
      [
        command('shortcuts', text.help.shortcuts),
        { id: 'open-folder', label: text.help.openFolder, click: () => actions.openFolder() },
        ...(isMac ? [] : [separator, about]),
      ],
      { role: 'help' },
    ),
  ];
}
