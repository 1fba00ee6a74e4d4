/**
 * The rules by which the practice platform plays LINE, each with the page it comes from.
 *
 * They are written down here a second time, apart from the ones that the vault plans with, on purpose: a test double that took its
 * numbers from the code under test would agree with every mistake in it.
 */

/** Longest life of a JWT assertion, in seconds. LINE: Messaging API reference, "JWT assertions must be set to expire within 30 minutes". */
export const ASSERTION_LIFETIME_MAX_SECONDS = 1_800;

/** What `aud` must be. LINE: "Issue channel access token v2.1", payload. */
export const ASSERTION_AUDIENCE = 'https://api.line.me/';

/** The one value of `client_assertion_type`. RFC 7523 section 2.2. */
export const CLIENT_ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** The one value of `grant_type`. RFC 6749 section 4.4.2. */
export const GRANT_TYPE = 'client_credentials';

/** Longest `token_exp`, in seconds (30 days). LINE: "Issue channel access token v2.1", payload. */
export const TOKEN_EXP_MAX_SECONDS = 2_592_000;

/** Life of a stateless token, in seconds. LINE: "Channel access token". */
export const STATELESS_LIFETIME_SECONDS = 900;

/** Life of a short-lived token, in seconds. LINE: "Channel access token". */
export const SHORT_LIVED_LIFETIME_SECONDS = 2_592_000;

/**
 * What verifying a long-lived token gives as `expires_in`: the sample of LINE's OpenAPI. It is more than 32 bits hold with a sign, which is
 * what makes it worth answering.
 */
export const LONG_LIVED_EXPIRES_IN_SECONDS = 3_138_007_490;

/** Longest time for which a reissued long-lived token leaves its predecessor alive, in hours. LINE: "Channel access token". */
export const LONG_LIVED_OVERLAP_MAX_HOURS = 24;

/** Modulus length of an assertion signing key, in bits. LINE: "Assertion signing key specification". */
export const SIGNING_KEY_BITS = 2_048;

/** The four types of channel access token. LINE: "Channel access token", "Channel access token types". */
export type TokenKind = 'v2.1' | 'stateless' | 'short-lived' | 'long-lived';

/** How many live tokens of a type a channel may have, and what one more does. */
export interface SlotPolicy {
  /** Undefined where there is no limit. */
  readonly limit: number | undefined;
  readonly whenFull: 'refuse' | 'end-the-oldest';
}

/** The limits per channel and per type. LINE: "Channel access token" (types are counted apart: 30 and 30 are possible). */
export const SLOT_POLICIES: Readonly<Record<TokenKind, SlotPolicy>> = {
  'v2.1': { limit: 30, whenFull: 'refuse' },
  stateless: { limit: undefined, whenFull: 'refuse' },
  'short-lived': { limit: 30, whenFull: 'end-the-oldest' },
  'long-lived': { limit: 1, whenFull: 'end-the-oldest' },
};

/** Requests per second, channel, method and path. LINE: Messaging API reference, "Rate limits", "Other API endpoints". */
export const RATE_LIMIT_PER_SECOND = 2_000;

/** The same for issuing short-lived tokens. LINE: Messaging API reference, "Rate limits". */
export const SHORT_LIVED_RATE_LIMIT_PER_SECOND = 370;

/** How long an ended token is still known as ended, in seconds of the practice clock. Our own choice: LINE's is unknown. */
export const ENDED_TOKEN_MEMORY_SECONDS = 604_800;

/** Largest request body that is read, in bytes. Our own choice: the longest form here is an assertion of some 700 bytes. */
export const REQUEST_BODY_MAX_BYTES = 65_536;

/** How many requests the request log keeps before it forgets the oldest. Our own choice. */
export const REQUEST_LOG_LENGTH = 2_000;

/** How far the practice clock may be moved, in seconds (ten years). Our own choice. */
export const CLOCK_OFFSET_MAX_SECONDS = 315_360_000;
