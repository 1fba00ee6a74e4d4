import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { npmCommand, npmEnvironment } from './npm-command.mjs';
import { step } from './progress.mjs';
import { inProject, projectFolder, readJson } from './project.mjs';
import { mustRun } from './run-command.mjs';

const lockfile = () => inProject('package-lock.json');
const stamp = () => inProject('node_modules', '.kagibako-stamp');

/** The step of set-up that makes node_modules what the lockfile says. */
export const npmStep = {
  isReady() {
    return readStamp() === lockfileHash();
  },
  async prepare() {
    if (!matchesLockfile()) {
      await step('Installing the npm packages of the lockfile (npm ci)', async (note) => {
        const { command, args } = npmCommand();
        await mustRun(command, [...args, 'ci', '--no-audit', '--no-fund'], {
          cwd: projectFolder,
          env: npmEnvironment(),
          note: (line) => line.startsWith('npm warn') || note(line),
          message: 'The npm packages could not be installed.',
          remedy:
            'Check that `npm ping` works here (network, proxy, registry in ~/.npmrc), then run the same command again.',
        });
      });
    }
    await writeFile(stamp(), lockfileHash());
  },
};

function lockfileHash() {
  return createHash('sha256').update(readFileSync(lockfile())).digest('hex');
}

function readStamp() {
  try {
    return readFileSync(stamp(), 'utf8');
  } catch {
    return undefined;
  }
}

/** True after somebody's own `npm install`: npm's record of what is installed says what the lockfile says. Packages of other platforms are optional. */
function matchesLockfile() {
  const wanted = readJson(lockfile())?.packages;
  const present = readJson(inProject('node_modules', '.package-lock.json'))?.packages;
  if (!wanted || !present) return false;
  return Object.entries(wanted).every(
    ([path, { version, integrity, optional }]) =>
      path === '' ||
      (present[path] ? present[path].version === version && present[path].integrity === integrity : optional === true),
  );
}
