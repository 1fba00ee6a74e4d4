/**
 * `npm test` and `npm run ready`: sets everything up on whatever machine this is, and runs all that a change must pass.
 *
 * Every step runs, also after a failed one, so that one run shows all there is to mend. `npm test -- --only unit,lint` runs chosen steps.
 * The last line of stdout is the sum: `Total: N passed, N failed`.
 */
import { setUp } from './setup.mjs';
import { formatElapsed } from './setup/progress.mjs';
import { reportError } from './setup/set-up-error.mjs';
import { countOfStatus, totalLine } from './test-run/counts.mjs';
import { steps } from './test-run/steps.mjs';

/** After so long without a word, a step says that it is still at work. */
const silenceMs = 10_000;

let interrupted = false;
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => (interrupted = true));

/** @returns {typeof steps} those named by `--only`, or all */
function chosenSteps(args) {
  const at = args.findIndex((argument) => argument === '--only' || argument.startsWith('--only='));
  if (at < 0) return steps;
  const names = (args[at].split('=')[1] ?? args[at + 1] ?? '').split(',');
  const unknown = names.filter((name) => !steps.some((step) => step.name === name));
  if (unknown.length > 0) {
    console.error(
      `There is no step called ${unknown.join(', ')}. There are: ${steps.map(({ name }) => name).join(', ')}.`,
    );
    process.exit(2);
  }
  return steps.filter(({ name }) => names.includes(name));
}

async function runStep({ name, title, run }) {
  console.log(`\n▶ ${name}: ${title}`);
  const begunAt = performance.now();
  let lastWordAt = begunAt;
  const print = (text) => {
    lastWordAt = performance.now();
    process.stdout.write(text);
  };
  const heartbeat = setInterval(() => {
    const now = performance.now();
    if (now - lastWordAt >= silenceMs) print(`  ${name} is still at work after ${formatElapsed(now - begunAt)}\n`);
  }, silenceMs / 10);
  try {
    const counts = await run(print);
    const { passed, failed, skipped } = counts;
    const numbers = `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
    console.log(`${failed === 0 ? '✓' : '✗'} ${name}: ${numbers}, ${formatElapsed(performance.now() - begunAt)}`);
    return { name, counts };
  } catch (error) {
    console.log(`✗ ${name}: ${error.message}`);
    return { name, counts: countOfStatus(1) };
  } finally {
    clearInterval(heartbeat);
  }
}

async function main(args) {
  const chosen = chosenSteps(args);
  try {
    await setUp({ need: chosen.some(({ need }) => need === 'tests') ? 'tests' : 'cli' });
  } catch (error) {
    reportError(error);
    console.log(totalLine([countOfStatus(1)]));
    return 1;
  }
  const results = [];
  for (const step of chosen) {
    if (interrupted) break;
    results.push(await runStep(step));
  }
  const failed = results.filter(({ counts }) => counts.failed > 0).map(({ name }) => name);
  console.log('');
  if (failed.length > 0)
    console.log(`Failed: ${failed.join(', ')}. To run only these: npm test -- --only ${failed.join(',')}`);
  if (interrupted) {
    const left = chosen.slice(results.length).map(({ name }) => name);
    console.log(`Interrupted${left.length > 0 ? ` before ${left.join(', ')}` : ''}.`);
  }
  console.log(totalLine(results.map(({ counts }) => counts)));
  return failed.length > 0 || interrupted ? 1 : 0;
}

process.exitCode = await main(process.argv.slice(2));
