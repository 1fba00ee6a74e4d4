import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, type ElectronApplication, type Page } from '@playwright/test';
import type { InputOf, OperationName, OutputOf } from '../../../shared/contract.ts';
import type { EventPayload } from '../../../shared/events.ts';
import type { Result } from '../../../shared/result.ts';
import { environmentOf, rootArguments, type Launched } from './fixtures.ts';

const PROJECT = resolve(import.meta.dirname, '../../..');

/** The answer of an operation, asked as the page asks it. */
export async function answerOf<Name extends OperationName>(
  { window }: Launched,
  name: Name,
  input: InputOf<Name>,
): Promise<Result<OutputOf<Name>>> {
  return (await window.call(name, input)) as Result<OutputOf<Name>>;
}

/** The same where it must succeed. */
export async function call<Name extends OperationName>(
  launched: Launched,
  name: Name,
  input: InputOf<Name>,
): Promise<OutputOf<Name>> {
  const answer = await answerOf(launched, name, input);
  if (!answer.ok) throw new Error(`${name} ended in ${answer.error.code}: ${answer.error.message}`);
  return answer.value;
}

export type Asked = EventPayload<'window.asked'>;

/** From now on, whatever the page is asked from outside. */
export async function listenToAsked(page: Page): Promise<() => Promise<readonly Asked[]>> {
  await page.evaluate(() => {
    const asked: unknown[] = [];
    Object.assign(window, { asked });
    const bridge = Reflect.get(window, 'kagibako') as {
      on: (name: string, listener: (payload: unknown) => void) => void;
    };
    bridge.on('window.asked', (payload) => asked.push(payload));
  });
  return () => page.evaluate(() => Reflect.get(window, 'asked') as Asked[]);
}

/** Starts the program once more on the same vault, as a desktop does that was given a link; the exit code. */
export async function startAgain(
  { app, folder }: Launched,
  home: string,
  ...args: readonly string[]
): Promise<unknown> {
  const electron = await app.evaluate(() => process.execPath);
  const second = spawn(electron, [...rootArguments(), PROJECT, '--vault', folder, ...args], {
    env: environmentOf(home),
    stdio: 'ignore',
  });
  return new Promise((ended) => second.once('exit', ended));
}

/** The labels of the menu's titles and of the items with an ID. */
export function menuLabels(app: ElectronApplication): Promise<{ titles: string[]; items: { [id: string]: string } }> {
  return app.evaluate(({ Menu }) => {
    const menu = Menu.getApplicationMenu();
    const items = (menu?.items ?? []).flatMap(({ submenu }) => submenu?.items ?? []);
    return {
      titles: (menu?.items ?? []).map(({ label }) => label),
      items: Object.fromEntries(items.map(({ id, label }) => [id, label])),
    };
  });
}

/** Chooses an item of the menu. A disabled one does nothing, as when a person clicks it. */
export async function choose(app: ElectronApplication, id: string): Promise<void> {
  await app.evaluate(({ Menu }, wanted) => {
    const item = Menu.getApplicationMenu()?.getMenuItemById(wanted);
    if (!item) throw new Error(`no ${wanted} in the menu`);
    if (item.enabled) (item.click as () => void)();
  }, id);
}

/** How the window stands. */
export function windowStands(app: ElectronApplication) {
  return app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    return { bounds: window?.getBounds(), zoomLevel: window?.webContents.getZoomLevel() };
  });
}

/** Waits until the window stands so. */
export async function expectWindow(
  app: ElectronApplication,
  wanted: Partial<Awaited<ReturnType<typeof windowStands>>>,
): Promise<void> {
  await expect.poll(() => windowStands(app)).toMatchObject(wanted);
}
