/**
 * How the practice platform says no: status, shape and sentence of every refusal.
 *
 * LINE has three shapes, `{error, error_description}`, `{error}` and `{message}`, and its guidelines for corporate customers say that the
 * sentences may change without notice. So every entry has a second sentence, which the knob `wording: 'altered'` switches to.
 *
 * `known` says where the sentence comes from: `documented` on LINE's Messaging API reference, `seen` by a third party on the real service,
 * `assumed` where LINE only gives the status, or not even that. Nothing may depend on an assumed sentence.
 */
import type { Answer } from './line-api/answer.ts';

interface Refusal {
  readonly status: number;
  /** `message`: a sentence under `message`. Otherwise the value of `error`, with the sentence as its description. */
  readonly shape: 'message' | 'invalid_client' | 'invalid_request';
  /** Null where LINE sends the error code alone. */
  readonly text: string | null;
  readonly altered: string;
  readonly known: 'documented' | 'seen' | 'assumed';
}

/** Every reason for which a request is refused. */
export const REFUSALS = {
  // Assertions (issue v2.1, key ID list, stateless)
  'unknown-kid': {
    status: 404,
    shape: 'message',
    text: 'Cannot find channel key that satisfies the conditions',
    altered: 'No such assertion signing key',
    known: 'documented',
  },
  'issuer-mismatch': {
    status: 400,
    shape: 'invalid_client',
    text: 'iss and clientId of key do not match',
    altered: 'The issuer does not own this key',
    known: 'documented',
  },
  'invalid-exp': {
    status: 400,
    shape: 'invalid_client',
    text: 'Invalid exp',
    altered: 'Lifetime out of bounds',
    known: 'documented',
  },
  'assertion-unreadable': {
    status: 400,
    shape: 'invalid_client',
    text: 'Invalid client_assertion',
    altered: 'Assertion could not be read',
    known: 'assumed',
  },
  'assertion-header': {
    status: 400,
    shape: 'invalid_client',
    text: 'Invalid header',
    altered: 'Unexpected protected header',
    known: 'assumed',
  },
  'wrong-signature': {
    status: 400,
    shape: 'invalid_client',
    text: 'Invalid signature',
    altered: 'Verification of the assertion did not succeed',
    known: 'assumed',
  },
  'subject-mismatch': {
    status: 400,
    shape: 'invalid_client',
    text: 'Invalid sub',
    altered: 'Issuer and subject differ',
    known: 'assumed',
  },
  'wrong-audience': {
    status: 400,
    shape: 'invalid_client',
    text: 'Invalid aud',
    altered: 'Not meant for this server',
    known: 'assumed',
  },
  'invalid-token-exp': {
    status: 400,
    shape: 'invalid_client',
    text: 'Invalid token_exp',
    altered: 'Requested validity period not available',
    known: 'assumed',
  },
  'extra-claims': {
    status: 400,
    shape: 'invalid_client',
    text: 'Invalid claims',
    altered: 'Unexpected claim in payload',
    known: 'assumed',
  },

  // Channel access tokens v2.1
  'token-limit': {
    status: 400,
    shape: 'message',
    text: 'The maximum number of access tokens has already been issued',
    altered: 'Too many access tokens for this channel',
    known: 'documented',
  },
  'token-expired': {
    status: 400,
    shape: 'invalid_request',
    text: 'The access token expired',
    altered: 'Token is past its end',
    known: 'documented',
  },
  'token-not-jws': {
    status: 400,
    shape: 'invalid_request',
    text: 'The access token not JWS',
    altered: 'Unrecognized token format',
    known: 'documented',
  },
  'token-malformed': {
    status: 400,
    shape: 'invalid_request',
    text: 'The access token malformed',
    altered: 'Damaged token',
    known: 'documented',
  },
  // Documented for user tokens of LINE Login on the same URL; for channel tokens it is an assumption.
  'token-revoked': {
    status: 400,
    shape: 'invalid_request',
    text: 'The access token revoked',
    altered: 'Token was withdrawn',
    known: 'assumed',
  },
  'token-unknown': {
    status: 400,
    shape: 'invalid_request',
    text: 'The access token does not exist',
    altered: 'Never heard of this token',
    known: 'assumed',
  },
  'revoke-wrong-secret': {
    status: 400,
    shape: 'invalid_client',
    text: 'invalid client_secret',
    altered: 'Client could not be authenticated',
    known: 'assumed',
  },
  'revoke-other-channel': {
    status: 400,
    shape: 'invalid_request',
    text: 'The access token belongs to another channel',
    altered: 'Not your token',
    known: 'assumed',
  },

  // Stateless and v2 family
  'client-credentials': {
    status: 400,
    shape: 'invalid_request',
    text: "Invalid 'client_credentials'.",
    altered: 'Client could not be authenticated',
    known: 'documented',
  },
  'v2-client-id': {
    status: 400,
    shape: 'invalid_client',
    text: 'invalid client_id',
    altered: 'No such client',
    known: 'documented',
  },
  'v2-client-secret': {
    status: 400,
    shape: 'invalid_client',
    text: 'invalid client_secret',
    altered: 'Client could not be authenticated',
    known: 'documented',
  },
  'v2-token-invalid': {
    status: 400,
    shape: 'invalid_request',
    text: 'access_token invalid',
    altered: 'Token not usable',
    known: 'documented',
  },
  'v2-token-format': {
    status: 400,
    shape: 'invalid_request',
    text: 'access_token in invalid format',
    altered: 'Unrecognized token format',
    known: 'documented',
  },
  'v2-revoke-format': {
    status: 400,
    shape: 'invalid_request',
    text: null,
    altered: 'Unrecognized token format',
    known: 'documented',
  },

  // Any endpoint. The parameter sentence is documented for issuing short-lived tokens only.
  parameters: {
    status: 400,
    shape: 'invalid_request',
    text: 'some parameters missed or invalid',
    altered: 'Check what you sent',
    known: 'documented',
  },
  // The status is documented ("Retry failed API requests"), the sentence is not.
  'retry-key': {
    status: 400,
    shape: 'message',
    text: 'The retry key is not accepted for this API',
    altered: 'Unexpected request header',
    known: 'assumed',
  },
  'rate-limit': {
    status: 429,
    shape: 'message',
    text: 'The API rate limit has been exceeded. Try again later.',
    altered: 'Slow down',
    known: 'documented',
  },
  'authentication-failed': {
    status: 401,
    shape: 'message',
    text: 'Authentication failed. Confirm that the access token in the authorization header is valid.',
    altered: 'Authentication failed due to the following reason: bearer rejected',
    known: 'seen',
  },
  'body-too-large': {
    status: 413,
    shape: 'message',
    text: 'Payload Too Large',
    altered: 'Request too long',
    known: 'assumed',
  },
  'no-such-path': {
    status: 404,
    shape: 'message',
    text: 'Not found',
    altered: 'Nothing here',
    known: 'assumed',
  },
  'wrong-method': {
    status: 405,
    shape: 'message',
    text: 'Method Not Allowed',
    altered: 'Try another verb',
    known: 'assumed',
  },
} as const satisfies Record<string, Refusal>;

