import { execFile } from 'node:child_process';

/**
 * Whether this desktop has a place for tray icons. On Linux that is a program on the session bus (freedesktop's StatusNotifierItem specification);
 * GNOME has none without an extension. Asked through the tools that come with D-Bus and GLib, so that the program needs no D-Bus of its own.
 */

const WATCHER = 'org.kde.StatusNotifierWatcher';
const ANSWERS_WITHIN_MS = 5_000;

type Command = readonly [program: string, ...args: readonly string[]];

/** Both ask who owns the watcher's name. */
const ASK_OWNER: readonly Command[] = [
  [
    'gdbus',
    'call',
    '--session',
    '--dest=org.freedesktop.DBus',
    '--object-path=/org/freedesktop/DBus',
    '--method=org.freedesktop.DBus.GetNameOwner',
    WATCHER,
  ],
  [
    'dbus-send',
    '--session',
    '--print-reply=literal',
    '--dest=org.freedesktop.DBus',
    '/org/freedesktop/DBus',
    'org.freedesktop.DBus.GetNameOwner',
    `string:${WATCHER}`,
  ],
];

/** Runs a program; what it wrote, or null where it failed, is not there, or takes too long. */
export type Ask = (command: Command, withinMs: number) => Promise<string | null>;

const askProgram: Ask = ([program, ...args], withinMs) =>
  new Promise((resolve) => {
    execFile(program, args, { timeout: withinMs, windowsHide: true }, (error, stdout) =>
      resolve(error ? null : stdout),
    );
  });

/** The unique name of whoever shows tray icons now; null where nobody does. Elsewhere than on Linux the system itself does. */
export async function findTrayWatcher(
  platform: NodeJS.Platform = process.platform,
  ask: Ask = askProgram,
): Promise<string | null> {
  if (platform !== 'linux') return 'system';
  for (const command of ASK_OWNER) {
    const owner = /:\d[\d.]*/.exec((await ask(command, ANSWERS_WITHIN_MS)) ?? '')?.[0];
    if (owner !== undefined) return owner;
  }
  return null;
}

/** The same, but waits until somebody comes: at login a program may be started before the panel. */
export async function awaitTrayWatcher(
  withinMs: number,
  platform: NodeJS.Platform = process.platform,
  ask: Ask = askProgram,
): Promise<string | null> {
  const found = await findTrayWatcher(platform, ask);
  if (found !== null) return found;
  const seconds = String(Math.ceil(withinMs / 1_000));
  await ask(['gdbus', 'wait', '--session', `--timeout=${seconds}`, WATCHER], withinMs + ANSWERS_WITHIN_MS);
  return findTrayWatcher(platform, ask);
}
