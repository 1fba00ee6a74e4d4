import { VaultError } from './vault-error.ts';

/** Stands in for a handler until it is written. */
export function notYet(): never {
  throw new VaultError('not-supported-here', { feature: 'This' });
}
