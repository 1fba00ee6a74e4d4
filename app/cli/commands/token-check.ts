import type { ChannelCheck, Token } from '../../../shared/domain.ts';
import { errorText } from '../../../shared/messages/error-text.ts';
import { expiry, instant, shortKeyId, tokenState, withBadge } from '../output/describe.ts';
import { printable } from '../output/printable.ts';
import { table, type Cell } from '../output/table.ts';
import type { View } from '../output/view.ts';
import type { Session } from '../session.ts';
import { defineCommand, type Answer } from './command.ts';
import { exitOfItems } from './exit-of-items.ts';
import { checkInput } from './operation-command.ts';

/** What a check found, with everything that is known of the live key IDs whose values the vault does not hold. */
type DetailedCheck = ChannelCheck & {
  /** Orphans with the issue that made them, foreign ones with when they were first seen; `expiresAt` is when the slot frees at the latest. */
  readonly withoutValue: readonly Token[];
  /** Foreign key IDs that no earlier check has seen. */
  readonly newForeign: readonly string[];
};

/** More than a channel has slots. */
const MOST_WITHOUT_VALUE = 200;

async function withDetails(session: Session, check: ChannelCheck): Promise<DetailedCheck> {
  const { channelId, orphans, foreign, checkedAt } = check;
  const listed = new Set([...orphans, ...foreign]);
  if (listed.size === 0) return { ...check, withoutValue: [], newForeign: [] };
  const { tokens } = await session.call('token.list', {
    channelId,
    states: ['orphan', 'foreign'],
    limit: MOST_WITHOUT_VALUE,
  });
  const withoutValue = tokens.filter(({ keyId }) => listed.has(keyId));
  // A foreign one is dated by the check that first saw it.
  const isNew = ({ state, issuedAt }: Token) => state === 'foreign' && checkedAt !== null && issuedAt >= checkedAt;
  return { ...check, withoutValue, newForeign: withoutValue.filter(isNew).map(({ keyId }) => keyId) };
}

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

/** The live key IDs of one channel whose values the vault does not hold: since when, until when, and of which issue. */
function withoutValueTable({ channelId, withoutValue, newForeign }: DetailedCheck, view: View): string {
  const { labels, say } = view.texts;
  const [first] = withoutValue;
  if (!first) return '';
  const since = ({ keyId, issuedAt }: Token): Cell =>
    newForeign.includes(keyId)
      ? { text: say.firstSeenNow(instant(issuedAt, view)), tone: 'urgent' }
      : { text: instant(issuedAt, view) };
  const details = table(
    withoutValue,
    [
      { heading: labels.state, cell: (token) => tokenState(token, view) },
      { heading: labels.keyId, cell: ({ keyId }) => shortKeyId(keyId, view) },
      { heading: labels.consumer, cell: ({ consumer }) => consumer },
      { heading: labels.since, cell: since },
      { heading: labels.slotFrees, cell: (token) => expiry(token, view) },
      { heading: labels.issueId, cell: ({ issueId }) => issueId ?? '' },
    ],
    view.paint,
  );
  const name = printable(withBadge(first.channelName, first.platformKind, view));
  return `${view.paint('strong', `${name} (${channelId})`)}\n${details}`;
}

function notesOf(channels: readonly DetailedCheck[], { texts: { say }, paint }: View): readonly string[] {
  const settled = channels
    .flatMap(({ resolvedIssues }) => resolvedIssues)
    .filter(({ state }) => state !== 'unknown').length;
  return [
    ...(settled > 0 ? [say.checkSettled(settled)] : []),
    ...(channels.some(({ orphans }) => orphans.length > 0) ? [say.checkLost] : []),
    ...(channels.some(({ foreign }) => foreign.length > 0) ? [say.checkForeign] : []),
    ...channels
      .filter(({ newForeign }) => newForeign.length > 0)
      .map(({ channelId, newForeign }) =>
        paint('urgent', `▲ ${printable(say.checkNewForeign(newForeign.length, channelId))}`),
      ),
  ];
}

const shape = { positionals: { channelId: 'any' }, flags: {} } as const;

const check = defineCommand({
  ...shape,
  async run({ arguments: { channelId } }, session): Promise<Answer> {
    const input = channelId.length > 0 ? { channelIds: [...channelId] } : {};
    checkInput('token.check', input, { ...shape, fieldNames: { channelIds: '<channelId>' } });
    await session.openVault();
    const { channels: checks } = await session.call('token.check', input);
    const channels: DetailedCheck[] = [];
    for (const each of checks) channels.push(await withDetails(session, each));
    const hasDetails = channels.filter(({ withoutValue }) => withoutValue.length > 0);
    return {
      json: { channels },
      people: (view) =>
        channels.length === 0
          ? view.texts.say.noChannels
          : [checkTable(channels, view), ...hasDetails.map((each) => withoutValueTable(each, view))].join('\n\n'),
      notes: (view) => notesOf(channels, view),
      exit: exitOfItems(channels.map(({ error }) => (error ? { error } : 'done'))),
    };
  },
});

/** The command that compares the ledger with LINE. */
export const tokenCheckCommands = { 'token check': check } as const;
