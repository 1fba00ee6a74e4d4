import { rm } from 'node:fs/promises';
import { buildIfStale } from '../build-if-stale.mjs';
import { runInSession } from '../run/session.mjs';
import { inProject, projectEnvironment, projectFolder } from '../setup/project.mjs';
import { runCommand } from '../setup/run-command.mjs';
import { reportError } from '../setup/set-up-error.mjs';
import { countOfPlaywright, countOfStatus, countOfVitest } from './counts.mjs';

const tool = (name) => inProject('node_modules', '.bin', name);
const reports = {
  vitest: inProject('out', 'test', 'vitest.json'),
  playwright: inProject('out', 'test', 'playwright.json'),
};

/**
 * Everything that a change must pass, in order: the quick checks first.
 * Each `run` prints what a person must see of it and returns counts; `print` takes text for stdout. `need` is what must be set up for it.
 *
 * @type {{ name: string, title: string, need: 'cli' | 'tests', run: (print: (text: string) => void) => Promise<import('./counts.mjs').Counts> }[]}
 */
export const steps = [
  check('format', 'formatting (prettier)', tool('prettier'), ['--check', '.']),
  check('lint', 'lint (eslint)', tool('eslint'), ['.', '--max-warnings', '0']),
  check('imports', 'layers and circles of imports', tool('node'), [inProject('scripts', 'check-imports.mjs')]),
  check('types', 'types (tsc)', tool('tsc'), ['--build']),
  check('svelte', 'components (svelte-check)', tool('svelte-check'), [
    '--tsconfig',
    'renderer/tsconfig.json',
    '--fail-on-warnings',
  ]),
  { name: 'build', title: 'build (vite)', need: 'cli', run: runBuild },
  { name: 'unit', title: 'unit, flow and component tests (vitest)', need: 'tests', run: runVitest },
  { name: 'e2e', title: 'the app in its window (playwright)', need: 'tests', run: runPlaywright },
];

/** A tool that says nothing while it works: its words are shown when it is done, if it found anything. */
function check(name, title, command, args) {
  return {
    name,
    title,
    need: 'cli',
    async run(print) {
      const { status, output } = await runCommand(command, args, { cwd: projectFolder, env: projectEnvironment() });
      if (status !== 0) print(output);
      return countOfStatus(status);
    },
  };
}

async function runBuild() {
  try {
    await buildIfStale();
    return countOfStatus(0);
  } catch (error) {
    reportError(error);
    return countOfStatus(1);
  }
}

async function runVitest(print) {
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${reports.vitest}`];
  const status = await runRunner(tool('vitest'), args, reports.vitest, print);
  return countOfVitest(reports.vitest, status);
}

async function runPlaywright(print) {
  const args = ['test', '--reporter=list,json'];
  const status = await runRunner(tool('playwright'), args, reports.playwright, print, {
    PLAYWRIGHT_JSON_OUTPUT_FILE: reports.playwright,
  });
  return countOfPlaywright(reports.playwright, status);
}

/** Runs a test runner in a desktop session of its own and passes on what it prints as it comes. */
async function runRunner(command, args, report, print, environment = {}) {
  // A report of the run before would be read as one of this run, if this one died early.
  await rm(report, { force: true });
  return runInSession(command, args, {
    cwd: projectFolder,
    screen: true,
    environment: { ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    onStart(child) {
      child.stdout.setEncoding('utf8').on('data', print);
      child.stderr.setEncoding('utf8').on('data', print);
    },
  });
}
