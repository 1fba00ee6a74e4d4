// Holds: the members of a private JWK while an import is checked.
// Lives: for the duration of one import; JavaScript strings and numbers cannot be wiped, so nothing here keeps a reference.
// Wiped by: the garbage collector; the PKCS#8 bytes that result belong to the caller.
import { checkPrimeSync, createPrivateKey, type KeyObject } from 'node:crypto';
import * as v from 'valibot';
import { SIGNING_KEY_BITS } from '../../shared/line-limits.ts';
import { VaultError } from '../vault-error.ts';
import { unreadable } from './key-reason.ts';

const Members = v.looseObject({
  kty: v.optional(v.unknown()),
  alg: v.optional(v.unknown()),
  use: v.optional(v.unknown()),
  key_ops: v.optional(v.unknown()),
  oth: v.optional(v.unknown()),
});

/** RFC 7518 section 6.3: the public members, then the private ones that every tool of LINE's guide writes. */
const NUMBER_NAMES = ['n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi'] as const;
type NumberName = (typeof NUMBER_NAMES)[number];

const Wrapped = v.looseObject({ privateKey: v.looseObject({}) });
const JwkSet = v.looseObject({ keys: v.array(v.looseObject({})) });

/** Takes the key out of what people have: LINE's download of before May 2021 wraps it as `{privateKey}`, some tools write a JWK Set of one. */
function unwrap(json: unknown): Record<string, unknown> {
  const wrapped = v.safeParse(Wrapped, json);
  if (wrapped.success) return wrapped.output.privateKey;
  const set = v.safeParse(JwkSet, json);
  if (set.success) {
    const [only, ...more] = set.output.keys;
    if (only === undefined || more.length > 0)
      throw unreadable(`it is a set of ${set.output.keys.length} keys; give one key`);
    return only;
  }
  const plain = v.safeParse(Members, json);
  if (!plain.success) throw unreadable('the JSON is not an object');
  return plain.output;
}

/** A member's value as a message may show it. */
function shown(value: unknown): string {
  const text =
    typeof value === 'string'
      ? value
      : Array.isArray(value)
        ? value.filter((one) => typeof one === 'string').join(', ')
        : typeof value;
  return text.slice(0, 60);
}

function refuseOtherPurposes(jwk: Record<string, unknown>): void {
  const { kty, alg, use, key_ops: operations } = jwk;
  if (kty !== 'RSA') throw new VaultError('key-not-rsa', { type: kty === undefined ? 'unknown (no kty)' : shown(kty) });
  if (alg !== undefined && alg !== 'RS256') throw new VaultError('key-algorithm', { member: 'alg', value: shown(alg) });
  if (use !== undefined && use !== 'sig') throw new VaultError('key-algorithm', { member: 'use', value: shown(use) });
  const signs = Array.isArray(operations) && operations.includes('sign');
  // A public key's operations say verify; that it is public is told later, which says more.
  if (operations !== undefined && !signs && 'd' in jwk)
    throw new VaultError('key-algorithm', { member: 'key_ops', value: shown(operations) });
}

function readNumber(jwk: Record<string, unknown>, name: NumberName): bigint {
  const value = jwk[name];
  if (value === undefined) throw new VaultError('key-mismatched', { problem: `the member ${name} is missing` });
  if (typeof value !== 'string' || !/^[A-Za-z0-9_-]+$/.test(value))
    throw unreadable(`the member ${name} is not base64url`);
  return BigInt(`0x${Buffer.from(value, 'base64url').toString('hex') || '0'}`);
}

function bitLength(number: bigint): number {
  return number === 0n ? 0 : number.toString(2).length;
}

/** Whether the private members really belong together (RFC 8017 section 3.2). OpenSSL loads keys that do not, and signs garbage with them. */
function refuseMismatch(numbers: Record<NumberName, bigint>): void {
  const { n, e, d, p, q, dp, dq, qi } = numbers;
  const mismatch = (problem: string) => new VaultError('key-mismatched', { problem });
  if (e < 3n || e % 2n === 0n) throw mismatch('e is not a public exponent');
  if (p < 3n || q < 3n || p * q !== n) throw mismatch('n is not the product of p and q');
  if (!checkPrimeSync(p) || !checkPrimeSync(q)) throw mismatch('p or q is not a prime');
  if ((e * d) % (p - 1n) !== 1n || (e * d) % (q - 1n) !== 1n) throw mismatch('d does not belong to e and n');
  if (dp !== d % (p - 1n)) throw mismatch('dp does not belong to d and p');
  if (dq !== d % (q - 1n)) throw mismatch('dq does not belong to d and q');
  if ((qi * q) % p !== 1n) throw mismatch('qi does not belong to p and q');
}

/** Checks a private RSA JWK member by member and loads it. Extra members (`kid`, `ext`, …) are dropped. */
export function loadPrivateJwk(json: unknown): KeyObject {
  const jwk = unwrap(json);
  refuseOtherPurposes(jwk);
  const n = readNumber(jwk, 'n');
  const bits = bitLength(n);
  if (jwk['d'] === undefined) throw new VaultError('key-public-only');
  if (bits !== SIGNING_KEY_BITS) throw new VaultError('key-size', { bits });
  if (jwk['oth'] !== undefined) throw unreadable('it has more than two primes (oth)');
  const numbers = {
    n,
    e: readNumber(jwk, 'e'),
    d: readNumber(jwk, 'd'),
    p: readNumber(jwk, 'p'),
    q: readNumber(jwk, 'q'),
    dp: readNumber(jwk, 'dp'),
    dq: readNumber(jwk, 'dq'),
    qi: readNumber(jwk, 'qi'),
  };
  refuseMismatch(numbers);
  const key: Record<string, string> = { kty: 'RSA' };
  for (const name of NUMBER_NAMES) key[name] = String(jwk[name]);
  try {
    return createPrivateKey({ key, format: 'jwk' });
  } catch {
    throw unreadable('its members are not a usable RSA key');
  }
}
