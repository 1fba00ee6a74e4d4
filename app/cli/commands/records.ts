import type { Operation } from '../../../shared/domain.ts';
import { flag, switchFlag } from '../arguments/shape.ts';
import { text, wholeNumber } from '../arguments/value-kinds.ts';
import { instant } from '../output/describe.ts';
import { issueTable } from '../output/lists.ts';
import { fields, table, type Cell } from '../output/table.ts';
import type { View } from '../output/view.ts';
import { defined, operationCommand } from './operation-command.ts';
import { revokeTable } from './token-revoke.ts';

/** What the vault remembers of what was done: issues, operations and the log. */

const PAGE_LIMIT = 200;
const limit = flag('limit', wholeNumber('N', 1, PAGE_LIMIT));

const issueList = operationCommand({
  operation: 'issue.list',
  positionals: {},
  flags: { channel: flag('channel', text('ID')), all: switchFlag('allIssues') },
  input: ({ flags: { channel, all } }) => defined({ channelId: channel, unresolvedOnly: !all }),
  fieldNames: { channelId: '--channel' },
  people: ({ issues }, view) => (issues.length === 0 ? view.texts.say.noIssues : issueTable(issues, view)),
});

function operationState({ state }: Operation, { texts }: View): Cell {
  const tone = state === 'done' ? 'good' : state === 'running' ? 'strong' : 'warning';
  return { text: texts.operationStates[state], tone };
}

const operationList = operationCommand({
  operation: 'operation.list',
  positionals: {},
  flags: { limit },
  input: ({ flags }) => defined({ limit: flags.limit }),
  people({ operations }, view) {
    const { labels, operationKinds, say } = view.texts;
    if (operations.length === 0) return say.noOperations;
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
  },
});

const operationShow = operationCommand({
  operation: 'operation.show',
  positionals: { operationId: 'one' },
  flags: {},
  input: ({ arguments: { operationId } }) => ({ operationId }),
  people({ operation, results }, view) {
    const { labels, operationKinds } = view.texts;
    const head = fields(
      [
        [labels.operationId, { text: operation.operationId, tone: 'strong' }],
        [labels.kind, operationKinds[operation.kind]],
        [labels.state, operationState(operation, view)],
        [labels.progress, `${operation.finished}/${operation.total}`],
        [labels.failed, String(operation.failed)],
        [labels.started, instant(operation.startedAt, view)],
        [labels.ended, operation.endedAt === null ? '' : instant(operation.endedAt, view)],
      ],
      view.paint,
    );
    return results.length === 0 ? head : `${head}\n\n${revokeTable(results, view)}`;
  },
});

const auditList = operationCommand({
  operation: 'audit.list',
  positionals: {},
  flags: {
    channel: flag('channel', text('ID')),
    before: flag('before', wholeNumber('NUMBER', 1, Number.MAX_SAFE_INTEGER)),
    limit,
  },
  input: ({ flags }) => defined({ channelId: flags.channel, beforeSequence: flags.before, limit: flags.limit }),
  fieldNames: { channelId: '--channel' },
  people({ entries }, view) {
    const { labels, say } = view.texts;
    if (entries.length === 0) return say.noEntries;
    return table(
      entries,
      [
        { heading: labels.number, align: 'right', cell: ({ sequence }) => String(sequence) },
        { heading: labels.at, cell: ({ at }) => instant(at, view) },
        // The kinds of the log are words of the design, which a person searches for: they are the same in every language.
        { heading: labels.kind, cell: ({ kind }) => kind },
        { heading: labels.door, cell: ({ door }) => door },
        { heading: labels.channelId, cell: ({ channelId }) => channelId ?? '' },
        { heading: labels.subject, cell: ({ subjectId }) => subjectId ?? '' },
        { heading: labels.note, cell: ({ note }) => note ?? '' },
      ],
      view.paint,
    );
  },
  notes({ entries }, { texts }) {
    const last = entries.at(-1)?.sequence ?? 1;
    return last > 1 ? [texts.say.nextEntries(last)] : [];
  },
});

/** The commands about what was done. */
export const recordCommands = {
  'issue list': issueList,
  'operation list': operationList,
  'operation show': operationShow,
  'audit list': auditList,
} as const;
