import { homedir } from 'node:os';
import { readFileSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's root folder. */
export const projectFolder = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** A path inside the project. */
export function inProject(...parts) {
  return join(projectFolder, ...parts);
}

/**
 * A path in the cache that outlives `node_modules`: downloads, the unpacked Electron, the built SQLite binding.
 * `$KAGIBAKO_CACHE`, else `$XDG_CACHE_HOME/kagibako`, else `~/.cache/kagibako`.
 */
export function inCache(...parts) {
  const { KAGIBAKO_CACHE, XDG_CACHE_HOME } = process.env;
  return join(KAGIBAKO_CACHE || join(XDG_CACHE_HOME || join(homedir(), '.cache'), 'kagibako'), ...parts);
}

/** The Node that everything but set-up itself runs on. */
export const projectNode = inProject('node_modules', '.bin', 'node');

/** `linux-x64` and the like, as npm's binary packages are named. */
export const platform = `${process.platform}-${process.arch}`;

/** The parsed JSON of a file, or undefined where there is none to read. */
export function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/** This process's environment with the project's own tools, Node first among them, ahead on PATH. */
export function projectEnvironment(extra = {}) {
  return {
    ...process.env,
    PATH: `${inProject('node_modules', '.bin')}${delimiter}${process.env.PATH ?? ''}`,
    ...extra,
  };
}

/** True if the module with this URL is the script that Node was started with. */
export function isMain(moduleUrl) {
  return process.argv[1] !== undefined && realpathSync(process.argv[1]) === realpathSync(fileURLToPath(moduleUrl));
}
