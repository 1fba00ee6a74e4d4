import { appendFile, mkdir, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Clock } from './ports.ts';

/** Fields of a log line: never a URL, a secret or what a person typed. */
export type LogFields = { readonly [name: string]: string | number | boolean | null | undefined };

export interface Logger {
  info(event: string, fields?: LogFields): void;
  /** A bug: its name, its scrubbed message and its stack, under a reference that the person can quote. */
  bug(ref: string, operation: string, error: unknown): void;
  /** Resolves when everything logged so far is written. */
  flush(): Promise<void>;
}

const LOG_LIMIT_BYTES = 1_000_000;

/** Anything long enough to be a key, a token, an assertion or a secret is taken out of a text. */
export function scrub(text: string): string {
  return text.replace(/[A-Za-z0-9+/_=.-]{20,}/g, '[…]').slice(0, 500);
}

/** Only the frames: the first lines of a stack repeat the message. */
function frames(stack: string | undefined): string {
  return (stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12)
    .map((line) => line.trim().replace(/\(?(?:file:\/\/)?\/[^)]*\/([^/)]+)\)?$/, '$1'))
    .join(' < ');
}

/** The log of the vault in a folder. */
export function logFileOf(folder: string): string {
  return join(folder, 'logs', 'kagibako.log');
}

/** Logs JSON lines into `<folder>/logs/kagibako.log`, one older file kept. A log that cannot be written is given up quietly: it must not stop the work. */
export function createFileLogger(folder: string, clock: Clock): Logger {
  const file = logFileOf(folder);
  const directory = dirname(file);
  let queue: Promise<void> = Promise.resolve();

  async function write(line: string): Promise<void> {
    try {
      await mkdir(directory, { recursive: true, mode: 0o700 });
      const size = await stat(file).then(
        (found) => found.size,
        () => 0,
      );
      if (size > LOG_LIMIT_BYTES) await rename(file, `${file}.1`);
      await appendFile(file, line, { mode: 0o600 });
    } catch {
      // See above.
    }
  }

  const put = (entry: object) => {
    const line = `${JSON.stringify({ at: new Date(clock.now()).toISOString(), ...entry })}\n`;
    queue = queue.then(() => write(line));
  };

  return {
    info: (event, fields = {}) => put({ event, ...fields }),
    bug(ref, operation, error) {
      const name = error instanceof Error ? error.name : typeof error;
      const message = error instanceof Error ? scrub(error.message) : '';
      put({
        event: 'bug',
        ref,
        operation,
        name,
        message,
        frames: frames(error instanceof Error ? error.stack : undefined),
      });
    },
    flush: () => queue,
  };
}
