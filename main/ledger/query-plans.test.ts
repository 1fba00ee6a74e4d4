import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { fillLedger } from '../../test/support/fill-ledger.ts';
import type { TokenQuery } from '../ports.ts';
import { connect, type Database } from './connection.ts';
import { temporaryFolder, TEST_NOW } from './ledger-test-support.ts';
import { LEDGER_FILE } from './open-ledger.ts';
import { inOneGo } from './pieces.ts';
import { prepareQueries } from './queries.ts';

/**
 * The plans of the queries that run often or over many rows, pinned: which index they use, how far into it they seek, and that nothing is sorted
 * that an index has in order. SQLite: "EXPLAIN QUERY PLAN".
 */

let database: Database;
let removeFolder: () => Promise<void>;
let channelId: string;

beforeAll(async () => {
  const folder = await temporaryFolder((work) => (removeFolder = work));
  const filled = await fillLedger({ folder, tokens: 800, channels: 2, at: TEST_NOW });
  channelId = filled.channelIds[0] ?? '';
  database = connect(join(folder, LEDGER_FILE));
});
afterAll(async () => {
  database.close();
  await removeFolder();
});

/** The steps of a statement's plan; values are unbound, which no plan of ours depends on. */
function planOf(sql: string): readonly string[] {
  const names = [...sql.matchAll(/@(\w+)/g)].map(([, name = '']) => [name, null]);
  const places = sql
    .replaceAll(/'[^']*'/g, '')
    .split('?')
    .slice(1);
  const values: unknown[] = names.length > 0 ? [Object.fromEntries(names)] : places.map(() => null);
  const plan = database.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(...values);
  return plan.map(({ detail }) => detail);
}

/** The statements that a piece of work prepares. */
function statementsOf(work: () => unknown): readonly string[] {
  const prepare = vi.spyOn(database, 'prepare');
  try {
    work();
    return prepare.mock.calls.map(([sql]) => sql);
  } finally {
    prepare.mockRestore();
  }
}

type Order = Pick<TokenQuery, 'sort' | 'direction'>;

/** The plans of the first two pages of a list. */
function pagePlans(query: Order & Partial<TokenQuery>): readonly (readonly string[])[] {
  const { pages } = prepareQueries(database);
  const at = Date.parse(TEST_NOW);
  const statements = statementsOf(() => {
    const first = inOneGo(pages.page({ limit: 3, ...query }, at));
    expect(first.nextCursor).not.toBeNull();
    inOneGo(pages.page({ limit: 3, ...query, cursor: first.nextCursor ?? '' }, at));
  });
  return statements.map(planOf);
}

/** What a page fetches beside the tokens themselves. */
const ROWS_OF_A_PAGE = [
  'SEARCH c USING INDEX sqlite_autoindex_channel_1 (channel_id=?)',
  'SEARCH v USING INTEGER PRIMARY KEY (rowid=?) LEFT-JOIN',
];

const steps = (...first: readonly string[]) => first.map((step) => [step, ...ROWS_OF_A_PAGE]);

