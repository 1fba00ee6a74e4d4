import type { OutputOf } from '../../../shared/contract.ts';
import { EXIT, type ExitCode } from '../../../shared/errors.ts';
import { errorText } from '../../../shared/messages/error-text.ts';
import { ITEM_OUTCOMES, type ItemOutcome, type Operation, type OperationItem } from '../../../shared/operations.ts';
import { INTERRUPTED_EXIT } from '../interrupts.ts';
import type { Tone } from '../output/colour.ts';
import { instant, shortKeyId } from '../output/describe.ts';
import { printable } from '../output/printable.ts';
import { fields, table, type Cell } from '../output/table.ts';
import type { View } from '../output/view.ts';
import type { Session } from '../session.ts';
import type { Answer } from './command.ts';

/** How operations over many items, and what became of them, are written. */

const OUTCOME_TONES: Readonly<Record<ItemOutcome, Tone>> = {
  revoked: 'good',
  checked: 'good',
  issued: 'good',
  'already-invalid': 'faint',
  unproved: 'warning',
  unknown: 'warning',
  orphaned: 'urgent',
  failed: 'urgent',
};

/** What did not end well, or was not begun. */
const WORTH_A_LOOK = ['failed', 'unproved', 'unknown', 'orphaned', 'open'] as const;

/** Items that are fetched at once, and the most that a person is shown. */
const PAGE = 1_000;
const SHOWN = 50;

/** The state of an operation, in its colour. */
export function operationState({ state }: Operation, { texts }: View): Cell {
  const tone = state === 'done' ? 'good' : state === 'running' ? 'strong' : 'warning';
  return { text: texts.operationStates[state], tone };
}

/** An operation as a block of fields. */
export function operationFields(operation: Operation, view: View): string {
  const { labels, operationKinds } = view.texts;
  const { waitsFor } = operation;
  return fields(
    [
      [labels.operationId, { text: operation.operationId, tone: 'strong' }],
      [labels.kind, operationKinds[operation.kind]],
      [labels.state, operationState(operation, view)],
      [labels.progress, `${operation.finished}/${operation.total}`],
      [labels.failed, String(operation.failed)],
      [labels.started, instant(operation.startedAt, view)],
      [labels.ended, operation.endedAt === null ? '' : instant(operation.endedAt, view)],
      [
        labels.waitsFor,
        waitsFor === null ? '' : `${printable(waitsFor.platform)} (${instant(waitsFor.triedAt, view)})`,
      ],
    ],
    view.paint,
  );
}

/** The outcome of each item. */
export function itemTable(items: readonly OperationItem[], view: View): string {
  const { labels, outcomes, say } = view.texts;
  const outcomeCell = ({ outcome }: OperationItem): Cell =>
    outcome === null
      ? { text: say.notBegun, tone: 'faint' }
      : { text: outcomes[outcome], tone: OUTCOME_TONES[outcome] };
  return table(
    items,
    [
      { heading: labels.outcome, cell: outcomeCell },
      { heading: labels.channelId, cell: ({ channelId }) => channelId },
      { heading: labels.consumer, cell: ({ consumer }) => printable(consumer) },
      { heading: labels.keyId, cell: ({ keyId }) => (keyId === null ? '' : shortKeyId(keyId, view)) },
      { heading: labels.tokenId, cell: ({ tokenId }) => tokenId ?? '' },
      { heading: labels.reason, cell: ({ error }) => (error ? printable(errorText(error, view.language).what) : '') },
    ],
    view.paint,
  );
}

/** How many items ended how: `8 revoked, proved · 2 failed`. */
export function outcomeSummary(outcomes: OutputOf<'operation.show'>['outcomes'], { texts }: View): string {
  const named = ITEM_OUTCOMES.map((outcome) => ({ name: texts.outcomes[outcome], count: outcomes[outcome] ?? 0 }));
  return [...named, { name: texts.say.notBegun, count: outcomes.open ?? 0 }]
    .filter(({ count }) => count > 0)
    .map(({ name, count }) => `${count} ${name}`)
    .join(' · ');
}

/** What a person may do next with it. */
export function nextSteps({ operationId, state, waitsFor }: Operation, { texts: { say } }: View): readonly string[] {
  switch (state) {
    case 'queued':
      return waitsFor ? [say.waitsInQueue(printable(waitsFor.platform))] : [];
    case 'paused':
    case 'interrupted':
      return [say.goOnWith(operationId)];
    case 'some-failed':
    case 'failed':
    case 'cancelled':
      return [say.tryAgainWith(operationId)];
    case 'running':
    case 'done':
      return [];
  }
}

function exitOf({ state, finished, failed }: Operation): ExitCode | typeof INTERRUPTED_EXIT {
  switch (state) {
    case 'done':
    case 'running':
      return EXIT.done;
    case 'some-failed':
      return EXIT.someFailed;
    case 'failed':
      return EXIT.failed;
    case 'cancelled':
      return finished > failed ? EXIT.someFailed : EXIT.failed;
    case 'queued':
      return EXIT.unreachable;
    case 'paused':
    case 'interrupted':
      return INTERRUPTED_EXIT;
  }
}

async function itemsWorthALook(session: Session, operationId: string): Promise<readonly OperationItem[]> {
  const found: OperationItem[] = [];
  for (;;) {
    const query = { operationId, outcomes: [...WORTH_A_LOOK], offset: found.length, limit: PAGE };
    const { items, matching } = await session.call('operation.show', query);
    found.push(...items);
    if (items.length === 0 || found.length >= matching) return found;
  }
}

/** From now on the first Ctrl-C pauses what runs: nothing of it is lost, and it can go on later. */
export function pauseOnInterrupt(session: Session): void {
  session.interrupts.handleWith({
    onFirst: () => session.tellWith(({ texts }) => texts.say.pausing),
    cancel: (operationId) => void session.ask('operation.pause', { operationId }),
  });
}

/** Waits for an operation to end or to rest, and answers with what became of it: the figures, and each item that did not end well. */
export async function followed(session: Session, { operationId }: Operation): Promise<Answer> {
  const operation = await session.call('operation.wait', { operationId });
  const { outcomes } = await session.call('operation.show', { operationId, limit: 1 });
  const items = await itemsWorthALook(session, operationId);
  return {
    json: { operation, outcomes, items },
    people(view) {
      const shown = items.slice(0, SHOWN);
      const head = operationFields(operation, view);
      return shown.length === 0 ? head : `${head}\n\n${itemTable(shown, view)}`;
    },
    notes: (view) => [
      ...(items.length > SHOWN ? [view.texts.say.moreItems(items.length - SHOWN, operationId)] : []),
      ...(operation.total > 0 ? [outcomeSummary(outcomes, view)] : []),
      ...nextSteps(operation, view),
    ],
    exit: exitOf(operation),
  };
}
