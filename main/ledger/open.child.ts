/**
 * For tests: opens the ledger in the folder that it is given and writes the outcome as one line of JSON. With `hold` it stays open until killed.
 */
import { isVaultError } from '../vault-error.ts';
import { TEST_NOW } from './ledger-test-support.ts';
import { openLedger } from './open-ledger.ts';

const [folder = '', mode] = process.argv.slice(2);
try {
  const ledger = await openLedger({ folder, create: false, at: TEST_NOW });
  process.stdout.write(`${JSON.stringify({ open: true })}\n`);
  if (mode === 'hold') setInterval(() => undefined, 60_000);
  else await ledger.close();
} catch (error) {
  if (!isVaultError(error)) throw error;
  process.stdout.write(`${JSON.stringify({ code: error.code, details: error.details })}\n`);
}
