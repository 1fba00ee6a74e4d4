import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';

const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** How long we still read what a command printed after it ended: a process that it left behind may hold its output open for ever. */
const lastWordsMs = 1_000;

/**
 * Runs a command as if it were this process: inherited stdio unless told otherwise, signals passed on, and its ending returned as an exit status.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions & { onStart?: (child: import('node:child_process').ChildProcess) => void }} [options]
 *   with `detached` the command gets a process group of its own: signals reach all of the group, and what is left of it at the end is ended
 * @returns {Promise<number>} its exit status; 128 plus the signal's number if a signal ended it; 127 if it could not be started
 */
export async function runChild(command, args, { onStart, ...options } = {}) {
  const child = spawn(command, args, { stdio: 'inherit', ...options });
  const forward = (signal) => {
    // A terminal sends Ctrl-C to every process in the foreground: the command has it already, and twice would mean "at once".
    if (signal === 'SIGINT' && !options.detached && process.stdin.isTTY) return;
    sendSignal(child, signal, options.detached);
  };
  for (const signal of forwarded) process.on(signal, forward);
  const closed = once(child, 'close').catch(() => undefined);
  try {
    onStart?.(child);
    const [status, signal] = await once(child, 'exit');
    if (options.detached) signalGroup(child, 'SIGTERM');
    await Promise.race([closed, pause(lastWordsMs, undefined, { ref: false })]);
    return status ?? 128 + constants.signals[signal];
  } catch (error) {
    console.error(`${command} could not be started: ${error.message}`);
    return 127;
  } finally {
    for (const signal of forwarded) process.off(signal, forward);
  }
}

function sendSignal(child, signal, toGroup) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  if (toGroup) signalGroup(child, signal);
  else child.kill(signal);
}

function signalGroup({ pid }, signal) {
  try {
    if (pid !== undefined) process.kill(-pid, signal);
  } catch {
    // Nobody is left in the group.
  }
}
