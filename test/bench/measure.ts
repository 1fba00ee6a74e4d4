import { performance } from 'node:perf_hooks';

/** One figure of one contender, in its own unit. */
export interface Row {
  readonly what: string;
  readonly figure: string;
  /** Against the baseline of the same table; the baseline itself has none. */
  readonly ratio: string;
  readonly budget: string;
}

/** The middle value. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value below which the share `q` of the values lies. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
}

/** How many times per second each contender runs: several short rounds each, in turn, so that a noisy moment meets all of them; the median round counts. */
export async function ratesPerSecond(
  contenders: Readonly<Record<string, () => unknown>>,
  rounds = 7,
  roundMs = 250,
): Promise<Record<string, number>> {
  const rates: Record<string, number[]> = {};
  for (let round = 0; round <= rounds; round++) {
    for (const [name, run] of Object.entries(contenders)) {
      const start = performance.now();
      let count = 0;
      while (performance.now() - start < roundMs) {
        await run();
        count++;
      }
      // The first round warms up.
      if (round > 0) (rates[name] ??= []).push((count / (performance.now() - start)) * 1000);
    }
  }
  return Object.fromEntries(Object.entries(rates).map(([name, values]) => [name, median(values)]));
}

/** Prints a table, columns aligned. */
export function printTable(title: string, rows: readonly Row[]): void {
  const columns = ['what', 'figure', 'ratio', 'budget'] as const;
  const widths = columns.map((column) => Math.max(...rows.map((row) => row[column].length), column.length));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, index) => (index === 0 ? cell.padEnd(widths[index] ?? 0) : cell.padStart(widths[index] ?? 0)))
      .join('   ');
  process.stdout.write(`\n${title}\n${line(columns)}\n${widths.map((width) => '─'.repeat(width)).join('   ')}\n`);
  for (const row of rows) process.stdout.write(`${line(columns.map((column) => row[column]))}\n`);
}
