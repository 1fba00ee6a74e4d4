import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startDaemon } from './daemon.mjs';

/** A session bus that starts nothing on request: what answers on it is what we put there, or what a test does. */
const configuration = (folder) => `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
  "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <keep_umask/>
  <listen>unix:path=${folder}/bus</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`;

/**
 * Starts a private D-Bus bus, which serves as session bus and, for those who look for the system's, as an empty one of these too.
 *
 * @param {string} folder a private folder for its socket
 * @returns {Promise<{ environment: { DBUS_SESSION_BUS_ADDRESS: string, DBUS_SYSTEM_BUS_ADDRESS: string }, stop: () => Promise<void> }>}
 */
export async function startSessionBus(folder) {
  const file = join(folder, 'session-bus.conf');
  await writeFile(file, configuration(folder));
  const daemon = startDaemon('dbus-daemon', [`--config-file=${file}`, '--nofork', '--nopidfile', '--print-address=3']);
  const address = await daemon.ready;
  if (address === '') throw new Error(`The session bus (dbus-daemon) did not start. ${daemon.complaint()}`);
  return { environment: { DBUS_SESSION_BUS_ADDRESS: address, DBUS_SYSTEM_BUS_ADDRESS: address }, stop: daemon.stop };
}
