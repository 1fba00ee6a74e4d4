import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { TOKEN_SORTS } from '../../shared/domain.ts';
import { openLedger } from '../../main/ledger/open-ledger.ts';
import type { Ledger, TokenMatch } from '../../main/ports.ts';
import { fillLedger } from '../support/fill-ledger.ts';
import { printTable, quantile, type Row } from './measure.ts';

const SIZES = [1_000, 100_000, 1_000_000] as const;
const PAGES_PER_ORDER = 40;
const DIRECTIONS = ['ascending', 'descending'] as const;
const DAY_MS = 24 * 60 * 60 * 1_000;

const LIVE: TokenMatch = { states: ['active', 'draining', 'revoking'] };
const ENDED: TokenMatch = { states: ['revoked', 'gone', 'expired'] };

/** What is measured at one size of the ledger. */
interface Measured {
  readonly what: string;
  readonly budget: string;
  /** Milliseconds, one for each call. */
  readonly times: readonly number[];
}

async function timed(times: number[], call: () => Promise<unknown>): Promise<void> {
  const start = performance.now();
  await call();
  times.push(performance.now() - start);
}

/** Times of one call, done several times; `between` is done before each, outside of the time. */
async function times(
  count: number,
  call: (round: number) => Promise<unknown>,
  between: () => Promise<void>,
): Promise<number[]> {
  const found: number[] = [];
  for (let round = 0; round < count; round++) {
    await between();
    await timed(found, () => call(round));
  }
  return found;
}

/** Pages of 200: every sort, first page and pages further in, all channels. */
async function cursorPages(ledger: Ledger, at: string): Promise<number[]> {
  const found: number[] = [];
  for (const sort of TOKEN_SORTS) {
    for (const direction of DIRECTIONS) {
      let cursor: string | undefined;
      for (let page = 0; page < PAGES_PER_ORDER; page++) {
        await timed(found, async () => {
          cursor = (await ledger.tokens({ sort, direction, limit: 200, cursor }, at)).nextCursor ?? undefined;
        });
      }
    }
  }
  return found;
}

/** Pages of 200 at random offsets, every sort; `match` narrows the list. */
async function offsetPages(ledger: Ledger, at: string, match: TokenMatch): Promise<number[]> {
  const found: number[] = [];
  const { matching } = await ledger.countTokens(match, at);
  for (const sort of TOKEN_SORTS) {
    for (const direction of DIRECTIONS) {
      for (let page = 0; page < PAGES_PER_ORDER; page++) {
        const offset = Math.floor(Math.random() * matching);
        await timed(found, () => ledger.tokens({ ...match, sort, direction, limit: 200, offset }, at));
      }
    }
  }
  return found;
}

/** The longest time for which anything else had to wait while `work` ran. */
async function longestWait(work: () => Promise<unknown>): Promise<number> {
  let longest = 0;
  let last = performance.now();
  let isOver = false;
  const look = (): void => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
    if (!isOver) setImmediate(look);
  };
  setImmediate(look);
  await work();
  longest = Math.max(longest, performance.now() - last);
  isOver = true;
  return longest;
}

