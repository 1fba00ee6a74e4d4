import * as v from 'valibot';
import * as d from '../domain.ts';
import {
  AdoptionProof,
  PLAN_DAYS,
  PolicyChange,
  Reason,
  Rotation,
  RotationCause,
  RotationPlan,
  RotationPolicy,
  RotationStep,
} from '../rotation.ts';
import { issuing, openVault, operation, platform, proving, readingToken, secretStore } from './parts.ts';

const which = { rotationId: d.RotationId };
const ofConsumer = { channelId: d.ChannelId, consumer: v.pipe(d.Consumer, v.minLength(1, 'name the consumer')) };
const turn = [...openVault, 'not-found', 'rotation-not-its-turn'] as const;
const revokingErrors = [
  ...proving,
  'channel-secret-missing',
  'channel-secret-wrong',
  'unproved',
  'token-value-lost',
] as const;

/** Policies, the plan, and rotations step by step. */
export const rotationContract = {
  'rotation.policies': operation({
    summary: 'How each consumer is rotated: what was set, and the defaults for consumers with live tokens.',
    input: v.strictObject({ channelId: v.exactOptional(d.ChannelId) }),
    output: v.object({ policies: v.array(RotationPolicy) }),
    errors: [...openVault, 'not-found'],
    secret: false,
  }),
  'rotation.setPolicy': operation({
    summary: 'Set how a consumer is rotated. Files and commands are set on the command line only.',
    input: PolicyChange,
    output: RotationPolicy,
    errors: [...openVault, 'not-found', 'not-supported-here'],
    secret: false,
  }),
  'rotation.removePolicy': operation({
    summary: 'Let the defaults hold for a consumer again.',
    input: v.strictObject(ofConsumer),
    output: RotationPolicy,
    errors: [...openVault, 'not-found'],
    secret: false,
  }),
  'rotation.plan': operation({
    summary:
      'The rotations of all consumers over the coming days, laid so that no channel needs more than 28 of its 30 slots.',
    input: v.strictObject({
      channelId: v.exactOptional(d.ChannelId),
      days: v.optional(
        v.pipe(
          v.number(),
          v.integer(),
          v.minValue(1, 'at least 1 day'),
          v.maxValue(PLAN_DAYS, `at most ${PLAN_DAYS} days`),
        ),
        PLAN_DAYS,
      ),
    }),
    output: RotationPlan,
    errors: [...openVault, 'not-found'],
    secret: false,
  }),
  'rotation.begin': operation({
    summary:
      'Begin to replace a consumer’s live tokens, or the named ones: issues the successor. A leaked one is not drained.',
    input: v.strictObject({
      ...ofConsumer,
      /** Which to replace; all live ones of the consumer where none are named. */
      tokenIds: v.exactOptional(v.pipe(v.array(d.TokenId), v.minLength(1, 'name at least one token'), v.maxLength(30))),
      cause: v.optional(RotationCause, 'planned'),
    }),
    output: Rotation,
    errors: [
      ...openVault,
      ...issuing,
      'nothing-to-rotate',
      'rotation-under-way',
      'rotation-not-its-turn',
      'token-not-live',
    ],
    secret: false,
  }),
  'rotation.list': operation({
    summary: 'Rotations, those under way first, then the newest.',
    input: v.strictObject({
      channelId: v.exactOptional(d.ChannelId),
      openOnly: v.optional(v.boolean(), false),
      limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000)), 200),
    }),
    output: v.object({ rotations: v.array(Rotation) }),
    errors: openVault,
    secret: false,
  }),
  'rotation.show': operation({
    summary: 'One rotation with its steps.',
    input: v.strictObject(which),
    output: Rotation,
    errors: [...openVault, 'not-found'],
    secret: false,
  }),
  'rotation.issue': operation({
    summary: 'Issue the successor of a rotation whose first step failed. An unknown issue is settled first.',
    input: v.strictObject(which),
    output: Rotation,
    errors: [...turn, ...issuing],
    secret: false,
  }),
  'rotation.deliver': operation({
    summary:
      'Hand the new token over as the policy says, or by the clipboard or a file that the person chooses. Logged.',
    input: v.strictObject({
      ...which,
      /** `policy`: as it says. `copy`: the clipboard. `dotenv`, `json`: a file that is asked for in a dialog. `by-hand`: it was done in another way. */
      how: v.optional(v.picklist(['policy', 'copy', 'dotenv', 'json', 'by-hand']), 'policy'),
      note: v.exactOptional(d.Label),
    }),
    output: Rotation,
    errors: [
      ...turn,
      ...readingToken,
      'token-not-live',
      'not-supported-here',
      'file-unwritable',
      'command-failed',
      'cancelled',
    ],
    secret: false,
  }),
  'rotation.confirm': operation({
    summary:
      'Confirm that the new token is in use: a person says so, or LINE’s bot-info endpoint answers it. The old ones drain from then on.',
    input: v.strictObject({ ...which, by: AdoptionProof, note: v.exactOptional(d.Label) }),
    output: Rotation,
    errors: [...turn, ...readingToken, ...platform, 'token-refused'],
    secret: false,
  }),
  'rotation.revoke': operation({
    summary: 'Revoke the drained tokens of a rotation and prove it by LINE’s key ID list.',
    input: v.strictObject(which),
    output: Rotation,
    errors: [...turn, ...secretStore, ...revokingErrors, 'rotation-not-drained', 'not-safe-to-revoke', 'cancelled'],
    secret: false,
  }),
  'rotation.skip': operation({
    summary:
      'Pass over the step whose turn it is, with a reason. Skipping the revocation leaves the old tokens to expire.',
    input: v.strictObject({ ...which, step: RotationStep, reason: Reason }),
    output: Rotation,
    errors: turn,
    secret: false,
  }),
  'rotation.stop': operation({
    summary: 'End a rotation early, with a reason. Its tokens stay as they are; draining ones are live again.',
    input: v.strictObject({ ...which, reason: Reason }),
    output: Rotation,
    errors: turn,
    secret: false,
  }),
  'rotation.continueDue': operation({
    summary:
      'Take every step that needs no person: issues that failed with nothing lost, deliveries by file or command, bot-info confirmations, and revocations of what has drained.',
    input: v.strictObject({ channelId: v.exactOptional(d.ChannelId) }),
    output: v.object({
      rotations: v.array(Rotation),
      /** How many of them took a step. */
      moved: v.number(),
    }),
    errors: [...openVault, 'not-found'],
    secret: false,
  }),
} as const;
