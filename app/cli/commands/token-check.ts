import type { ChannelCheck } from '../../../shared/domain.ts';
import { shortKeyId } from '../output/describe.ts';
import { printable } from '../output/printable.ts';
import { table, type Cell } from '../output/table.ts';
import { errorText } from '../../../shared/messages/error-text.ts';
import type { View } from '../output/view.ts';
import { exitOfItems } from './exit-of-items.ts';
import { operationCommand } from './operation-command.ts';

function outcome({ error }: ChannelCheck, { language, texts }: View): Cell {
  if (!error) return { text: texts.operationStates.done, tone: 'good' };
  const { what } = errorText(error, language);
  return { text: printable(what), tone: 'urgent' };
}

function checkTable(channels: readonly ChannelCheck[], view: View): string {
  const { labels, say } = view.texts;
  const number = (check: ChannelCheck, value: number): string => (check.error ? say.none : String(value));
  const ids = (keyIds: readonly string[]): Cell => ({
    text: keyIds.map((keyId) => shortKeyId(keyId, view)).join(' '),
    tone: 'urgent',
  });
  return table(
    channels,
    [
      { heading: labels.channelId, cell: ({ channelId }) => channelId },
      { heading: labels.live, align: 'right', cell: (check) => number(check, check.live) },
      { heading: labels.gone, align: 'right', cell: (check) => number(check, check.gone) },
      { heading: labels.lost, cell: ({ orphans }) => ids(orphans) },
      { heading: labels.foreign, cell: ({ foreign }) => ids(foreign) },
      { heading: labels.outcome, cell: (check) => outcome(check, view) },
    ],
    view.paint,
  );
}

const check = operationCommand({
  operation: 'token.check',
  positionals: { channelId: 'any' },
  flags: {},
  input: ({ arguments: { channelId } }) => (channelId.length > 0 ? { channelIds: [...channelId] } : {}),
  fieldNames: { channelIds: '<channelId>' },
  people: ({ channels }, view) => (channels.length === 0 ? view.texts.say.noChannels : checkTable(channels, view)),
  notes({ channels }, { texts: { say } }) {
    const settled = channels
      .flatMap(({ resolvedIssues }) => resolvedIssues)
      .filter(({ state }) => state !== 'unknown').length;
    return [
      ...(settled > 0 ? [say.checkSettled(settled)] : []),
      ...(channels.some(({ orphans }) => orphans.length > 0) ? [say.checkLost] : []),
      ...(channels.some(({ foreign }) => foreign.length > 0) ? [say.checkForeign] : []),
    ];
  },
  exit: ({ channels }) => exitOfItems(channels.map(({ error }) => (error ? { error } : 'done'))),
});

/** The command that compares the ledger with LINE. */
export const tokenCheckCommands = { 'token check': check } as const;
