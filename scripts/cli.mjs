/**
 * `npm run --silent cli -- <arguments>`: the command line, from a bare checkout if need be.
 *
 * Its stdout is the command's alone, for scripts to read. What set-up and the build have to say goes to stderr.
 */
import { buildIfStale } from './build-if-stale.mjs';
import { runChild } from './run/run-child.mjs';
import { setUp } from './setup.mjs';
import { inProject, projectNode } from './setup/project.mjs';
import { reportError } from './setup/set-up-error.mjs';

try {
  await setUp({ need: 'cli' });
  await buildIfStale();
  process.exitCode = await runChild(projectNode, [inProject('out', 'build', 'cli.js'), ...process.argv.slice(2)]);
} catch (error) {
  reportError(error);
  process.exitCode = 1;
}
