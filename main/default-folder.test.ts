import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { defaultVaultFolder } from './default-folder.ts';

const home = '/home/hana';

describe('the default folder of a vault', () => {
  test.each([
    ['Linux without XDG_DATA_HOME', 'linux', {}, join(home, '.local/share/kagibako')],
    ['Linux with XDG_DATA_HOME', 'linux', { XDG_DATA_HOME: '/data' }, join('/data', 'kagibako')],
    [
      'Linux with a relative XDG_DATA_HOME, which counts as unset',
      'linux',
      { XDG_DATA_HOME: 'data' },
      join(home, '.local/share/kagibako'),
    ],
    ['macOS', 'darwin', { XDG_DATA_HOME: '/data' }, join(home, 'Library/Application Support/Kagibako')],
    ['Windows', 'win32', { APPDATA: '/roaming' }, join('/roaming', 'Kagibako')],
    ['Windows without APPDATA', 'win32', {}, join(home, 'AppData/Roaming/Kagibako')],
  ] as const)('on %s', (_name, platform, environment, folder) => {
    expect(defaultVaultFolder({ platform, environment, home })).toBe(folder);
  });
});
