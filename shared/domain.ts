import * as v from 'valibot';
import { ERROR_CODES } from './errors.ts';
import type { JsonValue } from './result.ts';
import { ASSERTION_LIFETIME_MAX_SECONDS, TOKEN_LIFETIME_MAX_SECONDS } from './line-limits.ts';

/**
 * The things that the vault speaks of, as schemas: what crosses a door is parsed with these, and the types are inferred from them.
 */

// Scalars ---------------------------------------------------------------------------------------------------------

const hasControlCharacter = /\p{Cc}/u;

/** The longest that people write are emoji of several code points, with some 15 units of UTF-16; without such a limit one character could take megabytes. */
const LONGEST_CHARACTER = 32;

/** A short text that a person wrote: trimmed, NFC, without control characters. */
export const personText = (name: string, limit: number) =>
  v.pipe(
    v.string(`${name} must be text`),
    v.maxLength(limit * LONGEST_CHARACTER, `${name} must be at most ${limit} characters long`),
    v.transform((text) => text.normalize('NFC').trim()),
    v.check((text) => !hasControlCharacter.test(text), `${name} must not contain line breaks or control characters`),
    v.maxGraphemes(limit, `${name} must be at most ${limit} characters long`),
  );

/** LINE's channel ID, a string of digits. */
export const ChannelId = v.pipe(
  v.string('the channel ID must be text'),
  v.trim(),
  v.regex(/^[0-9]{1,20}$/, 'the channel ID is made of digits only; copy it from Basic settings → Channel ID'),
);

/** The channel secret, 32 hexadecimal digits in every sample of LINE's; only its outer shape is checked. */
export const ChannelSecret = v.pipe(
  v.string('the channel secret must be text'),
  v.trim(),
  v.regex(
    /^[\x21-\x7e]{8,128}$/,
    'the channel secret has no spaces and at least 8 characters; copy it from Basic settings → Channel secret',
  ),
);

export const ChannelName = v.pipe(personText('the name', 80), v.minLength(1, 'the name must not be empty'));
export const Label = personText('the label', 120);
export const Consumer = personText('the consumer', 80);

/** A word by which people group channels. */
export const Tag = v.pipe(personText('the tag', 30), v.minLength(1, 'a tag must not be empty'));
export const Tags = v.pipe(
  v.array(Tag, 'the tags must be a list'),
  v.transform((tags) => [...new Set(tags)]),
  v.maxLength(12, 'a channel has at most 12 tags'),
);

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const ourId = (name: string) =>
  v.pipe(
    v.string(`${name} must be text`),
    v.trim(),
    v.toLowerCase(),
    v.regex(uuidPattern, `${name} is a UUID; copy it from the list`),
  );

export const SigningKeyId = ourId('the signing key ID');
export const TokenId = ourId('the token ID');
export const OperationId = ourId('the operation ID');
export const IssueId = ourId('the issue ID');
export const RotationId = ourId('the rotation ID');
export const ContainmentId = ourId('the containment ID');

/** An instant, ISO 8601 in UTC with milliseconds, as `Date#toISOString` writes it. */
export const Instant = v.pipe(v.string(), v.isoTimestamp('must be an ISO 8601 instant'));

export const TokenLifetimeSeconds = v.pipe(
  v.number('the lifetime must be a number of seconds'),
  v.integer('the lifetime must be a whole number of seconds'),
  v.minValue(1, 'the lifetime must be at least 1 second'),
  v.maxValue(TOKEN_LIFETIME_MAX_SECONDS, 'LINE allows at most 30 days (2592000 seconds)'),
);

export const AssertionLifetimeSeconds = v.pipe(
  v.number('the lifetime must be a number of seconds'),
  v.integer('the lifetime must be a whole number of seconds'),
  v.minValue(1, 'the lifetime must be at least 1 second'),
  v.maxValue(ASSERTION_LIFETIME_MAX_SECONDS, 'LINE allows at most 30 minutes (1800 seconds)'),
);

