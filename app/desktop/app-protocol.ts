import { protocol } from 'electron';
import { APP_SCHEME, isOurPage } from './our-page.ts';
import type { BuiltFile, BuiltFiles } from './built-files.ts';

/**
 * What the page may do: run and show what came with it, and nothing else. There is no `connect-src`, so that it reaches no network at all.
 * Svelte turns its own compiled templates into nodes through one trusted-types policy; no other may be made.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types svelte-trusted-html',
].join('; ');

const COMMON_HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), clipboard-read=()',
};

/** Must run before the app is ready. */
export function declareAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, codeCache: true } },
  ]);
}

/** The file that a request asks for, or null. Looks the path up in the fixed map; nothing is ever joined to a folder. */
export function findBuiltFile(files: BuiltFiles, method: string, url: string): BuiltFile | null {
  if (method !== 'GET' || !isOurPage(url)) return null;
  return files.get(new URL(url).pathname) ?? null;
}

/** Serves the window's files from memory, with the policy on each of them. */
export function serveApp(files: BuiltFiles): void {
  protocol.handle(APP_SCHEME, ({ method, url }) => {
    const file = findBuiltFile(files, method, url);
    if (!file) return new Response(null, { status: 404, headers: COMMON_HEADERS });
    return new Response(new Uint8Array(file.body), { headers: { ...COMMON_HEADERS, 'content-type': file.type } });
  });
}
