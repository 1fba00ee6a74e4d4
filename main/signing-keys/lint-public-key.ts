import { createPublicKey } from 'node:crypto';
import type { LintFinding, PublicJwk } from '../../shared/domain.ts';
import { SIGNING_KEY_BITS } from '../../shared/line-limits.ts';
import { refuseTooLarge } from './key-reason.ts';
import { inForm } from './public-jwk.ts';

/** What the console would say, and the same key as it would take it where that can be made. */
export interface LintReport {
  readonly accepted: boolean;
  readonly findings: LintFinding[];
  readonly repaired: PublicJwk | null;
}

const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'] as const;
const KNOWN_MEMBERS = new Set(['kty', 'alg', 'use', 'key_ops', 'e', 'n', 'ext', 'kid', ...PRIVATE_MEMBERS]);
const BASE64URL = /^[A-Za-z0-9_-]+$/;

type Member = { readonly [name: string]: unknown };

function finding(
  code: LintFinding['code'],
  severity: LintFinding['severity'],
  member: string | null,
  message: string,
  fix: string,
): LintFinding {
  return { code, severity, member, message, fix };
}

function isRecord(value: unknown): value is Member {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function bitsOf(n: string): number {
  const hex = Buffer.from(n, 'base64url').toString('hex').replace(/^0+/, '');
  return hex === '' ? 0 : hex.length * 4 - (Math.clz32(parseInt(hex.charAt(0), 16)) - 28);
}

function lintMembers(jwk: Member): LintFinding[] {
  const found: LintFinding[] = [];
  const privateMembers = PRIVATE_MEMBERS.filter((name) => name in jwk);
  if (privateMembers.length > 0) {
    found.push(
      finding(
        'private-members',
        'rejects',
        privateMembers.join(', '),
        'This holds the private half of the key.',
        'Never paste it anywhere; register only the public members.',
      ),
    );
  }
  if ('kid' in jwk)
    found.push(
      finding(
        'kid-present',
        'rejects',
        'kid',
        'The key has a kid. The console gives the kid itself and refuses a key that brings one.',
        'Remove the member kid.',
      ),
    );
  if (jwk['kty'] !== 'RSA')
    found.push(
      finding(
        'kty' in jwk ? 'wrong-kty' : 'missing-member',
        'rejects',
        'kty',
        'kty must be "RSA".',
        'kty' in jwk ? 'Generate an RSA key.' : 'Add "kty": "RSA" if this is an RSA key.',
      ),
    );
  if (!('alg' in jwk)) found.push(finding('missing-alg', 'rejects', 'alg', 'alg is missing.', 'Add "alg": "RS256".'));
  else if (jwk['alg'] !== 'RS256')
    found.push(finding('wrong-alg', 'rejects', 'alg', 'alg must be "RS256".', 'Generate a key for RS256.'));
  for (const name of ['e', 'n']) {
    const value = jwk[name];
    if (value === undefined)
      found.push(
        finding(
          'missing-member',
          'rejects',
          name,
          `${name} is missing.`,
          'Export the public key again from where it was made.',
        ),
      );
    else if (typeof value !== 'string' || !BASE64URL.test(value))
      found.push(
        finding(
          'malformed-member',
          'rejects',
          name,
          `${name} is not base64url.`,
          'Export the public key again; line breaks or = signs do not belong there.',
        ),
      );
  }
  const { n, e } = jwk;
  if (typeof n === 'string' && BASE64URL.test(n) && bitsOf(n) !== SIGNING_KEY_BITS) {
    found.push(
      finding(
        'wrong-size',
        'rejects',
        'n',
        `The key has ${bitsOf(n)} bits; it must have exactly ${SIGNING_KEY_BITS}.`,
        'Generate a key of 2048 bits.',
      ),
    );
  }
  if (typeof e === 'string' && BASE64URL.test(e) && e !== 'AQAB') {
    found.push(
      finding(
        'unusual-exponent',
        'unknown',
        'e',
        'The public exponent is not 65537. LINE does not say whether it takes others.',
        'Generate a key with the usual exponent 65537.',
      ),
    );
  }
  return found;
}

function lintPurpose(jwk: Member): LintFinding[] {
  const found: LintFinding[] = [];
  const { use, key_ops: operations } = jwk;
  if (use === undefined && operations === undefined)
    found.push(
      finding(
        'missing-purpose',
        'rejects',
        'use',
        'Neither use nor key_ops says that the key is for signatures.',
        'Add "use": "sig".',
      ),
    );
  if (use !== undefined && use !== 'sig')
    found.push(
      finding(
        'wrong-use',
        'rejects',
        'use',
        'use must be "sig".',
        'Set "use": "sig" if the key was made for signatures.',
      ),
    );
  if (operations !== undefined) {
    const only = Array.isArray(operations) && operations.length === 1 && operations[0] === 'verify';
    if (!only)
      found.push(
        finding(
          'wrong-key-ops',
          'rejects',
          'key_ops',
          'key_ops must be ["verify"] and nothing else.',
          'Set "key_ops": ["verify"].',
        ),
      );
  }
  if (use !== undefined && operations !== undefined)
    found.push(
      finding(
        'both-purposes',
        'unknown',
        'use, key_ops',
        'LINE says to give either use or key_ops; what it does with both is not documented.',
        'Remove one of them.',
      ),
    );
  for (const name of Object.keys(jwk)) {
    if (!KNOWN_MEMBERS.has(name))
      found.push(
        finding(
          'extra-member',
          'unknown',
          name.slice(0, 40),
          'This member is not in LINE’s specification.',
          'Remove it to be sure.',
        ),
      );
  }
  if ('ext' in jwk)
    found.push(
      finding('extra-member', 'fine', 'ext', 'Browsers write ext; LINE’s own example has it.', 'Nothing to do.'),
    );
  return found;
}

/** The same RSA key as the console takes it, where modulus and exponent are sound. */
function repair(jwk: Member): PublicJwk | null {
  const { n, e } = jwk;
  if (typeof n !== 'string' || typeof e !== 'string' || !BASE64URL.test(n) || !BASE64URL.test(e)) return null;
  if (jwk['kty'] !== undefined && jwk['kty'] !== 'RSA') return null;
  if (jwk['alg'] !== undefined && jwk['alg'] !== 'RS256') return null;
  if (jwk['use'] !== undefined && jwk['use'] !== 'sig') return null;
  if (bitsOf(n) !== SIGNING_KEY_BITS) return null;
  return inForm({ e, n }, jwk['use'] === undefined && jwk['key_ops'] !== undefined ? 'key_ops' : 'use');
}

function lintPem(text: string): LintReport {
  const isPrivate = /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text);
  const findings = [
    finding(
      'pem-not-jwk',
      'rejects',
      null,
      'This is PEM; the console takes a JSON Web Key.',
      'Use the JSON form of the same key.',
    ),
    ...(isPrivate
      ? [
          finding(
            'private-members',
            'rejects',
            null,
            'This is a private key.',
            'Never paste it anywhere; register only the public half.',
          ),
        ]
      : []),
  ];
  if (isPrivate) return { accepted: false, findings, repaired: null };
  try {
    const { kty, n, e } = createPublicKey(text).export({ format: 'jwk' });
    return { accepted: false, findings: [...findings], repaired: repair({ kty, n, e }) };
  } catch {
    return { accepted: false, findings, repaired: null };
  }
}

