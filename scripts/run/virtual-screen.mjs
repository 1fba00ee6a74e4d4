import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startDaemon } from './daemon.mjs';

const screen = '1440x900x24';

/**
 * Starts an X server that draws into memory, on a display number that it chooses itself, so that two never collide.
 *
 * @param {string} folder a private folder for its access cookie
 * @returns {Promise<{ environment: { DISPLAY: string, XAUTHORITY: string }, stop: () => Promise<void> }>}
 */
export async function startVirtualScreen(folder) {
  const authority = join(folder, 'x-authority');
  await writeFile(authority, accessCookie(), { mode: 0o600 });
  const server = startDaemon('Xvfb', [
    '-displayfd',
    '3',
    '-screen',
    '0',
    screen,
    '-nolisten',
    'tcp',
    '-auth',
    authority,
  ]);
  const number = await server.ready;
  if (number === '') throw new Error(`The virtual screen (Xvfb) did not start. ${server.complaint()}`);
  return { environment: { DISPLAY: `:${number}`, XAUTHORITY: authority }, stop: server.stop };
}

/** One entry of an X authority file that holds for every display: family, address, number, name of the protocol, cookie. */
function accessCookie() {
  const anyFamily = Buffer.from([0xff, 0xff]);
  const field = (bytes) => {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(bytes.length);
    return Buffer.concat([length, bytes]);
  };
  const empty = Buffer.alloc(0);
  return Buffer.concat([
    anyFamily,
    field(empty),
    field(empty),
    field(Buffer.from('MIT-MAGIC-COOKIE-1')),
    field(randomBytes(16)),
  ]);
}
