/**
 * `npm run bench [-- assertions keys ledger window]`: prints the figures behind our claims, each as a ratio against a baseline in the same run.
 */
import { buildIfStale } from './build-if-stale.mjs';
import { runInSession } from './run/session.mjs';
import { setUp } from './setup.mjs';
import { inProject, projectFolder } from './setup/project.mjs';
import { reportError } from './setup/set-up-error.mjs';

try {
  await setUp({ need: 'tests' });
  const chosen = process.argv.slice(2);
  const args = [inProject('test', 'bench', 'bench.ts'), ...chosen];
  if (chosen.length === 0 || chosen.includes('window')) await buildIfStale();
  // The window needs a screen and a keychain; the other benches don't mind them.
  process.exitCode = await runInSession(inProject('node_modules', '.bin', 'node'), args, {
    cwd: projectFolder,
    screen: true,
  });
} catch (error) {
  reportError(error);
  process.exitCode = 1;
}
