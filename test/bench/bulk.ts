import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { fillFleet } from '../support/fill-fleet.ts';
import { openWorkbench, TEST_PASSPHRASE } from '../support/workbench.ts';
import { median, printTable, type Row } from './measure.ts';

const CHILD = new URL('bulk-child.ts', import.meta.url).pathname;
const LATENCY_MS = 20;
/** What the engine lets be under way at once. */
const CALLS_AT_ONCE = 16;
const ROUNDS = 3;
const BUDGET = 1.15;

interface Work {
  readonly what: string;
  readonly kind: 'revoke' | 'check';
  readonly channels: number;
  readonly tokensPerChannel: number;
  readonly calls: number;
}

const WORKS: readonly Work[] = [
  // One list before and one after per channel, and one call a token.
  { what: 'revoke 1,000 tokens of 100 channels', kind: 'revoke', channels: 100, tokensPerChannel: 10, calls: 1_200 },
  { what: 'reconcile 500 channels', kind: 'check', channels: 500, tokensPerChannel: 2, calls: 500 },
];

/** Milliseconds of one run, in a vault and on a platform of its own. */
async function once({ kind, channels, tokensPerChannel }: Work): Promise<number> {
  const bench = await openWorkbench({ keystore: 'file' });
  try {
    await bench.engine().shutdown();
    const { folder, practice } = bench;
    await fillFleet({ folder, passphrase: TEST_PASSPHRASE, practice, channels, tokensPerChannel });
    practice.knobs.latencyMs = LATENCY_MS;
    const { stdout } = await promisify(execFile)(process.execPath, [CHILD, folder, kind], {
      env: { ...process.env, KAGIBAKO_PASSPHRASE: TEST_PASSPHRASE },
    });
    const { milliseconds, state } = JSON.parse(stdout) as { milliseconds: number; state: string };
    if (state !== 'done') throw new Error(`the ${kind} came to ${state}`);
    return milliseconds;
  } finally {
    await bench.stop();
  }
}

/** Operations over many items against the least that the calls themselves take: calls × latency ÷ calls at once. */
export async function benchBulk(): Promise<void> {
  const rows: Row[] = [];
  for (const work of WORKS) {
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round++) times.push(await once(work));
    const least = (work.calls * LATENCY_MS) / CALLS_AT_ONCE;
    const measured = median(times);
    rows.push(
      {
        what: `${work.what}, ${LATENCY_MS} ms a call: the calls alone`,
        figure: `${Math.round(least)} ms`,
        ratio: '',
        budget: '',
      },
      {
        what: `${work.what}: measured`,
        figure: `${Math.round(measured)} ms`,
        ratio: (measured / least).toFixed(2),
        budget: `≤ ${BUDGET}`,
      },
    );
  }
  printTable('Operations over many items', rows);
}
