/**
 * The values of channel access tokens, as strings.
 * Secret: the token values of practice channels (play money: they open nothing but this practice platform).
 * Life: made here, handed to the answer that carries them, kept nowhere but as a SHA-256 digest.
 */
import { createHash, randomBytes } from 'node:crypto';
import { fromBase64url, isRecord, parseJson } from '../parsing.ts';
import type { TokenKind } from '../practice-rules.ts';

const JWS_HEADER = Buffer.from(JSON.stringify({ alg: 'HS256' })).toString('base64url');
const JWS_PAYLOAD_BYTES = 160;
const JWS_SIGNATURE_BYTES = 32;
const BASE64_TOKEN_BYTES = 128;
const KEY_ID_BYTES = 16;

/**
 * Makes a token value of the shape that LINE's pages show: three base64url parts behind `{"alg":"HS256"}` for v2.1 and stateless tokens,
 * base64 with `/`, `+` and `=` for the others (those have to be form-encoded by whoever sends them). Inside is nothing but chance: LINE calls
 * the token an opaque string, and its length is unknown.
 */
export function mintTokenValue(kind: TokenKind): string {
  if (kind === 'v2.1' || kind === 'stateless') {
    const payload = randomBytes(JWS_PAYLOAD_BYTES).toString('base64url');
    return `${JWS_HEADER}.${payload}.${randomBytes(JWS_SIGNATURE_BYTES).toString('base64url')}`;
  }
  for (;;) {
    const value = randomBytes(BASE64_TOKEN_BYTES).toString('base64');
    if (value.includes('/') && value.includes('+')) return value;
  }
}

/** Makes a key ID: 22 base64url characters, the length of the samples in LINE's OpenAPI. */
export function mintKeyId(): string {
  return randomBytes(KEY_ID_BYTES).toString('base64url');
}

/** The SHA-256 digest under which a token value is known here, as base64url. */
export function digestOf(tokenValue: string): string {
  return createHash('sha256').update(tokenValue).digest('base64url');
}

/**
 * What a string looks like to the v2.1 endpoints. `not-jws`: not three base64url parts behind a JSON header. `malformed`: that, but with
 * another algorithm or a signature of the wrong length, as in a value that was cut while copying. Where LINE draws the line between
 * its two sentences is unknown.
 */
export function jwsShapeOf(tokenValue: string): 'jws' | 'malformed' | 'not-jws' {
  const [header = '', payload = '', signature = '', ...rest] = tokenValue.split('.');
  if (rest.length > 0 || header === '' || payload === '' || signature === '') return 'not-jws';
  const bytes = [header, payload, signature].map(fromBase64url);
  const [headerBytes, payloadBytes, signatureBytes] = bytes;
  const parsedHeader = headerBytes === undefined ? undefined : parseJson(headerBytes.toString('utf8'));
  if (!isRecord(parsedHeader)) return 'not-jws';
  if (payloadBytes === undefined || signatureBytes === undefined) return 'malformed';
  return parsedHeader['alg'] === 'HS256' && signatureBytes.length === JWS_SIGNATURE_BYTES ? 'jws' : 'malformed';
}

/** True for a string of base64 characters, the format of short-lived and long-lived tokens. */
export function isBase64Token(tokenValue: string): boolean {
  return /^[A-Za-z0-9+/]+={0,2}$/.test(tokenValue);
}
