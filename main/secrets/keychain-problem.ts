import { once } from 'node:events';
import { connect } from 'node:net';
import { VaultError } from '../vault-error.ts';

/** Why the keychain did not do what it was asked. */
export interface KeychainProblem {
  readonly code: 'keychain-no-session' | 'keychain-locked' | 'keychain-failed';
  /** For people: what the keychain or the system said. */
  readonly problem: string;
}

/**
 * Words by which a locked keychain gives itself away. Linux: the Secret Service's error `IsLocked` in the words of gnome-keyring, a dismissed
 * prompt, and a default collection that nobody has made or opened, which it names by its path. macOS: errSecInteractionNotAllowed and
 * errSecAuthFailed. All are the services' own and not translated.
 */
const LOCKED =
  /locked|dismissed|\/org\/freedesktop\/secrets\/(?:collection|aliases)\/|interaction is not allowed|user name or passphrase you entered is not correct/i;

/** Windows: ERROR_NO_SUCH_LOGON_SESSION. The Credential Manager belongs to a logon session, which a service or an SSH session may lack. */
const NO_LOGON_SESSION = /logon session does not exist/i;

/** A bus on which nobody keeps secrets. D-Bus Specification, "Message Bus Starting Services"; the words are the bus's own and not translated. */
const NO_SERVICE = /org\.freedesktop\.secrets was not provided by any \.service files/i;

/** The sockets in a D-Bus address, as `net.connect` takes them. D-Bus Specification, "Server Addresses". */
function socketsOf(address: string): string[] {
  return address.split(';').flatMap((server) => {
    const [transport, keys = ''] = server.split(/:(.*)/s);
    if (transport !== 'unix') return [];
    const values = new Map(keys.split(',').map((pair) => pair.split(/=(.*)/s).slice(0, 2) as [string, string]));
    const path = values.get('path');
    const abstract = values.get('abstract');
    if (path !== undefined) return [decodeURIComponent(path)];
    return abstract === undefined ? [] : [`\0${decodeURIComponent(abstract)}`];
  });
}

async function answers(socket: string): Promise<boolean> {
  const connection = connect(socket);
  try {
    await once(connection, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    connection.destroy();
  }
}

/**
 * Whether there is a session bus to ask. Found out by connecting to it, because what the libraries say about it is translated into the person's
 * language. D-Bus Specification, "Well-known Message Bus Instances"; the fallback to the runtime folder is systemd's.
 */
async function hasSessionBus(): Promise<boolean> {
  const { DBUS_SESSION_BUS_ADDRESS: address, XDG_RUNTIME_DIR: runtimeFolder } = process.env;
  if (address === undefined || address === '') return runtimeFolder !== undefined && answers(`${runtimeFolder}/bus`);
  // Chromium writes this into the environment where there is no bus, so that no library starts one.
  if (address === 'disabled:') return false;
  const sockets = socketsOf(address);
  // Another transport than a local socket: taken at its word.
  if (sockets.length === 0) return true;
  for (const socket of sockets) if (await answers(socket)) return true;
  return false;
}

/** What an error of the keychain means. */
export async function keychainProblem(error: unknown): Promise<KeychainProblem> {
  const problem = error instanceof Error ? error.message : String(error);
  if (process.platform === 'linux' && !(await hasSessionBus())) return { code: 'keychain-no-session', problem };
  if (NO_LOGON_SESSION.test(problem) || NO_SERVICE.test(problem)) return { code: 'keychain-no-session', problem };
  if (LOCKED.test(problem)) return { code: 'keychain-locked', problem };
  return { code: 'keychain-failed', problem };
}

/** The same as the failure that it is. */
export async function keychainFailure(error: unknown): Promise<VaultError> {
  const { code, problem } = await keychainProblem(error);
  return new VaultError(code, { problem }, { cause: error });
}
