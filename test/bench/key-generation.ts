import { generateKeyPair } from 'node:crypto';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { promisify } from 'node:util';
import { generatePrivateKey } from '../../main/signing-keys/generate-private-key.ts';
import { printTable, type Row } from './measure.ts';

const KEYS = 100;
/** Two at a time, as many as this program ever makes at once. */
const AT_ONCE = 2;

interface Run {
  readonly totalMs: number;
  readonly lagP99Ms: number;
}

async function makeKeys(makeOne: () => Promise<unknown>): Promise<Run> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const start = performance.now();
  let left = KEYS;
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (left-- > 0) await makeOne();
    }),
  );
  const totalMs = performance.now() - start;
  delay.disable();
  // The histogram counts the timer's own 1 ms as delay.
  return { totalMs, lagP99Ms: Math.max(0, delay.percentile(99) / 1e6 - 1) };
}

/** 100 keys: how long, against Node's own generator, and how much the event loop feels of it. */
export async function benchKeyGeneration(): Promise<void> {
  const raw = promisify(generateKeyPair);
  const idle = await makeIdle();
  const baseline = await makeKeys(() => raw('rsa', { modulusLength: 2048 }));
  const ours = await makeKeys(async () => (await generatePrivateKey()).privateKey.wipe());
  const row = (what: string, run: Run, ratio: string, budget: string): Row[] => [
    { what: `${what}, mean per key`, figure: `${(run.totalMs / KEYS).toFixed(0)} ms`, ratio, budget: '' },
    { what: `${what}, event-loop lag p99`, figure: `${run.lagP99Ms.toFixed(1)} ms`, ratio: '', budget },
  ];
  printTable(`Generating ${KEYS} RSA-2048 keys`, [
    { what: 'idle, event-loop lag p99', figure: `${idle.toFixed(1)} ms`, ratio: '', budget: '' },
    ...row('raw generateKeyPair', baseline, '1 (baseline)', ''),
    ...row(
      'Kagibako (with PKCS#8 export)',
      ours,
      `${(ours.totalMs / baseline.totalMs).toFixed(2)} × (key times vary widely)`,
      '≤ 10 ms',
    ),
  ]);
}

/** What the machine's own noise does to the event loop in a second of nothing. */
async function makeIdle(): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  delay.disable();
  return Math.max(0, delay.percentile(99) / 1e6 - 1);
}
