import {
  CONTAINMENT_STEPS,
  readStepNote,
  STEPS_OF_PERSONS,
  type Containment,
  type ContainmentStep,
  type ContainmentStepRecord,
  type StepFinding,
} from '../../../shared/containment.ts';
import { EXIT } from '../../../shared/errors.ts';
import { errorText } from '../../../shared/messages/error-text.ts';
import { flag, requiredFlag, switchFlag } from '../arguments/shape.ts';
import { text } from '../arguments/value-kinds.ts';
import type { Tone } from '../output/colour.ts';
import { instant, withBadge } from '../output/describe.ts';
import { printable } from '../output/printable.ts';
import { fields, table, type Cell } from '../output/table.ts';
import type { View } from '../output/view.ts';
import type { Session } from '../session.ts';
import { usageError } from '../usage-error.ts';
import { defineCommand, done } from './command.ts';
import { checkInput, defined, operationCommand } from './operation-command.ts';

/** The run-book for a compromised channel, as a checklist. */

const MARKS: Readonly<Record<ContainmentStepRecord['state'], readonly [string, Tone | undefined]>> = {
  open: ['○', undefined],
  'under-way': ['◐', 'warning'],
  failed: ['✗', 'urgent'],
  done: ['✓', 'good'],
  skipped: ['–', 'faint'],
};

function isStep(name: string): name is ContainmentStep {
  return CONTAINMENT_STEPS.some((step) => step === name);
}

/** The step that was named, or a usage error with all of them. */
function readStep(name: string): ContainmentStep {
  if (isStep(name)) return name;
  throw usageError('<step>', ({ usage }) => usage.choice(CONTAINMENT_STEPS.join(', ')));
}

const numberOf = (step: ContainmentStep): number => CONTAINMENT_STEPS.indexOf(step) + 1;

function findingText({ name, count, until }: StepFinding, view: View): string {
  const { outcomes, say, states } = view.texts;
  const words = { ...states, live: states.active, issued: outcomes.issued };
  const found = say.slotDetail(words[name], count);
  return until === undefined ? found : `${found} (${say.atLatest(instant(until, view))})`;
}

function noteOf({ note, error }: ContainmentStepRecord, view: View): Cell {
  if (error) return { text: errorText(error, view.language).what, tone: 'urgent' };
  const findings = note === null ? undefined : readStepNote(note);
  return { text: findings?.map((finding) => findingText(finding, view)).join(' · ') ?? note ?? '' };
}

function stateOf({ state }: ContainmentStepRecord, { texts }: View): Cell {
  const [mark, tone] = MARKS[state];
  return { text: `${mark} ${texts.containment.stepStates[state]}`, tone };
}

function checklist({ steps }: Containment, view: View): string {
  const { containment, labels } = view.texts;
  return table(
    steps,
    [
      { heading: labels.state, cell: (record) => stateOf(record, view) },
      { heading: labels.number, align: 'right', cell: ({ step }) => String(numberOf(step)) },
      { heading: containment.what, cell: ({ step }) => containment.steps[step] },
      { heading: containment.step, cell: ({ step }) => step },
      { heading: labels.at, cell: ({ at }) => (at === null ? '' : instant(at, view)) },
      { heading: labels.note, cell: (record) => noteOf(record, view) },
    ],
    view.paint,
  );
}

/** The first step that is neither done nor passed over. */
function nextStep({ state, steps }: Containment): ContainmentStep | undefined {
  if (state !== 'under-way') return undefined;
  return steps.find((record) => record.state !== 'done' && record.state !== 'skipped')?.step;
}

/** What to do next, in the words of LINE's console where it is done there, and the command that follows. */
function whatNext(containment: Containment, { texts, paint }: View): string {
  const step = nextStep(containment);
  if (!step) return texts.containment.over;
  const { containmentId, channelId, steps } = containment;
  const { next, how, steps: titles, thenRun, run, passOver } = texts.containment;
  const isOfPerson = STEPS_OF_PERSONS.some((each) => each === step);
  const key = steps.find((each) => each.step === 'new-key')?.signingKeyId ?? '<signingKeyId>';
  const takes = `kagibako containment ${isOfPerson ? 'tick' : 'run'} ${containmentId} ${step}`;
  const isOneCommand = !isOfPerson && step !== 'register-key' && step !== 'set-secret';
  return [
    paint('strong', next(numberOf(step), titles[step])),
    how[step](channelId, key),
    (isOneCommand ? run : thenRun)(takes),
    passOver(`kagibako containment skip ${containmentId} ${step} --reason TEXT`),
  ].join('\n');
}

