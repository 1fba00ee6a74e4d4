import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { copyFile, cp, mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { electronRuntime } from './electron-runtime.mjs';
import { fetchPackage } from './fetch-package.mjs';
import { nodeFolder } from './node-runtime.mjs';
import { NODE_PACKAGES } from './pins.mjs';
import { step } from './progress.mjs';
import { inCache, inProject, platform, projectEnvironment, projectNode, readJson } from './project.mjs';
import { mustRun } from './run-command.mjs';
import { ensureSystemPackages } from './system-packages.mjs';

/** The Node-API version that better-sqlite3's own prebuilt binding needs. */
const nodeApiOfPrebuild = 10;

const header = () => inProject('scripts', 'setup', 'string-reference.h');
const releaseFolder = () => inProject('node_modules', 'better-sqlite3', 'build', 'Release');
const installed = () => join(releaseFolder(), 'better_sqlite3.node');
const stamp = () => join(releaseFolder(), 'kagibako-stamp');

/**
 * The step of set-up that gives better-sqlite3 a binding which this Electron can load.
 *
 * The package's prebuilt binding needs Node-API 10. An Electron older than 35 has 9 and crashes at the first `new Database()`, so for it the package
 * is built once with `string-reference.h` and kept in the cache. The package itself prefers `build/Release` to its prebuilds; the same file
 * works in every newer Node and Electron. With a new enough Electron nothing is built, and an earlier build is taken away.
 */
export const sqliteStep = {
  isReady() {
    const key = wantedKey();
    return key === undefined ? !existsSync(stamp()) : readStamp() === key && existsSync(installed());
  },
  async prepare() {
    const key = wantedKey();
    if (key === undefined) {
      await rm(releaseFolder(), { recursive: true, force: true });
      return;
    }
    const cached = inCache('better-sqlite3', `${key}.node`);
    if (!existsSync(cached)) await build(cached);
    await mkdir(releaseFolder(), { recursive: true });
    // A process that has the old file open keeps it: written beside it and renamed, never written over.
    await copyFile(cached, `${installed()}.new`);
    await rename(`${installed()}.new`, installed());
    await writeFile(stamp(), key);
  },
};

/** What the binding depends on, or undefined where the prebuilt one serves. */
function wantedKey() {
  const { napi } = electronRuntime();
  if (napi >= nodeApiOfPrebuild) return undefined;
  const { version } = readJson(inProject('node_modules', 'better-sqlite3', 'package.json'));
  const hash = createHash('sha256').update(readFileSync(header())).digest('hex').slice(0, 12);
  return `${version}-napi-${napi}-${platform}-${hash}`;
}

function readStamp() {
  try {
    return readFileSync(stamp(), 'utf8');
  } catch {
    return undefined;
  }
}

async function build(target) {
  await ensureSystemPackages(['build']);
  const { napi, version } = electronRuntime();
  const title = `Building better-sqlite3 for Electron ${version} (Node-API ${napi}), once: about a minute`;
  await step(title, async (note) => {
    // Make and gyp do not cope with spaces in paths: built where there are none, with a link to the headers.
    const work = await mkdtemp(join(tmpdir(), 'kagibako-sqlite-'));
    try {
      const source = await copySources(work);
      const built = await compile(source, await linkHeaders(work, note), napi, note);
      note('trying it out');
      await tryOut(built, source);
      await mkdir(dirname(target), { recursive: true });
      await copyFile(built, `${target}.new`);
      await rename(`${target}.new`, target);
    } finally {
      await rm(work, { recursive: true, force: true });
    }
  });
}

/** A copy to build in, so that node_modules stays as npm left it. The header lies in it, where it is named relative to make's folder. */
async function copySources(work) {
  const source = join(work, 'node_modules', 'better-sqlite3');
  const isUnwanted = /better-sqlite3[/\\](build|prebuilds)([/\\]|$)/;
  await cp(inProject('node_modules', 'better-sqlite3'), source, {
    recursive: true,
    filter: (path) => !isUnwanted.test(path),
  });
  await cp(inProject('node_modules', 'node-addon-api'), join(work, 'node_modules', 'node-addon-api'), {
    recursive: true,
  });
  await copyFile(header(), join(source, 'string-reference.h'));
  return source;
}

/** Where Node's own headers are, or undefined where node-gyp must find them itself. */
async function linkHeaders(work, note) {
  const pin = NODE_PACKAGES[platform];
  if (!pin) return undefined;
  if (!existsSync(join(nodeFolder(), 'include'))) await fetchPackage(pin, nodeFolder(), note);
  await symlink(nodeFolder(), join(work, 'node'));
  return join(work, 'node');
}

async function compile(source, headers, napi, note) {
  const gyp = inProject('node_modules', 'node-gyp', 'bin', 'node-gyp.js');
  const args = ['rebuild', '--release', '--force_build=1', '--jobs=max', ...(headers ? [`--nodedir=${headers}`] : [])];
  await mustRun(projectNode, [gyp, ...args], {
    cwd: source,
    env: projectEnvironment({ CXXFLAGS: `-UNAPI_VERSION -DNAPI_VERSION=${napi} -include ../string-reference.h` }),
    note,
    message: 'better-sqlite3 could not be built.',
    remedy: "Read the compiler's words above. It needs python3, make, g++ 10 or newer, and about 1 GB of memory.",
  });
  return join(source, 'build', 'Release', 'better_sqlite3.node');
}

/** Opens a database with the new binding in both runtimes that will load it. */
async function tryOut(binding, source) {
  const script = `const Database = require(${JSON.stringify(source)});
    const database = new Database(':memory:', { nativeBinding: ${JSON.stringify(binding)} });
    database.exec('CREATE TABLE t (a TEXT) STRICT');
    database.prepare('INSERT INTO t VALUES (?)').run('鍵');
    if (database.prepare('SELECT a FROM t').get().a !== '鍵') process.exit(1);`;
  const failure = {
    message: 'better-sqlite3 was built, but does not work.',
    remedy: 'This is a bug of the project: please report it with what stands above and `ldd --version`.',
  };
  await mustRun(projectNode, ['-e', script], failure);
  const { executable, isStandIn } = electronRuntime();
  // The stand-in's switches are known to allow running as Node; a foreign Electron's are not.
  if (isStandIn)
    await mustRun(executable, ['-e', script], { ...failure, env: projectEnvironment({ ELECTRON_RUN_AS_NODE: '1' }) });
}
