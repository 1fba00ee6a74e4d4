import { spawn } from 'node:child_process';
import { once } from 'node:events';

const stopPatienceMs = 5_000;

/**
 * Starts a helper process that stays in the foreground, and remembers how to end it: by its process ID, and for good.
 *
 * It gets a session of its own, so that Ctrl-C in a terminal reaches the command that is being run and not what the command still needs.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, input?: string }} [options] `input` goes to its stdin
 * @returns {{ ready: Promise<string>, ended: Promise<void>, complaint: () => string, stop: () => Promise<void> }}
 *   `ready` is the first line that it writes to file descriptor 3, or '' if it ends without one
 */
export function startDaemon(command, args, { env, input } = {}) {
  const child = spawn(command, args, { env, stdio: ['pipe', 'ignore', 'pipe', 'pipe'], detached: true });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (chunk) => (complaint += chunk));
  const ended = once(child, 'exit').then(
    () => undefined,
    (error) => void (complaint += error.message),
  );
  // A daemon that ends at once closes the pipe under our hands; why it ended is told by `complaint`.
  child.stdin.on('error', () => undefined).end(input ?? '');
  return {
    ready: firstLine(child.stdio[3]),
    ended,
    complaint: () => complaint.trim(),
    async stop() {
      child.kill('SIGTERM');
      const killer = setTimeout(() => child.kill('SIGKILL'), stopPatienceMs);
      await ended;
      clearTimeout(killer);
    },
  };
}

async function firstLine(stream) {
  let text = '';
  for await (const chunk of stream) {
    text += chunk;
    if (text.includes('\n')) break;
  }
  return text.trim();
}