function containmentText(containment: Containment, view: View): string {
  const { labels, containment: words } = view.texts;
  const head = fields(
    [
      [words.containmentId, { text: containment.containmentId, tone: 'strong' }],
      [
        labels.channel,
        `${withBadge(containment.channelName, containment.platformKind, view)} (${containment.channelId})`,
      ],
      [labels.state, words.states[containment.state]],
      [labels.reason, containment.reason],
      [labels.consumer, containment.consumers.join(', ')],
      [words.begun, instant(containment.begunAt, view)],
      [labels.ended, containment.endedAt === null ? '' : instant(containment.endedAt, view)],
    ],
    view.paint,
  );
  return `${head}\n\n${checklist(containment, view)}`;
}

const notes = (containment: Containment, view: View): readonly string[] => [`\n${whatNext(containment, view)}`];
const which = ({ arguments: { containmentId } }: { readonly arguments: { readonly containmentId: string } }) => ({
  containmentId,
});
const reason = requiredFlag('reason', text('TEXT'));

const begin = operationCommand({
  operation: 'containment.begin',
  positionals: { channelId: 'one' },
  flags: { reason },
  input: ({ arguments: { channelId }, flags }) => ({ channelId, reason: flags.reason }),
  people: containmentText,
  notes,
});

const list = operationCommand({
  operation: 'containment.list',
  positionals: {},
  flags: { channel: flag('channel', text('ID')), open: switchFlag('openOnly') },
  input: ({ flags: { channel, open } }) => defined({ channelId: channel, openOnly: open }),
  fieldNames: { channelId: '--channel', openOnly: '--open' },
  people({ containments }, view) {
    const { containment: words, labels } = view.texts;
    if (containments.length === 0) return words.none;
    const isBehind = ({ state }: ContainmentStepRecord) => state === 'done' || state === 'skipped';
    return table(
      containments,
      [
        { heading: labels.state, cell: ({ state }) => words.states[state] },
        {
          heading: labels.channel,
          cell: ({ channelName, platformKind }) => withBadge(channelName, platformKind, view),
        },
        {
          heading: labels.progress,
          align: 'right',
          cell: ({ steps }) => `${steps.filter(isBehind).length}/${steps.length}`,
        },
        { heading: labels.reason, cell: (each) => each.reason },
        { heading: words.begun, cell: ({ begunAt }) => instant(begunAt, view) },
        { heading: words.containmentId, cell: ({ containmentId }) => containmentId },
      ],
      view.paint,
    );
  },
});

const show = operationCommand({
  operation: 'containment.show',
  positionals: { containmentId: 'one' },
  flags: {},
  input: which,
  people: containmentText,
  notes,
});

/** Revoking everything is asked about at a terminal. True where nobody sits there: a script has said what it wants. */
async function isSure(session: Session, containmentId: string): Promise<boolean> {
  if (!session.isInteractive) return true;
  const { channelId, channelName, steps } = await session.call('containment.show', { containmentId });
  if (steps.some(({ step, state }) => step === 'revoke-all' && state === 'done')) return true;
  const { count } = await session.call('token.previewRevoke', { channelId, all: true });
  if (count === 0) return true;
  session.tell(`${printable(channelName)} (${channelId})`);
  return session.confirm((texts) => texts.ask.revoke(count));
}

const runShape = {
  positionals: { containmentId: 'one', step: 'one' },
  flags: { yes: switchFlag('yes') },
} as const;

const run = defineCommand({
  ...runShape,
  async run({ arguments: { containmentId, step: name }, flags: { yes } }, session) {
    const input = { containmentId, step: readStep(name) };
    checkInput('containment.run', input, runShape);
    await session.openVault();
    if (input.step === 'revoke-all' && !yes && !(await isSure(session, containmentId)))
      return { ...done(null, ({ texts }) => texts.say.notRevoked), exit: EXIT.failed };
    const containment = await session.call('containment.run', input);
    return done(
      containment,
      (view) => containmentText(containment, view),
      (view) => notes(containment, view),
    );
  },
});

const tick = operationCommand({
  operation: 'containment.tick',
  positionals: { containmentId: 'one', step: 'one' },
  flags: { note: flag('stepNote', text('TEXT')) },
  input: ({ arguments: { containmentId, step }, flags: { note } }) =>
    defined({ containmentId, step: readStep(step), note }),
  people: containmentText,
  notes,
});

const skip = operationCommand({
  operation: 'containment.skip',
  positionals: { containmentId: 'one', step: 'one' },
  flags: { reason },
  input: ({ arguments: { containmentId, step }, flags }) => ({
    containmentId,
    step: readStep(step),
    reason: flags.reason,
  }),
  people: containmentText,
  notes,
});

const close = operationCommand({
  operation: 'containment.close',
  positionals: { containmentId: 'one' },
  flags: { reason },
  input: (given) => ({ ...which(given), reason: given.flags.reason }),
  people: containmentText,
  notes,
});

/** The commands about compromised channels. */
export const containmentCommands = {
  'containment begin': begin,
  'containment list': list,
  'containment show': show,
  'containment run': run,
  'containment tick': tick,
  'containment skip': skip,
  'containment close': close,
} as const;