/** A reason for a refusal. */
export type RefusalReason = keyof typeof REFUSALS;

/** True for a reason for a refusal. */
export function isRefusalReason(value: unknown): value is RefusalReason {
  return typeof value === 'string' && Object.hasOwn(REFUSALS, value);
}

/** What decides how a refusal is worded: the knobs of the same names. */
export interface Wording {
  readonly wording: 'documented' | 'altered';
  readonly wordingOverrides: Readonly<Partial<Record<RefusalReason, string>>>;
  readonly errorDescription: 'present' | 'absent';
  readonly revokeWrongSecretStatus: 400 | 401;
}

/** The answer that refuses for `reason`, worded as the knobs say. */
export function refuse(reason: RefusalReason, knobs: Wording): Answer {
  const refusal: Refusal = REFUSALS[reason];
  const text = knobs.wordingOverrides[reason] ?? (knobs.wording === 'altered' ? refusal.altered : refusal.text);
  const status = reason === 'revoke-wrong-secret' ? knobs.revokeWrongSecretStatus : refusal.status;
  if (refusal.shape === 'message') return { status, body: { message: text } };
  const described = text !== null && knobs.errorDescription === 'present';
  return { status, body: described ? { error: refusal.shape, error_description: text } : { error: refusal.shape } };
}
