import type { KeyObject } from 'node:crypto';
import { calculateJwkThumbprint } from 'jose';
import type { PublicJwk, PublicJwkForm } from '../../shared/domain.ts';

/**
 * The public half exactly as LINE's console takes it (LINE: "Assertion signing key specification"): `kty`, `alg`, `e`, `n` and either
 * `use` or `key_ops`; no `kid`, which the console itself gives.
 */
export function publicJwkOf(publicKey: KeyObject, form: PublicJwkForm = 'use'): PublicJwk {
  const { e, n } = publicKey.export({ format: 'jwk' });
  if (e === undefined || n === undefined) throw new TypeError('not an RSA public key');
  return inForm({ e, n }, form);
}

/** The same key in the other form. */
export function inForm({ e, n }: { readonly e: string; readonly n: string }, form: PublicJwkForm): PublicJwk {
  const members = { kty: 'RSA', alg: 'RS256' } as const;
  return form === 'use' ? { ...members, use: 'sig', e, n } : { ...members, key_ops: ['verify'], e, n };
}

/** RFC 7638 thumbprint with SHA-256, base64url: what a key is recognised by. */
export function thumbprintOf(jwk: PublicJwk): Promise<string> {
  return calculateJwkThumbprint({ kty: jwk.kty, e: jwk.e, n: jwk.n }, 'sha256');
}
