import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { fillLedger } from '../../test/support/fill-ledger.ts';
import { TOKEN_SORTS, TOKEN_STATES, type Token, type TokenSort } from '../../shared/domain.ts';
import type { Ledger, TokenQuery } from '../ports.ts';
import { isVaultError } from '../vault-error.ts';
import {
  addChannelWithKey,
  after,
  by,
  channelOf,
  DAY,
  issueToken,
  newLedger,
  temporaryFolder,
  TEST_NOW,
} from './ledger-test-support.ts';
import { openLedger } from './open-ledger.ts';
import { toSearchText } from './search-text.ts';

/** Enough that a common filter lets too many pass for gathering, and a rare one does not. */
const TOKENS = 13_000;
const DIRECTIONS = ['ascending', 'descending'] as const;

let ledger: Ledger;
let removeFolder: () => Promise<void>;
let channelIds: readonly string[];
let all: readonly Token[];

type Filter = Omit<TokenQuery, 'sort' | 'direction' | 'limit'>;

/** Every token of a list, page by page. */
async function walk(from: Ledger, query: Omit<TokenQuery, 'limit'>, limit = 200, at = TEST_NOW): Promise<Token[]> {
  const found: Token[] = [];
  let cursor: string | undefined;
  do {
    const page = await from.tokens({ ...query, limit, cursor }, at);
    found.push(...page.tokens);
    expect(page.tokens.length).toBeLessThanOrEqual(limit);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return found;
}

/** What a token is sorted by, as a text that sorts like it. */
function keyOf(token: Token, sort: TokenSort): string {
  switch (sort) {
    case 'expiresAt':
    case 'issuedAt':
    case 'channelId':
      return token[sort];
    case 'consumer':
      return Buffer.from(toSearchText(token.consumer)).toString('hex');
    case 'state':
      return `${String(TOKEN_STATES.indexOf(token.state))} ${token.expiresAt}`;
  }
}

function passes(token: Token, filter: Filter): boolean {
  const { channelId, states, expiringWithinSeconds, search } = filter;
  const left = (Date.parse(token.expiresAt) - Date.parse(TEST_NOW)) / 1_000;
  const ended = token.state === 'revoked' || token.state === 'gone';
  const text = [token.label, token.consumer, token.keyId, token.channelId, token.channelName]
    .map(toSearchText)
    .join('\n');
  return (
    (channelId === undefined || token.channelId === channelId) &&
    (!states || states.includes(token.state)) &&
    (expiringWithinSeconds === undefined || (!ended && left > 0 && left <= expiringWithinSeconds)) &&
    toSearchText(search ?? '')
      .split(/\s+/u)
      .every((word) => text.includes(word))
  );
}

beforeAll(async () => {
  const folder = await temporaryFolder((work) => (removeFolder = work));
  ({ channelIds } = await fillLedger({ folder, tokens: TOKENS, channels: 8, at: TEST_NOW }));
  ledger = await openLedger({ folder, create: false, at: TEST_NOW });
  all = await walk(ledger, { sort: 'issuedAt', direction: 'ascending' });
}, 30_000);
afterAll(async () => {
  await ledger.close();
  await removeFolder();
});

test('the ledger holds tokens of every state', () => {
  expect(all.length).toBe(TOKENS);
  expect([...new Set(all.map(({ state }) => state))].toSorted()).toEqual([...TOKEN_STATES].toSorted());
});

const filters: Record<string, () => Filter> = {
  everything: () => ({}),
  'one channel': () => ({ channelId: channelIds[3] }),
  'a channel that is not there': () => ({ channelId: '7' }),
  'what lives': () => ({ states: ['active', 'draining', 'revoking', 'orphan', 'foreign'] }),
  'what lives of one channel': () => ({ states: ['active', 'orphan'], channelId: channelIds[0] }),
  'a common state': () => ({ states: ['expired'] }),
  'common states that end': () => ({ states: ['revoked', 'expired', 'gone'] }),
  'a rare state': () => ({ states: ['gone'] }),
  'rare and expired': () => ({ states: ['foreign', 'expired', 'gone'], channelId: channelIds[1] }),
  'what expires soon': () => ({ expiringWithinSeconds: 3 * DAY }),
  'what expires soon in one channel': () => ({ expiringWithinSeconds: 20 * DAY, channelId: channelIds[2] }),
  'orphans that expire': () => ({ expiringWithinSeconds: 60 * DAY, states: ['orphan', 'gone'] }),
  'two characters of Japanese': () => ({ search: '本番' }),
  'one character of Thai': () => ({ search: 'ท' }),
  'a word in capitals and full width': () => ({ search: 'ＯＲＤＥＲ-bot' }),
  'a channel by its ID': () => ({ search: channelIds[5] ?? '' }),
  'a channel by its name, with a consumer': () => ({ search: '大阪店 CRM', states: ['active', 'revoked'] }),
  'a word in one channel': () => ({ search: 'blue', channelId: channelIds[4], expiringWithinSeconds: 30 * DAY }),
  'what is nowhere': () => ({ search: 'そんなものはない' }),
};

describe.each(Object.entries(filters))('the list of %s', (_, filterOf) => {
  test.each(TOKEN_SORTS.flatMap((sort) => DIRECTIONS.map((direction) => [sort, direction] as const)))(
    'by %s, %s, holds each token once and in order',
    async (sort, direction) => {
      const filter = filterOf();
      const expected = all.filter((token) => passes(token, filter));
      const found = await walk(
        ledger,
        { ...filter, sort, direction },
        Math.max(7, Math.min(200, Math.ceil(expected.length / 5))),
      );
      expect(new Set(found.map(({ tokenId }) => tokenId))).toEqual(new Set(expected.map(({ tokenId }) => tokenId)));
      expect(found.length).toBe(expected.length);
      const keys = found.map((token) => keyOf(token, sort));
      const sorted = keys.toSorted((one, other) => (one < other ? -1 : one > other ? 1 : 0));
      expect(keys).toEqual(direction === 'ascending' ? sorted : sorted.toReversed());
    },
  );
});

describe('a page', () => {
  test('names the next one only where there is one', async () => {
    const { ledger: small } = await newLedger(onTestFinished);
    for (const keyId of ['a', 'b']) await issueToken(small, keyId);
    const page = (limit: number) => small.tokens({ sort: 'expiresAt', direction: 'ascending', limit }, TEST_NOW);
    expect((await page(2)).nextCursor).toBeNull();
    expect((await page(1)).nextCursor).not.toBeNull();
  });

  test('goes on behind its cursor while tokens expire, come and change their state in between', async () => {
    const { ledger: small } = await newLedger(onTestFinished);
    const expiries = Object.entries({ a: 100, b: 100, c: 200, d: 400 });
    for (const [keyId, seconds] of expiries) await issueToken(small, keyId, { expiresAt: after(seconds) });
    const query = { sort: 'state', direction: 'ascending', limit: 1 } as const;
    const first = await small.tokens(query, TEST_NOW);
    expect(first.tokens.map(({ keyId }) => keyId)).toEqual(['a']);
    // By then a, its equal b, and c have expired: the list goes on with what is active, then comes to them.
    const second = await small.tokens({ ...query, limit: 9, cursor: first.nextCursor ?? '' }, after(300));
    expect(second.tokens.map(({ keyId, state }) => [keyId, state])).toEqual([
      ['d', 'active'],
      ['a', 'expired'],
      ['b', 'expired'],
      ['c', 'expired'],
    ]);
    // Backwards, from one that was expired to a clock that was set back.
    const back = { ...query, direction: 'descending' } as const;
    const { nextCursor } = await small.tokens(back, after(300));
    const third = await small.tokens({ ...back, limit: 9, cursor: nextCursor ?? '' }, after(150));
    expect(third.tokens.map(({ keyId, state }) => [keyId, state])).toEqual([
      ['b', 'expired'],
      ['a', 'expired'],
      ['d', 'active'],
      ['c', 'active'],
    ]);
  });

  test('is refused to a cursor of another vault, or of another order', async () => {
    const { ledger: small } = await newLedger(onTestFinished);
    await addChannelWithKey(small);
    const query = { sort: 'consumer', direction: 'ascending', limit: 1 } as const;
    const { nextCursor } = await ledger.tokens(query, TEST_NOW);
    const refused = async (from: Ledger, sort: TokenSort) => {
      const error: unknown = await from
        .tokens({ ...query, sort, cursor: nextCursor ?? '' }, TEST_NOW)
        .catch((thrown: unknown) => thrown);
      return isVaultError(error) ? { code: error.code, ...error.details } : error;
    };
    expect(await refused(small, 'consumer')).toMatchObject({ code: 'invalid-input', fields: [{ path: 'cursor' }] });
    expect(await refused(ledger, 'state')).toMatchObject({
      code: 'invalid-input',
      problems: expect.stringMatching(/^cursor: /),
    });
  });

  test('finds a channel under its new name, and no longer under the old one', async () => {
    const { ledger: small } = await newLedger(onTestFinished);
    await small.addChannel(channelOf(), by());
    await issueToken(small, 'a');
    await small.renameChannel(channelOf().channelId, '名古屋店', by());
    const found = async (search: string) =>
      (await small.tokens({ sort: 'expiresAt', direction: 'ascending', limit: 9, search }, TEST_NOW)).tokens.length;
    expect([await found('名古屋'), await found('大阪')]).toEqual([1, 0]);
  });

  test('finds what a person typed with the wildcards of SQL as it is', async () => {
    const { ledger: small } = await newLedger(onTestFinished);
    await issueToken(small, 'a', {}, { label: '100%_sure' });
    await issueToken(small, 'b', {}, { label: '100 sure' });
    const { tokens } = await small.tokens(
      { sort: 'expiresAt', direction: 'ascending', limit: 9, search: '0%_S' },
      TEST_NOW,
    );
    expect(tokens.map(({ keyId }) => keyId)).toEqual(['a']);
  });
});
