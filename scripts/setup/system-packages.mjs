import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { say, step } from './progress.mjs';
import { mustRun, runCommand } from './run-command.mjs';
import { SetUpError } from './set-up-error.mjs';

/**
 * Debian packages by what needs them, each with a way to see that the thing is there however it came:
 * a shared `library`, a `command`, a `python` module. Those with none of these are pleasant to have (fonts), and never stop anybody.
 */
const groups = {
  secrets: [{ name: 'libsecret-1-0', library: 'libsecret-1.so.0' }],
  window: [
    { name: 'libgtk-3-0', library: 'libgtk-3.so.0' },
    { name: 'libnss3', library: 'libnss3.so' },
    { name: 'libasound2', library: 'libasound.so.2' },
    { name: 'libgbm1', library: 'libgbm.so.1' },
    { name: 'libxss1', library: 'libXss.so.1' },
    // Chromium opens it by name at start, so that no linker misses it; without it the app ends in a trap.
    { name: 'libx11-xcb1', library: 'libX11-xcb.so.1' },
    { name: 'libatk-bridge2.0-0', library: 'libatk-bridge-2.0.so.0' },
    { name: 'dbus', command: ['dbus-run-session'] },
    { name: 'fonts-noto-cjk' },
    { name: 'fonts-thai-tlwg' },
    { name: 'fonts-dejavu-core' },
    { name: 'ca-certificates' },
  ],
  session: [
    { name: 'xvfb', command: ['Xvfb'] },
    { name: 'xauth' },
    { name: 'dbus-x11' },
    { name: 'gnome-keyring', command: ['gnome-keyring-daemon'] },
    { name: 'procps', command: ['ps'] },
  ],
  build: [
    { name: 'python3', command: ['python3'] },
    { name: 'make', command: ['make'] },
    { name: 'g++', command: ['g++', 'c++'] },
  ],
  tests: [
    { name: 'chromium', command: ['chromium', 'chromium-browser', 'google-chrome'] },
    { name: 'openssl', command: ['openssl'] },
    { name: 'python3-jwcrypto', python: 'jwcrypto' },
    { name: 'python3-jwt', python: 'jwt' },
    { name: 'python3-cryptography', python: 'cryptography' },
    { name: 'faketime', command: ['faketime'] },
    // Electron opens it by name when it shows a notification, and shows none without it.
    { name: 'libnotify4', library: 'libnotify.so.4' },
  ],
};

/** The groups without which a command still does its work, more poorly: the vault has a sealed file where no keychain answers. */
const optionalGroups = new Set(['secrets']);

const isDebian = () =>
  process.platform === 'linux' && existsSync('/var/lib/dpkg/status') && existsSync('/usr/bin/apt-get');
const canInstall = () => isDebian() && process.getuid() === 0;

/** True if there is nothing to install of these groups, and nothing missing that a person should be stopped for. */
export function hasSystemPackages(wanted) {
  const missing = missingOf(wanted);
  return missing.length === 0 || (!canInstall() && missing.every(({ group }) => optionalGroups.has(group)));
}

/**
 * Installs what is missing of these groups where we may (Debian or Ubuntu, as root), and otherwise says what the person has to install.
 *
 * @param {(keyof typeof groups)[]} wanted
 * @throws {SetUpError} if something that the command cannot do without is missing
 */
export async function ensureSystemPackages(wanted) {
  const missing = missingOf(wanted);
  if (missing.length === 0) return;
  const names = missing.map(({ name }) => name);
  if (canInstall()) return install(names);

  const remedy = isDebian()
    ? `sudo apt-get install --no-install-recommends ${names.join(' ')}`
    : `Install what your system calls these Debian packages: ${names.join(' ')}`;
  const required = missing.filter(({ group }) => !optionalGroups.has(group));
  if (required.length > 0) {
    throw new SetUpError({
      message: `Software of the system is missing: ${required.map(({ name }) => name).join(', ')}.`,
      why: isDebian() ? 'only root can install it' : 'this project can install it only on Debian and Ubuntu',
      remedy,
    });
  }
  say(`Going on without ${names.join(', ')}. To have it: ${remedy}`);
}

/** Missing packages with their group. As root on Debian dpkg knows; a normal user, or another system, may have the thing from elsewhere. */
function missingOf(wanted) {
  if (process.platform !== 'linux') return [];
  const listed = wanted.flatMap((group) => groups[group].map((entry) => ({ ...entry, group })));
  const installed = isDebian() ? installedByDpkg(listed.map(({ name }) => name)) : new Set();
  const absent = listed.filter(({ name }) => !installed.has(name));
  return canInstall() ? absent : absent.filter((entry) => !isThere(entry));
}

/** Those of these packages that dpkg has, also under the name that Debian 13 and Ubuntu 24.04 gave them for 64-bit time. */
function installedByDpkg(names) {
  const query = ['-W', '-f=${db:Status-Abbrev} ${Package}\n', ...names, ...names.map(renamed)];
  const { stdout } = spawnSync('dpkg-query', query, { encoding: 'utf8' });
  const found = new Set([...stdout.matchAll(/^.i\s+(\S+)$/gm)].map(([, name]) => name));
  return new Set(names.filter((name) => found.has(name) || found.has(renamed(name))));
}

const renamed = (name) => `${name}t64`;

function isThere({ library, command, python }) {
  if (library) return sharedLibraries().includes(`\t${library} `);
  if (command) return command.some(isOnPath);
  if (python) return spawnSync('python3', ['-c', `import ${python}`], { stdio: 'ignore' }).status === 0;
  return true;
}

function sharedLibraries() {
  const command = ['ldconfig', '/sbin/ldconfig', '/usr/sbin/ldconfig'].find((path) =>
    path.includes('/') ? existsSync(path) : isOnPath(path),
  );
  return command ? spawnSync(command, ['-p'], { encoding: 'utf8' }).stdout : '';
}

function isOnPath(command) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, command), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

async function install(names) {
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' };
  const remedy =
    'Check that the Debian mirror can be reached (`apt-get update`) and that the disk is not full, then run the same command again.';
  await step(`Installing ${names.length} Debian packages (${names.join(' ')})`, async (note) => {
    const apt = (args, message) =>
      mustRun('apt-get', ['-o', 'DPkg::Lock::Timeout=300', '-q', '-y', ...args], {
        env: environment,
        note,
        message,
        remedy,
      });
    await apt(['update'], 'The list of Debian packages could not be refreshed.');
    await apt(
      ['install', '--no-install-recommends', ...(await available(names))],
      'Debian packages could not be installed.',
    );
  });
}

/** The names under which these packages can be installed here. */
async function available(names) {
  const { stdout } = await runCommand('apt-cache', ['policy', ...names.map(renamed)], {
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
  });
  const known = new Set(
    [...stdout.matchAll(/^(\S+):\n {2}Installed: .*\n {2}Candidate: (?!\(none\))/gm)].map(([, name]) => name),
  );
  return names.map((name) => (known.has(renamed(name)) ? renamed(name) : name));
}
