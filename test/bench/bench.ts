import { benchAssertions } from './assertions.ts';
import { benchBulk } from './bulk.ts';
import { benchKeyGeneration } from './key-generation.ts';
import { benchLedger } from './ledger.ts';
import { benchWindow } from './window.ts';

/** `npm run bench [-- assertions keys ledger bulk window]`: each table compares within one run; timings of different runs say little about each other. */
const benches: Record<string, () => Promise<void>> = {
  assertions: benchAssertions,
  keys: benchKeyGeneration,
  ledger: benchLedger,
  bulk: benchBulk,
  window: benchWindow,
};

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !(name in benches));
if (unknown.length > 0) {
  process.stderr.write(`There is no bench "${unknown.join(', ')}". There are: ${Object.keys(benches).join(', ')}.\n`);
  process.exitCode = 2;
} else {
  for (const [name, run] of Object.entries(benches)) if (chosen.length === 0 || chosen.includes(name)) await run();
}
