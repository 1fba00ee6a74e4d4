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

const parentCheckMs = 500;

/**
 * Ends the command when npm is gone. npm passes a signal on to the shell between us and it, which dies without passing it on; a command that
 * serves (`practice serve`) would stay behind. Without npm in between, outliving the parent is what `nohup` and `&` ask for.
 */
function endWithNpm(child) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) child.kill('SIGTERM');
  }, parentCheckMs).unref();
}

try {
  await setUp({ need: 'cli' });
  await buildIfStale();
  const args = [inProject('out', 'build', 'cli.js'), ...process.argv.slice(2)];
  process.exitCode = await runChild(projectNode, args, { onStart: endWithNpm });
} catch (error) {
  reportError(error);
  process.exitCode = 1;
}
