import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { STORED_TOKEN_STATES, TOKEN_SORTS, TOKEN_STATES, type Token } from '../../shared/domain.ts';
import type { TokenMatch, TokenQuery } from '../ports.ts';
import { connect, type Database } from './connection.ts';
import { channelOf, newLedger, TEST_NOW, by } from './ledger-test-support.ts';
import { LEDGER_FILE } from './open-ledger.ts';
import { inOneGo } from './pieces.ts';
import { prepareQueries, type Queries } from './queries.ts';
import { SCALE } from './scale.ts';
import { joinSearchFields, toSearchText } from './search-text.ts';
import { statementsOver } from './statements.ts';

/**
 * Pages at offsets against the lists that following the cursors gives: over random ledgers, filters and orders, with every limit that tells long lists
 * from short ones made small, so that each way of reading is taken.
 */

const NOW = Date.parse(TEST_NOW);
const CHANNELS = ['1', '2', '3'] as const;
const CONSUMERS = ['', 'bot', '予約', 'ｂｏｔ', '𠮷野', '～'] as const;

const tokenArbitrary = fc.record({
  channel: fc.constantFrom(...CHANNELS),
  state: fc.constantFrom(...STORED_TOKEN_STATES),
  consumer: fc.constantFrom(...CONSUMERS),
  label: fc.constantFrom('blue', 'green', ''),
  // Few instants, so that many are equal, about half of them over.
  issuedAt: fc.integer({ min: -9, max: -1 }),
  expiresAt: fc.integer({ min: -4, max: 4 }),
});
type TokenSample = typeof tokenArbitrary extends fc.Arbitrary<infer Sample> ? Sample : never;

/** Mostly nothing, so that lists are not short all the time. */
const seldom = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined, freq: 1 });

const matchArbitrary: fc.Arbitrary<TokenMatch> = fc.record({
  channelId: seldom(fc.constantFrom(...CHANNELS, '9')),
  states: seldom(fc.subarray([...TOKEN_STATES], { minLength: 1 })),
  expiringWithinSeconds: seldom(fc.integer({ min: 0, max: 5 })),
  search: seldom(fc.constantFrom('b', 'bot', 'blue bot', '予約', '大阪', 'nowhere', ' ')),
});

const scaleArbitrary = fc.record({
  few: fc.constantFrom(0, 0, 3, 1_000),
  step: fc.integer({ min: 1, max: 7 }),
  plainStep: fc.integer({ min: 1, max: 9 }),
  near: fc.constantFrom(0, 3, 1_000),
  rowsAPiece: fc.integer({ min: 1, max: 9 }),
});

async function emptyLedger(): Promise<Database> {
  const { folder, ledger } = await newLedger(onTestFinished);
  for (const channelId of CHANNELS) await ledger.addChannel(channelOf(channelId), by());
  await ledger.close();
  const database = connect(join(folder, LEDGER_FILE));
  onTestFinished(() => void database.close());
  // Hundreds of ledgers are made in it, and none is worth keeping.
  database.pragma('synchronous = OFF');
  return database;
}

function fill(database: Database, tokens: readonly TokenSample[], removed: boolean): void {
  database.exec('DELETE FROM token_search; DELETE FROM token;');
  database.prepare(`UPDATE channel SET removed_at = ? WHERE channel_id = '3'`).run(removed ? NOW : null);
  const add = database.prepare(
    `INSERT INTO token (sequence, token_id, channel_id, key_id, state, label, consumer, consumer_key, issued_at, expires_at, expiry_known)
     VALUES (@sequence, @id, @channel, @id, @state, @label, @consumer, @key, @issued, @expires, 1)`,
  );
  const addSearch = database.prepare('INSERT INTO token_search VALUES (?, ?, ?)');
  tokens.forEach(({ channel, state, label, consumer, issuedAt, expiresAt }, index) => {
    const sequence = index * 2 + 1;
    const [issued, expires] = [NOW + issuedAt * 1_000, NOW + expiresAt * 1_000];
    const key = toSearchText(consumer);
    add.run({ sequence, id: `token-${String(sequence)}`, channel, state, label, consumer, key, issued, expires });
    addSearch.run(sequence, channel, joinSearchFields(label, consumer, `token-${String(sequence)}`, channel));
  });
}

