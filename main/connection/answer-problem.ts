import type { ConnectionProblem } from '../../shared/connection.ts';
import type { HttpAnswer, HttpProblem } from '../ports.ts';

/** What stands between us and a platform where an answer came that is not its own. */

/** Headers by which proxies make themselves known; LINE's own answers carry none of them. */
const OF_A_PROXY = /^(via|proxy-.*|x-squid-error|x-cache-lookup|x-bluecoat-via|x-zscaler.*|x-iinfo)$/;

const PROXY_AUTHENTICATION = 407;
const NETWORK_AUTHENTICATION = 511;

/** Whether a body begins as a web page does. A byte order mark in front of it is no part of it. */
export function isWebPage(body: Buffer): boolean {
  return body
    .subarray(0, 200)
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart()
    .startsWith('<');
}

/** Statuses that only something in between gives, whatever its body looks like. */
export function isNeverThePlatforms(status: number): boolean {
  return status === PROXY_AUTHENTICATION || status === NETWORK_AUTHENTICATION;
}

/**
 * Of an answer that holds nothing in LINE's shapes: who gave it. `platform` where nothing speaks against the platform itself (LINE's servers may
 * fail without a body); then it was reached.
 */
export function problemOfForeignAnswer(answer: HttpAnswer): ConnectionProblem {
  const { status, headers, body } = answer;
  if (status === NETWORK_AUTHENTICATION) return 'sign-in-page';
  if (status === PROXY_AUTHENTICATION) return 'proxy';
  if (status >= 300 && status < 400) return 'sign-in-page';
  if (status >= 400) {
    const isProxys = isWebPage(body) || Object.keys(headers).some((name) => OF_A_PROXY.test(name.toLowerCase()));
    return isProxys ? 'proxy' : 'platform';
  }
  if (isWebPage(body)) return 'sign-in-page';
  return isJson(body) ? 'platform' : 'other';
}

/** Of an exchange that gave no whole answer. */
export function problemOfBrokenExchange({ kind, connection }: HttpProblem): ConnectionProblem {
  if (connection) return connection;
  if (kind === 'redirect') return 'sign-in-page';
  if (kind === 'broken') return 'cut';
  return kind === 'timeout' ? 'timeout' : 'other';
}

function isJson(body: Buffer): boolean {
  try {
    JSON.parse(body.toString('utf8'));
    return true;
  } catch {
    return false;
  }
}
