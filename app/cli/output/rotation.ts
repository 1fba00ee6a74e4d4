import { errorText } from '../../../shared/messages/error-text.ts';
import type { Delivery, Rotation, RotationPlan, RotationPolicy, StepRecord } from '../../../shared/rotation.ts';
import type { Tone } from './colour.ts';
import { instant, shortKeyId, withBadge } from './describe.ts';
import { printable } from './printable.ts';
import { fields, table, type Cell } from './table.ts';
import { timeSpan } from './time.ts';
import type { View } from './view.ts';

/** How rotations, their policies and their plan read on the command line. */

const MARKS: Readonly<Record<StepRecord['state'], readonly [string, Tone | undefined]>> = {
  waiting: ['○', undefined],
  now: ['◐', 'warning'],
  failed: ['✗', 'urgent'],
  done: ['✓', 'good'],
  skipped: ['–', 'faint'],
};

function stateOfStep({ state }: StepRecord, { texts }: View): Cell {
  const [mark, tone] = MARKS[state];
  return { text: `${mark} ${texts.rotation.stepStates[state]}`, tone };
}

function noteOfStep({ note, error }: StepRecord, { language }: View): Cell {
  return error ? { text: errorText(error, language).what, tone: 'urgent' } : { text: note ?? '' };
}

