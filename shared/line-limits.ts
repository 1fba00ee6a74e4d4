/**
 * The rules of the LINE Platform that this vault plans with, each with the page it comes from.
 * One place, so that a changed rule is a changed line.
 */

/** Live channel access tokens v2.1 per channel; a further issue is refused, nothing is evicted. LINE: "Channel access token". */
export const SLOTS_PER_CHANNEL = 30;

/** Longest life of a channel access token v2.1, in seconds (30 days). LINE: "Issue channel access token v2.1", payload `token_exp`. */
export const TOKEN_LIFETIME_MAX_SECONDS = 30 * 24 * 60 * 60;

/** Default life of an issued token, in seconds. The longest that LINE allows: rotation is planned at two thirds of it. */
export const TOKEN_LIFETIME_DEFAULT_SECONDS = TOKEN_LIFETIME_MAX_SECONDS;

/** Longest life of a JWT assertion, in seconds. LINE: "JWT assertions must be set to expire within 30 minutes of generation". */
export const ASSERTION_LIFETIME_MAX_SECONDS = 30 * 60;

/** Default life of an assertion, in seconds: half the maximum, so that a clock up to 15 minutes off in either direction still works. */
export const ASSERTION_LIFETIME_DEFAULT_SECONDS = 15 * 60;

/** The `aud` of an assertion, with its trailing slash. LINE: "Issue channel access token v2.1", payload. */
export const ASSERTION_AUDIENCE = 'https://api.line.me/';

/** Life of a stateless channel access token, in seconds; it cannot be revoked. LINE: "Channel access token". */
export const STATELESS_LIFETIME_SECONDS = 15 * 60;

/** Modulus length of an assertion signing key, in bits. LINE: "Assertion signing key specification". */
export const SIGNING_KEY_BITS = 2048;

/** Where LINE itself answers. */
export const LINE_PLATFORM_URL = 'https://api.line.me';

/** Where public keys are registered and channel secrets are shown. */
export const LINE_CONSOLE_URL = 'https://developers.line.biz/console/';

/** Most live tokens that LINE advises for one consumer, so that one can be replaced without a gap. LINE: "Channel access token". */
export const ADVISED_TOKENS_PER_CONSUMER = 2;

/** A token is called "soon" when this share of its life is over: two thirds, the share after which it should be rotated. */
export const SOON_AFTER_LIFE_SHARE = 2 / 3;

/** A token is called "today" (urgent) when at most this many seconds are left. */
export const URGENT_WITHIN_SECONDS = 24 * 60 * 60;
