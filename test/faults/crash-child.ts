/**
 * A process that issues tokens until it is killed, for the crash tests. It kills itself with SIGKILL at the point named by CRASH_AT, or runs until
 * somebody else does. Each token ID that it was given is written to stdout at once: what was shown must survive.
 */
import { writeSync } from 'node:fs';
import { createNodeTransport } from '../../main/line/node-transport.ts';
import type { HttpTransport } from '../../main/ports.ts';
import { createEngine } from '../../main/vault.ts';

const [folder = '', channelId = ''] = process.argv.slice(2);
const crashAt = process.env['CRASH_AT'] ?? 'never';

function dieAt(point: string): void {
  if (point === crashAt) process.kill(process.pid, 'SIGKILL');
}

const real = createNodeTransport();
const transport: HttpTransport = async (request) => {
  const endpoint = request.url.pathname.endsWith('/kid') ? 'list' : 'issue';
  dieAt(`before ${endpoint}`);
  if (crashAt === `during ${endpoint}`) {
    // The request leaves, and this process is gone before any answer can come back.
    void real(request);
    await new Promise((resolve) => setImmediate(resolve));
    dieAt(`during ${endpoint}`);
  }
  const outcome = await real(request);
  dieAt(`after ${endpoint}`);
  return outcome;
};

const engine = createEngine({
  folder,
  door: 'test',
  transport,
  emit: (event) => {
    // The first change of tokens that an issue announces is its completion, already on disk.
    if (event.name === 'ledger.changed' && event.payload.areas.includes('tokens')) dieAt('after commit');
  },
});

for (let count = 0; count < 25; count++) {
  const result = await engine.call('token.issue', { channelId, consumer: `crash ${count}` });
  if (!result.ok) {
    writeSync(1, `failed ${result.error.code}\n`);
    break;
  }
  writeSync(1, `${result.value.tokenId}\n`);
}
await engine.shutdown();
