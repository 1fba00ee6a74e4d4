import * as v from 'valibot';
import { ChannelId, Consumer, FailureSchema, Instant, personText, TokenLifetimeSeconds } from './domain.ts';
import { TOKEN_LIFETIME_MAX_SECONDS } from './line-limits.ts';

/** Rotation without downtime: replacing a consumer's token in recorded steps. */

const PlatformKind = v.picklist(['line', 'practice', 'other']);

/** The steps, in their order. Each is recorded with its proof, can be resumed, and can be skipped with a reason. */
export const ROTATION_STEPS = ['issue', 'deliver', 'adopt', 'drain', 'revoke', 'prove'] as const;
export const RotationStep = v.picklist(ROTATION_STEPS, `a step is one of ${ROTATION_STEPS.join(', ')}`);
export type RotationStep = v.InferOutput<typeof RotationStep>;

/** A channel's slots that rotations may use: two stay free for what nobody planned. */
export const SLOTS_FOR_ROTATION = 28;
/** How far the planner looks ahead. */
export const PLAN_DAYS = 60;

const FilePath = v.pipe(
  v.string('the file must be text'),
  v.minLength(1, 'name the file'),
  v.maxLength(2_000, 'the file’s path is too long'),
  v.check((path) => !path.includes('\0'), 'the file’s path must not hold a NUL'),
);

/** How a new token gets to its consumer. Files and commands are set on the command line only: a page must not choose what runs or is overwritten. */
export const Delivery = v.variant('how', [
  /** A person copies it. */
  v.strictObject({ how: v.literal('copy') }),
  /** Absolute path of a file that is replaced whole (mode 600). */
  v.strictObject({ how: v.literal('dotenv'), file: FilePath }),
  v.strictObject({ how: v.literal('json'), file: FilePath }),
  /** A program and its arguments, run without a shell, that receives the token on its standard input. */
  v.strictObject({
    how: v.literal('command'),
    command: v.pipe(
      v.array(
        v.pipe(
          v.string(),
          v.maxLength(4_000, 'an argument is too long'),
          v.check((argument) => !argument.includes('\0'), 'an argument must not hold a NUL'),
        ),
      ),
      v.minLength(1, 'name the program'),
      v.maxLength(50, 'at most 50 arguments'),
      v.check(([program]) => program !== '', 'name the program'),
    ),
  }),
]);
export type Delivery = v.InferOutput<typeof Delivery>;

/** Why the command of a delivery did not succeed; stands in the details of `command-failed`, with the numbers that belong to it. */
export const COMMAND_PROBLEMS = [
  'command-not-found',
  'command-not-allowed',
  /** `errno`. */
  'command-not-started',
  /** `seconds`. */
  'command-too-slow',
  /** `code`. */
  'command-exit-code',
  /** `signal`. */
  'command-signal',
  'vault-closed',
] as const;
export type CommandProblem = (typeof COMMAND_PROBLEMS)[number];

export const ADOPTION_PROOFS = ['person', 'bot-info'] as const;
export const AdoptionProof = v.picklist(ADOPTION_PROOFS, `the proof is one of ${ADOPTION_PROOFS.join(', ')}`);
export type AdoptionProof = v.InferOutput<typeof AdoptionProof>;

const RotateAtPercent = v.pipe(
  v.number('the share must be a number'),
  v.integer('the share must be a whole number of percent'),
  v.minValue(10, 'the share must be at least 10 percent'),
  v.maxValue(95, 'the share must be at most 95 percent'),
);
const OverlapSeconds = v.pipe(
  v.number('the overlap must be a number of seconds'),
  v.integer('the overlap must be a whole number of seconds'),
  v.minValue(0, 'the overlap must not be negative'),
  v.maxValue(TOKEN_LIFETIME_MAX_SECONDS / 2, 'the overlap must be at most 15 days'),
);

/** How one consumer of one channel is rotated. */
export const RotationPolicy = v.object({
  channelId: v.string(),
  channelName: v.string(),
  platformKind: PlatformKind,
  consumer: v.string(),
  lifetimeSeconds: v.number(),
  /** After which share of a token's life, in percent, its successor is issued. */
  rotateAtPercent: v.number(),
  /** For how long the old token stays live after the new one was adopted. */
  overlapSeconds: v.number(),
  delivery: Delivery,
  confirmBy: v.picklist(ADOPTION_PROOFS),
  /** False: nobody has set one, and these are the defaults. */
  set: v.boolean(),
  /** Its live tokens that are not being replaced already. */
  liveTokens: v.number(),
});
export type RotationPolicy = v.InferOutput<typeof RotationPolicy>;

/** What to set of a policy; what is left out stays, or is the default. */
export const PolicyChange = v.strictObject({
  channelId: ChannelId,
  consumer: v.pipe(Consumer, v.minLength(1, 'name the consumer')),
  lifetimeSeconds: v.exactOptional(TokenLifetimeSeconds),
  rotateAtPercent: v.exactOptional(RotateAtPercent),
  overlapSeconds: v.exactOptional(OverlapSeconds),
  delivery: v.exactOptional(Delivery),
  confirmBy: v.exactOptional(AdoptionProof),
});
export type PolicyChange = v.InferOutput<typeof PolicyChange>;

