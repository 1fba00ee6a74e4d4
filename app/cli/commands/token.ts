import type { OutputOf } from '../../../shared/contract.ts';
import { TOKEN_SORTS, TOKEN_STATES, type Token } from '../../../shared/domain.ts';
import { EXIT } from '../../../shared/errors.ts';
import { flag, switchFlag } from '../arguments/shape.ts';
import { cursor, duration, oneOf, someOf, text, wholeNumber } from '../arguments/value-kinds.ts';
import { expiry, instant, tokenState, withBadge } from '../output/describe.ts';
import { tokenTable } from '../output/lists.ts';
import { fields, table } from '../output/table.ts';
import { localTime } from '../output/time.ts';
import type { View } from '../output/view.ts';
import type { Session } from '../session.ts';
import { defineCommand, done, type Answer } from './command.ts';
import { checkInput, defined, exitOf, operationCommand } from './operation-command.ts';

/** The largest page of the contract. */
const PAGE_LIMIT = 200;

/** Everything about a token but its value, below each other. */
export function tokenText(token: Token, view: View): string {
  const { labels, say } = view.texts;
  return fields(
    [
      [labels.tokenId, { text: token.tokenId, tone: 'strong' }],
      [labels.channel, `${withBadge(token.channelName, token.platformKind, view)} (${token.channelId})`],
      [labels.keyId, token.keyId],
      [labels.state, tokenState(token, view)],
      [labels.consumer, token.consumer],
      [labels.label, token.label],
      [labels.issued, instant(token.issuedAt, view)],
      [labels.expires, expiry(token, view)],
      [labels.checked, instant(token.checkedAt, view)],
      [labels.revoked, token.revokedAt === null ? '' : instant(token.revokedAt, view)],
      [labels.value, token.hasValue ? say.held : { text: say.notHeld, tone: 'warning' }],
    ],
    view.paint,
  );
}

/** The issued token with its value, or with why the value could not be shown: the token exists either way. */
async function revealedAnswer(token: Token, session: Session): Promise<Answer> {
  const revealed = await session.ask('token.reveal', { tokenId: token.tokenId });
  if (!revealed.ok) {
    return {
      ...done(
        { ...token, error: revealed.error },
        (view) => tokenText(token, view),
        ({ texts }) => [texts.say.issuedNotRevealed],
      ),
      failure: revealed.error,
      exit: exitOf(revealed.error),
    };
  }
  const { accessToken } = revealed.value;
  return done(
    { ...token, accessToken },
    (view) => `${tokenText(token, view)}\n${fields([[view.texts.labels.accessToken, accessToken]], view.paint)}`,
  );
}

const issue = defineCommand({
  positionals: { channelId: 'one' },
  flags: {
    lifetime: flag('lifetime', duration),
    label: flag('label', text('L')),
    consumer: flag('consumer', text('C')),
    reveal: switchFlag('reveal'),
  },
  async run({ arguments: { channelId }, flags: { lifetime, label, consumer, reveal } }, session) {
    const input = defined({ channelId, lifetimeSeconds: lifetime, label, consumer });
    const names = {
      positionals: { channelId: 'one' },
      flags: { label: flag('label', text('L')), consumer: flag('consumer', text('C')) },
    } as const;
    checkInput('token.issue', input, { ...names, fieldNames: { lifetimeSeconds: '--lifetime' } });
    await session.openVault();
    const token = await session.call('token.issue', input);
    return reveal ? revealedAnswer(token, session) : done(token, (view) => tokenText(token, view));
  },
});

