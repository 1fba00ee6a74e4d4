import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { npmCommand, npmEnvironment } from './npm-command.mjs';
import { inCache } from './project.mjs';
import { mustRun } from './run-command.mjs';
import { SetUpError } from './set-up-error.mjs';

/**
 * Fetches a pinned package from the npm registry and unpacks it. None of its scripts run.
 *
 * @param {{ name: string, version: string, integrity: string }} pin
 * @param {string} folder where the package's files go; it appears whole or not at all
 * @param {(line: string) => void} note
 * @throws {SetUpError} if the registry does not answer, or answers with other bytes than those pinned
 */
export async function fetchPackage({ name, version, integrity }, folder, note) {
  await mkdir(inCache('work'), { recursive: true });
  const work = await mkdtemp(inCache('work', 'fetch-'));
  try {
    note(`fetching ${name}@${version}`);
    const { command, args } = npmCommand();
    const answer = await mustRun(
      command,
      [...args, 'pack', `${name}@${version}`, '--json', '--pack-destination', work],
      {
        cwd: work,
        env: npmEnvironment(),
        message: `${name}@${version} could not be fetched from the npm registry.`,
        remedy:
          'Check that `npm ping` works here (network, proxy, registry in ~/.npmrc), then run the same command again.',
      },
    );
    const archive = join(work, JSON.parse(answer)[0].filename);

    note('checking its hash');
    const actual = await sha512(archive);
    if (actual !== integrity) {
      throw new SetUpError({
        message: `${name}@${version} is not the package this project pins.`,
        why: `its hash is ${actual}, expected ${integrity}`,
        remedy:
          'Do not use it. Check which registry npm is set to (`npm config get registry`) and tell the maintainers.',
      });
    }

    note('unpacking it');
    await mustRun('tar', ['-xzf', archive, '-C', work], {
      message: `${name}@${version} could not be unpacked.`,
      remedy: `Check that \`tar\` is installed and that there is room on the disk of ${inCache()}.`,
    });
    await rm(folder, { recursive: true, force: true });
    await mkdir(join(folder, '..'), { recursive: true });
    await rename(join(work, 'package'), folder);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function sha512(path) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(path), hash);
  return `sha512-${hash.digest('base64')}`;
}
