/**
 * Builds the app into out/build if its sources have changed since the last build. `node scripts/build-if-stale.mjs` does it by hand.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdir, rm, stat, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LICENCES_FILE } from './build/licences.mjs';
import { withLock } from './setup/lock.mjs';
import { step } from './setup/progress.mjs';
import { inProject, isMain, projectEnvironment, projectFolder, projectNode, readJson } from './setup/project.mjs';
import { runCommand } from './setup/run-command.mjs';
import { reportError, SetUpError } from './setup/set-up-error.mjs';

const sourceFolders = ['app', 'main', 'renderer', 'shared', join('scripts', 'build')];
const isSourceAtRoot = (name) => /^(package(-lock)?\.json|tsconfig.*\.json|(vite|svelte)\.config\.[a-z]+)$/.test(name);
const isTest = (name) => /\.test\.[a-z.]+$/.test(name);
const products = ['main.js', 'cli.js', LICENCES_FILE];

const buildFolder = (...parts) => inProject('out', 'build', ...parts);
const stamp = () => buildFolder('stamp.json');

/**
 * Builds if it must, saying so in a line on stderr; otherwise takes a few milliseconds and says nothing.
 * @throws {SetUpError} with the builder's words if the sources do not build
 */
export async function buildIfStale() {
  if (isFresh()) return;
  await withLock('build', async () => {
    // Another process may have built while this one waited.
    if (isFresh()) return;
    const sources = sourceFiles();
    const content = contentHash(sources);
    // Only dates have changed, as after changing branches to and fro.
    if (!isComplete() || readJson(stamp())?.content !== content) await build();
    await writeFile(stamp(), JSON.stringify({ dates: dateHash(sources), content }));
  });
}

function isFresh() {
  return isComplete() && readJson(stamp())?.dates === dateHash(sourceFiles());
}

function isComplete() {
  return products.every((name) => existsSync(buildFolder(name)));
}

function sourceFiles() {
  const atRoot = readdirSync(projectFolder).filter(isSourceAtRoot);
  const below = sourceFolders.flatMap((folder) => filesBelow(folder));
  return [...atRoot, ...below].sort();
}

function filesBelow(folder) {
  if (!existsSync(inProject(folder))) return [];
  return readdirSync(inProject(folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(path);
    return isTest(entry.name) ? [] : [path];
  });
}

/** Names, sizes and times: enough to see that nothing was touched, without reading. */
function dateHash(paths) {
  const hash = createHash('sha256');
  for (const path of paths) {
    const { size, mtimeMs } = statSync(inProject(path));
    hash.update(`${path}\0${size}\0${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

function contentHash(paths) {
  const hash = createHash('sha256');
  for (const path of paths) {
    hash.update(`${path}\0`);
    hash.update(
      createHash('sha256')
        .update(readFileSync(inProject(path)))
        .digest(),
    );
  }
  return hash.digest('hex');
}

async function build() {
  await step('Building the app', async (note) => {
    await rm(stamp(), { force: true });
    const begunAt = Date.now();
    const vite = inProject('node_modules', 'vite', 'bin', 'vite.js');
    const { status, output } = await runCommand(projectNode, [vite, 'build', '--app'], {
      cwd: projectFolder,
      env: projectEnvironment(),
      note,
    });
    if (status !== 0 || !isComplete()) {
      throw new SetUpError({
        message: 'The app could not be built.',
        why: `vite build --app ended with status ${status}\n${output.trim()}`,
        remedy: 'Mend what the builder complains about, then run the same command again.',
      });
    }
    await removeOlderThan(begunAt);
  });
}

/** Files of earlier builds go only after the new ones are there: an app that is running from this folder keeps finding its parts. */
async function removeOlderThan(begunAt) {
  await mkdir(buildFolder(), { recursive: true });
  for (const entry of await readdir(buildFolder(), { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath ?? entry.path, entry.name);
    // A second of tolerance for file systems that keep whole seconds.
    if ((await stat(path)).mtimeMs < begunAt - 1_000) await rm(path, { force: true });
  }
}

if (isMain(import.meta.url)) {
  buildIfStale().catch((error) => {
    reportError(error);
    process.exitCode = 1;
  });
}
