/**
 * `npm run setup`: gets everything that the project needs onto this machine. Running it again does only what is missing.
 *
 * Starts from git, Node 20 and npm alone, and therefore imports nothing but Node's own modules and its neighbours.
 */
import { rm } from 'node:fs/promises';
import { electronRuntime, electronStep, forgetUnreachable } from './setup/electron-runtime.mjs';
import { withLock } from './setup/lock.mjs';
import { nodeStep } from './setup/node-runtime.mjs';
import { npmStep } from './setup/npm-packages.mjs';
import { say } from './setup/progress.mjs';
import { inCache, isMain } from './setup/project.mjs';
import { reportError, SetUpError } from './setup/set-up-error.mjs';
import { sqliteStep } from './setup/sqlite-binding.mjs';
import { ensureSystemPackages, hasSystemPackages } from './setup/system-packages.mjs';

const oldestNodeForSetUp = 20;

/** What each kind of command needs: groups of system packages, and whether Electron. */
const needs = {
  /** The command line: the vault engine in plain Node. */
  cli: { systemPackages: ['secrets'], electron: false },
  /** The app on somebody's desktop. */
  window: { systemPackages: ['secrets', 'window'], electron: true },
  /** The app on a machine without a desktop: a screen, a session bus and a keyring of our own. */
  session: { systemPackages: ['secrets', 'window', 'session'], electron: true },
  /** Everything. */
  tests: { systemPackages: ['secrets', 'window', 'session', 'build', 'tests'], electron: true },
};

/**
 * Makes sure that all is there for one kind of command. Quick and silent if it is.
 *
 * @param {{ need: keyof typeof needs }} options
 * @throws {SetUpError} which says what could not be had, why, and what to do
 */
export async function setUp({ need }) {
  if (Number.parseInt(process.versions.node, 10) < oldestNodeForSetUp) {
    throw new SetUpError({
      message: `Node ${oldestNodeForSetUp} or newer is needed to set this project up.`,
      why: `this is Node ${process.versions.node}`,
      remedy:
        'Install a current Node (https://nodejs.org). The project then fetches the exact one it runs on by itself.',
    });
  }
  const { systemPackages, electron } = needs[need];
  const steps = [
    { isReady: () => hasSystemPackages(systemPackages), prepare: () => ensureSystemPackages(systemPackages) },
    npmStep,
    nodeStep,
    ...(electron ? [electronStep, sqliteStep] : []),
  ];
  if (steps.every(({ isReady }) => isReady())) return;
  await withLock('set-up', async () => {
    // What an interrupted set-up left half done.
    await rm(inCache('work'), { recursive: true, force: true });
    for (const { isReady, prepare } of steps) if (!isReady()) await prepare();
  });
}

async function main(args) {
  const need = args.find((argument) => Object.hasOwn(needs, argument)) ?? 'tests';
  if (args.includes('--help')) {
    console.log(`usage: npm run setup [-- ${Object.keys(needs).join('|')}] [--retry-download]`);
    return;
  }
  if (args.includes('--retry-download')) await forgetUnreachable();
  await setUp({ need });
  say(`Ready. ${summary(needs[need].electron)}`);
}

function summary(withElectron) {
  if (!withElectron) return 'Try `npm run --silent cli -- --help`.';
  const { version, isStandIn, distPath } = electronRuntime();
  return `Electron ${version}${isStandIn ? ' (stand-in from the npm registry)' : ''} at ${distPath}`;
}

if (isMain(import.meta.url)) {
  main(process.argv.slice(2)).catch((error) => {
    reportError(error);
    process.exitCode = 1;
  });
}
