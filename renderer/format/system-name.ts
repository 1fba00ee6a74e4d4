import type { SystemName } from '../../shared/connection.ts';

/** The system that this computer runs, where its settings have to be named. */
export function systemName(platform = navigator.platform): SystemName {
  if (/^mac/i.test(platform)) return 'mac';
  return /^win/i.test(platform) ? 'windows' : 'linux';
}
