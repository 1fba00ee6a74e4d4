import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { inCache } from './project.mjs';
import { say } from './progress.mjs';

const pollMs = 300;

/**
 * Runs `work` while no other process of this user does the same kind of work. A lock whose owner has died is taken over.
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(name, work) {
  const lock = inCache(`${name}.lock`);
  await mkdir(inCache(), { recursive: true });
  for (let announced = false; !(await take(lock));) {
    const owner = await ownerOf(lock);
    if (owner !== undefined && !isAlive(owner)) {
      await rm(lock, { recursive: true, force: true });
      continue;
    }
    if (owner !== undefined && !announced) {
      say(`Waiting for another ${name} (process ${owner}) to finish. If there is none, delete ${lock} …`);
      announced = true;
    }
    await pause(pollMs);
  }
  try {
    return await work();
  } finally {
    await rm(lock, { recursive: true, force: true });
  }
}

/** Takes the lock by linking a file that already holds our process ID: it is never seen empty. */
async function take(lock) {
  const claim = `${lock}.${process.pid}`;
  await writeFile(claim, String(process.pid));
  try {
    await link(claim, lock);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(claim, { force: true });
  }
}

async function ownerOf(lock) {
  const text = await readFile(lock, 'utf8').catch(() => '');
  return /^\d+$/.test(text) ? Number(text) : undefined;
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
