import { builtinModules } from 'node:module';

/**
 * Who may import what. The table is the architecture; the words after `not` are for whoever breaks it.
 *
 * `folders`: our own folders whose files may be imported. `packages`: names of packages. `node`: whether Node's own modules are allowed.
 */
export const layers = [
  {
    name: 'shared/',
    matches: (path) => path.startsWith('shared/'),
    folders: ['shared/'],
    packages: ['valibot'],
    node: false,
    advice: 'shared/ is the contract, which runs everywhere: move what needs more into main/, app/ or renderer/',
  },
  {
    name: 'main/',
    matches: (path) => path.startsWith('main/'),
    folders: ['shared/', 'main/'],
    packages: ['valibot', 'jose', 'better-sqlite3', 'keytar'],
    node: true,
    advice:
      'the vault engine is plain Node: put what it needs from outside behind a port (main/ports.ts) and pass it in from app/',
  },
  {
    name: 'the preload of app/desktop/',
    matches: (path) => /^app\/desktop\/preload[^/]*(\/|$)/.test(path),
    folders: ['shared/', 'app/desktop/preload'],
    packages: ['electron'],
    node: false,
    advice:
      'the preload runs sandboxed beside the page: only the contract and electron, the rest belongs to the main process',
  },
  {
    name: 'app/desktop/',
    matches: (path) => path.startsWith('app/desktop/'),
    folders: ['shared/', 'main/', 'app/desktop/'],
    packages: ['electron'],
    node: true,
    advice: 'the desktop shell is a door: rules of the vault belong to main/, markup to renderer/',
  },
  {
    name: 'app/cli/',
    matches: (path) => path.startsWith('app/cli/'),
    folders: ['shared/', 'main/', 'app/cli/'],
    packages: [],
    node: true,
    advice: 'the command line is a door: rules of the vault belong to main/, and it runs without electron',
  },
  {
    name: 'renderer/',
    matches: (path) => path.startsWith('renderer/'),
    folders: ['shared/', 'renderer/'],
    packages: ['svelte', 'bits-ui', '@lucide/svelte', '@internationalized/date'],
    node: false,
    advice:
      'the page reaches the engine only through the contract: add an operation to shared/contract.ts and call that',
  },
];

/** Tests, and what only they use, keep to the layers of our own folders but may use any development dependency. */
export const isTestFile = (path) => /\.test\.ts$/.test(path) || /(^|\/)(test|testing|test-support)\//.test(path);

const unprefixedBuiltins = new Set(builtinModules.filter((name) => !name.startsWith('_')));

/** The package of an import: `@scope/name` or `name`, without the path inside it. */
const packageOf = (specifier) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

/**
 * Judges one import.
 *
 * @param {string} importer path of the importing file, from the root, with slashes
 * @param {{ specifier: string, target: string | undefined }} imported `target` is the imported file's path from the root, for one of our own
 * @returns {string | undefined} what rule it breaks and what to do, or undefined
 */
export function judge(importer, { specifier, target }) {
  const layer = layers.find(({ matches }) => matches(importer));
  if (layer === undefined) return `belongs to no layer: files lie in ${layers.map(({ name }) => name).join(', ')}`;
  const isTest = isTestFile(importer);
  const refusal = `${layer.name} must not import ${specifier}: ${layer.advice}`;

  if (target !== undefined) {
    if (isTest && target.startsWith('test/')) return undefined;
    if (!isTest && isTestFile(target))
      return `imports ${specifier}, which only tests may use: move what is needed out of it`;
    return layer.folders.some((folder) => target.startsWith(folder)) ? undefined : refusal;
  }
  if (specifier.startsWith('node:')) return layer.node || isTest ? undefined : refusal;
  if (unprefixedBuiltins.has(specifier))
    return `imports Node's ${specifier} without its prefix: write node:${specifier}`;
  if (layer.packages.includes(packageOf(specifier))) return undefined;
  // Tests may use any development dependency; electron stays where it is even there, because plain Node has none.
  return isTest && packageOf(specifier) !== 'electron' ? undefined : refusal;
}
