/**
 * Verifies a JWT assertion as LINE does. LINE: "Issue channel access token v2.1", "Generate a JWT"; RFC 7515, RFC 7519, RFC 7523 section 3.
 * The order of the checks is ours: LINE's is unknown.
 */
import { verify } from 'node:crypto';
import type { PracticeKnobs } from '../knobs.ts';
import { fromBase64url, isRecord, isWhole, parseJson } from '../parsing.ts';
import { ASSERTION_AUDIENCE, ASSERTION_LIFETIME_MAX_SECONDS, TOKEN_EXP_MAX_SECONDS } from '../practice-rules.ts';
import type { RefusalReason } from '../refusals.ts';
import type { ChannelRecord, PublicKeyRecord } from '../register/channels.ts';
import type { LineDesk } from './line-desk.ts';

/** A verified assertion, or why it is none. */
export type AssertionOutcome =
  | {
      readonly ok: true;
      readonly channel: ChannelRecord;
      readonly kid: string;
      /** Undefined where the assertion has none and the knobs let that pass. */
      readonly tokenExpSeconds: number | undefined;
    }
  | { readonly ok: false; readonly reason: RefusalReason };

interface JwsParts {
  readonly header: Record<string, unknown>;
  readonly payload: Record<string, unknown>;
  readonly signedPart: string;
  readonly signature: Buffer;
}

const LISTED_CLAIMS = ['iss', 'sub', 'aud', 'exp', 'token_exp'];

/** Takes a compact JWS apart (RFC 7515 section 3.1); undefined where it is none with a JSON object in both places. */
function takeApart(assertion: string): JwsParts | undefined {
  const [header = '', payload = '', signature = '', ...rest] = assertion.split('.');
  if (rest.length > 0) return undefined;
  const headerBytes = fromBase64url(header);
  const payloadBytes = fromBase64url(payload);
  const signatureBytes = fromBase64url(signature);
  if (headerBytes === undefined || payloadBytes === undefined || signatureBytes === undefined) return undefined;
  const parsedHeader = parseJson(headerBytes.toString('utf8'));
  const parsedPayload = parseJson(payloadBytes.toString('utf8'));
  if (!isRecord(parsedHeader) || !isRecord(parsedPayload)) return undefined;
  return {
    header: parsedHeader,
    payload: parsedPayload,
    signedPart: `${header}.${payload}`,
    signature: signatureBytes,
  };
}

/** Whose channel an assertion says it is from, unverified: enough to count requests per channel. */
export function claimedIssuer(assertion: string): string | undefined {
  const issuer = takeApart(assertion)?.payload['iss'];
  return typeof issuer === 'string' ? issuer : undefined;
}

function headerProblem(header: Record<string, unknown>, knobs: PracticeKnobs): RefusalReason | undefined {
  // One algorithm, whatever the header asks for (RFC 8725 section 3.1); no extension is understood (RFC 7515 section 4.1.11).
  if (header['alg'] !== 'RS256' || header['crit'] !== undefined) return 'assertion-header';
  return knobs.requireTypHeader && header['typ'] !== 'JWT' ? 'assertion-header' : undefined;
}

/** The number in a numeric claim; NaN where it is none. Digits in quotes count only where the knob says so. */
function numberIn(claim: unknown, knobs: PracticeKnobs): number {
  if (typeof claim === 'number') return claim;
  return knobs.acceptStringNumbers && typeof claim === 'string' && /^[0-9]+$/.test(claim) ? Number(claim) : NaN;
}

function hasValidExp(exp: unknown, desk: LineDesk): boolean {
  const secondsLeft = numberIn(exp, desk.knobs) - desk.nowMs() / 1_000;
  const tolerance = desk.knobs.clockToleranceSeconds;
  return secondsLeft > -tolerance && secondsLeft <= ASSERTION_LIFETIME_MAX_SECONDS + tolerance;
}

function claimsProblem(
  payload: Record<string, unknown>,
  channel: ChannelRecord,
  desk: LineDesk,
  forIssue: boolean,
): RefusalReason | undefined {
  const { knobs } = desk;
  const { iss, sub, aud, exp, token_exp: tokenExp } = payload;
  if (iss !== channel.channelId) return 'issuer-mismatch';
  if (sub !== iss) return 'subject-mismatch';
  if (aud !== ASSERTION_AUDIENCE && !(knobs.acceptAudienceWithoutSlash && aud === ASSERTION_AUDIENCE.slice(0, -1)))
    return 'wrong-audience';
  if (!hasValidExp(exp, desk)) return 'invalid-exp';
  const isRequired = knobs.tokenExpRequired === 'always' || (forIssue && knobs.tokenExpRequired === 'issue');
  if (
    tokenExp === undefined
      ? isRequired
      : !isWhole(numberIn(tokenExp, knobs), knobs.minimumTokenExpSeconds, TOKEN_EXP_MAX_SECONDS)
  )
    return 'invalid-token-exp';
  const isListed = (name: string): boolean => LISTED_CLAIMS.includes(name);
  return knobs.acceptExtraClaims || Object.keys(payload).every(isListed) ? undefined : 'extra-claims';
}

function isSignedWith(key: PublicKeyRecord, jws: JwsParts): boolean {
  return verify('sha256', Buffer.from(jws.signedPart, 'ascii'), key.verifier, jws.signature);
}

/**
 * Verifies an assertion. It stays usable until its `exp`: LINE's own integration test sends the same one twice, so nothing remembers it.
 * @param forIssue true where a v2.1 token is asked for, which is when `token_exp` matters.
 */
export function verifyAssertion(assertion: string, desk: LineDesk, forIssue: boolean): AssertionOutcome {
  const jws = takeApart(assertion);
  if (jws === undefined) return { ok: false, reason: 'assertion-unreadable' };
  const wrongHeader = headerProblem(jws.header, desk.knobs);
  if (wrongHeader !== undefined) return { ok: false, reason: wrongHeader };
  const kid = jws.header['kid'];
  const found = typeof kid === 'string' ? desk.channels.findKey(kid) : undefined;
  if (found === undefined) return { ok: false, reason: 'unknown-kid' };
  if (!isSignedWith(found.key, jws)) return { ok: false, reason: 'wrong-signature' };
  const wrongClaims = claimsProblem(jws.payload, found.channel, desk, forIssue);
  if (wrongClaims !== undefined) return { ok: false, reason: wrongClaims };
  const tokenExp = jws.payload['token_exp'];
  return {
    ok: true,
    channel: found.channel,
    kid: found.key.kid,
    tokenExpSeconds: tokenExp === undefined ? undefined : numberIn(tokenExp, desk.knobs),
  };
}
