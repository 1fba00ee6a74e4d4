/**
 * Who may come in. The practice platform listens on loopback, where every web page in every browser of this machine can reach it too.
 *
 * - A page that rebinds its own name to 127.0.0.1 is stopped by the `Host` header, on every path.
 * - A page that sends a form or a fetch across origins is stopped, where something would change, by `Origin` and `Sec-Fetch-Site`; beyond that, the
 *   control endpoints take only `application/json` (which a browser asks permission for first, and never gets) and the console page's forms
 *   carry a token that only our own pages know.
 * - Nothing here ever sends a CORS header.
 */
import type { IncomingMessage } from 'node:http';

/** The names under which this platform may be called. */
export function ownHosts(port: number): readonly string[] {
  return [`127.0.0.1:${port}`, `localhost:${port}`];
}

/** True where the request was meant for us: the `Host` header is one of our own names. */
export function isMeantForUs(request: IncomingMessage, port: number): boolean {
  return ownHosts(port).some((host) => host === request.headers.host?.toLowerCase());
}

/** True where no other web page can have sent the request. Callers that are not browsers send neither header. */
export function isFromNoOtherPage(request: IncomingMessage, port: number): boolean {
  const { origin } = request.headers;
  const site = request.headers['sec-fetch-site'];
  const isOwnOrigin = origin === undefined || ownHosts(port).some((host) => `http://${host}` === origin);
  return isOwnOrigin && (site === undefined || site === 'same-origin' || site === 'none');
}

/** True where the request only looks. */
export function isReading(request: IncomingMessage): boolean {
  return request.method === 'GET' || request.method === 'HEAD';
}
