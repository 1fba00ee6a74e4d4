import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { outcomeOf, startCommandLine } from './support/built-command-line.ts';
import { addReadyChannel, issueToken, openDeskWithVault, type Desk } from './support/desk.ts';

/** Operations over many items from the command line, one process a command. */

let desk: Desk;
let channels: readonly string[];
beforeAll(async () => {
  desk = await openDeskWithVault();
  const second = desk.practice.addChannel({ name: '魚屋' });
  await addReadyChannel(desk);
  await addReadyChannel(desk, second);
  channels = [desk.channel.channelId, second.channelId];
}, 120_000);
afterAll(() => desk.close());

interface Report {
  readonly operation: { readonly operationId: string; readonly state: string };
  readonly outcomes: Readonly<Record<string, number>>;
}

const order = async (argv: readonly string[], exit = 0) =>
  (await desk.json(['operation', ...argv], { exit })) as unknown as Report;
const live = () => channels.flatMap((channelId) => desk.practice.liveKeyIds(channelId)).length;

test('issues for many, checks many, and revokes many once the risk is named', async () => {
  expect(await order(['issue', ...channels, '--consumer', 'web'])).toMatchObject({
    operation: { state: 'done' },
    outcomes: { issued: 2 },
  });
  expect(await order(['check'])).toMatchObject({ outcomes: { checked: 2 } });
  const refused = await desk.run(['operation', 'revoke', '--search', 'web', '--yes']);
  expect([refused.exit, refused.stderr, live()]).toEqual([1, expect.stringContaining('last-of-consumer') as string, 2]);
  expect(await order(['revoke', '--search', 'web', '--accept', 'last-of-consumer'])).toMatchObject({
    operation: { state: 'done' },
    outcomes: { revoked: 2 },
  });
  expect(live()).toBe(0);
});

test('Ctrl-C pauses, says how to go on, and the next command does', async () => {
  const [first = ''] = channels;
  for (let count = 0; count < 10; count += 1) await issueToken(desk, first);
  desk.practice.knobs.latencyMs = 300;
  desk.practice.clearRequests();
  const { environment } = desk;
  const over = startCommandLine(['operation', 'revoke', '--channel', first], { environment });
  const ended = outcomeOf(over);
  await vi.waitUntil(() => desk.practice.requests.some(({ path }) => path.includes('revoke')), { timeout: 30_000 });
  over.kill('SIGINT');
  const { exit, stderr } = await ended;
  const resume = /kagibako (operation resume \S+)/.exec(stderr)?.[1]?.split(' ') ?? [];
  expect([exit, resume.length, live() > 0]).toEqual([130, 3, true]);
  desk.practice.knobs.latencyMs = 0;
  expect(await desk.json(resume)).toMatchObject({ operation: { state: 'done', finished: 10 } });
  expect(live()).toBe(0);
});

test('some that fail end with 3 and can be tried again; without a network it waits and ends with 5', async () => {
  desk.practice.failNext({ endpoint: 'token', kind: 'status', status: 429 });
  const { operation } = await order(['issue', ...channels], 3);
  expect(await order(['retry', operation.operationId])).toMatchObject({ outcomes: { issued: 2 } });
  desk.practice.failNext({ endpoint: 'kids', kind: 'drop-before', times: 'always' });
  const waits = await order(['check'], 5);
  expect(waits.operation.state).toBe('queued');
  desk.practice.clearFaults();
  const begun = await desk.json(['operation', 'run-queue']);
  expect(begun).toMatchObject({ operations: [{ operation: { state: 'done' } }] });
});
