import { existsSync } from 'node:fs';

/** Settings of the project's own .npmrc that npm hands to its scripts as variables, and that must not reach a fetch of a pinned package. */
const projectSettings =
  /^npm_config_(local_prefix|min_release_age|before|ignore_scripts|save_exact|omit|include|only)$/i;

/**
 * How to start npm: the very npm that started us, if one did, else the one on PATH.
 * @returns {{ command: string, args: string[] }}
 */
export function npmCommand() {
  const script = process.env.npm_execpath;
  if (script && /npm-cli\.c?js$/.test(script) && existsSync(script))
    return { command: process.execPath, args: [script] };
  return { command: 'npm', args: [] };
}

/** The environment for npm, freed of what an outer `npm run` put there. */
export function npmEnvironment() {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !projectSettings.test(name)));
}
