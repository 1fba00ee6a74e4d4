import type { ExternalOpener } from '../../main/ports.ts';
import { LINE_CONSOLE_URL } from '../../shared/line-limits.ts';

/**
 * Whether a URL may be handed to the browser: LINE's console, exactly, and a channel's page of the practice console on this machine.
 * Whatever else a ledger, a platform or a page may hold is not opened.
 */
export function mayOpen(url: string): boolean {
  if (url === LINE_CONSOLE_URL) return true;
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, port, pathname, search, hash, username, password } = new URL(url);
  const isPractice =
    protocol === 'http:' &&
    hostname === '127.0.0.1' &&
    port !== '' &&
    /^\/console\/channels\/[0-9]{1,20}$/.test(pathname);
  return isPractice && search === '' && hash === '' && username === '' && password === '';
}

/** Opens what is allowed and refuses the rest. `open` is the system's own. */
export function createExternalOpener(open: (url: string) => Promise<void>): ExternalOpener {
  return {
    async open(url) {
      if (!mayOpen(url)) throw new Error('this address may not be opened');
      await open(url);
    },
  };
}
