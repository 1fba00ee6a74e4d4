/** For tests, on a disk of its own: makes a ledger, mounts the disk read-only, and writes what opening it is answered. */
import { execFileSync } from 'node:child_process';
import { isVaultError } from '../vault-error.ts';
import { TEST_NOW } from './ledger-test-support.ts';
import { openLedger } from './open-ledger.ts';

const [folder = ''] = process.argv.slice(2);
await (await openLedger({ folder, create: true, at: TEST_NOW })).close();
execFileSync('mount', ['-o', 'remount,ro', folder]);
const answer = await openLedger({ folder, create: false, at: TEST_NOW }).then(
  () => ({ code: 'opened' }),
  (error: unknown) => ({ code: isVaultError(error) ? error.code : String(error) }),
);
process.stdout.write(JSON.stringify(answer));
