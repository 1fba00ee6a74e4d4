import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What the built program says of the licences of what is in it stands in this file of the build. */
export const LICENCES_FILE = 'licences.json';

/**
 * @typedef {{ name: string, version: string, licence: string, text: string }} Licence
 * @typedef {{ readonly type: string, readonly moduleIds?: readonly string[] }} BuiltFile
 */

/** Loaded at run time from node_modules instead of being bundled, and shipped with the program. */
const SHIPPED_BESIDE = ['better-sqlite3', 'keytar'];

const LICENCE_FILE_NAMES = /^(licen[cs]e|copying|notice)([.-].*)?$/i;

/**
 * The folders of the packages that modules of a bundle come from, each once, e.g. `/project/node_modules/bits-ui`.
 *
 * @param {readonly string[]} moduleIds absolute paths, as the bundler names its modules
 * @returns {string[]}
 */
export function packageFolders(moduleIds) {
  const folders = moduleIds.flatMap((id) => {
    const path = id.replace(/^\0/, '').replaceAll('\\', '/');
    // The innermost package: one may bring its own version of another along.
    const found = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path.split('?')[0]);
    return found && !found[1].includes('/node_modules/.') ? [found[1]] : [];
  });
  return [...new Set(folders)].sort();
}

/** Several licences of one package stand one below the other, in the order of their names. */
function licenceText(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && LICENCE_FILE_NAMES.test(entry.name))
    .map(({ name }) => name)
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8').trim())
    .join('\n\n');
}

/**
 * @param {string} folder of one package
 * @returns {Licence}
 */
export function licenceOf(folder) {
  const {
    name,
    version,
    license,
    homepage = `https://www.npmjs.com/package/${name}`,
  } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const text = licenceText(folder);
  // A package that does not name its licence says it in the title of its text.
  const licence = typeof license === 'string' ? license : (license?.type ?? (text.split('\n')[0] || 'unknown'));
  return { name, version, licence, text: text || `${name} brings no licence text along. See ${homepage}` };
}

/** What is no package of the bundle but comes with the program all the same. */
function companions(projectFolder) {
  const electron = licenceOf(join(projectFolder, 'node_modules', 'electron'));
  const chromium =
    'Electron contains Chromium, Node.js and what those are made of. Their licences stand in the file LICENSES.chromium.html that comes with the program, and with each release at https://github.com/electron/electron/releases';
  return [
    { ...electron, name: 'Electron', text: `${electron.text}\n\n${chromium}` },
    {
      name: 'SQLite',
      version: '3',
      licence: 'Public domain',
      text: 'The author disclaims copyright to this source code. See https://www.sqlite.org/copyright.html',
    },
  ];
}

/**
 * The licences of everything in a build, by name: ours first, then what is bundled and shipped.
 *
 * @param {string} projectFolder
 * @param {readonly BuiltFile[]} builtFiles what the bundler wrote
 * @returns {Licence[]}
 */
export function collectLicences(projectFolder, builtFiles) {
  const modules = builtFiles.flatMap((file) => (file.type === 'chunk' ? (file.moduleIds ?? []) : []));
  const beside = SHIPPED_BESIDE.map((name) => join(projectFolder, 'node_modules', name)).filter((each) =>
    existsSync(each),
  );
  const packages = [...packageFolders(modules), ...beside].map((folder) => licenceOf(folder));
  const others = [...packages, ...companions(projectFolder)].sort((one, other) =>
    one.name.toLowerCase() < other.name.toLowerCase() ? -1 : 1,
  );
  const seen = new Set();
  const once = others.filter(({ name, version }) => {
    const key = `${name}@${version}`;
    return seen.has(key) ? false : seen.add(key);
  });
  return [{ ...licenceOf(projectFolder), name: 'Kagibako' }, ...once];
}

/**
 * @param {string} projectFolder
 * @param {string} buildFolder
 * @param {readonly BuiltFile[]} builtFiles
 */
export async function writeLicences(projectFolder, buildFolder, builtFiles) {
  await writeFile(
    join(buildFolder, LICENCES_FILE),
    `${JSON.stringify(collectLicences(projectFolder, builtFiles), null, 1)}\n`,
  );
}
