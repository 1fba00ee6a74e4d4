import type { ImportLine, ImportReport } from '../../shared/channel-import.ts';
import type { Token } from '../../shared/domain.ts';
import { FakeFailure, type Handlers } from './fake-failure.ts';

type Answered =
  | 'token.identify'
  | 'token.adopt'
  | 'token.export'
  | 'token.copyExport'
  | 'token.saveExport'
  | 'export.metadata'
  | 'export.save'
  | 'reminder.calendar'
  | 'channel.previewImport'
  | 'channel.import';

/** What of the vault these need. */
export interface IdentifyWorld {
  readonly tokens: () => Token[];
  readonly channels: () => readonly { readonly channelId: string; readonly name: string }[];
  readonly now: () => string;
  readonly clearsAt: () => string;
  readonly addChannel: (line: ImportLine) => void;
}

/** The value of a token in the in-memory vault: shaped like one, and recognised by it. */
export const fakeTokenValue = ({ keyId }: Pick<Token, 'keyId'>): string =>
  ['eyJhbGciOiJIUzI1NiJ9', keyId, keyId.split('').reverse().join('')].join('.');

const VALUE = /eyJ[\w-]{10,}\.([\w-]{10,})\.[\w-]{10,}/g;

const keyIdsIn = (text: string): readonly string[] => Array.from(text.matchAll(VALUE), ([, keyId]) => keyId ?? '');

/** Lines of a CSV file without quotes: enough for tests and previews. */
function readLines(text: string, known: ReadonlySet<string>): ImportReport {
  const [head = '', ...rows] = text.trim().split(/\r?\n/);
  const columns = head.split(',').map((name) => name.trim());
  if (!columns.includes('channelId') || !columns.includes('name'))
    return {
      problems: [
        { code: 'column-missing', column: columns.includes('channelId') ? 'name' : 'channelId', number: null },
      ],
      lines: [],
    };
  const lines = rows.map((row, index): ImportLine => {
    const cells = row.split(',');
    const cell = (name: string) => cells[columns.indexOf(name)]?.trim() ?? '';
    const channelId = cell('channelId');
    const name = cell('name');
    const problems: ImportLine['problems'] = [
      ...(/^\d{1,20}$/.test(channelId)
        ? []
        : [{ code: 'channel-id' as const, column: 'channelId' as const, number: null }]),
      ...(name === '' ? [{ code: 'required' as const, column: 'name' as const, number: null }] : []),
    ];
    return {
      line: index + 2,
      outcome: problems.length > 0 ? 'refused' : known.has(channelId) ? 'exists' : 'new',
      channelId: /^\d{1,20}$/.test(channelId) ? channelId : null,
      name: name === '' ? null : name,
      hasSecret: cell('channelSecret') !== '',
      tags: cell('tags')
        .split(';')
        .filter((tag) => tag !== ''),
      problems,
    };
  });
  return { problems: [], lines };
}

/** Whose token is this, taking in, handing over, exporting and importing, in memory. */
export function fakeIdentify(world: IdentifyWorld): Pick<Handlers, Answered> {
  const wanted = (order: Parameters<Handlers['token.export']>[0]): readonly Token[] => {
    if (!('tokenIds' in order)) return world.tokens().filter(({ channelId }) => channelId === order.channelId);
    return order.tokenIds.map((tokenId) => {
      const token = world.tokens().find((each) => each.tokenId === tokenId);
      if (!token) throw new FakeFailure('not-found', { kind: 'token', id: tokenId });
      return token;
    });
  };
  const report = (text: string) => readLines(text, new Set(world.channels().map(({ channelId }) => channelId)));
  return {
    'token.identify': ({ text }) => {
      const keyIds = keyIdsIn(text);
      const tokens = world.tokens().filter(({ keyId, hasValue }) => hasValue && keyIds.includes(keyId));
      return { tokens, unknown: new Set(keyIds).size - tokens.length };
    },
    'token.adopt': ({ accessToken, keyId, consumer = '', label = '' }) => {
      const [inValue] = keyIdsIn(accessToken);
      if (inValue === undefined) throw new FakeFailure('token-malformed');
      const known = world.tokens().find((token) => token.hasValue && token.keyId === inValue);
      if (known) throw new FakeFailure('token-known', { tokenId: known.tokenId });
      const listed = world.tokens().filter(({ state }) => state === 'foreign');
      const named = keyId === undefined ? listed : listed.filter((token) => token.keyId === keyId);
      const [found, ...others] = named;
      if (!found) throw new FakeFailure('key-id-not-live', { keyId: keyId ?? '', channelId: '2006123456' });
      if (others.length > 0) throw new FakeFailure('key-id-ambiguous', { count: named.length });
      const token: Token = {
        ...found,
        state: 'active',
        hasValue: true,
        expiryKnown: true,
        provedAt: world.now(),
        consumer,
        label,
      };
      world.tokens()[world.tokens().indexOf(found)] = token;
      return { token, pairedBy: keyId === undefined ? 'only-one' : 'named' };
    },
    'token.export': (order) => {
      const tokens = wanted(order);
      return {
        text: tokens.map((token) => `LINE_CHANNEL_ACCESS_TOKEN=${fakeTokenValue(token)}\n`).join(''),
        tokenIds: tokens.map(({ tokenId }) => tokenId),
      };
    },
    'token.copyExport': (order) => ({
      clearsAt: world.clearsAt(),
      tokenIds: wanted(order).map(({ tokenId }) => tokenId),
    }),
    'token.saveExport': (order) => {
      wanted(order);
      return { savedAs: order.format === 'dotenv' ? 'line-tokens.env' : 'line-tokens.json' };
    },
    'export.metadata': ({ subject, format }) => ({
      text: format === 'csv' ? 'channelId,name\n' : '[]\n',
      rows: (subject === 'tokens' ? world.tokens() : world.channels()).length,
    }),
    'export.save': (order) => ({
      savedAs: order.what === 'calendar' ? 'kagibako-expiries.ics' : `kagibako-${order.what}.${order.format}`,
    }),
    'reminder.calendar': () => ({
      calendar: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n',
      live: world.tokens().filter(({ state }) => state === 'active').length,
      cancelled: 0,
    }),
    'channel.previewImport': ({ text }) => report(text),
    'channel.import': ({ text }) => {
      const read = report(text);
      return {
        ...read,
        lines: read.lines.map((line) => {
          if (line.outcome !== 'new') return line;
          world.addChannel(line);
          return { ...line, outcome: 'added' as const };
        }),
      };
    },
  };
}