export const PlatformUrl = v.pipe(
  v.string('the platform must be a URL'),
  v.trim(),
  v.maxLength(300, 'the platform URL is too long'),
);

/** The value of a channel access token as somebody pasted it. Its shape is checked by the engine, which can say more about it. */
export const PastedToken = v.pipe(
  v.string('the token must be text'),
  v.maxLength(10_000, 'this is too long to be a token'),
);

export const Passphrase = v.pipe(
  v.string('the passphrase must be text'),
  v.maxLength(1_024, 'the passphrase is too long'),
);

// Failures inside answers -----------------------------------------------------------------------------------------

export const FailureSchema = v.object({
  code: v.picklist(ERROR_CODES),
  message: v.string(),
  details: v.exactOptional(
    v.record(
      v.string(),
      v.custom<JsonValue>(() => true),
    ),
  ),
  ref: v.string(),
});

// Vault -----------------------------------------------------------------------------------------------------------

export const Keystore = v.picklist(
  ['os', 'file'],
  'the keystore is "os" (the keychain) or "file" (sealed under a passphrase)',
);
export type Keystore = v.InferOutput<typeof Keystore>;

export const KeychainHealth = v.object({
  /** What the OS keychain answered to a question about an entry that does not exist. */
  state: v.picklist(['available', 'no-session', 'locked', 'failed']),
  /** For people: the name of the keychain on this system. */
  name: v.string(),
  problem: v.nullable(v.string()),
});
export type KeychainHealth = v.InferOutput<typeof KeychainHealth>;

export const VaultStatus = v.object({
  state: v.picklist(['missing', 'locked', 'open']),
  folder: v.string(),
  vaultId: v.nullable(v.string()),
  keystore: v.nullable(Keystore),
  createdAt: v.nullable(Instant),
  ledgerVersion: v.nullable(v.number()),
  keychain: v.nullable(KeychainHealth),
  counts: v.nullable(
    v.object({ channels: v.number(), signingKeys: v.number(), tokens: v.number(), unresolvedIssues: v.number() }),
  ),
});
export type VaultStatus = v.InferOutput<typeof VaultStatus>;

// Channels --------------------------------------------------------------------------------------------------------

/** How the 30 places of a channel are used, as far as the ledger knows. `free` is never negative. */
export const Slots = v.object({
  limit: v.number(),
  live: v.number(),
  draining: v.number(),
  orphan: v.number(),
  foreign: v.number(),
  unknown: v.number(),
  free: v.number(),
  /** When the next taken slot frees itself by expiry; null where none is taken. */
  nextFreesAt: v.nullable(Instant),
});
export type Slots = v.InferOutput<typeof Slots>;

export const Channel = v.object({
  channelId: v.string(),
  name: v.string(),
  platform: v.string(),
  /** What wears a badge: `line` wears none. */
  platformKind: v.picklist(['line', 'practice', 'other']),
  hasSecret: v.boolean(),
  createdAt: Instant,
  checkedAt: v.nullable(Instant),
  /** Whether assertions can be signed now: the best state among the channel's keys, or `none`. */
  keyState: v.picklist(['none', 'generated', 'registered', 'proved']),
  slots: Slots,
  tags: v.array(v.string()),
  pinned: v.boolean(),
});
export type Channel = v.InferOutput<typeof Channel>;

// Signing keys ----------------------------------------------------------------------------------------------------

export const PublicJwkForm = v.picklist(['use', 'key_ops'], 'the form is "use" or "key_ops"');
export type PublicJwkForm = v.InferOutput<typeof PublicJwkForm>;

/** The public JWK exactly as LINE's console takes it: no `kid`, no private member, one of `use` and `key_ops`. */
export const PublicJwk = v.union([
  v.strictObject({
    kty: v.literal('RSA'),
    alg: v.literal('RS256'),
    use: v.literal('sig'),
    e: v.string(),
    n: v.string(),
  }),
  v.strictObject({
    kty: v.literal('RSA'),
    alg: v.literal('RS256'),
    key_ops: v.tuple([v.literal('verify')]),
    e: v.string(),
    n: v.string(),
  }),
]);
export type PublicJwk = v.InferOutput<typeof PublicJwk>;

