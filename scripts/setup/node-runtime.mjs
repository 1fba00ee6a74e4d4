import { existsSync, readFileSync } from 'node:fs';
import { copyFile, link, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fetchPackage } from './fetch-package.mjs';
import { NODE_PACKAGES, OLDEST_NODE_MAJOR } from './pins.mjs';
import { step } from './progress.mjs';
import { inCache, inProject, platform, projectNode, readJson } from './project.mjs';
import { SetUpError } from './set-up-error.mjs';

const pin = NODE_PACKAGES[platform];
const installed = () => inProject('node_modules', 'node', 'bin', 'node');
const stamp = () => inProject('node_modules', 'node', 'bin', 'version');

/** Where the pinned Node lies unpacked, headers for native modules included. */
export const nodeFolder = () => inCache('node', `${pin?.version ?? 'own'}-${platform}`);

/**
 * The step of set-up that gets Node 24 into `node_modules/.bin`, where npm's scripts find it first.
 *
 * npm's `node` package has no binary: its install script runs `npm install` inside `node_modules`, of a package that no lockfile pins. We do
 * the same by hand, with the hash pinned.
 */
export const nodeStep = {
  isReady() {
    return existsSync(projectNode) && readStamp() === (pin ? pin.version : process.execPath);
  },
  async prepare() {
    if (!pin) return useOwnNode();
    const wanted = readJson(inProject('package.json')).devDependencies.node;
    if (wanted !== pin.version) {
      throw new SetUpError({
        message: `package.json asks for Node ${wanted}, and scripts/setup/pins.mjs pins ${pin.version}.`,
        why: 'the two must be changed together',
        remedy: `Set the version and its hash in scripts/setup/pins.mjs (npm view ${pin.name}@${wanted} dist.integrity).`,
      });
    }
    await step(`Getting Node ${pin.version} through the npm registry`, async (note) => {
      if (!existsSync(`${nodeFolder()}/bin/node`)) await fetchPackage(pin, nodeFolder(), note);
      await place(`${nodeFolder()}/bin/node`, pin.version);
    });
  },
};

function readStamp() {
  try {
    return readFileSync(stamp(), 'utf8');
  } catch {
    return undefined;
  }
}

/** Hard-links where the file system can, because the file is 120 MB. */
async function place(source, version) {
  await mkdir(dirname(installed()), { recursive: true });
  await mkdir(dirname(projectNode), { recursive: true });
  await rm(installed(), { force: true });
  await link(source, installed()).catch(() => copyFile(source, installed()));
  await rm(projectNode, { force: true });
  await symlink('../node/bin/node', projectNode);
  await writeFile(stamp(), version);
}

async function useOwnNode() {
  const major = Number.parseInt(process.versions.node, 10);
  if (major < OLDEST_NODE_MAJOR) {
    throw new SetUpError({
      message: `Node ${OLDEST_NODE_MAJOR} or newer is needed, and this is ${process.versions.node}.`,
      why: `the npm registry has no Node ${OLDEST_NODE_MAJOR} for ${platform}, so the one you run must serve`,
      remedy: `Install Node ${OLDEST_NODE_MAJOR} (https://nodejs.org, or your package manager) and run the same command with it.`,
    });
  }
  await mkdir(dirname(installed()), { recursive: true });
  await rm(projectNode, { force: true });
  await symlink(process.execPath, projectNode);
  await writeFile(stamp(), process.execPath);
}
