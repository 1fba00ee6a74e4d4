/**
 * For tests: opens the ledger in the folder that it is given and adds channels until it is killed, saying of each when it is on disk. Each is
 * renamed at once, so that a kill may fall between two transactions on one row.
 */
import { by, channelOf, TEST_NOW } from './ledger-test-support.ts';
import { openLedger } from './open-ledger.ts';

const [folder = '', first = '0'] = process.argv.slice(2);
const ledger = await openLedger({ folder, create: false, at: TEST_NOW });
for (let number = Number(first); ; number += 1) {
  const channelId = String(number);
  await ledger.addChannel(channelOf(channelId), by());
  await ledger.renameChannel(channelId, `channel ${channelId}`, by());
  process.stdout.write(`${channelId}\n`);
}
