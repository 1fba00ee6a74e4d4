import { chromium, type Browser } from 'playwright';
import { existsSync } from 'node:fs';

/** Starts a headless Chromium that makes no connections of its own. Debian's, because Playwright's download may be out of reach. */
export function launchBrowser(): Promise<Browser> {
  const path = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((candidate) =>
    existsSync(candidate),
  );
  return chromium.launch({
    ...(path === undefined ? {} : { executablePath: path }),
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
