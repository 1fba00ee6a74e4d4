/**
 * `npm run tour`: the main job, done by itself in the real window against the practice platform, on a screen in memory where there is none.
 * Prints each step with its figures, leaves numbered pictures in out/tour/, and exits non-zero if any step did not hold.
 */
import { buildIfStale } from './build-if-stale.mjs';
import { runInSession } from './run/session.mjs';
import { setUp } from './setup.mjs';
import { inProject, projectFolder } from './setup/project.mjs';
import { reportError } from './setup/set-up-error.mjs';

try {
  await setUp({ need: 'tests' });
  await buildIfStale();
  process.exitCode = await runInSession(
    inProject('node_modules', '.bin', 'node'),
    [inProject('test', 'tour', 'tour.ts'), ...process.argv.slice(2)],
    {
      cwd: projectFolder,
      screen: true,
    },
  );
} catch (error) {
  reportError(error);
  process.exitCode = 1;
}
