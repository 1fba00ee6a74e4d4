import { defineConfig } from '@playwright/test';

/**
 * The app in its real window, over a practice platform and a real keychain. `npm test` gives it a session bus, a keyring and a screen.
 *
 * One at a time, because they share the clipboard. Traces, videos and pictures are off, because they would hold secrets. No retries: a test
 * that fails sometimes is a fault.
 */
export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'out/test/e2e',
  workers: 1,
  retries: 0,
  reporter: 'list',
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: { trace: 'off', video: 'off', screenshot: 'off' },
});
