import type { Writable } from 'node:stream';

/** The reader of a pipe went away (`… | head -1`): not our failure. */
function isReaderGone(error: Error): boolean {
  return 'code' in error && (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED');
}

/**
 * Writes `text` and resolves when the stream has taken all of it, so that leaving the process afterwards loses nothing.
 * Quiet where the reader has gone; rejects for anything else, such as a full disk.
 */
export function writeFully(stream: Writable, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    // Without a listener, an error of the stream would end the process with a stack.
    stream.once('error', () => undefined);
    stream.write(text, (error) => {
      if (error && !isReaderGone(error)) reject(error);
      else resolve();
    });
  });
}
