import { VaultError } from './vault-error.ts';

/** The `code` of a system error (`ENOSPC`, `EACCES`, …), or undefined. */
export function errnoOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** The failure that a system error of the vault's folder means, or undefined where it means none. */
export function fileSystemError(error: unknown, folder: string): VaultError | undefined {
  switch (errnoOf(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new VaultError('vault-full', { folder }, { cause: error });
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'ENOTDIR':
    case 'EEXIST':
      return new VaultError('vault-read-only', { folder }, { cause: error });
    default:
      return undefined;
  }
}