export const SIGNING_KEY_STATES = ['generated', 'registered', 'proved', 'retired'] as const;
export type SigningKeyState = (typeof SIGNING_KEY_STATES)[number];

export const SigningKey = v.object({
  signingKeyId: v.string(),
  channelId: v.string(),
  /** The UUID from LINE's console; null until it was given. Not LINE's `key_id` of a token. */
  kid: v.nullable(v.string()),
  /** RFC 7638, SHA-256, base64url. */
  thumbprint: v.string(),
  publicJwk: PublicJwk,
  state: v.picklist(SIGNING_KEY_STATES),
  proved: v.boolean(),
  origin: v.picklist(['generated', 'imported']),
  createdAt: Instant,
  registeredAt: v.nullable(Instant),
  provedAt: v.nullable(Instant),
  retiredAt: v.nullable(Instant),
});
export type SigningKey = v.InferOutput<typeof SigningKey>;

/** What the attempt to prove a registration ended in; `failed` carries why, and the kid stays stored. */
export const Proof = v.variant('outcome', [
  v.object({
    outcome: v.literal('proved'),
    liveKeyIds: v.number(),
    /** Platform clock minus this computer's, in seconds; null where the answer carried no date. */
    clockSkewSeconds: v.nullable(v.number()),
  }),
  v.object({ outcome: v.literal('not-asked') }),
  v.object({ outcome: v.literal('failed'), error: FailureSchema }),
]);
export type Proof = v.InferOutput<typeof Proof>;

/** One thing that LINE's console would say of a key, or that we would add. */
export const LintFinding = v.object({
  code: v.picklist([
    'not-json',
    'pem-not-jwk',
    'not-an-object',
    'wrapped',
    'kid-present',
    'private-members',
    'wrong-kty',
    'wrong-size',
    'missing-alg',
    'wrong-alg',
    'missing-purpose',
    'wrong-use',
    'wrong-key-ops',
    'both-purposes',
    'missing-member',
    'malformed-member',
    'unusual-exponent',
    'extra-member',
  ]),
  /** `rejects`: the console refuses it. `unknown`: LINE does not document it. `fine`: noted, harmless. */
  severity: v.picklist(['rejects', 'unknown', 'fine']),
  member: v.nullable(v.string()),
  message: v.string(),
  fix: v.string(),
});
export type LintFinding = v.InferOutput<typeof LintFinding>;

// Tokens ----------------------------------------------------------------------------------------------------------

/** States that the ledger stores. `expired` is derived from the clock and never stored. */
export const STORED_TOKEN_STATES = ['active', 'draining', 'revoking', 'revoked', 'gone', 'orphan', 'foreign'] as const;
export type StoredTokenState = (typeof STORED_TOKEN_STATES)[number];
export const TOKEN_STATES = [...STORED_TOKEN_STATES, 'expired'] as const;
export const TokenState = v.picklist(TOKEN_STATES, `a state is one of ${TOKEN_STATES.join(', ')}`);
export type TokenState = v.InferOutput<typeof TokenState>;

/** Which tokens: those that match all of what is given. `{}` is every token of the vault. */
export const TokenFilter = v.strictObject({
  channelId: v.exactOptional(ChannelId),
  states: v.exactOptional(v.pipe(v.array(TokenState), v.minLength(1, 'name at least one state'))),
  expiringWithinSeconds: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  search: v.exactOptional(v.pipe(v.string(), v.maxLength(200, 'the search text is too long'))),
});
export type TokenFilter = v.InferOutput<typeof TokenFilter>;

