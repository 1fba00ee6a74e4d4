import type { OutputOf } from '../../../shared/contract.ts';
import { TOKEN_STATES } from '../../../shared/domain.ts';
import { EXIT } from '../../../shared/errors.ts';
import type { NamedChannel, EndingToken, RotationDue, StatusReport } from '../../../shared/reports.ts';
import { flag } from '../arguments/shape.ts';
import { duration, text } from '../arguments/value-kinds.ts';
import { expiry, withBadge } from '../output/describe.ts';
import { printable } from '../output/printable.ts';
import { fields, table } from '../output/table.ts';
import type { View } from '../output/view.ts';
import { defineCommand, done } from './command.ts';
import { defined, operationCommand } from './operation-command.ts';
import { openedQuietly } from './vault.ts';

/** What cron and monitoring ask: how things stand, and who needs a new token. Both work on a locked vault. */

function endsText(token: EndingToken, view: View): string {
  const whose = [withBadge(token.channelName, token.platformKind, view), token.consumer || token.label || token.keyId];
  return `${whose.join(' · ')}: ${expiry({ ...token, expiryKnown: true }, view)}`;
}

function channelNames(channels: readonly NamedChannel[]): string {
  return channels.map(({ channelId, name }) => `${name} (${channelId})`).join(', ');
}

/** What needs somebody, one line each; empty where nothing does. */
function attentionLines({ attention }: StatusReport, { say, connection }: View['texts']): readonly string[] {
  const { expiring, unknownIssues, orphans, foreign, unprovedRevocations, queuedOperations } = attention;
  const { withoutProvedKey, withoutSecret, full } = attention;
  const lines: readonly (readonly [number, string])[] = [
    ...expiring.map(({ withinDays, tokens }) => [tokens, say.expiringWithin(tokens, withinDays)] as const),
    [unknownIssues, say.issuesUnknown(unknownIssues)],
    [orphans, say.tokensLost(orphans)],
    [foreign, say.tokensForeign(foreign)],
    [unprovedRevocations, say.revocationsUnproved(unprovedRevocations)],
    [queuedOperations, connection.waiting(queuedOperations)],
    [withoutProvedKey.length, say.channelsWithoutKey(channelNames(withoutProvedKey))],
    [withoutSecret.length, say.channelsWithoutSecret(channelNames(withoutSecret))],
    [full.length, say.channelsFull(channelNames(full))],
  ];
  return lines.filter(([count]) => count > 0).map(([, line]) => line);
}

function statusText(report: StatusReport, view: View): string {
  const { texts, paint } = view;
  const { labels, say, states, vaultStates } = texts;
  const { vault, channels, tokens, nextExpiry } = report;
  const counted = TOKEN_STATES.flatMap((state) => {
    const count = tokens.byState[state] ?? 0;
    return count > 0 ? [say.slotDetail(states[state], count)] : [];
  });
  const head = fields(
    [
      [labels.vault, vault.folder],
      [labels.state, { text: vaultStates[vault.state], tone: vault.state === 'open' ? 'good' : 'warning' }],
      [labels.channels, String(channels)],
      [labels.tokens, counted.length > 0 ? `${tokens.total} (${counted.join(' · ')})` : String(tokens.total)],
      [labels.nextExpiry, nextExpiry ? endsText(nextExpiry, view) : say.none],
    ],
    paint,
  );
  const lines = attentionLines(report, texts).map((line) => paint('warning', `▲ ${printable(line)}`));
  return [head, '', ...(lines.length > 0 ? lines : [paint('good', `● ${say.nothingNeeded}`)])].join('\n');
}

/** `status`: what an open vault and a locked one can tell. It ends with 0 whatever it tells: `needs-rotation` is for exit codes. */
const status = defineCommand({
  positionals: {},
  flags: {},
  async run(_given, session) {
    const found = await session.call('vault.status', {});
    if (found.state === 'locked') await openedQuietly(session, found).catch(() => undefined);
    const report = await session.call('status.show', {});
    return done(report, (view) => statusText(report, view));
  },
});

function consumerName({ consumer }: RotationDue, { texts }: View): string {
  return consumer === '' ? texts.say.none : consumer;
}

function rotationTable({ consumers }: OutputOf<'token.needsRotation'>, view: View): string {
  const { labels, rotationReasons } = view.texts;
  const rows = consumers.flatMap((due) => due.tokens.map((token) => ({ due, token })));
  return table(
    rows,
    [
      { heading: labels.channel, cell: ({ due }) => withBadge(due.channelName, due.platformKind, view) },
      { heading: labels.channelId, cell: ({ due }) => due.channelId },
      { heading: labels.consumer, cell: ({ due }) => consumerName(due, view) },
      { heading: labels.label, cell: ({ token }) => token.label },
      { heading: labels.expires, cell: ({ token }) => expiry({ ...token, expiryKnown: true }, view) },
      { heading: labels.reason, cell: ({ token }) => ({ text: rotationReasons[token.reason], tone: 'warning' }) },
      { heading: labels.tokenId, cell: ({ token }) => token.tokenId },
    ],
    view.paint,
  );
}

const needsRotation = operationCommand({
  operation: 'token.needsRotation',
  vault: 'none',
  positionals: {},
  flags: { within: flag('rotationWithin', duration), channel: flag('channel', text('ID')) },
  input: ({ flags }) => defined({ withinSeconds: flags.within, channelId: flags.channel }),
  fieldNames: { withinSeconds: '--within', channelId: '--channel' },
  people: (output, view) => (output.consumers.length === 0 ? view.texts.say.noRotation : rotationTable(output, view)),
  exit: ({ consumers }) => (consumers.length === 0 ? EXIT.done : EXIT.someFailed),
});

export const statusCommands = { status, 'needs-rotation': needsRotation } as const;
