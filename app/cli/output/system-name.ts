import type { SystemName } from '../../../shared/connection.ts';

/** The system that this runs on, where its settings have to be named. */
export function systemName(platform: string = process.platform): SystemName {
  if (platform === 'darwin') return 'mac';
  return platform === 'win32' ? 'windows' : 'linux';
}
