import type { OutputOf } from '../../../shared/contract.ts';
import { ITEM_OUTCOMES, type Operation } from '../../../shared/operations.ts';
import { flag, switchFlag } from '../arguments/shape.ts';
import { someOf, wholeNumber } from '../arguments/value-kinds.ts';
import { instant } from '../output/describe.ts';
import { table } from '../output/table.ts';
import type { View } from '../output/view.ts';
import type { Session } from '../session.ts';
import { defineCommand, done, type Answer } from './command.ts';
import { checkInput, defined, operationCommand } from './operation-command.ts';
import {
  followed,
  itemTable,
  nextSteps,
  operationFields,
  operationState,
  outcomeSummary,
  pauseOnInterrupt,
} from './operation-output.ts';

/** Looking at operations over many items, and steering them. */

const positionals = { operationId: 'one' } as const;

function operationTable(operations: readonly Operation[], view: View): string {
  const { labels, operationKinds } = view.texts;
  return table(
    operations,
    [
      { heading: labels.state, cell: (operation) => operationState(operation, view) },
      { heading: labels.kind, cell: ({ kind }) => operationKinds[kind] },
      { heading: labels.progress, align: 'right', cell: ({ finished, total }) => `${finished}/${total}` },
      { heading: labels.failed, align: 'right', cell: ({ failed }) => String(failed) },
      { heading: labels.started, cell: ({ startedAt }) => instant(startedAt, view) },
      { heading: labels.operationId, cell: ({ operationId }) => operationId },
    ],
    view.paint,
  );
}

const list = operationCommand({
  operation: 'operation.list',
  positionals: {},
  flags: { open: switchFlag('openOperations'), limit: flag('limit', wholeNumber('N', 1, 200)) },
  input: ({ flags }) => defined({ limit: flags.limit, openOnly: flags.open }),
  people: ({ operations }, view) =>
    operations.length === 0 ? view.texts.say.noOperations : operationTable(operations, view),
});

const show = operationCommand({
  operation: 'operation.show',
  positionals,
  flags: {
    outcome: flag('outcome', someOf([...ITEM_OUTCOMES, 'open'], 'OUTCOME,…')),
    offset: flag('offset', wholeNumber('N', 0, Number.MAX_SAFE_INTEGER)),
    limit: flag('limitItems', wholeNumber('N', 1, 1_000)),
  },
  input: ({ arguments: { operationId }, flags: { outcome, offset, limit } }) =>
    defined({ operationId, outcomes: outcome && [...outcome], offset, limit }),
  people({ operation, items }, view) {
    const head = operationFields(operation, view);
    return items.length === 0 ? head : `${head}\n\n${itemTable(items, view)}`;
  },
  notes({ operation, outcomes, items, matching }, view) {
    const first = items[0]?.position ?? 0;
    const left = matching - items.length;
    return [
      ...(left > 0 && first === 0 ? [view.texts.say.moreItems(left, operation.operationId)] : []),
      ...(operation.total > 0 ? [outcomeSummary(outcomes, view)] : []),
      ...nextSteps(operation, view),
    ];
  },
});

/** Goes on with an operation and stays until it ends or rests. */
function goingOn(name: 'operation.resume' | 'operation.retry' | 'operation.wait') {
  return defineCommand({
    positionals,
    flags: {},
    async run({ arguments: { operationId } }, session) {
      checkInput(name, { operationId }, { positionals, flags: {} });
      await session.openVault();
      pauseOnInterrupt(session);
      return followed(session, await session.call(name, { operationId }));
    },
  });
}

const pause = operationCommand({
  operation: 'operation.pause',
  positionals,
  flags: {},
  input: ({ arguments: { operationId } }) => ({ operationId }),
  people: operationFields,
  notes: nextSteps,
});

const cancel = defineCommand({
  positionals,
  flags: {},
  async run({ arguments: { operationId } }, session) {
    checkInput('operation.cancel', { operationId }, { positionals, flags: {} });
    await session.openVault();
    await session.call('operation.cancel', { operationId });
    const operation = await session.call('operation.wait', { operationId });
    return done(
      operation,
      (view) => operationFields(operation, view),
      (view) => nextSteps(operation, view),
    );
  },
});

async function allFollowed(
  session: Session,
  operations: OutputOf<'operation.runQueue'>['operations'],
): Promise<Answer> {
  const answers: Answer[] = [];
  for (const operation of operations) answers.push(await followed(session, operation));
  return {
    json: { operations: answers.map(({ json }) => json) },
    people: (view) => answers.map(({ people }) => people(view)).join('\n\n'),
    notes: (view) => answers.flatMap(({ notes }) => notes?.(view) ?? []),
    exit: Math.max(0, ...answers.map(({ exit }) => exit)),
  };
}

const runQueue = defineCommand({
  positionals: {},
  flags: {},
  async run(_given, session) {
    await session.openVault();
    pauseOnInterrupt(session);
    const { operations } = await session.call('operation.runQueue', {});
    if (operations.length === 0) return done({ operations }, ({ texts }) => texts.say.noneQueued);
    return allFollowed(session, operations);
  },
});

/** The commands about operations that were ordered. */
export const operationCommands = {
  'operation list': list,
  'operation show': show,
  'operation wait': goingOn('operation.wait'),
  'operation pause': pause,
  'operation resume': goingOn('operation.resume'),
  'operation retry': goingOn('operation.retry'),
  'operation cancel': cancel,
  'operation run-queue': runQueue,
} as const;