const list = operationCommand({
  operation: 'token.list',
  positionals: {},
  flags: {
    channel: flag('channel', text('ID')),
    state: flag('state', someOf(TOKEN_STATES, 'S,…')),
    'expiring-within': flag('expiringWithin', duration),
    search: flag('search', text('TEXT')),
    sort: flag('sort', oneOf(TOKEN_SORTS)),
    descending: switchFlag('descending'),
    limit: flag('limit', wholeNumber('N', 1, PAGE_LIMIT)),
    cursor: flag('cursor', cursor),
  },
  input: ({ flags }) =>
    defined({
      channelId: flags.channel,
      states: flags.state && [...flags.state],
      expiringWithinSeconds: flags['expiring-within'],
      search: flags.search,
      sort: flags.sort,
      direction: flags.descending && ('descending' as const),
      limit: flags.limit,
      cursor: flags.cursor,
    }),
  fieldNames: { channelId: '--channel', states: '--state', expiringWithinSeconds: '--expiring-within' },
  people: ({ tokens }, view) => (tokens.length === 0 ? view.texts.say.noTokens : tokenTable(tokens, view)),
  notes: ({ nextCursor }, { texts }) => (nextCursor === null ? [] : [texts.say.nextPage(nextCursor)]),
});

const count = operationCommand({
  operation: 'token.count',
  positionals: { channelId: 'optional' },
  flags: {},
  input: ({ arguments: { channelId } }) => defined({ channelId }),
  people({ total, byState }, { texts, paint }) {
    const { labels, states } = texts;
    const rows = TOKEN_STATES.flatMap((state) =>
      byState[state] ? [{ name: states[state], count: byState[state] }] : [],
    );
    return table(
      [...rows, { name: labels.total, count: total }],
      [
        { heading: labels.state, cell: ({ name }) => name },
        { heading: labels.count, align: 'right', cell: (row) => String(row.count) },
      ],
      paint,
    );
  },
});

const show = operationCommand({
  operation: 'token.show',
  positionals: { tokenId: 'one' },
  flags: {},
  input: ({ arguments: { tokenId } }) => ({ tokenId }),
  people: tokenText,
});

/** `token reveal` prints the value alone, so that it can be piped on. */
const reveal = operationCommand({
  operation: 'token.reveal',
  positionals: { tokenId: 'one' },
  flags: {},
  input: ({ arguments: { tokenId } }) => ({ tokenId }),
  people: ({ accessToken }) => accessToken,
});

function verdict({ valid, refusal }: OutputOf<'token.verify'>, { texts, paint }: View): string {
  if (valid) return paint('good', texts.say.valid);
  const { say } = texts;
  return paint('urgent', refusal === null ? say.notValidPlain : say.notValid(refusal.status, refusal.platformMessage));
}

const verify = operationCommand({
  operation: 'token.verify',
  positionals: {},
  flags: { stdin: switchFlag('stdin'), platform: flag('platform', text('URL')) },
  input: async ({ flags: { platform } }, { secrets }) =>
    defined({ accessToken: await secrets.line('--stdin', 'token'), platform }),
  fieldNames: { accessToken: '--stdin' },
  people(output, view) {
    const { labels, say } = view.texts;
    const { channelId, expiresInSeconds, scope, token } = output;
    const ends =
      expiresInSeconds === null ? '' : localTime(new Date(view.now + expiresInSeconds * 1_000).toISOString());
    const facts = fields(
      [
        [labels.channelId, channelId ?? ''],
        [labels.expires, token === null ? ends : ''],
        [labels.scope, scope ?? ''],
      ],
      view.paint,
    );
    return [verdict(output, view), facts, token === null ? say.notOurs : tokenText(token, view)]
      .filter((part) => part !== '')
      .join('\n');
  },
  exit: ({ valid }) => (valid ? EXIT.done : EXIT.failed),
});

/** `token stateless` prints the value alone: it is stored nowhere, so that this is the only time it is seen. */
const stateless = operationCommand({
  operation: 'token.stateless',
  positionals: { channelId: 'one' },
  flags: {},
  input: ({ arguments: { channelId } }) => ({ channelId }),
  people: ({ accessToken }) => accessToken,
  notes: ({ expiresAt }, { texts }) => [texts.say.statelessExpires(localTime(expiresAt))],
});

/** The commands about single tokens and lists of them; checking and revoking many is in files of its own. */
export const tokenCommands = {
  'token issue': issue,
  'token list': list,
  'token count': count,
  'token show': show,
  'token reveal': reveal,
  'token verify': verify,
  'token stateless': stateless,
} as const;
