/**
 * What the console accepts as a public key of an assertion signing key.
 * LINE: "Issue channel access token v2.1", "Assertion signing key specification". The sentences of LINE's console are unknown; so the problems
 * are codes here, and each language has its own words for them.
 */
import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import type { PracticeKnobs } from '../knobs.ts';
import { fromBase64url, isRecord, parseJson } from '../parsing.ts';
import { SIGNING_KEY_BITS } from '../practice-rules.ts';

/** Why a key is not accepted. */
export const PUBLIC_KEY_PROBLEMS = [
  'empty',
  'pem',
  'not-json',
  'not-an-object',
  'key-set',
  'private-members',
  'kid-present',
  'kty-not-rsa',
  'alg-not-rs256',
  'use-or-key-ops-missing',
  'use-not-sig',
  'key-ops-not-verify',
  'use-and-key-ops',
  'modulus-missing',
  'modulus-unreadable',
  'modulus-not-2048-bits',
  'exponent-missing',
  'exponent-unreadable',
  'too-many-keys',
  'duplicate-key',
] as const;

/** One reason for which a key is not accepted. */
export type PublicKeyProblem = (typeof PUBLIC_KEY_PROBLEMS)[number];

/** The members of a public JWK that are kept (RFC 7517 section 4, RFC 7518 section 6.3.1). */
export interface PublicJwk {
  readonly kty: 'RSA';
  readonly alg: 'RS256';
  readonly e: string;
  readonly n: string;
}

/** The outcome of looking at a key: usable, or every problem it has, the most telling one first. */
export type PublicKeyExamination =
  | { readonly ok: true; readonly jwk: PublicJwk; readonly thumbprint: string }
  | { readonly ok: false; readonly problems: readonly [PublicKeyProblem, ...PublicKeyProblem[]] };

type Rules = Pick<PracticeKnobs, 'privateJwkMembers' | 'useAndKeyOpsTogether'>;

/** RSA members that only a private key has. RFC 7518 section 6.3.2. */
const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth'] as const;

function refused(problem: PublicKeyProblem): PublicKeyExamination {
  return { ok: false, problems: [problem] };
}

function useProblem(jwk: Record<string, unknown>, rules: Rules): PublicKeyProblem | undefined {
  const { use, key_ops: keyOps } = jwk;
  if (use === undefined && keyOps === undefined) return 'use-or-key-ops-missing';
  if (use !== undefined && use !== 'sig') return 'use-not-sig';
  if (keyOps !== undefined && !(Array.isArray(keyOps) && keyOps.length === 1 && keyOps[0] === 'verify'))
    return 'key-ops-not-verify';
  if (use !== undefined && keyOps !== undefined && rules.useAndKeyOpsTogether === 'reject') return 'use-and-key-ops';
  return undefined;
}

/** Length of a big-endian number in bits, whatever zeros stand before it. */
function bitLength(bytes: Buffer): number {
  const first = bytes.findIndex((byte) => byte !== 0);
  const leading = bytes[first];
  return leading === undefined ? 0 : (bytes.length - first - 1) * 8 + (32 - Math.clz32(leading));
}

function modulusProblem(n: unknown): PublicKeyProblem | undefined {
  if (typeof n !== 'string' || n === '') return 'modulus-missing';
  const bytes = fromBase64url(n);
  if (bytes === undefined) return 'modulus-unreadable';
  return bitLength(bytes) === SIGNING_KEY_BITS ? undefined : 'modulus-not-2048-bits';
}

function exponentProblem(e: unknown): PublicKeyProblem | undefined {
  if (typeof e !== 'string' || e === '') return 'exponent-missing';
  const bytes = fromBase64url(e);
  // An RSA exponent is odd and at least 3 (RFC 8017 section 3.1).
  const last = bytes?.at(-1);
  return bytes !== undefined && last !== undefined && last % 2 === 1 && bitLength(bytes) > 1
    ? undefined
    : 'exponent-unreadable';
}

/** Looks at a parsed JWK. */
export function examinePublicKey(value: unknown, rules: Rules): PublicKeyExamination {
  if (!isRecord(value)) return refused('not-an-object');
  if (Array.isArray(value['keys'])) return refused('key-set');
  const isPrivate = PRIVATE_MEMBERS.some((member) => value[member] !== undefined);
  const { n, e } = value;
  const candidates: readonly (PublicKeyProblem | undefined)[] = [
    isPrivate && rules.privateJwkMembers === 'reject' ? 'private-members' : undefined,
    value['kid'] === undefined ? undefined : 'kid-present',
    value['kty'] === 'RSA' ? undefined : 'kty-not-rsa',
    value['alg'] === 'RS256' ? undefined : 'alg-not-rs256',
    useProblem(value, rules),
    modulusProblem(n),
    exponentProblem(e),
  ];
  const [first, ...others] = candidates.filter((problem) => problem !== undefined);
  if (first !== undefined) return { ok: false, problems: [first, ...others] };
  if (typeof n !== 'string' || typeof e !== 'string') return refused('modulus-missing');
  // RFC 7638 section 3.2: the required members in this order, nothing between them.
  const thumbprint = createHash('sha256')
    .update(JSON.stringify({ e, kty: 'RSA', n }))
    .digest('base64url');
  return { ok: true, jwk: { kty: 'RSA', alg: 'RS256', e, n }, thumbprint };
}

/** Looks at what a person pasted into the form. */
export function examinePastedKey(text: string, rules: Rules): PublicKeyExamination {
  const pasted = text.trim();
  if (pasted === '') return refused('empty');
  if (pasted.startsWith('-----BEGIN')) return refused('pem');
  const value = parseJson(pasted);
  return value === undefined ? refused('not-json') : examinePublicKey(value, rules);
}

/** The key as node:crypto verifies with it. */
export function verifierOf(jwk: PublicJwk): KeyObject {
  return createPublicKey({ key: { kty: jwk.kty, n: jwk.n, e: jwk.e }, format: 'jwk' });
}
