import { LINE_PLATFORM_URL } from '../../shared/line-limits.ts';
import type { Channel } from '../../shared/domain.ts';
import { VaultError } from '../vault-error.ts';

const LOOPBACK_HOSTS = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** A platform in its one spelling, without a trailing slash, and what it is: only `line` goes without a badge. */
export interface Platform {
  readonly url: string;
  readonly kind: Channel['platformKind'];
}

/**
 * Parses a platform's URL: https anywhere, http on this machine only; no user name, query or fragment, because those would travel
 * or be logged where nobody expects them. Throws `platform-not-allowed`.
 */
export function parsePlatform(text: string): Platform {
  const url = URL.parse(text.trim());
  const refuse = () =>
    new VaultError('platform-not-allowed', { platform: url && url.origin !== 'null' ? url.origin : '(not a URL)' });
  if (!url) throw refuse();
  const loopback = LOOPBACK_HOSTS.has(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && loopback)) throw refuse();
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') throw refuse();
  const spelled = `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
  if (spelled === LINE_PLATFORM_URL) return { url: spelled, kind: 'line' };
  return { url: spelled, kind: loopback ? 'practice' : 'other' };
}
