import {
  ADOPTION_PROOFS,
  PLAN_DAYS,
  ROTATION_STEPS,
  type Rotation,
  type RotationStep,
} from '../../../shared/rotation.ts';
import { flag, requiredFlag, switchFlag } from '../arguments/shape.ts';
import { oneOf, text, wholeNumber } from '../arguments/value-kinds.ts';
import { conflictNotes, nextOf, planText, rotationTable, rotationText } from '../output/rotation.ts';
import type { View } from '../output/view.ts';
import { usageError } from '../usage-error.ts';
import { exitOfItems } from './exit-of-items.ts';
import { defined, operationCommand } from './operation-command.ts';
import { rotationPolicyCommands } from './rotation-policy.ts';

/** Rotations step by step, and their plan. */

const one = { rotationId: 'one' } as const;
const channel = flag('channel', text('ID'));
const reason = requiredFlag('reason', text('TEXT'));
const note = flag('stepNote', text('TEXT'));
const channelField = { channelId: '--channel' };

/** What every command about one rotation shows. */
const shown = {
  people: (rotation: Rotation, view: View) => rotationText(rotation, view),
  notes: (rotation: Rotation, view: View) => nextOf(rotation, view),
};

/** The step that was named, or a usage error with all of them. */
function readStep(name: string): RotationStep {
  const step = ROTATION_STEPS.find((each) => each === name);
  if (step) return step;
  throw usageError('<step>', ({ usage }) => usage.choice(ROTATION_STEPS.join(', ')));
}

const plan = operationCommand({
  operation: 'rotation.plan',
  positionals: {},
  flags: { channel, days: flag('planDays', wholeNumber('N', 1, PLAN_DAYS)) },
  input: ({ flags: { channel: channelId, days } }) => defined({ channelId, days }),
  fieldNames: channelField,
  people: planText,
  notes: conflictNotes,
});

const begin = operationCommand({
  operation: 'rotation.begin',
  positionals: { channelId: 'one', consumer: 'one', tokenId: 'any' },
  flags: { leak: switchFlag('leak') },
  input: ({ arguments: { channelId, consumer, tokenId }, flags: { leak } }) => ({
    channelId,
    consumer,
    cause: leak ? 'leak' : 'planned',
    ...(tokenId.length > 0 ? { tokenIds: [...tokenId] } : {}),
  }),
  fieldNames: { tokenIds: '<tokenId>' },
  ...shown,
});

const list = operationCommand({
  operation: 'rotation.list',
  positionals: {},
  flags: { channel, open: switchFlag('openOnly'), limit: flag('limit', wholeNumber('N', 1, 200)) },
  input: ({ flags: { channel: channelId, open, limit } }) => ({
    ...defined({ channelId, limit }),
    openOnly: open === true,
  }),
  fieldNames: channelField,
  people: ({ rotations }, view) => (rotations.length === 0 ? view.texts.rotation.none : rotationTable(rotations, view)),
});

const show = operationCommand({
  operation: 'rotation.show',
  positionals: one,
  flags: {},
  input: ({ arguments: which }) => which,
  ...shown,
});

const issue = operationCommand({
  operation: 'rotation.issue',
  positionals: one,
  flags: {},
  input: ({ arguments: which }) => which,
  ...shown,
});

const deliver = operationCommand({
  operation: 'rotation.deliver',
  positionals: one,
  flags: { 'by-hand': switchFlag('byHand'), note },
  input: ({ arguments: which, flags }) => ({
    ...which,
    ...defined({ note: flags.note }),
    how: flags['by-hand'] ? 'by-hand' : 'policy',
  }),
  ...shown,
});

const confirm = operationCommand({
  operation: 'rotation.confirm',
  positionals: one,
  flags: { by: requiredFlag('confirmedBy', oneOf(ADOPTION_PROOFS)), note },
  input: ({ arguments: which, flags: { by, note: said } }) => ({ ...which, by, ...defined({ note: said }) }),
  ...shown,
});

const revoke = operationCommand({
  operation: 'rotation.revoke',
  positionals: one,
  flags: {},
  input: ({ arguments: which }) => which,
  ...shown,
});

const skip = operationCommand({
  operation: 'rotation.skip',
  positionals: { ...one, step: 'one' },
  flags: { reason },
  input: ({ arguments: { rotationId, step }, flags }) => ({ rotationId, step: readStep(step), reason: flags.reason }),
  ...shown,
});

const stop = operationCommand({
  operation: 'rotation.stop',
  positionals: one,
  flags: { reason },
  input: ({ arguments: which, flags }) => ({ ...which, reason: flags.reason }),
  ...shown,
});

/** The failure of the step at which a rotation stands; undefined where it did not fail. */
const failureOf = ({ state, step, steps }: Rotation) =>
  state === 'under-way' ? steps.find((each) => each.step === step && each.state === 'failed')?.error : undefined;

/** For cron: ends with 0 where nothing failed, whether or not anything was to be done. */
const goOn = operationCommand({
  operation: 'rotation.continueDue',
  positionals: {},
  flags: { channel },
  input: ({ flags: { channel: channelId } }) => defined({ channelId }),
  fieldNames: channelField,
  people: ({ rotations }, view) =>
    rotations.length === 0 ? view.texts.rotation.nothingToContinue : rotationTable(rotations, view),
  notes: ({ rotations, moved }, { texts }) =>
    rotations.length === 0 ? [] : [texts.rotation.continued(moved, rotations.length)],
  exit: ({ rotations }) =>
    exitOfItems(
      rotations.map((rotation) => {
        const error = failureOf(rotation);
        return error ? { error } : 'done';
      }),
    ),
});

/** The commands about rotations. */
export const rotationCommands = {
  ...rotationPolicyCommands,
  'rotation plan': plan,
  'rotation begin': begin,
  'rotation list': list,
  'rotation show': show,
  'rotation issue': issue,
  'rotation deliver': deliver,
  'rotation confirm': confirm,
  'rotation revoke': revoke,
  'rotation skip': skip,
  'rotation stop': stop,
  'rotation continue': goOn,
} as const;
