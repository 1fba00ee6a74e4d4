import type { Proxy } from '../../shared/settings.ts';
import { VaultError } from '../vault-error.ts';

/** A name, an IPv4 or an IPv6 address, as the URL parser leaves them. Lists of proxies are written with other characters. */
const HOST = /^(?:[a-z0-9_]([a-z0-9._-]*[a-z0-9_])?|\[[0-9a-f:.]+\])\.?$/;

/**
 * The address of a proxy in one spelling (`http://host:port` or `https://host:port`); undefined where it is none. The port must be
 * written out, because people and programs disagree on what it is otherwise.
 */
export function readProxy(written: string): string | undefined {
  const text = written.trim();
  const port = /:([0-9]{1,5})\/?$/.exec(text)?.[1];
  if (port === undefined || !/^https?:\/\/[^/?#\\@\s]+\/?$/i.test(text) || !URL.canParse(text)) return undefined;
  const { protocol, hostname, username, password, pathname } = new URL(text);
  if (username !== '' || password !== '' || pathname !== '/' || !HOST.test(hostname) || Number(port) === 0)
    return undefined;
  return `${protocol}//${hostname}:${Number(port)}`;
}

/** What may be said of an address in a message: never a name and password. */
function sayable(written: string): string {
  return written.slice(written.lastIndexOf('@') + 1, written.length).slice(0, 100);
}

/** The setting with its address in one spelling. Throws `proxy-not-allowed`. */
export function checkProxy(proxy: Proxy): Proxy {
  if (proxy.mode !== 'manual') return proxy;
  const url = readProxy(proxy.url);
  if (url === undefined) throw new VaultError('proxy-not-allowed', { proxy: sayable(proxy.url) });
  return { mode: 'manual', url };
}
