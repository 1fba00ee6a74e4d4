import type {
  AdoptionProof,
  Delivery,
  PlannedRotation,
  RotationCause,
  RotationState,
  RotationStep,
  RotationStepState,
  StepRecord,
} from '../../../shared/rotation.ts';

/** What rotations say in English. */
export const rotationEn = {
  states: { 'under-way': 'under way', done: 'done', stopped: 'stopped' } satisfies Record<RotationState, string>,
  causes: { planned: 'planned', leak: 'leak' } satisfies Record<RotationCause, string>,
  stepStates: {
    waiting: 'waiting',
    now: 'next',
    failed: 'failed',
    done: 'done',
    skipped: 'skipped',
  } satisfies Record<RotationStepState, string>,
  steps: {
    issue: 'Issue the successor',
    deliver: 'Hand it over',
    adopt: 'Confirm that it is in use',
    drain: 'Let the old ones drain',
    revoke: 'Revoke the old ones',
    prove: 'Prove that they are gone',
  } satisfies Record<RotationStep, string>,
  proofs: {
    stored: 'stored',
    copied: 'copied',
    written: 'written to a file',
    command: 'received by a command',
    person: 'a person says so',
    'bot-info': 'LINE’s bot-info accepts it',
    time: 'the time is over',
    answered: 'LINE answered',
    absent: 'absent from LINE’s list',
  } satisfies Record<NonNullable<StepRecord['proof']>, string>,
  /** `what` is the file or the command. */
  deliveries: {
    copy: () => 'a person copies it',
    dotenv: (what: string) => `.env file ${what}`,
    json: (what: string) => `JSON file ${what}`,
    command: (what: string) => `command ${what}`,
  } satisfies Record<Delivery['how'], (what: string) => string>,
  confirmers: { person: 'a person', 'bot-info': 'LINE’s bot-info' } satisfies Record<AdoptionProof, string>,
  timings: { 'on-time': 'on time', moved: 'moved', overdue: 'overdue' } satisfies Record<
    PlannedRotation['timing'],
    string
  >,
  /** What to do for the step whose turn it is. */
  next: {
    issue: (id: string) => `Next: kagibako rotation issue ${id}`,
    deliver: (id: string) =>
      `Next, as its policy says: kagibako rotation deliver ${id}\nOr hand it over yourself (kagibako token export), then: kagibako rotation deliver ${id} --by-hand`,
    adopt: (id: string) =>
      `Once it is in use: kagibako rotation confirm ${id} --by person\nOr let LINE say whether it works: kagibako rotation confirm ${id} --by bot-info`,
    drain: (id: string) => `Once they have drained: kagibako rotation revoke ${id}`,
    revoke: (id: string) => `Next: kagibako rotation revoke ${id}`,
    prove: (id: string) => `Next: kagibako rotation revoke ${id}`,
  } satisfies Record<RotationStep, (id: string) => string>,
  defaults: 'default',
  setHere: 'set',
  policy: 'Policy',
  lifetime: 'Lifetime',
  rotateAt: 'Rotate at',
  overlap: 'Overlap',
  delivery: 'Hand over',
  confirmBy: 'Confirmed by',
  rotationId: 'Rotation ID',
  cause: 'Cause',
  step: 'Step',
  what: 'What',
  proof: 'Proof',
  replaces: 'Replaces',
  successor: 'Successor',
  drainsUntil: 'Drains until',
  begun: 'Begun',
  when: 'When',
  due: 'Due',
  mostSlots: 'Most slots',
  noPolicies: 'No consumer has a live token or a policy yet.',
  none: 'No rotations here.',
  nothingPlanned: 'Nothing is to be rotated in that time.',
  noRoom: (count: number) =>
    `${count === 1 ? 'For 1 rotation' : `For ${count} rotations`} no slot is free in time. Revoke what nobody uses, or issue anew later:`,
  earliest: (when: string) => `a slot is free from ${when}`,
  noEarliest: 'no slot is free within the plan',
  nothingToContinue: 'No rotation is under way.',
  continued: (moved: number, open: number) =>
    `${moved === 1 ? '1 rotation' : `${moved} rotations`} of ${open} went on.`,
};

/** The shape of these texts: every language has every one. */
export type RotationTexts = typeof rotationEn;