export const POLICY_DEFAULTS = {
  rotateAtPercent: 67,
  overlapSeconds: 3 * 24 * 60 * 60,
  delivery: { how: 'copy' },
  confirmBy: 'person',
} as const satisfies Partial<RotationPolicy>;

export const ROTATION_STEP_STATES = ['waiting', 'now', 'failed', 'done', 'skipped'] as const;
export type RotationStepState = (typeof ROTATION_STEP_STATES)[number];
export const STEP_PROOFS = [
  'stored',
  'copied',
  'written',
  'command',
  'person',
  'bot-info',
  'time',
  'answered',
  'absent',
] as const;

/** What became of one step. */
export const StepRecord = v.object({
  step: RotationStep,
  /** `now`: it is this step's turn. `failed`: it was tried, is still this step's turn, and `error` says why. */
  state: v.picklist(ROTATION_STEP_STATES),
  at: v.nullable(Instant),
  door: v.nullable(v.picklist(['desktop', 'cli', 'test'])),
  /**
   * How it was shown: `stored` (issue), `copied`, `written`, `command`, or `person` for one who says so (deliver), `person`, `bot-info` (adopt),
   * `time` (drain), `answered` (revoke), `absent` (prove). Where nothing was left to revoke, `absent` or, after its expiry, `time` stands for both.
   */
  proof: v.nullable(v.picklist(STEP_PROOFS)),
  /** The reason of a skipped one, or what a person noted. */
  note: v.nullable(v.string()),
  error: v.exactOptional(FailureSchema),
});
export type StepRecord = v.InferOutput<typeof StepRecord>;

export const ROTATION_CAUSES = ['planned', 'leak'] as const;
export const RotationCause = v.picklist(ROTATION_CAUSES, `the cause is one of ${ROTATION_CAUSES.join(', ')}`);
export type RotationCause = v.InferOutput<typeof RotationCause>;
export const ROTATION_STATES = ['under-way', 'done', 'stopped'] as const;
export type RotationState = (typeof ROTATION_STATES)[number];

export const Rotation = v.object({
  rotationId: v.string(),
  channelId: v.string(),
  channelName: v.string(),
  platformKind: PlatformKind,
  consumer: v.string(),
  /** `leak`: a token of it was found where it must not be; nothing drains, and the clock runs from `begunAt`. */
  cause: v.picklist(ROTATION_CAUSES),
  state: v.picklist(ROTATION_STATES),
  /** The step whose turn it is; of an ended one the last. */
  step: RotationStep,
  steps: v.array(StepRecord),
  newTokenId: v.nullable(v.string()),
  newKeyId: v.nullable(v.string()),
  /** The unsettled or failed issue of its first step, where there is one. */
  issueId: v.nullable(v.string()),
  /** The tokens that are replaced, oldest first. */
  oldTokens: v.array(v.object({ tokenId: v.string(), keyId: v.string(), expiresAt: Instant, state: v.string() })),
  delivery: Delivery,
  confirmBy: v.picklist(ADOPTION_PROOFS),
  overlapSeconds: v.number(),
  /** When the old ones have drained; null before adoption. */
  drainsUntil: v.nullable(Instant),
  begunAt: Instant,
  endedAt: v.nullable(Instant),
});
export type Rotation = v.InferOutput<typeof Rotation>;

export const Reason = v.pipe(personText('the reason', 200), v.minLength(1, 'give a reason'));

/** When to replace which token. Instants are in UTC; the person's clock shows them. */
export const PlannedRotation = v.object({
  channelId: v.string(),
  channelName: v.string(),
  platformKind: PlatformKind,
  consumer: v.string(),
  /** The token that is to be replaced; null for one that this plan itself would have issued. */
  tokenId: v.nullable(v.string()),
  /** When its successor is to be issued. */
  at: Instant,
  /** When the policy alone would have it; `at` is another time where slots would be short then, and earlier where that is possible. */
  dueAt: Instant,
  expiresAt: Instant,
  /** `overdue`: the policy's time is past. `moved`: not at the policy's time, for want of slots or because the rotation before it is not over by then. */
  timing: v.picklist(['on-time', 'moved', 'overdue']),
});
export type PlannedRotation = v.InferOutput<typeof PlannedRotation>;

/** A rotation for which no slot is free in time. */
export const PlanConflict = v.object({
  channelId: v.string(),
  channelName: v.string(),
  platformKind: PlatformKind,
  consumer: v.string(),
  tokenId: v.nullable(v.string()),
  dueAt: Instant,
  expiresAt: Instant,
  /** The earliest moment at which a slot is free for it; null: none within the plan. */
  earliestAt: v.nullable(Instant),
});
export type PlanConflict = v.InferOutput<typeof PlanConflict>;

export const RotationPlan = v.object({
  from: Instant,
  until: Instant,
  rotations: v.array(PlannedRotation),
  conflicts: v.array(PlanConflict),
  /** Of each channel with tokens: the most slots that are taken on each day, counted from `from`. `limit` is what rotations may use. */
  channels: v.array(
    v.object({
      channelId: v.string(),
      channelName: v.string(),
      platformKind: PlatformKind,
      limit: v.number(),
      peak: v.number(),
      days: v.array(v.number()),
    }),
  ),
});
export type RotationPlan = v.InferOutput<typeof RotationPlan>;
