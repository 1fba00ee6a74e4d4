import { expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../../shared/settings.ts';
import { createSettingsInForce, proxyConfigOf } from './settings-in-force.ts';

test('settings are followed at once, and the system where they name nothing', async () => {
  const done: unknown[] = [];
  const inForce = createSettingsInForce({
    setTheme: (theme) => done.push(theme),
    setProxy: (config) => Promise.resolve(void done.push(config)),
    speak: (language) => done.push(language),
    systemLanguage: () => 'zh-Hant-HK',
  });
  expect([inForce.clipboardMs, inForce.language]).toEqual([20_000, 'zh-TW']);
  await inForce.apply({ ...DEFAULT_SETTINGS, theme: 'dark', language: 'ja', clipboardSeconds: 45 });
  expect([inForce.clipboardMs, inForce.language]).toEqual([45_000, 'ja']);
  expect(done).toEqual(['dark', 'ja', { mode: 'system' }]);
});

test('a proxy by hand is used for everything, and the other two ways are Chromium’s own', () => {
  expect([
    proxyConfigOf({ mode: 'system' }),
    proxyConfigOf({ mode: 'direct' }),
    proxyConfigOf({ mode: 'manual', url: 'http://proxy.example:8080' }),
  ]).toEqual([
    { mode: 'system' },
    { mode: 'direct' },
    { mode: 'fixed_servers', proxyRules: 'http://proxy.example:8080' },
  ]);
});
