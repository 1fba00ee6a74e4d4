import { flag, switchFlag } from '../arguments/shape.ts';
import { text, wholeNumber } from '../arguments/value-kinds.ts';
import { instant } from '../output/describe.ts';
import { issueTable } from '../output/lists.ts';
import { table } from '../output/table.ts';
import { defined, operationCommand } from './operation-command.ts';

/** What the vault remembers of what was done: issues and the log. */

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
  'audit list': auditList,
} as const;