/** How a token gets to its consumer, with the file or the command. */
export function deliveryText(delivery: Delivery, { texts }: View): string {
  const { deliveries } = texts.rotation;
  switch (delivery.how) {
    case 'copy':
      return deliveries.copy();
    case 'dotenv':
    case 'json':
      return deliveries[delivery.how](delivery.file);
    case 'command':
      // Quoted as a person reads it; nothing is ever run from this.
      return deliveries.command(
        delivery.command.map((part) => (/^[^\s"']+$/.test(part) ? part : JSON.stringify(part))).join(' '),
      );
  }
}

/** Policies, one consumer a line. */
export function policyTable(policies: readonly RotationPolicy[], view: View): string {
  const { labels, rotation, say } = view.texts;
  return table(
    policies,
    [
      { heading: labels.channel, cell: (each) => withBadge(each.channelName, each.platformKind, view) },
      { heading: labels.channelId, cell: ({ channelId }) => channelId },
      { heading: labels.consumer, cell: ({ consumer }) => consumer },
      { heading: labels.live, align: 'right', cell: ({ liveTokens }) => String(liveTokens) },
      { heading: rotation.lifetime, cell: ({ lifetimeSeconds }) => timeSpan(lifetimeSeconds, say) },
      { heading: rotation.rotateAt, align: 'right', cell: ({ rotateAtPercent }) => `${rotateAtPercent} %` },
      { heading: rotation.overlap, cell: ({ overlapSeconds }) => timeSpan(overlapSeconds, say) },
      { heading: rotation.delivery, cell: ({ delivery }) => deliveryText(delivery, view) },
      { heading: rotation.confirmBy, cell: ({ confirmBy }) => rotation.confirmers[confirmBy] },
      { heading: rotation.policy, cell: ({ set }) => (set ? rotation.setHere : rotation.defaults) },
    ],
    view.paint,
  );
}

/** Rotations, one a line. */
export function rotationTable(rotations: readonly Rotation[], view: View): string {
  const { labels, rotation } = view.texts;
  const stepOf = ({ step, steps, state }: Rotation): Cell => {
    const record = steps.find((each) => each.step === step);
    return state === 'under-way' && record?.state === 'failed'
      ? { text: `${rotation.steps[step]} (${rotation.stepStates.failed})`, tone: 'urgent' }
      : { text: state === 'under-way' ? rotation.steps[step] : '' };
  };
  return table(
    rotations,
    [
      { heading: labels.state, cell: ({ state }) => rotation.states[state] },
      { heading: labels.channel, cell: (each) => withBadge(each.channelName, each.platformKind, view) },
      { heading: labels.consumer, cell: ({ consumer }) => consumer },
      { heading: rotation.step, cell: stepOf },
      { heading: rotation.cause, cell: ({ cause }) => rotation.causes[cause] },
      { heading: rotation.begun, cell: ({ begunAt }) => instant(begunAt, view) },
      { heading: rotation.rotationId, cell: ({ rotationId }) => rotationId },
    ],
    view.paint,
  );
}

/** One rotation with its steps. */
export function rotationText(rotation: Rotation, view: View): string {
  const { labels, rotation: words, states } = view.texts;
  const { oldTokens, newKeyId, drainsUntil, endedAt } = rotation;
  const stateWord = (state: string) => (state in states ? states[state as keyof typeof states] : state);
  const head = fields(
    [
      [words.rotationId, rotation.rotationId],
      [labels.channel, `${withBadge(rotation.channelName, rotation.platformKind, view)} (${rotation.channelId})`],
      [labels.consumer, rotation.consumer],
      [labels.state, words.states[rotation.state]],
      [words.cause, words.causes[rotation.cause]],
      [
        words.replaces,
        oldTokens.map(({ keyId, state }) => `${shortKeyId(keyId, view)} (${stateWord(state)})`).join(', '),
      ],
      [words.successor, newKeyId === null ? '' : shortKeyId(newKeyId, view)],
      [words.delivery, deliveryText(rotation.delivery, view)],
      [words.confirmBy, words.confirmers[rotation.confirmBy]],
      [words.begun, instant(rotation.begunAt, view)],
      [words.drainsUntil, drainsUntil === null ? '' : instant(drainsUntil, view)],
      [labels.ended, endedAt === null ? '' : instant(endedAt, view)],
      [labels.issueId, rotation.issueId ?? ''],
    ],
    view.paint,
  );
  const steps = table(
    rotation.steps,
    [
      { heading: labels.state, cell: (record) => stateOfStep(record, view) },
      { heading: words.what, cell: ({ step }) => words.steps[step] },
      { heading: words.step, cell: ({ step }) => step },
      { heading: words.proof, cell: ({ proof }) => (proof === null ? '' : words.proofs[proof]) },
      { heading: labels.at, cell: ({ at }) => (at === null ? '' : instant(at, view)) },
      { heading: labels.note, cell: (record) => noteOfStep(record, view) },
    ],
    view.paint,
  );
  return `${head}\n\n${steps}`;
}

/** What to do next; nothing where it has ended. */
export function nextOf({ state, step, rotationId }: Rotation, { texts }: View): readonly string[] {
  return state === 'under-way' ? [texts.rotation.next[step](rotationId)] : [];
}

/** The plan: what is to be rotated when, and the most slots that this takes of each channel. */
export function planText({ rotations, channels }: RotationPlan, view: View): string {
  const { labels, rotation, say } = view.texts;
  if (rotations.length === 0) return rotation.nothingPlanned;
  const toneOf = (timing: (typeof rotations)[number]['timing']): Tone | undefined =>
    timing === 'overdue' ? 'urgent' : timing === 'moved' ? 'warning' : undefined;
  const planned = table(
    rotations,
    [
      { heading: rotation.when, cell: ({ at }) => instant(at, view) },
      { heading: labels.channel, cell: (each) => withBadge(each.channelName, each.platformKind, view) },
      { heading: labels.channelId, cell: ({ channelId }) => channelId },
      { heading: labels.consumer, cell: ({ consumer }) => consumer },
      { heading: labels.state, cell: ({ timing }) => ({ text: rotation.timings[timing], tone: toneOf(timing) }) },
      { heading: rotation.due, cell: ({ timing, dueAt }) => (timing === 'on-time' ? '' : instant(dueAt, view)) },
      { heading: labels.expires, cell: ({ expiresAt }) => instant(expiresAt, view) },
    ],
    view.paint,
  );
  const slots = table(
    channels,
    [
      { heading: labels.channel, cell: (each) => withBadge(each.channelName, each.platformKind, view) },
      { heading: labels.channelId, cell: ({ channelId }) => channelId },
      {
        heading: rotation.mostSlots,
        cell: ({ peak, limit }) => ({
          text: say.slots(peak, limit),
          tone: peak > limit ? 'urgent' : undefined,
        }),
      },
    ],
    view.paint,
  );
  return `${planned}\n\n${slots}`;
}

/** For whom no slot is free in time, and when one is. */
export function conflictNotes({ conflicts }: RotationPlan, view: View): readonly string[] {
  if (conflicts.length === 0) return [];
  const { rotation } = view.texts;
  const lines = conflicts.map(({ channelName, channelId, consumer, expiresAt, earliestAt }) => {
    const room = earliestAt === null ? rotation.noEarliest : rotation.earliest(instant(earliestAt, view));
    return `  ${printable(channelName)} (${channelId}) · ${printable(consumer)} · ${instant(expiresAt, view)}: ${room}`;
  });
  return [view.paint('warning', `▲ ${rotation.noRoom(conflicts.length)}`), ...lines];
}