/** Everything about a token but its value. */
export const Token = v.object({
  tokenId: v.string(),
  channelId: v.string(),
  channelName: v.string(),
  platformKind: v.picklist(['line', 'practice', 'other']),
  /** LINE's `key_id`. Not the `kid` of a signing key. */
  keyId: v.string(),
  state: TokenState,
  label: v.string(),
  consumer: v.string(),
  /** When LINE issued it; for orphans when we asked, for foreign ones when first seen. */
  issuedAt: Instant,
  /** When it ends; for orphans and foreign ones the latest moment it can end. */
  expiresAt: Instant,
  expiryKnown: v.boolean(),
  /** When the key ID was last looked up in LINE's list; null: never. */
  checkedAt: v.nullable(Instant),
  /** When it was last seen live, or seen absent for a revoked one. */
  provedAt: v.nullable(Instant),
  revokedAt: v.nullable(Instant),
  /** Whether the vault holds its value: without it a token can be neither copied nor revoked. */
  hasValue: v.boolean(),
  signingKeyId: v.nullable(v.string()),
  issueId: v.nullable(v.string()),
});
export type Token = v.InferOutput<typeof Token>;

export const TOKEN_SORTS = ['expiresAt', 'issuedAt', 'consumer', 'channelId', 'state'] as const;
export const TokenSort = v.picklist(TOKEN_SORTS);
export type TokenSort = v.InferOutput<typeof TokenSort>;

/** What holds slots of one channel, and what held them until the clock ended it, counted by when it ends. Stretches in which nothing ends are left out. */
export const ChannelOutlook = v.object({
  channelId: v.string(),
  /** When the next live token of ours ends; null where there is none. */
  nextExpiresAt: v.nullable(Instant),
  /** `stretch` counts from 0: between `boundaries[stretch]` and the next one. What ends before the first boundary or behind the last is not in here. */
  ends: v.array(
    v.object({
      stretch: v.number(),
      live: v.number(),
      draining: v.number(),
      revoking: v.number(),
      orphan: v.number(),
      foreign: v.number(),
      /** Of the live ones, those that are past the share of their life after which it is time to rotate. */
      soon: v.number(),
    }),
  ),
});
export type ChannelOutlook = v.InferOutput<typeof ChannelOutlook>;

export const ISSUE_STATES = ['prepared', 'sent', 'done', 'rejected', 'unknown', 'not-issued', 'orphaned'] as const;
export type IssueState = (typeof ISSUE_STATES)[number];

/** One attempt to issue: the record that makes the one call which cannot be repeated survive a crash. */
export const Issue = v.object({
  issueId: v.string(),
  channelId: v.string(),
  signingKeyId: v.string(),
  state: v.picklist(ISSUE_STATES),
  label: v.string(),
  consumer: v.string(),
  lifetimeSeconds: v.number(),
  preparedAt: Instant,
  sentAt: v.nullable(Instant),
  resolvedAt: v.nullable(Instant),
  /** Status of the answer that settled it; null where none came. */
  httpStatus: v.nullable(v.number()),
  /** `X-Line-Request-Id`, to quote in an inquiry. */
  requestId: v.nullable(v.string()),
  reason: v.nullable(v.string()),
  tokenId: v.nullable(v.string()),
});
export type Issue = v.InferOutput<typeof Issue>;

/** What a check of one channel found. Numbers and key IDs only. */
export const ChannelCheck = v.object({
  channelId: v.string(),
  /** Tokens of ours that are in LINE's list. */
  live: v.number(),
  /** Tokens of ours that were live and are absent from it. */
  gone: v.number(),
  /** Key IDs in the list that are not ours: of our unknown issues, and of others. */
  orphans: v.array(v.string()),
  foreign: v.array(v.string()),
  /** Unknown issues that this check settled, and those that stay unknown. */
  resolvedIssues: v.array(v.object({ issueId: v.string(), state: v.picklist(ISSUE_STATES) })),
  checkedAt: v.nullable(Instant),
  clockSkewSeconds: v.nullable(v.number()),
  error: v.exactOptional(FailureSchema),
});
export type ChannelCheck = v.InferOutput<typeof ChannelCheck>;

export const REVOKE_OUTCOMES = ['revoked', 'already-invalid', 'unproved', 'failed'] as const;
export type RevokeOutcome = (typeof REVOKE_OUTCOMES)[number];

