/**
 * A desktop session of our own for one command: a D-Bus session bus, an unlocked keyring and, where there is none, a screen.
 *
 * `node scripts/run/session.mjs [--screen] [--no-keyring] -- COMMAND…` does the same from a shell.
 * Everything lives in a private folder, so that the developer's own keyring and settings are never read or written, and all of it ends with the
 * command.
 */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { electronRuntime } from '../setup/electron-runtime.mjs';
import { inCache, inProject, isMain, projectEnvironment } from '../setup/project.mjs';
import { startKeyring } from './keyring.mjs';
import { runChild } from './run-child.mjs';
import { startSessionBus } from './session-bus.mjs';
import { startVirtualScreen } from './virtual-screen.mjs';

/**
 * Runs a command in such a session, with the project's Node first on PATH and ELECTRON_OVERRIDE_DIST_PATH set.
 * Outside Linux there is nothing to make: the command simply runs.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {object} [options]
 * @param {boolean} [options.screen] give it a virtual screen if there is no display
 * @param {boolean} [options.keyring] give it an unlocked keyring of its own (default)
 * @param {Record<string, string>} [options.environment] additions to this process's environment
 * @param {string} [options.cwd]
 * @param {import('node:child_process').StdioOptions} [options.stdio]
 * @param {(child: import('node:child_process').ChildProcess) => void} [options.onStart]
 * @returns {Promise<number>} the command's exit status
 * @throws {Error} if the session cannot be made
 */
export async function runInSession(
  command,
  args,
  { screen = false, keyring = true, environment = {}, ...options } = {},
) {
  const env = projectEnvironment({ ...electronEnvironment(), ...environment });
  if (process.platform !== 'linux') return runChild(command, args, { ...options, env });

  const folder = await mkdtemp(join(tmpdir(), 'kagibako-session-'));
  const parts = [];
  // Who is told to stop while parts are still being started takes them down again: they live in sessions of their own and would stay.
  let stopped = 0;
  const onSignal = (_name, number) => (stopped = 128 + number);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, onSignal);
  const add = (part) => {
    parts.unshift(part);
    Object.assign(env, part.environment);
  };
  try {
    Object.assign(env, await privateFolders(folder));
    if (screen && !hasDisplay()) add(await startVirtualScreen(folder));
    add(await startSessionBus(folder));
    if (keyring) add(await startKeyring(env));
    if (stopped > 0) return stopped;
    return await runChild(command, args, { ...options, env: { ...env, ...environment }, detached: true });
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(signal, onSignal);
    for (const part of parts) await part.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Whether a window can be opened here. */
export function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** Points everything that starts Electron at the one that is set up, if one is. */
export function electronEnvironment() {
  try {
    return { ELECTRON_OVERRIDE_DIST_PATH: electronRuntime().distPath };
  } catch {
    return {};
  }
}

async function privateFolders(folder) {
  const names = {
    XDG_DATA_HOME: 'data',
    XDG_CONFIG_HOME: 'config',
    XDG_STATE_HOME: 'state',
    XDG_RUNTIME_DIR: 'runtime',
  };
  const paths = Object.fromEntries(Object.entries(names).map(([variable, name]) => [variable, join(folder, name)]));
  for (const path of Object.values(paths)) await mkdir(path, { mode: 0o700 });
  // GTK would ask for an accessibility bus, which is not there.
  return { ...paths, KAGIBAKO_CACHE: inCache(), NO_AT_BRIDGE: '1' };
}

async function main(args) {
  const end = args.indexOf('--');
  const [command, ...rest] = args.slice(end + 1);
  if (end < 0 || command === undefined) {
    console.error('usage: node scripts/run/session.mjs [--screen] [--no-keyring] -- COMMAND…');
    return 2;
  }
  const flags = args.slice(0, end);
  const local = inProject('node_modules', '.bin', command);
  return runInSession(existsSync(local) ? local : command, rest, {
    screen: flags.includes('--screen'),
    keyring: !flags.includes('--no-keyring'),
  });
}

if (isMain(import.meta.url)) {
  main(process.argv.slice(2)).then(
    (status) => (process.exitCode = status),
    (error) => {
      console.error(error.message);
      process.exitCode = 1;
    },
  );
}
