import type { ConnectionReport, PlatformConnection } from '../../../shared/connection.ts';
import { connectionTextsOf } from '../../../shared/messages/connection/connection-texts.ts';
import { clockWarning } from '../output/clock-warning.ts';
import { instant, withBadge } from '../output/describe.ts';
import { fields, type Cell } from '../output/table.ts';
import type { View } from '../output/view.ts';
import { operationCommand } from './operation-command.ts';

/** What is known of the network, the platforms, the queue and the clock. A command line knows what it has just learned, and what waits. */

function wayCell({ reachable, since }: PlatformConnection, view: View): Cell {
  const { connection } = view.texts;
  if (reachable === null) return { text: connection.notAsked };
  const when = instant(since, view);
  return reachable
    ? { text: `● ${connection.reachedSince(when)}`, tone: 'good' }
    : { text: `■ ${connection.notReachedSince(when)}`, tone: 'urgent' };
}

function wayLines(way: PlatformConnection, view: View): readonly string[] {
  const { texts, paint, language } = view;
  const { labels, say } = texts;
  const said = way.problem === null ? null : connectionTextsOf(language).problems[way.problem];
  const head = fields(
    [
      [labels.platform, withBadge(way.platform, way.platformKind, view)],
      [labels.state, wayCell(way, view)],
      [labels.clock, way.clockSkewSeconds === null ? '' : say.clockSkew(way.clockSkewSeconds)],
    ],
    paint,
  );
  return said ? [head, said.means, said.remedy, ''] : [head, ''];
}

function reportText(report: ConnectionReport, view: View): string {
  const { texts, paint } = view;
  const { connection, labels } = texts;
  const { networkThere, queued, clock } = report;
  const isWrong = clock.verdict === 'ahead' || clock.verdict === 'behind';
  const tail = fields(
    [
      [labels.network, networkThere === null ? '' : networkThere ? connection.networkThere : connection.noNetwork],
      [labels.queue, queued === 0 ? connection.nothingWaits : { text: connection.waiting(queued), tone: 'warning' }],
      [labels.clock, isWrong ? '' : clock.verdict === 'right' ? connection.clockRight : connection.clockUnknown],
    ],
    paint,
  );
  return [
    ...report.platforms.flatMap((way) => wayLines(way, view)),
    tail,
    ...clockWarning(clock, view).map((line) => paint('warning', line)),
  ].join('\n');
}

const show = operationCommand({
  operation: 'connection.show',
  positionals: {},
  flags: {},
  input: () => ({}),
  fieldNames: {},
  people: reportText,
});

export const connectionCommands = { 'connection show': show } as const;
