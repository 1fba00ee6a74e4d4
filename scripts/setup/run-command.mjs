import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { stripVTControlCharacters } from 'node:util';
import { SetUpError } from './set-up-error.mjs';

const keptLines = 15;

/**
 * Runs a command to its end and keeps what it printed, without colours. Never throws: a command that cannot be started ends with status 127.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number, note?: (line: string) => void }} [options]
 * @returns {Promise<{ status: number | null, stdout: string, output: string, timedOut: boolean }>} `output` is stdout and stderr as they came
 */
export async function runCommand(command, args, { cwd, env, timeoutMs, note } = {}) {
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let stdout = '';
  const collect = (chunk) => {
    output += stripVTControlCharacters(chunk);
    note?.(
      output
        .slice(-400)
        .trimEnd()
        .split(/[\r\n]/)
        .at(-1) ?? '',
    );
  };
  child.stdout.setEncoding('utf8').on('data', (chunk) => {
    stdout += chunk;
    collect(chunk);
  });
  child.stderr.setEncoding('utf8').on('data', collect);

  let timedOut = false;
  const timer =
    timeoutMs &&
    setTimeout(() => {
      timedOut = true;
      child.kill('SIGKILL');
    }, timeoutMs);
  try {
    const [status] = await once(child, 'close');
    return { status, stdout, output, timedOut };
  } catch (error) {
    return { status: 127, stdout, output: `${output}${error.message}\n`, timedOut };
  } finally {
    clearTimeout(timer);
  }
}

/** The last lines of a command's output, for an error message. */
export function tail(output) {
  const lines = output.trim().split('\n');
  return lines.slice(-keptLines).join('\n') || '(it printed nothing)';
}

/**
 * Runs a command that must succeed, and returns what it wrote to stdout.
 * @throws {SetUpError} with `message` and `remedy` as given, and the end of the command's output as the reason
 */
export async function mustRun(command, args, { message, remedy, ...options }) {
  const { status, stdout, output, timedOut } = await runCommand(command, args, options);
  if (status === 0) return stdout;
  const ending = timedOut ? `no answer within ${options.timeoutMs / 1000} s` : `exit status ${status}`;
  throw new SetUpError({ message, why: `${[command, ...args].join(' ')}: ${ending}\n${tail(output)}`, remedy });
}
