/**
 * What can be set about the practice platform while it runs.
 *
 * A knob marked *unknown* stands for something that no page of LINE says and nobody has been seen to measure. Its default is a choice of
 * ours, not a claim about LINE: the vault has to work with either setting.
 */
import {
  RATE_LIMIT_PER_SECOND,
  SHORT_LIVED_RATE_LIMIT_PER_SECOND,
  TOKEN_EXP_MAX_SECONDS,
  ASSERTION_LIFETIME_MAX_SECONDS,
} from './practice-rules.ts';
import { isRefusalReason, type RefusalReason } from './refusals.ts';
import { isOneOf, isRecord, isWhole } from './parsing.ts';

/** The settings, all mutable, all taking effect with the next request. */
export interface PracticeKnobs {
  /** How far, in seconds, `exp` may be off at either end. *Unknown*; 0 makes an assertion of exactly 30 minutes fail on a fast clock. */
  clockToleranceSeconds: number;
  /** What the `Date` header shows: the practice clock, nothing, or something that is no date. LINE does not promise the header. */
  dateHeader: 'platform-clock' | 'absent' | 'unreadable';
  /** How far, in seconds, the `Date` header is off the practice clock. */
  dateHeaderErrorSeconds: number;
  /** Real milliseconds that every answer is kept back: the length of the way to LINE. */
  latencyMs: number;

  /** Requests per second for each channel, method and path. Documented. */
  rateLimitPerSecond: number;
  /** The same for issuing short-lived tokens. Documented. */
  shortLivedRateLimitPerSecond: number;
  /** Whether a 429 says when to come back. *Unknown*: no page mentions the header. */
  retryAfter: 'absent' | 'seconds' | 'http-date';
  /** What `Retry-After` says, in seconds, where it is sent. */
  retryAfterSeconds: number;

  /** LINE's sentences as documented, or others with the same status and shape: LINE reserves the right to change them. */
  wording: 'documented' | 'altered';
  /** Own sentences for single refusals, before `wording`. Many of LINE's sentences are *unknown*. */
  wordingOverrides: Partial<Record<RefusalReason, string>>;
  /** Whether `error` comes with its `error_description`. OpenAPI: "Not returned in certain situations". */
  errorDescription: 'present' | 'absent';

  /** Whether `exp` and `token_exp` may be digits in quotes, as in one of LINE's own sample JWTs. *Unknown*. */
  acceptStringNumbers: boolean;
  /** Whether `aud` may lack its final slash. *Unknown*. */
  acceptAudienceWithoutSlash: boolean;
  /** Where `token_exp` must be present. *Unknown*; the guide of before 2021 asked for it "when requesting a channel access token". */
  tokenExpRequired: 'always' | 'issue' | 'never';
  /** Smallest `token_exp`, in seconds. *Unknown*; LINE's Java SDK tests with 60. */
  minimumTokenExpSeconds: number;
  /** Whether a header without `typ: "JWT"` is refused. The guide says it must be there; whether that is checked is *unknown*. */
  requireTypHeader: boolean;
  /** Whether claims that the guide does not list (`iat`, `jti` …) are accepted. *Unknown*. */
  acceptExtraClaims: boolean;

  /** Most public keys per channel, or null for no limit. *Unknown*; it was 2 before May 2021. */
  maximumKeysPerChannel: number | null;
  /** What registering the same key again in the same channel does. *Unknown*. */
  duplicatePublicKey: 'new-kid' | 'same-kid' | 'reject';
  /** What happens to a pasted private key: refused, or its private members dropped. *Unknown*. */
  privateJwkMembers: 'reject' | 'drop';
  /** Whether a key may have `use` and `key_ops`. The guide says "either one"; whether both are refused is *unknown*. */
  useAndKeyOpsTogether: 'reject' | 'accept';
  /** What deleting a signing key does to the tokens issued with it. *Unknown*. */
  tokensWhenKeyDeleted: 'keep' | 'revoke';
  /** What reissuing the channel secret does to the tokens of the channel. *Unknown*. */
  tokensWhenSecretReissued: 'keep' | 'revoke';

