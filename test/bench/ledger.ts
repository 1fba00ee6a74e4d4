import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { TOKEN_SORTS } from '../../shared/domain.ts';
import { openLedger } from '../../main/ledger/open-ledger.ts';
import { fillLedger } from '../support/fill-ledger.ts';
import { printTable, quantile, type Row } from './measure.ts';

const SIZES = [1_000, 100_000, 1_000_000] as const;
const PAGES_PER_SORT = 40;

/** Pages of 200 through the port: every sort, first page and pages further in, all channels. Milliseconds. */
async function pageTimes(tokens: number): Promise<number[]> {
  const folder = await mkdtemp(join(tmpdir(), 'kagibako-bench-'));
  try {
    const at = new Date().toISOString();
    await fillLedger({ folder, tokens, at });
    const ledger = await openLedger({ folder, create: false, at });
    const times: number[] = [];
    for (const sort of TOKEN_SORTS) {
      for (const direction of ['ascending', 'descending'] as const) {
        let cursor: string | undefined;
        for (let page = 0; page < PAGES_PER_SORT; page++) {
          const start = performance.now();
          const { nextCursor } = await ledger.tokens({ sort, direction, limit: 200, cursor }, at);
          times.push(performance.now() - start);
          cursor = nextCursor ?? undefined;
        }
      }
    }
    await ledger.close();
    return times;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A page of 200 tokens at three sizes of the ledger, against the smallest. */
export async function benchLedger(): Promise<void> {
  const rows: Row[] = [];
  let baseline = 0;
  for (const tokens of SIZES) {
    process.stdout.write(`  filling a ledger with ${tokens.toLocaleString('en')} tokens …\n`);
    const times = await pageTimes(tokens);
    const middle = quantile(times, 0.5);
    if (baseline === 0) baseline = middle;
    const ratio = baseline === middle ? '1 (baseline)' : `${(middle / baseline).toFixed(2)} ×`;
    rows.push({
      what: `${tokens.toLocaleString('en')} tokens, p50`,
      figure: `${middle.toFixed(2)} ms`,
      ratio,
      budget: '≤ 4 ms',
    });
    rows.push({
      what: `${tokens.toLocaleString('en')} tokens, p99`,
      figure: `${quantile(times, 0.99).toFixed(2)} ms`,
      ratio: '',
      budget: '≤ 20 ms',
    });
  }
  printTable('A page of 200 tokens, any sort, either direction', rows);
}
