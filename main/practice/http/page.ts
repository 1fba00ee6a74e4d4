/** A whole answer of the console page or the control endpoints. */
import type { IncomingMessage, ServerResponse } from 'node:http';

/** What is sent. */
export interface Page {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A side of the platform that answers with whole pages. */
export type PageSide = (request: IncomingMessage, url: URL) => Promise<Page>;

/** Headers of everything that a browser may show: nothing is kept, sniffed, framed or shared with other origins. */
const GUARDED: Readonly<Record<string, string>> = {
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** Sends a page. */
export function sendPage(response: ServerResponse, page: Page): void {
  response.writeHead(page.status, {
    ...GUARDED,
    ...page.headers,
    'Content-Length': String(Buffer.byteLength(page.body)),
  });
  response.end(page.body);
}