/** Everything that the window asks of the ledger at a keystroke. What is kept until the next write is asked for behind a write, unless it says otherwise. */
async function measure(ledger: Ledger, channelId: string, at: string): Promise<Measured[]> {
  const written = () => ledger.setChannelPinned(channelId, false).then(() => undefined);
  const boundaries = Array.from({ length: 31 }, (_, day) => new Date(Date.parse(at) + day * DAY_MS).toISOString());
  const page = (match: TokenMatch, offset: number) =>
    ledger.tokens({ ...match, sort: 'consumer', direction: 'ascending', limit: 200, offset }, at);
  /** The longest wait in each of a few runs. */
  const waits = async (work: () => Promise<unknown>): Promise<number[]> => {
    const found: number[] = [];
    for (let round = 0; round < 9; round++) {
      await written();
      found.push(await longestWait(work));
    }
    return found;
  };
  const { matching: ended } = await ledger.countTokens(ENDED, at);
  const middle = Math.floor(ended / 2);
  return [
    { what: 'page behind a cursor', budget: '≤ 4 ms', times: await cursorPages(ledger, at) },
    { what: 'page at a random offset', budget: '≤ 4 ms', times: await offsetPages(ledger, at, {}) },
    { what: 'page at a random offset, ended ones', budget: '≤ 4 ms', times: await offsetPages(ledger, at, ENDED) },
    {
      what: 'page at a random offset, a search',
      budget: '≤ 4 ms',
      times: await offsetPages(ledger, at, { search: 'bot' }),
    },
    { what: 'page at the middle, after a write', budget: '', times: await times(9, () => page({}, middle), written) },
    {
      what: 'page at the middle of ended ones, after a write',
      budget: '',
      times: await times(9, () => page(ENDED, middle), written),
    },
    {
      what: 'page of live ones by consumer, after a write',
      budget: '',
      times: await times(9, () => page(LIVE, 0), written),
    },
    { what: 'count', budget: '', times: await times(40, () => ledger.countTokens({}, at), written) },
    { what: 'count of a state', budget: '', times: await times(40, () => ledger.countTokens(ENDED, at), written) },
    {
      what: 'search, first page',
      budget: '',
      times: await times(9, (round) => page({ search: `bot ${round}` }, 0), written),
    },
    {
      what: 'search that finds nothing',
      budget: '',
      times: await times(9, (round) => page({ search: `nothing ${round}` }, 0), written),
    },
    {
      what: 'search, within a channel',
      budget: '',
      times: await times(9, () => page({ search: 'bot', channelId }, 0), written),
    },
    { what: 'channels', budget: '', times: await times(9, () => ledger.channels(at), written) },
    { what: 'outlook of 30 days', budget: '', times: await times(9, () => ledger.outlook(boundaries, at), written) },
    {
      what: 'preview: a search among live ones',
      budget: '',
      times: await times(9, () => preview(ledger, { ...LIVE, search: 'crm' }, at), written),
    },
    {
      what: 'preview: live ones of a channel',
      budget: '',
      times: await times(9, () => preview(ledger, { ...LIVE, channelId }, at), written),
    },
    { what: 'preview: everything', budget: '', times: await times(9, () => preview(ledger, {}, at), written) },
    {
      what: 'longest wait of others, during a search',
      budget: '≤ 10 ms',
      times: await waits(() => page({ search: 'nothing at all' }, 0)),
    },
    {
      what: 'longest wait of others, while live ones are sorted',
      budget: '≤ 10 ms',
      times: await waits(() => page(LIVE, 0)),
    },
    {
      what: 'longest wait of others, during a preview of everything',
      budget: '≤ 10 ms',
      times: await waits(() => preview(ledger, {}, at)),
    },
  ];
}

/** What a preview asks of the ledger. */
async function preview(ledger: Ledger, match: TokenMatch, at: string): Promise<void> {
  const { tokens } = await ledger.revocableMatches(match, [], 10_000, at);
  await ledger.lastOfConsumer(
    tokens.map(({ tokenId }) => tokenId),
    at,
  );
}

async function atSize(tokens: number): Promise<Measured[]> {
  const folder = await mkdtemp(join(tmpdir(), 'kagibako-bench-'));
  try {
    const at = new Date().toISOString();
    const { channelIds } = await fillLedger({ folder, tokens, at });
    const ledger = await openLedger({ folder, create: false, at });
    const found = await measure(ledger, channelIds[0] ?? '', at);
    await ledger.close();
    return found;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The engine's calls behind a keystroke at three sizes of the ledger, against the smallest. */
export async function benchLedger(): Promise<void> {
  const baselines = new Map<string, number>();
  for (const tokens of SIZES) {
    process.stdout.write(`  filling a ledger with ${tokens.toLocaleString('en')} tokens …\n`);
    const rows = (await atSize(tokens)).flatMap(({ what, budget, times: found }): Row[] => {
      const middle = quantile(found, 0.5);
      const baseline = baselines.get(what);
      if (baseline === undefined) baselines.set(what, middle);
      const ratio = baseline === undefined ? '1 (baseline)' : `${(middle / baseline).toFixed(2)} ×`;
      const p50 = { what: `${what}, p50`, figure: `${middle.toFixed(2)} ms`, ratio, budget };
      if (found.length < 100) return [{ ...p50, what }];
      const p99 = `${quantile(found, 0.99).toFixed(2)} ms`;
      return [p50, { what: `${what}, p99`, figure: p99, ratio: '', budget: '≤ 20 ms' }];
    });
    printTable(`${tokens.toLocaleString('en')} tokens; pages of 200, any sort, either direction`, rows);
  }
}
