/**
 * `npm run imports`: checks that every file imports only what its layer may, and that no files import each other in a circle.
 *
 * The rules are in imports/rules.mjs. Imports of types count for the layers (a type is a dependency of thought) but not for circles (none is left at
 * run time).
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { findCycles } from './imports/cycles.mjs';
import { readImports } from './imports/read-imports.mjs';
import { judge } from './imports/rules.mjs';
import { isMain, projectFolder } from './setup/project.mjs';

const folders = ['app', 'main', 'renderer', 'shared'];
const isSource = (name) => /\.(ts|svelte|mjs)$/.test(name);

/** What may follow a specifier to make it a file: TypeScript's sources are imported with or without their extension. */
const endings = ['', '.ts', '.svelte.ts', '.d.ts', '/index.ts'];

/**
 * @param {string} root the folder that holds app/, main/, renderer/ and shared/
 * @returns {{ problems: { file: string, line: number, message: string }[], fileCount: number, importCount: number }}
 */
export function checkImports(root) {
  const files = folders.flatMap((folder) => sourcesBelow(root, folder));
  const graph = new Map(files.map((file) => [file, new Set()]));
  const problems = [];
  let importCount = 0;
  for (const file of files) {
    for (const { specifier, line, isTypeOnly } of readImports(file, readFileSync(join(root, file), 'utf8'))) {
      importCount += 1;
      const report = (message) => problems.push({ file, line, message });
      if (specifier === undefined) {
        report('loads a module by a computed name: write the name out, so that it can be checked');
        continue;
      }
      const target = specifier.startsWith('.') ? resolveFile(root, file, specifier) : undefined;
      if (specifier.startsWith('.') && target === undefined) {
        report(`imports ${specifier}, and there is no such file`);
        continue;
      }
      const message = judge(file, { specifier, target });
      if (message) report(message);
      if (target !== undefined && !isTypeOnly) graph.get(file).add(target);
    }
  }
  for (const circle of findCycles(graph)) {
    problems.push({
      file: circle[0],
      line: 1,
      message: `imports itself in a circle (${circle.join(' → ')}): move what both sides need into a file of its own`,
    });
  }
  return { problems, fileCount: files.length, importCount };
}

function sourcesBelow(root, folder) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return sourcesBelow(root, path);
    return isSource(entry.name) ? [path] : [];
  });
}

/** The path from the root of the file that a relative import means, or undefined if there is none. */
function resolveFile(root, importer, specifier) {
  const path = posix.normalize(`${posix.dirname(importer)}/${specifier.replace(/\?.*$/, '')}`);
  const candidates = [...endings.map((ending) => path + ending), path.replace(/\.js$/, '.ts')];
  const found = candidates.find((candidate) => statSync(join(root, candidate), { throwIfNoEntry: false })?.isFile());
  return (
    found &&
    relative(root, join(root, dirname(found), posix.basename(found)))
      .split(sep)
      .join('/')
  );
}

function main() {
  const { problems, fileCount, importCount } = checkImports(projectFolder);
  for (const { file, line, message } of problems) console.error(`${file}:${line}: ${message}`);
  if (problems.length > 0) console.error(`\n${problems.length} import${problems.length === 1 ? '' : 's'} to mend.`);
  else console.log(`${importCount} imports in ${fileCount} files: each layer keeps to its own, no circles.`);
  return problems.length > 0 || fileCount === 0 ? 1 : 0;
}

if (isMain(import.meta.url)) process.exitCode = main();
