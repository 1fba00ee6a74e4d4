/**
 * `npm run bench [-- assertions keys ledger]`: prints the figures behind our claims, each as a ratio against a baseline in the same run.
 */
import { runChild } from './run/run-child.mjs';
import { setUp } from './setup.mjs';
import { inProject, projectEnvironment, projectFolder } from './setup/project.mjs';
import { reportError } from './setup/set-up-error.mjs';

try {
  await setUp({ need: 'tests' });
  const args = [inProject('test', 'bench', 'bench.ts'), ...process.argv.slice(2)];
  process.exitCode = await runChild(inProject('node_modules', '.bin', 'node'), args, {
    cwd: projectFolder,
    env: projectEnvironment(),
  });
} catch (error) {
  reportError(error);
  process.exitCode = 1;
}
