import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import type { CommandEnd, Environment } from './surroundings.ts';

/** Signals by which people and process managers speak to a program. */
const PASSED_ON = ['SIGTERM', 'SIGHUP', 'SIGUSR1', 'SIGUSR2', 'SIGCONT', 'SIGINT', 'SIGQUIT'] as const;

/** What a terminal sends to everything that runs in it, the command included: passing it on would send it twice. */
const FROM_TERMINAL: readonly string[] = ['SIGINT', 'SIGQUIT'];

/**
 * Runs a command beside this process: its standard input, output and error are ours. While it runs, the signals that we get go on to it,
 * and do nothing here.
 */
export function runCommand([command = '', ...args]: readonly string[], environment: Environment): Promise<CommandEnd> {
  const { stdin, stdout, stderr } = process;
  if (command === '') return Promise.resolve({ kind: 'not-started', reason: 'missing' });
  const isOnTerminal = [stdin, stdout, stderr].some(({ isTTY }) => isTTY);
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', env: { ...environment } });
    const listeners = PASSED_ON.map((signal) => {
      const passOn = () => {
        if (!(isOnTerminal && FROM_TERMINAL.includes(signal))) child.kill(signal);
      };
      process.on(signal, passOn);
      return () => process.off(signal, passOn);
    });
    const stop = () => listeners.forEach((off) => off());
    child.once('error', (error: NodeJS.ErrnoException) => {
      stop();
      if (error.code === 'ENOENT' || error.code === 'ENOTDIR') resolve({ kind: 'not-started', reason: 'missing' });
      else if (error.code === 'EACCES' || error.code === 'ENOEXEC')
        resolve({ kind: 'not-started', reason: 'not-allowed' });
      else reject(error);
    });
    child.once('exit', (code, signal) => {
      stop();
      resolve(signal === null ? { kind: 'exited', code: code ?? 0 } : { kind: 'killed', signal });
    });
  });
}

/** What a shell reports for a program that a signal ended. */
export function exitOfSignal(signal: NodeJS.Signals): number {
  return 128 + constants.signals[signal];
}

/** Ends this process as a signal would, which nobody here listens to any more. */
export function endBy(signal: NodeJS.Signals): void {
  process.kill(process.pid, signal);
}
