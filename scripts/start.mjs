/**
 * `npm start [-- --practice]`: sets up, builds if need be, and opens the app.
 */
import { accessSync, existsSync, readFileSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { buildIfStale } from './build-if-stale.mjs';
import { runChild } from './run/run-child.mjs';
import { hasDisplay } from './run/session.mjs';
import { setUp } from './setup.mjs';
import { electronRuntime } from './setup/electron-runtime.mjs';
import { say } from './setup/progress.mjs';
import { projectEnvironment, projectFolder } from './setup/project.mjs';
import { reportError, SetUpError } from './setup/set-up-error.mjs';

const setUserId = 0o4000;

/** @throws {SetUpError} where no window can be opened, before anything long is begun */
function requireDisplay() {
  if (hasDisplay()) return;
  throw new SetUpError({
    message: 'There is no screen here to open a window on.',
    why: 'neither DISPLAY nor WAYLAND_DISPLAY is set: this looks like a server, a container or a plain SSH session',
    remedy: [
      'On a desktop: run `npm start` there.',
      'Here: `npm run --silent cli -- --help` has the same vault on the command line,',
      '`npm run tour` shows the app at work on a screen in memory, and `npm test` tries everything.',
      'Over SSH: `ssh -X` brings the window to your own screen.',
    ].join('\n'),
  });
}

/**
 * Chromium's sandbox does not run as root, and developers' containers run as root. Here, and nowhere else, root gets it switched off; a packaged
 * app never does. Windows keep Electron's own isolation (contextIsolation, no Node) either way.
 */
function sandboxArguments() {
  if (process.getuid?.() !== 0) return [];
  say(
    'You are root: Chromium’s sandbox is off (--no-sandbox). Use your own account for anything but trying the app out.',
  );
  return ['--no-sandbox'];
}

/** Says what to do where the kernel keeps user namespaces from normal users: Chromium would end with a riddle. */
function requireSandbox({ distPath }) {
  if (process.platform !== 'linux' || process.getuid() === 0) return;
  const helper = join(distPath, 'chrome-sandbox');
  if (existsSync(helper)) {
    const { uid, mode } = statSync(helper);
    if (uid === 0 && mode & setUserId) return;
  }
  const forbidden =
    readSetting('kernel/apparmor_restrict_unprivileged_userns') === '1' ||
    readSetting('kernel/unprivileged_userns_clone') === '0' ||
    readSetting('user/max_user_namespaces') === '0';
  if (!forbidden) return;
  throw new SetUpError({
    message: 'Chromium’s sandbox cannot run on this machine yet.',
    why: 'the system forbids user namespaces to normal users, and the sandbox’s own helper is not installed',
    remedy: `sudo chown root ${helper} && sudo chmod 4755 ${helper}`,
  });
}

/** Electron before 38 looks for an X server even where there is only Wayland. */
function displayArguments() {
  const isWaylandOnly = process.platform === 'linux' && !process.env.DISPLAY && process.env.WAYLAND_DISPLAY;
  return isWaylandOnly ? ['--ozone-platform-hint=auto'] : [];
}

function readSetting(name) {
  try {
    return readFileSync(`/proc/sys/${name}`, 'utf8').trim();
  } catch {
    return undefined;
  }
}

/** A session bus carries the keychain, the tray and notifications. Most desktops have one; where there is none, the app gets its own. */
function sessionBus() {
  if (process.platform !== 'linux' || process.env.DBUS_SESSION_BUS_ADDRESS) return { prefix: [], environment: {} };
  const usual = process.env.XDG_RUNTIME_DIR && join(process.env.XDG_RUNTIME_DIR, 'bus');
  if (usual && existsSync(usual))
    return { prefix: [], environment: { DBUS_SESSION_BUS_ADDRESS: `unix:path=${usual}` } };
  return { prefix: isOnPath('dbus-run-session') ? ['dbus-run-session', '--'] : [], environment: {} };
}

function isOnPath(command) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, command));
      return true;
    } catch {
      return false;
    }
  });
}

async function start(args) {
  requireDisplay();
  await setUp({ need: 'window' });
  await buildIfStale();
  const electron = electronRuntime();
  requireSandbox(electron);
  const { prefix, environment } = sessionBus();
  const [command, ...rest] = [
    ...prefix,
    electron.executable,
    ...sandboxArguments(),
    ...displayArguments(),
    projectFolder,
    ...args,
  ];
  const env = projectEnvironment({ ELECTRON_OVERRIDE_DIST_PATH: electron.distPath, ...environment });
  // Set by editors that are Electron apps themselves, for their own children; with it our window would be a bare Node.
  delete env.ELECTRON_RUN_AS_NODE;
  return runChild(command, rest, { env, detached: prefix.length > 0 });
}

try {
  process.exitCode = await start(process.argv.slice(2));
} catch (error) {
  reportError(error);
  process.exitCode = 1;
}
