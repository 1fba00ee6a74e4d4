import type { SecretName } from '../ports.ts';

/** The name under which a store keeps a secret. Listing names tells what there is without opening any of it. */
export function entryName(name: SecretName): string {
  return name.kind === 'vault-key' ? name.kind : `${name.kind}/${name.id}`;
}