  /** Whose key IDs the list holds: the channel's (LINE: "all valid channel access token key IDs") or only those of the asking key. Assumed. */
  keyIdListScope: 'channel' | 'signing-key';
  /** Order of the key ID list. *Unknown*. */
  keyIdOrder: 'shuffled' | 'issued';
  /** Seconds, by the practice clock, until a new token appears in the key ID list. *Unknown*. */
  keyIdListIssueLagSeconds: number;
  /** Seconds, by the practice clock, until a revoked token leaves the key ID list. *Unknown*. */
  keyIdListRevokeLagSeconds: number;
  /** Seconds, by the practice clock, for which a revoked token still works and holds its slot. *Unknown*. */
  revocationLagSeconds: number;
  /** Status of a v2.1 revocation with a wrong channel secret. *Unknown* beyond being a refusal. */
  revokeWrongSecretStatus: 400 | 401;
  /** What revoking another channel's token with one's own secret answers (it never revokes). *Unknown*. */
  revokeOfOtherChannel: 'answer-200' | 'refuse';
  /** Whether the v2.1 verify endpoint knows stateless tokens. *Unknown*. */
  verifyStatelessTokens: boolean;

  /** Whether answers carry fields and headers that no page lists. LINE's development guidelines say they may be added at any time. */
  extraFields: 'never' | 'sometimes' | 'always';
  /** Order of the properties in an answer. LINE's development guidelines say it may change at any time. */
  propertyOrder: 'documented' | 'shuffled';
  /** Whether verifying names the `scope`. Reference: "not always included". */
  scopeInVerify: 'always' | 'sometimes' | 'never';
  /** Where the chances above start: the same seed and the same requests give the same answers. */
  chanceSeed: number;
}

/** The settings at the start. */
export const DEFAULT_KNOBS: Readonly<PracticeKnobs> = {
  clockToleranceSeconds: 0,
  dateHeader: 'platform-clock',
  dateHeaderErrorSeconds: 0,
  latencyMs: 0,
  rateLimitPerSecond: RATE_LIMIT_PER_SECOND,
  shortLivedRateLimitPerSecond: SHORT_LIVED_RATE_LIMIT_PER_SECOND,
  retryAfter: 'absent',
  retryAfterSeconds: 1,
  wording: 'documented',
  wordingOverrides: {},
  errorDescription: 'present',
  acceptStringNumbers: false,
  acceptAudienceWithoutSlash: false,
  tokenExpRequired: 'issue',
  minimumTokenExpSeconds: 1,
  requireTypHeader: true,
  acceptExtraClaims: true,
  maximumKeysPerChannel: null,
  duplicatePublicKey: 'new-kid',
  privateJwkMembers: 'reject',
  useAndKeyOpsTogether: 'reject',
  tokensWhenKeyDeleted: 'keep',
  tokensWhenSecretReissued: 'keep',
  keyIdListScope: 'channel',
  keyIdOrder: 'shuffled',
  keyIdListIssueLagSeconds: 0,
  keyIdListRevokeLagSeconds: 0,
  revocationLagSeconds: 0,
  revokeWrongSecretStatus: 400,
  revokeOfOtherChannel: 'answer-200',
  verifyStatelessTokens: true,
  extraFields: 'sometimes',
  propertyOrder: 'shuffled',
  scopeInVerify: 'sometimes',
  chanceSeed: 1,
};

/** The knobs that stand for something nobody outside LINE knows. */
export const UNKNOWN_AT_LINE: readonly (keyof PracticeKnobs)[] = [
  'clockToleranceSeconds',
  'retryAfter',
  'acceptStringNumbers',
  'acceptAudienceWithoutSlash',
  'tokenExpRequired',
  'minimumTokenExpSeconds',
  'requireTypHeader',
  'acceptExtraClaims',
  'maximumKeysPerChannel',
  'duplicatePublicKey',
  'privateJwkMembers',
  'useAndKeyOpsTogether',
  'tokensWhenKeyDeleted',
  'tokensWhenSecretReissued',
  'keyIdListScope',
  'keyIdOrder',
  'keyIdListIssueLagSeconds',
  'keyIdListRevokeLagSeconds',
  'revocationLagSeconds',
  'revokeWrongSecretStatus',
  'revokeOfOtherChannel',
  'verifyStatelessTokens',
];

