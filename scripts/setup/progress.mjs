/**
 * One plain line per thing set-up does, on stderr so that a command's own output stays clean.
 *
 * A step that takes long says every few seconds that it is still at work, with the last line its tool printed: silence looks like a hang.
 */

const startedAt = performance.now();
const heartbeatMs = 8_000;
const useColour = Boolean(process.stderr.isTTY) && !process.env.NO_COLOR;

const dim = (text) => (useColour ? `\u001b[2m${text}\u001b[0m` : text);

/** Elapsed time as people read it: `0.4 s`, `12.0 s`, `1 min 05 s`. */
export function formatElapsed(milliseconds) {
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} min ${String(Math.floor(seconds % 60)).padStart(2, '0')} s`;
}

/** Prints one line with the time since this process started. */
export function say(line) {
  process.stderr.write(`${dim(`[${formatElapsed(performance.now() - startedAt).padStart(8)}]`)} ${line}\n`);
}

/**
 * Runs `work`, saying when it starts, that it still runs, and how long it took.
 * `work` receives a function that notes the latest line of whatever tool is running.
 *
 * @template T
 * @param {string} title what is being done, as a sentence without its full stop
 * @param {(note: (line: string) => void) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(title, work) {
  say(`${title} …`);
  const begunAt = performance.now();
  let latest = '';
  const heartbeat = setInterval(() => {
    const detail = latest ? `: ${latest.slice(0, 100)}` : '';
    say(`  still at it after ${formatElapsed(performance.now() - begunAt)}${detail}`);
  }, heartbeatMs);
  try {
    const result = await work((line) => {
      latest = line.trim() || latest;
    });
    say(`  done in ${formatElapsed(performance.now() - begunAt)}`);
    return result;
  } finally {
    clearInterval(heartbeat);
  }
}
