import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openWorkbench, type Workbench } from '../support/workbench.ts';

let bench: Workbench;
let channelId: string;
beforeEach(async () => {
  bench = await openWorkbench();
  channelId = await bench.readyChannel();
});
afterEach(() => bench.stop());

const CHILD = new URL('crash-child.ts', import.meta.url).pathname;

/** Runs the child on the vault (closed here meanwhile) until it ends or `until` says that it has lived long enough. */
async function crash(
  crashAt: string,
  until?: (shown: number) => boolean,
): Promise<{ readonly shown: string[]; readonly signal: string | null }> {
  await bench.engine().shutdown();
  const child = spawn(process.execPath, [CHILD, bench.folder, channelId], {
    env: { ...process.env, CRASH_AT: crashAt },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
    if (until?.(output.split('\n').length - 1)) child.kill('SIGKILL');
  });
  const signal = await new Promise<string | null>((resolve) => child.on('exit', (_code, how) => resolve(how)));
  await bench.restart();
  return { shown: output.split('\n').filter((line) => line !== ''), signal };
}

/** After any crash: what was shown is there with its value, every live key ID at LINE is explained, and nothing stays unknown after one check. */
async function expectEverythingAccountedFor(
  shown: readonly string[],
): Promise<{ readonly tokens: number; readonly orphans: number }> {
  const { tokens } = await bench.call('token.list', { channelId, limit: 200 });
  for (const tokenId of shown)
    expect(tokens.find((token) => token.tokenId === tokenId)).toMatchObject({ state: 'active', hasValue: true });
  const [check] = (await bench.call('token.check', { channelIds: [channelId] })).channels;
  expect(check).toMatchObject({ gone: 0, foreign: [] });
  expect((await bench.call('channel.show', { channelId })).unresolvedIssues).toEqual([]);
  const after = (await bench.call('token.list', { channelId, limit: 200 })).tokens;
  expect(after.map(({ keyId }) => keyId).sort()).toEqual(bench.practice.liveKeyIds(channelId).sort());
  const working = after.filter(({ state }) => state === 'active');
  for (const { tokenId } of working) {
    const { accessToken } = await bench.call('token.reveal', { tokenId });
    expect((await bench.call('token.verify', { accessToken })).valid).toBe(true);
  }
  return { tokens: working.length, orphans: after.filter(({ state }) => state === 'orphan').length };
}

const latestIssue = async () => (await bench.call('issue.list', { unresolvedOnly: false })).issues[0]?.state;

describe('killed at a step of an issue', () => {
  test.each([
    ['before the key IDs were asked for', 'before list', 'not-issued', 0, 0],
    ['while they were asked for', 'during list', 'not-issued', 0, 0],
    ['after they came', 'after list', 'not-issued', 0, 0],
    ['after the intent was recorded as sent, before anything left', 'before issue', 'unknown', 0, 0],
    ['after LINE’s answer came, before it was on disk', 'after issue', 'unknown', 0, 1],
    ['right after it was on disk, before anybody saw it', 'after commit', 'done', 1, 0],
  ])('%s', async (_name, point, state, tokens, orphans) => {
    const { shown, signal } = await crash(point);
    expect({ shown, signal }).toEqual({ shown: [], signal: 'SIGKILL' });
    expect(await latestIssue()).toBe(state);
    expect(await expectEverythingAccountedFor(shown)).toEqual({ tokens, orphans });
  });

  test.each([
    ['LINE having issued', 'none', 1],
    ['LINE not having issued', 'drop-before', 0],
    ['LINE having issued and the connection cut', 'drop-after', 1],
  ] as const)('while the request was under way, %s', async (_name, fault, orphans) => {
    if (fault !== 'none') bench.practice.failNext({ endpoint: 'token', kind: fault });
    else bench.practice.failNext({ endpoint: 'token', kind: 'hang-after' });
    // The child is killed once the platform has the request: the practice platform logs it when it arrives.
    await bench.engine().shutdown();
    const child = spawn(process.execPath, [CHILD, bench.folder, channelId], {
      env: { ...process.env, CRASH_AT: 'never' },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const exited = new Promise<void>((resolve) => child.on('exit', () => resolve()));
    await expect
      .poll(() => bench.practice.requests.some(({ path }) => path === '/oauth2/v2.1/token'), {
        timeout: 20_000,
        interval: 5,
      })
      .toBe(true);
    child.kill('SIGKILL');
    await exited;
    await bench.restart();
    const { orphans: found } = await expectEverythingAccountedFor([]);
    if (fault === 'none') expect(found).toBe(orphans);
    else expect(found).toBeLessThanOrEqual(1);
  });
});

test('killed at random moments, over and over: nothing that was shown is lost, and every key ID is explained', async () => {
  let killed = 0;
  let shownInAll: string[] = [];
  for (let round = 0; round < 8; round++) {
    const after = randomInt(1, 4);
    const { shown, signal } = await crash('never', (count) => count >= after);
    if (signal === 'SIGKILL') killed++;
    shownInAll = [...shownInAll, ...shown.filter((line) => !line.startsWith('failed'))];
    await expectEverythingAccountedFor(shownInAll);
  }
  expect(killed).toBeGreaterThan(0);
});