describe('a page seeks to where it begins, in the index of its order, and sorts nothing:', () => {
  const DIRECTIONS = ['ascending', 'descending'] as const;
  const BEYOND = { ascending: '>', descending: '<' };
  const orders = {
    expiresAt: ['token_by_expiry', 'token_by_channel_expiry', 'expires_at'],
    issuedAt: ['token_by_issue_time', 'token_by_channel_issue_time', 'issued_at'],
    consumer: ['token_by_consumer', 'token_by_channel_consumer', 'consumer_key'],
    channelId: ['token_by_channel', 'token_by_channel', 'channel_id'],
  } as const;
  const cases = (['expiresAt', 'issuedAt', 'consumer', 'channelId'] as const).flatMap((sort) =>
    DIRECTIONS.map((direction) => [sort, direction] as const),
  );

  test.each(cases)('by %s, %s, over all channels', (sort, direction) => {
    const [index, , column] = orders[sort];
    const beyond = BEYOND[direction];
    expect(pagePlans({ sort, direction, limit: 450 })).toEqual(
      steps(
        `SCAN t USING INDEX ${index}`,
        // Behind the last row: its equals first, then what is beyond.
        `SEARCH t USING INDEX ${index} (${column}=? AND rowid${beyond}?)`,
        `SEARCH t USING INDEX ${index} (${column}${beyond}?)`,
      ),
    );
  });

  test.each(cases)('by %s, %s, within a channel', (sort, direction) => {
    const [, index, column] = orders[sort];
    const beyond = BEYOND[direction];
    const behind =
      sort === 'channelId'
        ? [`SEARCH t USING INDEX ${index} (channel_id=? AND rowid${beyond}?)`]
        : [
            `SEARCH t USING INDEX ${index} (channel_id=? AND ${column}=? AND rowid${beyond}?)`,
            `SEARCH t USING INDEX ${index} (channel_id=? AND ${column}${beyond}?)`,
          ];
    expect(pagePlans({ sort, direction, channelId, limit: 250 })).toEqual(
      steps(`SEARCH t USING INDEX ${index} (channel_id=?)`, ...behind),
    );
  });

  const byState = [
    [
      'active',
      'token_by_state',
      'token_by_channel_state',
      'state=? AND ',
      ['expires_at>?', '', 'expires_at>?', 'expires_at>? AND expires_at<?'],
    ],
    ['revoked', 'token_by_state', 'token_by_channel_state', 'state=? AND ', ['', '', 'expires_at>?', 'expires_at<?']],
    [
      'expired',
      'token_open_by_expiry',
      'token_open_by_channel',
      '',
      ['expires_at<?', '', 'expires_at>? AND expires_at<?', 'expires_at<?'],
    ],
  ] as const;
  test.each(byState)('by state, among the %s ones', (state, index, indexOfChannel, prefix, [first, , up, down]) => {
    for (const direction of DIRECTIONS) {
      for (const channel of [undefined, channelId]) {
        const inIndex = (bounds: string): string => {
          const terms = `${channel === undefined ? '' : 'channel_id=? AND '}${prefix}${bounds}`.replace(/ AND $/, '');
          return `SEARCH t USING INDEX ${channel === undefined ? index : indexOfChannel} (${terms})`;
        };
        const beyond = direction === 'ascending' ? up : down;
        // The filter leaves no more to do than to walk through that one state.
        expect(
          pagePlans({ sort: 'state', direction, states: [state], channelId: channel }).map(([step]) => step),
        ).toEqual([inIndex(first), inIndex(`expires_at=? AND rowid${BEYOND[direction]}?`), inIndex(beyond)]);
      }
    }
  });

  test('by expiry, of what is live: past everything that has ended or expired', () => {
    expect(
      pagePlans({ sort: 'expiresAt', direction: 'ascending', states: ['active', 'orphan'] }).map(([step]) => step),
    ).toEqual([
      'SEARCH t USING INDEX token_open_by_expiry (expires_at>?)',
      'SEARCH t USING INDEX token_open_by_expiry (expires_at=? AND rowid>?)',
      'SEARCH t USING INDEX token_open_by_expiry (expires_at>?)',
    ]);
    const soon = { sort: 'expiresAt', direction: 'ascending', expiringWithinSeconds: 30 * 86_400 } as const;
    expect(pagePlans({ ...soon, channelId }).map(([step]) => step)).toEqual([
      'SEARCH t USING INDEX token_open_by_channel (channel_id=? AND expires_at>? AND expires_at<?)',
      'SEARCH t USING INDEX token_open_by_channel (channel_id=? AND expires_at=? AND rowid>?)',
      'SEARCH t USING INDEX token_open_by_channel (channel_id=? AND expires_at>? AND expires_at<?)',
    ]);
  });
});

describe('a narrow filter is answered from what passes it:', () => {
  const firstSteps = (query: Partial<TokenQuery>) =>
    pagePlans({ sort: 'consumer', direction: 'ascending', limit: 1, ...query }).map(([step]) => step);

  test('a state, from its own stretch of the index', () => {
    expect(firstSteps({ states: ['gone'] })[0]).toBe('SEARCH t USING COVERING INDEX token_by_state (state=?)');
    expect(firstSteps({ states: ['active'], channelId })[0]).toBe(
      'SEARCH t USING COVERING INDEX token_by_channel_state (channel_id=? AND state=? AND expires_at>?)',
    );
  });

  test('a search, from the search texts alone', () => {
    expect(firstSteps({ search: 'bot' })).toContain('SEARCH s USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)');
    expect(firstSteps({ search: 'bot', channelId })).toContain(
      'SEARCH t USING COVERING INDEX token_by_channel (channel_id=? AND rowid>? AND rowid<?)',
    );
  });

  test('what expires soon, from the tokens that can still expire', () => {
    expect(firstSteps({ expiringWithinSeconds: 30 * 86_400 })[0]).toBe(
      'SEARCH t USING INDEX token_open_by_expiry (expires_at>? AND expires_at<?)',
    );
  });
});

