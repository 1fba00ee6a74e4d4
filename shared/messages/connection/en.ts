import type { ConnectionProblem, SystemName } from '../../connection.ts';

/** What stands between this computer and a platform. `problem` goes into a sentence of an error; `{technical}` is the system's own name for it. */
export interface ConnectionText {
  readonly problem: string;
  /** What it mostly is, in a sentence. */
  readonly means: string;
  readonly remedy: string;
}

export interface ConnectionTexts {
  readonly problems: Record<ConnectionProblem, ConnectionText>;
  /** How to set the clock right, by system. */
  readonly mendClock: Record<SystemName, string>;
}

export const connectionTextsEn: ConnectionTexts = {
  problems: {
    'no-network': {
      problem: 'no network',
      means: 'This computer has no network.',
      remedy:
        'Join a network or plug in the cable, and turn off flight mode. Everything that needs no network still works.',
    },
    'not-found': {
      problem: 'its name could not be looked up',
      means:
        'The network is there, but nobody says where the platform is: the name service (DNS) does not answer or does not know it.',
      remedy:
        'Check that a web page opens in the browser, and whether a VPN or a DNS filter is in the way. Everything that needs no network still works.',
    },
    refused: {
      problem: 'the connection was refused',
      means: 'Nobody answers at that address: a firewall refuses it, or the platform is not running.',
      remedy:
        'Check the firewall and the VPN; a practice platform has to be started first. Everything that needs no network still works.',
    },
    certificate: {
      problem: 'its certificate was not accepted: {technical}',
      means:
        'Somebody else answered in place of the platform: the sign-in of a network (hotel, café), a proxy or a virus scanner that opens secure connections. Nothing was sent.',
      remedy:
        'Open a browser and sign in to the network where it asks for it. In a company network, have its certificate authority installed on this computer. Check the clock too: a wrong one makes every certificate invalid.',
    },
    'sign-in-page': {
      problem: 'a web page or a redirect came instead: {technical}',
      means: 'The network wants you to sign in or to accept its terms first, as in hotels, cafés and trains.',
      remedy: 'Open a browser, sign in to the network on the page that comes up, then try again.',
    },
    proxy: {
      problem: 'a proxy answered in its place: {technical}',
      means:
        'The proxy does not let the request through: it wants a sign-in, blocks the platform, or cannot reach it itself.',
      remedy:
        'Check the proxy under Settings → Network and in the system. Ask whoever runs it to allow the platform’s host name (https, port 443).',
    },
    cut: {
      problem: 'the connection was cut',
      means:
        'The connection stood and broke off: a weak network, a VPN that changed, or a device in between that closes connections.',
      remedy: 'Try again. Where it keeps happening, try without the VPN or in another network.',
    },
    timeout: {
      problem: 'no answer in time',
      means: 'The request went out and no answer came: a slow network, or a firewall that swallows it.',
      remedy: 'Try again in a moment. Where it keeps happening, try without the VPN or in another network.',
    },
    platform: {
      problem: 'it answered otherwise than LINE documents: {technical}',
      means: 'The platform was reached and answered with an error of its own.',
      remedy: 'Try again in a few minutes; see LINE’s status page if it lasts.',
    },
    other: {
      problem: 'an error or an answer that is not known: {technical}',
      means: 'Something went wrong on the way that is none of the usual things.',
      remedy: 'Check the network, VPN or proxy, then try again. Everything that needs no network still works.',
    },
  },
  mendClock: {
    windows: 'Settings → Time & language → Date & time: turn on “Set time automatically”, then press “Sync now”.',
    mac: 'System Settings → General → Date & Time: turn on “Set time and date automatically”.',
    linux: 'Run “timedatectl set-ntp true”, or turn on automatic date and time in the system settings.',
  },
};
