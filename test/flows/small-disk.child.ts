/**
 * For tests, on a small disk of its own: issues while the disk is empty, while it fills up, when it is full and when there is room again, and writes
 * what came of each as JSON.
 */
import { rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { InputOf, OperationName, OutputOf } from '../../shared/contract.ts';
import { createNodeTransport } from '../../main/line/node-transport.ts';
import type { HttpTransport } from '../../main/ports.ts';
import { startPracticePlatform } from '../../main/practice/practice-platform.ts';
import { createEngine } from '../../main/vault.ts';
import { registerInConsole } from '../support/practice-console.ts';

const [disk = ''] = process.argv.slice(2);
const filler = join(disk, 'somebody-elses.bin');

async function fillUp(): Promise<void> {
  const { bavail, bsize } = await statfs(disk);
  await writeFile(filler, Buffer.alloc(bavail * bsize));
}

let underWay: (() => Promise<void>) | undefined;
const real = createNodeTransport();
const transport: HttpTransport = async (request) => {
  const outcome = await real(request);
  if (request.url.pathname === '/oauth2/v2.1/token') await underWay?.();
  return outcome;
};
const practice = await startPracticePlatform();
const engine = createEngine({ folder: join(disk, 'vault'), door: 'test', transport });

async function call<Name extends OperationName>(name: Name, input: InputOf<Name>): Promise<OutputOf<Name>> {
  const result = await engine.call(name, input);
  if (result.ok) return result.value;
  throw new Error(`${name} ended in ${result.error.code}`);
}
const codeOf = async (...asked: Parameters<typeof engine.call>): Promise<string> => {
  const result = await engine.call(...asked);
  return result.ok ? 'ok' : result.error.code;
};

await call('vault.create', { keystore: 'file', passphrase: 'six words make a fine one' });
const { channelId, channelSecret } = practice.addChannel();
await call('channel.add', { channelId, name: 'small disk', platform: practice.url, channelSecret });
const { signingKeyId, publicJwk } = await call('key.generate', { channelId });
await call('key.register', { signingKeyId, kid: registerInConsole(practice, channelId, publicJwk) });

const beforeIsFull = await codeOf('token.issue', { channelId });
underWay = fillUp;
const tight = await call('token.issue', { channelId });
underWay = undefined;
const storedIsLiveAtLine = practice.liveKeyIds(channelId).includes(tight.keyId);

practice.clearRequests();
await rm(filler);
await fillUp();
const fullBeforehand = await codeOf('token.issue', { channelId });
const askedLineToIssue = practice.requests.filter(({ path }) => path === '/oauth2/v2.1/token').length;

await rm(filler);
const { tokens } = await call('token.list', { channelId });
const answers = {
  beforeIsFull,
  fullWhileUnderWay: 'ok',
  storedIsLiveAtLine,
  fullBeforehand,
  askedLineToIssue,
  statesWithRoomAgain: tokens.map(({ state }) => state),
  issueWithRoomAgain: await codeOf('token.issue', { channelId }),
  revealOfTheTightOne: await codeOf('token.reveal', { tokenId: tight.tokenId }),
};
await engine.shutdown();
await practice.close();
process.stdout.write(JSON.stringify(answers));