type KnobRules = { readonly [Name in keyof PracticeKnobs]: (value: unknown) => value is PracticeKnobs[Name] };

const isFlag = (value: unknown): value is boolean => typeof value === 'boolean';
const isSpan = (value: unknown): value is number => isWhole(value, 0);
const isRate = (value: unknown): value is number => isWhole(value, 1);
const oneOf =
  <Word extends string>(...words: readonly Word[]) =>
  (value: unknown): value is Word =>
    isOneOf(value, words);

const KNOB_RULES: KnobRules = {
  clockToleranceSeconds: (value): value is number => isWhole(value, 0, ASSERTION_LIFETIME_MAX_SECONDS),
  dateHeader: oneOf('platform-clock', 'absent', 'unreadable'),
  dateHeaderErrorSeconds: (value): value is number => isWhole(value, Number.MIN_SAFE_INTEGER),
  latencyMs: (value): value is number => isWhole(value, 0, 60_000),
  rateLimitPerSecond: isRate,
  shortLivedRateLimitPerSecond: isRate,
  retryAfter: oneOf('absent', 'seconds', 'http-date'),
  retryAfterSeconds: isSpan,
  wording: oneOf('documented', 'altered'),
  wordingOverrides: (value): value is Partial<Record<RefusalReason, string>> =>
    isRecord(value) &&
    Object.entries(value).every(([reason, text]) => isRefusalReason(reason) && typeof text === 'string'),
  errorDescription: oneOf('present', 'absent'),
  acceptStringNumbers: isFlag,
  acceptAudienceWithoutSlash: isFlag,
  tokenExpRequired: oneOf('always', 'issue', 'never'),
  minimumTokenExpSeconds: (value): value is number => isWhole(value, 1, TOKEN_EXP_MAX_SECONDS),
  requireTypHeader: isFlag,
  acceptExtraClaims: isFlag,
  maximumKeysPerChannel: (value): value is number | null => value === null || isWhole(value, 1),
  duplicatePublicKey: oneOf('new-kid', 'same-kid', 'reject'),
  privateJwkMembers: oneOf('reject', 'drop'),
  useAndKeyOpsTogether: oneOf('reject', 'accept'),
  tokensWhenKeyDeleted: oneOf('keep', 'revoke'),
  tokensWhenSecretReissued: oneOf('keep', 'revoke'),
  keyIdListScope: oneOf('channel', 'signing-key'),
  keyIdOrder: oneOf('shuffled', 'issued'),
  keyIdListIssueLagSeconds: isSpan,
  keyIdListRevokeLagSeconds: isSpan,
  revocationLagSeconds: isSpan,
  revokeWrongSecretStatus: (value): value is 400 | 401 => value === 400 || value === 401,
  revokeOfOtherChannel: oneOf('answer-200', 'refuse'),
  verifyStatelessTokens: isFlag,
  extraFields: oneOf('never', 'sometimes', 'always'),
  propertyOrder: oneOf('documented', 'shuffled'),
  scopeInVerify: oneOf('always', 'sometimes', 'never'),
  chanceSeed: isSpan,
};

function isKnobName(name: string): name is keyof PracticeKnobs {
  return Object.hasOwn(KNOB_RULES, name);
}

/**
 * Turns several knobs at once from unchecked input, all or none.
 * @returns the names that do not exist or whose value does not fit; empty where everything was taken over.
 */
export function turnKnobs(knobs: PracticeKnobs, update: unknown): readonly string[] {
  if (!isRecord(update)) return ['(not an object)'];
  const wrong = Object.entries(update).filter(([name, value]) => !isKnobName(name) || !KNOB_RULES[name](value));
  if (wrong.length > 0) return wrong.map(([name]) => name);
  Object.assign(knobs, update);
  return [];
}

/** Puts every knob back to its default. */
export function resetKnobs(knobs: PracticeKnobs): void {
  Object.assign(knobs, DEFAULT_KNOBS, { wordingOverrides: {} });
}

/** A fresh set of knobs at their defaults. */
export function createKnobs(): PracticeKnobs {
  return { ...DEFAULT_KNOBS, wordingOverrides: {} };
}
