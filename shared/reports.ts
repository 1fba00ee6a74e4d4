import * as v from 'valibot';
import { ChannelId, Instant, TokenState, VaultStatus } from './domain.ts';

/**
 * What is told of a vault for cron, monitoring, calendars and spreadsheets. Nothing in here is sealed, so that it can be told of a locked vault
 * as well, and nothing in here is a secret.
 */

const PlatformKind = v.picklist(['line', 'practice', 'other']);

/** A channel by its ID and name. */
export const NamedChannel = v.object({ channelId: v.string(), name: v.string() });
export type NamedChannel = v.InferOutput<typeof NamedChannel>;

/** A token as it is spoken of where it is about to end. */
export const EndingToken = v.object({
  tokenId: v.string(),
  keyId: v.string(),
  channelId: v.string(),
  channelName: v.string(),
  platformKind: PlatformKind,
  consumer: v.string(),
  label: v.string(),
  issuedAt: Instant,
  expiresAt: Instant,
});
export type EndingToken = v.InferOutput<typeof EndingToken>;

/** What needs somebody. Zeros and empty lists: nothing does. */
export const Attention = v.object({
  /** How many live tokens end within so many days, for each day on which the settings remind; most days first. */
  expiring: v.array(v.object({ withinDays: v.number(), tokens: v.number() })),
  unknownIssues: v.number(),
  orphans: v.number(),
  foreign: v.number(),
  /** Revocations that LINE’s list has not proved yet. */
  unprovedRevocations: v.number(),
  /** Operations that wait for a platform. */
  queuedOperations: v.number(),
  /** Channels none of whose signing keys is proved. */
  withoutProvedKey: v.array(NamedChannel),
  withoutSecret: v.array(NamedChannel),
  /** Channels without a free slot. */
  full: v.array(NamedChannel),
});
export type Attention = v.InferOutput<typeof Attention>;

export const StatusReport = v.object({
  at: Instant,
  vault: VaultStatus,
  channels: v.number(),
  tokens: v.object({ total: v.number(), byState: v.record(TokenState, v.number()) }),
  attention: Attention,
  /** Whether there is anything at all in `attention`. */
  needsAttention: v.boolean(),
  /** The live token that ends next; null where there is none. */
  nextExpiry: v.nullable(EndingToken),
});
export type StatusReport = v.InferOutput<typeof StatusReport>;

export const RotationDue = v.object({
  channelId: v.string(),
  channelName: v.string(),
  platformKind: PlatformKind,
  /** Empty for tokens that name no consumer: those are told one by one, because nothing says what replaced them. */
  consumer: v.string(),
  tokens: v.array(
    v.object({
      ...EndingToken.entries,
      /** `life`: two thirds of its life are over. `within`: it ends within the time that was asked for. */
      reason: v.picklist(['life', 'within']),
    }),
  ),
});
export type RotationDue = v.InferOutput<typeof RotationDue>;

export const RotationQuestion = v.strictObject({
  channelId: v.exactOptional(ChannelId),
  withinSeconds: v.exactOptional(
    v.pipe(
      v.number('the time must be a number of seconds'),
      v.integer('the time must be a whole number of seconds'),
      v.minValue(0, 'the time must not be negative'),
      v.maxValue(366 * 24 * 60 * 60, 'the time must be at most a year'),
    ),
  ),
});

export const EXPORT_SUBJECTS = ['tokens', 'channels'] as const;
export type ExportSubject = (typeof EXPORT_SUBJECTS)[number];
export const EXPORT_FORMATS = ['csv', 'json'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export const HANDOVER_FORMATS = ['dotenv', 'json', 'k8s-secret'] as const;
export type HandoverFormat = (typeof HANDOVER_FORMATS)[number];
