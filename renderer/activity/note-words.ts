import { CONTAINMENT_STEPS } from '../../shared/containment.ts';
import type { AuditEntry, AuditKind } from '../../shared/domain.ts';
import { OPERATION_KINDS, OPERATION_STATES } from '../../shared/operations.ts';
import { ROTATION_STEPS, STEP_PROOFS } from '../../shared/rotation.ts';
import { stepNoteWords } from '../containment/step-note-words.ts';
import { platformHost } from '../format/platform-host.ts';
import type { Messages } from '../messages/en.ts';
import type { Desk } from '../model/desk.svelte.ts';
import { engineWords } from './engine-words.ts';

/** What stands beside a line of the log: an ID to copy, or words. */
export type NoteWords =
  | { readonly kind: 'id'; readonly name: string; readonly id: string }
  | { readonly kind: 'text'; readonly text: string };

const UNTIL = /^until (\d{4}-\S+)$/;

/** Kinds whose note is an ID, and what that ID is called. */
const IDS: Readonly<Partial<Record<AuditKind, 'thumbprint' | 'kid' | 'keyId'>>> = {
  'key-generated': 'thumbprint',
  'key-imported': 'thumbprint',
  'key-registered': 'kid',
  'token-issued': 'keyId',
  'token-orphaned': 'keyId',
  'token-foreign-seen': 'keyId',
};

/** Kinds whose note is the person's own words. */
const OWN_WORDS: readonly AuditKind[] = [
  'channel-renamed',
  'channel-tagged',
  'policy-set',
  'policy-removed',
  'rotation-stopped',
  'containment-begun',
  'containment-closed',
];

const isOneOf = <Name extends string>(names: readonly Name[], name: string): name is Name =>
  (names as readonly string[]).includes(name);

/** `consumer: cause` */
function rotationBegun(note: string, text: Messages): string {
  const [, consumer = note, cause = ''] = /^(.*): (\w+)$/s.exec(note) ?? [];
  return cause === 'leak' ? `${consumer} ${text.rotations.leak}` : consumer;
}

/** `step: proof`, with what a person noted in brackets. */
function rotationStepDone(note: string, text: Messages): string | undefined {
  const [, step = '', proof = '', noted] = /^(\w+): ([\w-]+)(?: \((.*)\))?$/s.exec(note) ?? [];
  if (!isOneOf(ROTATION_STEPS, step)) return undefined;
  const shown = isOneOf(STEP_PROOFS, proof) ? text.rotations.proof[proof] : proof;
  return [text.rotations.steps[step], shown, ...(noted === undefined ? [] : [text.activity.quoted(noted)])].join(' · ');
}

/** `step: reason` */
function rotationStepSkipped(note: string, text: Messages): string | undefined {
  const [, step = '', reason = ''] = /^(\w+): (.*)$/s.exec(note) ?? [];
  return isOneOf(ROTATION_STEPS, step) ? `${text.rotations.steps[step]} · ${text.activity.quoted(reason)}` : undefined;
}

/** `step`, or `step: note` */
function containmentStep(note: string, text: Messages, date: (instant: string) => string): string | undefined {
  const [, step = '', noted] = /^([\w-]+)(?:: (.*))?$/s.exec(note) ?? [];
  if (!isOneOf(CONTAINMENT_STEPS, step)) return undefined;
  const { title } = text.containment.step[step];
  if (noted === undefined) return title;
  const words = stepNoteWords(noted, text, date);
  return `${title} · ${words === noted ? text.activity.quoted(noted) : words}`;
}

const OPERATION = /^(\w+): ([\w-]+), (\d+)\/(\d+), (\d+) not well(?:, waits for (.*))?$/s;

/** `kind: state, finished/total, bad not well, waits for platform` */
function operationFigures(note: string, text: Messages): string | undefined {
  const [, kind = '', state = '', finished = '0', total = '0', bad = '0', platform] = OPERATION.exec(note) ?? [];
  if (!isOneOf(OPERATION_KINDS, kind) || !isOneOf(OPERATION_STATES, state)) return undefined;
  const { activity: words } = text;
  return [
    words.titles[kind](Number(total)),
    words.state[state],
    words.progress(Number(finished), Number(total)),
    ...(bad === '0' ? [] : [words.figures.notWell(Number(bad))]),
    ...(platform === undefined ? [] : [platformHost(platform)]),
  ].join(' · ');
}

type RecordWords = (note: string, text: Messages, date: (instant: string) => string) => string | undefined;

/** What the engine notes of operations, rotations and containments, in words; undefined where it is something else. */
const RECORDS: Readonly<Partial<Record<AuditKind, RecordWords>>> = {
  'operation-begun': operationFigures,
  'operation-paused': operationFigures,
  'operation-resumed': operationFigures,
  'operation-cancelled': operationFigures,
  'operation-ended': operationFigures,
  'rotation-begun': rotationBegun,
  'rotation-step-done': rotationStepDone,
  'rotation-step-skipped': rotationStepSkipped,
  'containment-step-done': containmentStep,
  'containment-step-skipped': containmentStep,
};

/** What the words depend on; a `Desk` is one. */
export interface NoteContext {
  readonly text: Messages;
  readonly language: Desk['language'];
  readonly time: Pick<Desk['time'], 'short'>;
  readonly clock: { readonly now: number };
}

/** The note of a log line in the person's language; what is data, such as a name or an ID, stays as it is. */
export function noteWords({ kind, note }: Pick<AuditEntry, 'kind' | 'note'>, desk: NoteContext): NoteWords | null {
  if (note === null || note === '') return null;
  const words = desk.text.activity;
  const id = IDS[kind];
  if (id) return { kind: 'id', name: words.note[id], id: note };
  if (OWN_WORDS.includes(kind)) return { kind: 'text', text: note };
  if (kind === 'channel-added') return { kind: 'text', text: platformHost(note) };
  const record = RECORDS[kind]?.(note, desk.text, (instant) => desk.time.short(instant, desk.clock.now));
  if (record !== undefined) return { kind: 'text', text: record };
  const until = UNTIL.exec(note)?.[1];
  if (until !== undefined) return { kind: 'text', text: words.note.until(desk.time.short(until, desk.clock.now)) };
  const { text, quoted } = engineWords(note, desk.text, desk.language);
  return { kind: 'text', text: quoted ? words.quoted(text) : text };
}
