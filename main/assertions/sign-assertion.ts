// Holds: the assertion it makes, a credential for as long as it lives.
// Lives: until the caller has used it.
// Wiped by: the caller.
import { sign, type KeyObject } from 'node:crypto';
import { ASSERTION_AUDIENCE } from '../../shared/line-limits.ts';
import { Secret } from '../secrets/secret.ts';

/** What goes into an assertion. Seconds are whole numbers; `expiresAtSeconds` is UNIX time by the platform's clock. */
export interface AssertionContent {
  readonly channelId: string;
  readonly kid: string;
  readonly expiresAtSeconds: number;
  readonly tokenLifetimeSeconds: number;
}

const encode = (part: object) => Buffer.from(JSON.stringify(part), 'utf8').toString('base64url');

/**
 * Signs a JWT assertion (RFC 7515 compact form) with exactly the members that LINE's guide names, in its order, and nothing else (no `iat`, no
 * `jti`). RS256 is deterministic (RFC 8017 section 8.2), so every correct signer gives the same bytes for the same content.
 * OpenSSL does it in about 0.3 ms on the calling thread; handing it to another thread would cost more than that.
 */
export function signAssertion(content: AssertionContent, privateKey: KeyObject): Secret {
  const { channelId, kid, expiresAtSeconds, tokenLifetimeSeconds } = content;
  const header = encode({ alg: 'RS256', typ: 'JWT', kid });
  const payload = encode({
    iss: channelId,
    sub: channelId,
    aud: ASSERTION_AUDIENCE,
    exp: expiresAtSeconds,
    token_exp: tokenLifetimeSeconds,
  });
  const input = `${header}.${payload}`;
  const signature = sign('sha256', Buffer.from(input, 'ascii'), privateKey).toString('base64url');
  return Secret.fromText(`${input}.${signature}`);
}
