import * as v from 'valibot';
import {
  ChannelId,
  Consumer,
  FailureSchema,
  Instant,
  Label,
  TokenFilter,
  TokenId,
  TokenLifetimeSeconds,
} from './domain.ts';

/** Operations over many items: durable, itemised, and resumable after a crash. */

export const OPERATION_KINDS = ['revoke', 'check', 'issue', 'rotate'] as const;
export type OperationKind = (typeof OPERATION_KINDS)[number];

/**
 * `queued`: waits until its platforms can be reached. `paused`: by a person. `interrupted`: the vault ended or was locked while it ran.
 * The last four are ends; what did not end well in them can be tried again.
 */
export const OPERATION_STATES = [
  'queued',
  'running',
  'paused',
  'interrupted',
  'done',
  'some-failed',
  'failed',
  'cancelled',
] as const;
export type OperationState = (typeof OPERATION_STATES)[number];

export const Operation = v.object({
  operationId: v.string(),
  kind: v.picklist(OPERATION_KINDS),
  state: v.picklist(OPERATION_STATES),
  total: v.number(),
  /** Items that have an outcome. */
  finished: v.number(),
  /** Items that did not end well: failed, unproved, unknown or orphaned. */
  failed: v.number(),
  startedAt: Instant,
  endedAt: v.nullable(Instant),
  /** Of a queued one: the platform that could not be reached, and when that was last tried. */
  waitsFor: v.nullable(v.object({ platform: v.string(), triedAt: Instant })),
});
export type Operation = v.InferOutput<typeof Operation>;

/**
 * `revoked`, `already-invalid`, `unproved`: of a revocation. `checked`: of a check. `issued`, `unknown`, `orphaned`: of an issue, and of the issue
 * that a rotation begins with. `failed`: of any.
 */
export const ITEM_OUTCOMES = [
  'revoked',
  'already-invalid',
  'unproved',
  'checked',
  'issued',
  'unknown',
  'orphaned',
  'failed',
] as const;
export type ItemOutcome = (typeof ITEM_OUTCOMES)[number];

/** One item of an operation: a token of a revocation, a channel of a check, a channel or consumer that gets a new token. */
export const OperationItem = v.object({
  position: v.number(),
  channelId: v.string(),
  channelName: v.string(),
  consumer: v.string(),
  label: v.string(),
  /** The token that is revoked, or the one that was issued; null for a check and before an issue. */
  tokenId: v.nullable(v.string()),
  keyId: v.nullable(v.string()),
  issueId: v.nullable(v.string()),
  rotationId: v.nullable(v.string()),
  /** Null: nothing was done yet, or it is under way. */
  outcome: v.nullable(v.picklist(ITEM_OUTCOMES)),
  error: v.exactOptional(FailureSchema),
  /** How many times it came to an end: what was only interrupted does not count. */
  tries: v.number(),
  endedAt: v.nullable(Instant),
});
export type OperationItem = v.InferOutput<typeof OperationItem>;

/** What the engine refuses to revoke unless the person has seen it and said so. */
export const REVOKE_RISKS = ['last-of-consumer', 'successor-not-adopted'] as const;
export const RevokeRisk = v.picklist(REVOKE_RISKS, `a risk is one of ${REVOKE_RISKS.join(', ')}`);
export type RevokeRisk = v.InferOutput<typeof RevokeRisk>;

const manyChannels = v.pipe(
  v.array(ChannelId),
  v.minLength(1, 'name at least one channel'),
  v.maxLength(2_000, 'at most 2,000 channels at once'),
);

/** Who gets a new token. */
export const ConsumerOfChannel = v.strictObject({
  channelId: ChannelId,
  consumer: v.pipe(Consumer, v.minLength(1, 'name the consumer')),
});
export type ConsumerOfChannel = v.InferOutput<typeof ConsumerOfChannel>;

const exceptions = v.pipe(v.array(TokenId), v.maxLength(10_000, 'at most 10,000 exceptions'));
const accept = v.optional(v.array(RevokeRisk), []);
const digest = v.exactOptional(v.pipe(v.string('the digest must be text'), v.maxLength(100)));

/** Which tokens to revoke. `accept`: the risks that the person has seen and takes; any other one refuses the whole. */
export const RevokeSelection = v.union(
  [
    v.strictObject({
      tokenIds: v.pipe(
        v.array(TokenId),
        v.minLength(1, 'name at least one token'),
        v.maxLength(10_000, 'at most 10,000 tokens at once'),
      ),
      accept,
    }),
    v.strictObject({ channelId: ChannelId, all: v.literal(true), accept }),
    /** All that match a filter when the engine looks, but for some. */
    v.strictObject({
      matching: TokenFilter,
      except: v.optional(exceptions, []),
      accept,
      /** Of the preview that the person saw: where other tokens would be revoked by now, none is. */
      digest,
    }),
  ],
  'name the tokens, or one channel and all of its tokens, or a filter',
);

/** Which channels to check: the named ones, those of all tokens that match a filter, or (`{}`) all that can sign. */
export const CheckSelection = v.union(
  [
    v.strictObject({ channelIds: v.exactOptional(manyChannels) }),
    v.strictObject({ matching: TokenFilter, except: v.optional(exceptions, []) }),
  ],
  'name the channels, or a filter of tokens',
);

/** What to do to many. Revocations and checks wait in the queue where their platform cannot be reached; what issues tokens never does. */
export const OperationOrder = v.variant('kind', [
  v.strictObject({ kind: v.literal('revoke'), selection: RevokeSelection }),
  v.strictObject({ kind: v.literal('check'), selection: CheckSelection }),
  /** One token for each channel, all for the same consumer. */
  v.strictObject({
    kind: v.literal('issue'),
    channelIds: manyChannels,
    label: v.optional(Label, ''),
    consumer: v.optional(Consumer, ''),
    /** The lifetime of the settings where none is given. */
    lifetimeSeconds: v.exactOptional(TokenLifetimeSeconds),
  }),
  /** Begins a rotation for each consumer: its policy's lifetime, and the steps that follow the issue are its rotation's. */
  v.strictObject({
    kind: v.literal('rotate'),
    consumers: v.pipe(
      v.array(ConsumerOfChannel),
      v.minLength(1, 'name at least one consumer'),
      v.maxLength(2_000, 'at most 2,000 consumers at once'),
    ),
  }),
]);
export type OperationOrder = v.InferOutput<typeof OperationOrder>;