describe('a page at an offset is walked to through an index alone:', () => {
  const scale = { few: 5, step: 50, plainStep: 70, near: 20, rowsAPiece: 300 };
  const plansAt = (query: Order & Partial<TokenQuery>, offset: number) => {
    const { pages } = prepareQueries(database, scale);
    return statementsOf(() => inOneGo(pages.page({ limit: 3, offset, ...query }, Date.parse(TEST_NOW))));
  };
  const walks = (query: Order & Partial<TokenQuery>, offset: number) =>
    plansAt(query, offset)
      .filter((sql) => sql.includes('OFFSET'))
      .flatMap(planOf);

  test.each([
    ['expiresAt', 'token_by_expiry'],
    ['issuedAt', 'token_by_issue_time'],
    ['consumer', 'token_by_consumer'],
    ['channelId', 'token_by_channel'],
  ] as const)('by %s', (sort, index) => {
    for (const offset of [300, 700]) {
      const steps = walks({ sort, direction: 'ascending' }, offset);
      expect(steps.length).toBeGreaterThan(0);
      expect(steps.filter((step) => !step.includes(`USING COVERING INDEX ${index}`))).toEqual([]);
    }
  });

  test('by state', () => {
    const steps = walks({ sort: 'state', direction: 'descending' }, 400);
    expect(steps.length).toBeGreaterThan(0);
    expect(steps.filter((step) => !/USING (COVERING )?INDEX token_(by_state|open_by_expiry)/.test(step))).toEqual([]);
  });

  test('of some states, once these are chosen', () => {
    const steps = walks({ sort: 'consumer', direction: 'ascending', states: ['revoked', 'expired'] }, 300);
    expect(steps.length).toBeGreaterThan(0);
    expect(steps.filter((step) => !step.includes('USING COVERING INDEX token_by_consumer'))).toEqual([]);
  });
});

test('the log of one subject is read from its own stretch of the index', () => {
  const plans = statementsOf(() => prepareQueries(database))
    .filter((sql) => sql.includes('audit_by_subject'))
    .map(planOf);
  expect(plans).toEqual([['SEARCH audit USING INDEX audit_by_subject (subject_id=? AND sequence<?)']]);
});

test('the outlook of a channel is read from the unexpired stretches of its states', () => {
  const plans = statementsOf(() => prepareQueries(database))
    .filter(
      (sql) => /expires_at (>= @from|> @at)/.test(sql) && /issued_at|min\(expires_at\)\s+FROM token INDEXED/.test(sql),
    )
    .map(planOf)
    .filter((plan) => plan.length === 1);
  expect(plans.flat()).toEqual([
    'SEARCH token USING INDEX token_by_channel_state (channel_id=? AND state=? AND expires_at>? AND expires_at<?)',
    'SEARCH token USING COVERING INDEX token_by_channel_state (channel_id=? AND state=? AND expires_at>?)',
  ]);
});

test('what is prepared for good looks through nothing that grows, but to verify it, or to take its newest', () => {
  const plans = statementsOf(() => prepareQueries(database))
    .filter((sql) => /^\s*SELECT/.test(sql))
    .flatMap(planOf);
  const scans = plans.filter((step) => step.startsWith('SCAN'));
  expect([...new Set(scans)].toSorted()).toEqual([
    // Read whole by `firstBrokenLine`, and from its end for the newest line.
    'SCAN audit',
    // Channels and keys: there are few, and their lists show all of them.
    'SCAN c',
    'SCAN c USING INDEX sqlite_autoindex_channel_1',
    'SCAN channel',
    // From its end, up to a limit.
    'SCAN i USING INDEX issue_by_time',
    'SCAN i USING INDEX issue_unresolved',
    'SCAN issue USING INDEX issue_unresolved',
    // From its end, up to a limit; and those that are under way.
    'SCAN n',
    'SCAN n USING INDEX containment_under_way',
    // From its end, up to a limit.
    'SCAN operation',
    'SCAN operation USING INDEX operation_open',
    // From its end, up to a limit; and those that are under way.
    'SCAN r',
    'SCAN r USING INDEX rotation_under_way',
    'SCAN signing_key USING INDEX signing_key_by_thumbprint',
    // A few rows for each channel.
    'SCAN token_count',
    // The IDs that were asked for.
    'SCAN wanted VIRTUAL TABLE INDEX 1:',
  ]);
});