/**
 * Says what LINE's console would object to in a key that somebody wants to register (LINE: "Assertion signing key specification"), each with
 * its fix. Where LINE documents nothing the severity is `unknown`. Throws `key-too-large`; every other input gets a report.
 */
export function lintPublicKey(material: string): LintReport {
  refuseTooLarge(material);
  const text = material.replace(/^\uFEFF/, '').trim();
  if (text.includes('-----BEGIN ')) return lintPem(text);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return {
      accepted: false,
      findings: [
        finding(
          'not-json',
          'rejects',
          null,
          'This is not JSON.',
          'Paste the public key as a JSON Web Key, from { to }.',
        ),
      ],
      repaired: null,
    };
  }
  if (!isRecord(json))
    return {
      accepted: false,
      findings: [
        finding('not-an-object', 'rejects', null, 'This is JSON, but not an object.', 'Paste one key, from { to }.'),
      ],
      repaired: null,
    };
  const findings: LintFinding[] = [];
  let jwk: Member = json;
  for (const wrapper of ['publicKey', 'privateKey']) {
    const inner = jwk[wrapper];
    if (isRecord(inner)) {
      findings.push(
        finding('wrapped', 'rejects', wrapper, `The key stands inside “${wrapper}”.`, 'Take the inner object out.'),
      );
      jwk = inner;
      break;
    }
  }
  findings.push(...lintMembers(jwk), ...lintPurpose(jwk));
  const accepted = !findings.some(({ severity }) => severity === 'rejects');
  return { accepted, findings, repaired: findings.every(({ severity }) => severity === 'fine') ? null : repair(jwk) };
}
