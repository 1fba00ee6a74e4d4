import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { startDaemon } from './daemon.mjs';

const busName = 'org.freedesktop.secrets';
const pollMs = 20;
const patienceMs = 15_000;

/**
 * Starts an unlocked GNOME keyring on a session bus. Its files lie where the environment says (XDG_DATA_HOME): in a folder that is thrown away
 * with the session. Its password therefore guards nothing; it is random, and nobody learns it.
 *
 * @param {NodeJS.ProcessEnv} environment with the bus's address and private XDG folders
 * @returns {Promise<{ stop: () => Promise<void> }>}
 */
export async function startKeyring(environment) {
  const daemon = startDaemon('gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets'], {
    env: environment,
    input: randomBytes(16).toString('hex'),
  });
  let ended = false;
  void daemon.ended.then(() => (ended = true));
  for (const deadline = Date.now() + patienceMs; !isOnBus(environment); await pause(pollMs)) {
    if (ended || Date.now() > deadline) {
      await daemon.stop();
      throw new Error(`The keyring (gnome-keyring-daemon) did not start. ${daemon.complaint()}`);
    }
  }
  return { stop: daemon.stop };
}

/** Whether a program on the bus answers to the name under which a keychain is asked for. */
function isOnBus(environment) {
  const question = [
    '--dest=org.freedesktop.DBus',
    '/org/freedesktop/DBus',
    'org.freedesktop.DBus.NameHasOwner',
    `string:${busName}`,
  ];
  const { stdout } = spawnSync('dbus-send', ['--session', '--print-reply=literal', ...question], {
    env: environment,
    encoding: 'utf8',
  });
  return stdout?.includes('true') ?? false;
}