/** The list as the cursors give it. */
function followed({ pages }: Queries, query: Omit<TokenQuery, 'limit'>, at: number): Token[] {
  const found: Token[] = [];
  let cursor: string | undefined;
  do {
    // The first page is asked for behind no cursor; the others do not know of any offset.
    const page = inOneGo(pages.page({ ...query, limit: 3, cursor }, at));
    found.push(...page.tokens);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return found;
}

test('a page at any offset is the one that the cursors lead to, also after a write and with another clock', async () => {
  const database = await emptyLedger();
  const statements = statementsOver(database);
  const usual = prepareQueries(database, SCALE, statements);
  fc.assert(
    fc.property(
      fc.array(tokenArbitrary, { minLength: 1, maxLength: 40, size: 'max' }),
      fc.boolean(),
      scaleArbitrary,
      matchArbitrary,
      fc.constantFrom(...TOKEN_SORTS),
      fc.constantFrom('ascending' as const, 'descending' as const),
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2, maxLength: 6, size: 'max' }),
      fc.array(fc.tuple(fc.nat({ max: 39 }), fc.constantFrom(...STORED_TOKEN_STATES)), {
        maxLength: 9,
        size: 'max',
      }),
      fc.integer({ min: -3, max: 3 }),
      (tokens, removed, scale, match, sort, direction, shares, changes, later) => {
        fill(database, tokens, removed);
        usual.forget();
        const queries = prepareQueries(database, scale, statements);
        const query = { ...match, sort, direction };
        const check = (at: number): void => {
          const list = followed(usual, query, at);
          for (const share of shares) {
            const offset = Math.round(share * (list.length + 1));
            const page = inOneGo(queries.pages.page({ ...query, offset, limit: 5 }, at));
            expect(page.tokens).toEqual(list.slice(offset, offset + 5));
            expect(page.nextCursor !== null).toBe(list.length > offset + 5);
          }
          // With small limits, following the cursors takes other ways to the same list.
          expect(followed(queries, query, at)).toEqual(list);
          expect(inOneGo(queries.matches.count(match, at)).matching).toBe(list.length);
        };
        check(NOW);
        check(NOW + later * 1_000);
        for (const [index, state] of changes)
          database.prepare('UPDATE token SET state = ? WHERE sequence = ?').run(state, index * 2 + 1);
        queries.forget();
        usual.forget();
        check(NOW + later * 1_000);
      },
    ),
    { numRuns: 400 },
  );
}, 60_000);

test('all that match but for some are told apart into what can be revoked, what has no value, and what has ended', async () => {
  const database = await emptyLedger();
  const statements = statementsOver(database);
  fc.assert(
    fc.property(
      fc.array(fc.tuple(tokenArbitrary, fc.boolean()), { minLength: 1, maxLength: 30, size: 'max' }),
      fc.boolean(),
      scaleArbitrary,
      matchArbitrary,
      fc.uniqueArray(fc.nat({ max: 35 }), { maxLength: 5 }),
      (samples, removed, scale, match, excepted) => {
        database.exec('DELETE FROM token_value');
        fill(
          database,
          samples.map(([sample]) => sample),
          removed,
        );
        const addValue = database.prepare(`INSERT INTO token_value VALUES (?, x'00', x'00')`);
        samples.forEach(([, hasValue], index) => {
          if (hasValue) addValue.run(index * 2 + 1);
        });
        const queries = prepareQueries(database, scale, statements);
        const except = excepted.map((index) => `token-${String(index * 2 + 1)}`);
        const list = followed(queries, { ...match, sort: 'expiresAt', direction: 'ascending' }, NOW).filter(
          ({ tokenId }) => !except.includes(tokenId),
        );
        const ended = list.filter(({ state }) => ['revoked', 'gone', 'expired'].includes(state));
        const live = list.filter(
          ({ state, hasValue }) => ['active', 'draining', 'revoking'].includes(state) && hasValue,
        );
        const found = inOneGo(queries.matches.revocable(match, except, 9, NOW));
        const ids = (tokens: readonly Token[]) => tokens.map(({ tokenId }) => tokenId).toSorted();
        expect([found.count, found.notLive.count, found.withoutValue.count]).toEqual([
          live.length,
          ended.length,
          list.length - live.length - ended.length,
        ]);
        expect(found.tokens).toEqual(live.length > 9 ? [] : live);
        expect(found.notLive.tokenIds.toSorted()).toEqual(ids(ended));
        expect(new Set([...found.withoutValue.tokenIds, ...ids(live), ...ids(ended)])).toEqual(new Set(ids(list)));
        expect(inOneGo(queries.matches.channels(match, except, NOW)).toSorted()).toEqual(
          [...new Set(list.map(({ channelId }) => channelId))].toSorted(),
        );
      },
    ),
    { numRuns: 300 },
  );
}, 60_000);
