import * as v from 'valibot';
import { FailureSchema, Instant } from './domain.ts';

/** The run-book for a compromised channel. */

/**
 * The steps, in the order in which they help most. What only a person can do in LINE's console is ticked off; of the others the vault sees for itself.
 * `revoke-all`: every live token of ours but those that the run-book issued, proved. `console-delete-keys`: the compromised keys are removed at
 * LINE. `new-key`, `register-key`: a new key pair, proved. `retire-keys`: the old ones sign no more here. `console-reissue-secret`, `set-secret`: the
 * new channel secret. `console-members`: who has access. `check-again`: LINE lists nothing that is not ours. `reissue`: one token for each consumer
 * that had one, and for each label of the tokens without a consumer. `hand-over`: they have them.
 */
export const CONTAINMENT_STEPS = [
  'revoke-all',
  'console-delete-keys',
  'new-key',
  'register-key',
  'retire-keys',
  'console-reissue-secret',
  'set-secret',
  'console-members',
  'check-again',
  'reissue',
  'hand-over',
] as const;
export const ContainmentStep = v.picklist(CONTAINMENT_STEPS, 'this is no step of the run-book');
export type ContainmentStep = v.InferOutput<typeof ContainmentStep>;

/** Why a step is not shown to be done, or cannot be taken now: `problem` in the details of `step-not-shown`. */
export const STEP_PROBLEMS = [
  'step-of-person',
  'step-of-vault',
  'run-book-over',
  'new-key-missing',
  'new-key-unregistered',
  'new-key-unproved',
  'secret-not-set',
  'foreign-listed',
  'revoke-first',
  'register-first',
  'reissue-first',
] as const;
export type StepProblem = (typeof STEP_PROBLEMS)[number];

/** Steps of which nobody but a person knows. */
export const STEPS_OF_PERSONS = [
  'console-delete-keys',
  'console-reissue-secret',
  'console-members',
  'hand-over',
] as const satisfies readonly ContainmentStep[];

export const CONTAINMENT_STEP_STATES = ['open', 'under-way', 'failed', 'done', 'skipped'] as const;
export type ContainmentStepState = (typeof CONTAINMENT_STEP_STATES)[number];

export const ContainmentStepRecord = v.object({
  step: ContainmentStep,
  /** `under-way`: begun and not shown to be done yet. */
  state: v.picklist(CONTAINMENT_STEP_STATES),
  at: v.nullable(Instant),
  door: v.nullable(v.picklist(['desktop', 'cli', 'test'])),
  /** The reason of a skipped one, or what a person noted. */
  note: v.nullable(v.string()),
  /** The bulk operation that works on it, where there is one. */
  operationId: v.nullable(v.string()),
  /** The key that it made, where there is one. */
  signingKeyId: v.nullable(v.string()),
  error: v.exactOptional(FailureSchema),
});
export type ContainmentStepRecord = v.InferOutput<typeof ContainmentStepRecord>;

export const CONTAINMENT_STATES = ['under-way', 'done', 'closed'] as const;
export type ContainmentState = (typeof CONTAINMENT_STATES)[number];

export const Containment = v.object({
  containmentId: v.string(),
  channelId: v.string(),
  channelName: v.string(),
  platformKind: v.picklist(['line', 'practice', 'other']),
  /** `closed`: by a person, with steps still open. */
  state: v.picklist(CONTAINMENT_STATES),
  reason: v.string(),
  steps: v.array(ContainmentStepRecord),
  /** The named consumers that had live tokens when it began. */
  consumers: v.array(v.string()),
  begunAt: Instant,
  endedAt: v.nullable(Instant),
});
export type Containment = v.InferOutput<typeof Containment>;

/** What the vault notes of a step of its own: how many tokens, and until when they hold their slots at the latest, where that is worth knowing. */
export const STEP_FINDINGS = ['revoked', 'orphan', 'foreign', 'live', 'issued'] as const;

export interface StepFinding {
  readonly name: (typeof STEP_FINDINGS)[number];
  readonly count: number;
  readonly until: string | undefined;
}

/** Reads such a note, as in `revoked: 4; foreign: 1 (≤ 2026-12-24T00:00:00.000Z)`. Undefined where it is anything else, as a person's words. */
export function readStepNote(note: string): readonly StepFinding[] | undefined {
  const findings = note.split('; ').map((part): StepFinding | undefined => {
    const [, word, count, until] = /^([a-z]+): (\d+)(?: \(≤ (\S+)\))?$/.exec(part) ?? [];
    const name = STEP_FINDINGS.find((each) => each === word);
    return name && { name, count: Number(count), until };
  });
  return findings.every((finding) => finding !== undefined) ? findings : undefined;
}