export const RevokeResult = v.object({
  tokenId: v.string(),
  channelId: v.string(),
  keyId: v.string(),
  outcome: v.picklist(REVOKE_OUTCOMES),
  error: v.exactOptional(FailureSchema),
});
export type RevokeResult = v.InferOutput<typeof RevokeResult>;

/** Something a person should know before a bulk revocation starts. */
export const Consequence = v.variant('kind', [
  /** The only live tokens of their consumers. `count` is exact; of the IDs and consumers the first thousand are named. */
  v.object({
    kind: v.literal('last-of-consumer'),
    count: v.number(),
    tokenIds: v.array(v.string()),
    consumers: v.array(v.string()),
  }),
  /** The successors of these are issued and not adopted yet: somebody may still use the old ones. */
  v.object({
    kind: v.literal('successor-not-adopted'),
    count: v.number(),
    tokenIds: v.array(v.string()),
    consumers: v.array(v.string()),
  }),
  /** Of an order that issues: channels that have no slot left for it. */
  v.object({ kind: v.literal('slots-full'), channelIds: v.array(v.string()) }),
  /** Of an order that issues: consumers that would have more live tokens than LINE advises. */
  v.object({ kind: v.literal('many-of-consumer'), count: v.number(), consumers: v.array(v.string()) }),
  v.object({ kind: v.literal('no-secret'), channelIds: v.array(v.string()) }),
  v.object({ kind: v.literal('no-signing-key'), channelIds: v.array(v.string()) }),
  v.object({ kind: v.literal('no-value'), count: v.number(), tokenIds: v.array(v.string()) }),
  v.object({ kind: v.literal('not-live'), count: v.number(), tokenIds: v.array(v.string()) }),
]);
export type Consequence = v.InferOutput<typeof Consequence>;

// Audit -----------------------------------------------------------------------------------------------------------

export const AUDIT_KINDS = [
  'vault-created',
  'vault-opened',
  'channel-added',
  'channel-renamed',
  'channel-tagged',
  'channel-removed',
  'channel-secret-set',
  'key-generated',
  'key-imported',
  'key-registered',
  'key-proved',
  'key-retired',
  'assertion-created',
  'token-issued',
  'token-copied',
  'token-revealed',
  'token-revoked',
  'token-orphaned',
  'token-foreign-seen',
  'token-gone',
  'stateless-issued',
  'issue-rejected',
  'issue-unknown',
  'issue-resolved',
  'token-adopted',
  'operation-begun',
  'operation-paused',
  'operation-resumed',
  'operation-cancelled',
  'operation-ended',
  'policy-set',
  'policy-removed',
  'rotation-begun',
  'rotation-step-done',
  'rotation-step-skipped',
  'rotation-done',
  'rotation-stopped',
  'containment-begun',
  'containment-step-done',
  'containment-step-skipped',
  'containment-done',
  'containment-closed',
] as const;
export type AuditKind = (typeof AUDIT_KINDS)[number];

/** One line of the log of what was done. Holds IDs, never a secret. */
export const AuditEntry = v.object({
  sequence: v.number(),
  at: Instant,
  kind: v.picklist(AUDIT_KINDS),
  door: v.picklist(['desktop', 'cli', 'test']),
  channelId: v.nullable(v.string()),
  subjectId: v.nullable(v.string()),
  note: v.nullable(v.string()),
});
export type AuditEntry = v.InferOutput<typeof AuditEntry>;

// The program itself ------------------------------------------------------------------------------------------------

export const About = v.object({
  version: v.string(),
  /** What it runs on, by name: Electron, Chromium, Node.js, SQLite, the operating system. */
  versions: v.array(v.object({ name: v.string(), version: v.string() })),
  folder: v.string(),
  logFile: v.string(),
  licences: v.array(v.object({ name: v.string(), version: v.string(), licence: v.string(), text: v.string() })),
  /** What the desktop that the window is on can do now: show an icon in a tray, show notifications, start the program at login. Null where there is no window. */
  desktop: v.nullable(v.object({ tray: v.boolean(), notifications: v.boolean(), startAtLogin: v.boolean() })),
});
export type About = v.InferOutput<typeof About>;
