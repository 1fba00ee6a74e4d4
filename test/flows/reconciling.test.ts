import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openWorkbench, type Workbench } from '../support/workbench.ts';

const DAY = 24 * 60 * 60;

let bench: Workbench;
let channelId: string;

beforeEach(async () => {
  bench = await openWorkbench({ answerWithinMs: 2_000 });
  channelId = await bench.readyChannel();
});
afterEach(() => bench.stop());

const check = async () => (await bench.call('token.check', { channelIds: [channelId] })).channels[0];
/** Lets days go by, on both sides. */
function days(count: number): void {
  bench.clockOffsetMs += count * DAY * 1_000;
  bench.practice.clock.advance(count * DAY);
}
const withoutValue = async () =>
  (await bench.call('token.list', { channelId, states: ['orphan', 'foreign'], sort: 'issuedAt' })).tokens;
const slots = async () => (await bench.call('channel.show', { channelId })).channel.slots;

/** An issue that LINE carries out and whose answer never arrives. Gives the issue’s ID. */
async function loseIssue(consumer: string, lifetimeSeconds: number): Promise<unknown> {
  bench.practice.failNext({ endpoint: 'token', kind: 'drop-after' });
  const { details } = await bench.refused('token.issue', { channelId, consumer, label: 'lost', lifetimeSeconds });
  return details?.['issueId'];
}

test('each orphan names the issue that made it, who wanted it, and the day on which its slot frees', async () => {
  const issueIds = [await loseIssue('web', 3 * DAY), await loseIssue('app', 9 * DAY), await loseIssue('bot', 6 * DAY)];
  expect(await check()).toMatchObject({ live: 0, foreign: [], resolvedIssues: [] });
  const orphans = await withoutValue();
  expect(orphans.map(({ state, consumer, issueId }) => [state, consumer, issueId])).toEqual([
    ['orphan', 'web', issueIds[0]],
    ['orphan', 'app', issueIds[1]],
    ['orphan', 'bot', issueIds[2]],
  ]);
  const { issues } = await bench.call('issue.list', { channelId, unresolvedOnly: false });
  for (const orphan of orphans) {
    const issue = issues.find(({ issueId }) => issueId === orphan.issueId);
    expect(issue).toMatchObject({ state: 'orphaned', tokenId: orphan.tokenId });
    const frees = Date.parse(issue?.sentAt ?? '') + (issue?.lifetimeSeconds ?? 0) * 1_000;
    expect([orphan.expiryKnown, Date.parse(orphan.expiresAt)]).toEqual([false, frees]);
  }
  expect(await slots()).toMatchObject({ orphan: 3, free: 27 });
  const taken = [];
  for (const count of [4, 3, 3]) {
    days(count);
    taken.push((await slots()).orphan);
  }
  expect(taken).toEqual([2, 1, 0]);
  expect(await check()).toMatchObject({ orphans: [], foreign: [] });
});

test('each foreign key ID is dated by the check that first saw it, however often it is seen again', async () => {
  const early = bench.practice.issueForeignToken(channelId, 20 * DAY);
  const first = await check();
  days(2);
  const late = bench.practice.issueForeignToken(channelId, 20 * DAY);
  const second = await check();
  await check();
  const seen = await withoutValue();
  expect(seen.map(({ state, keyId, issueId }) => [state, keyId, issueId])).toEqual([
    ['foreign', early.keyId, null],
    ['foreign', late.keyId, null],
  ]);
  // By which a check knows that it saw something for the first time.
  for (const [token, found] of [
    [seen[0], first],
    [seen[1], second],
  ] as const) {
    expect(Date.parse(token?.issuedAt ?? '')).toBeGreaterThanOrEqual(Date.parse(found?.checkedAt ?? ''));
    expect(Date.parse(token?.expiresAt ?? '') - Date.parse(token?.issuedAt ?? '')).toBe(30 * DAY * 1_000);
  }
  expect((seen[0]?.issuedAt ?? '') < (second?.checkedAt ?? '')).toBe(true);
  const { entries } = await bench.call('audit.list', { channelId, limit: 50 });
  expect(entries.filter(({ kind }) => kind === 'token-foreign-seen').map(({ note }) => note)).toEqual([
    late.keyId,
    early.keyId,
  ]);
});

describe('live, gone, orphans and strangers at once', () => {
  test('are told apart, and stay what they are from check to check', async () => {
    const live = await bench.issue(channelId, { consumer: 'web' });
    const gone = await bench.issue(channelId, { consumer: 'app' });
    const issueId = await loseIssue('bot', 5 * DAY);
    bench.practice.revokeAsAnotherTool(channelId, gone.keyId);
    const stranger = bench.practice.issueForeignToken(channelId);
    const [orphan] = await withoutValue();
    const expected = { live: 1, orphans: [orphan?.keyId], foreign: [stranger.keyId] };
    expect(await check()).toMatchObject({ ...expected, gone: 1 });
    await bench.restart();
    expect(await check()).toMatchObject({ ...expected, gone: 0 });
    expect((await bench.call('token.show', { tokenId: live.tokenId })).state).toBe('active');
    expect((await bench.call('token.show', { tokenId: gone.tokenId })).state).toBe('gone');
    expect(orphan?.issueId).toBe(issueId);
  });

  test('unknown issues are settled together, each with a key ID of its own', async () => {
    bench.practice.failNext({ endpoint: 'token', kind: 'hang-after' });
    expect((await bench.refused('token.issue', { channelId, consumer: 'web' })).code).toBe('issue-unknown');
    bench.practice.issueForeignToken(channelId, 3 * DAY);
    bench.practice.issueForeignToken(channelId, 3 * DAY);
    const found = await check();
    expect([found?.orphans.length, found?.foreign.length, found?.resolvedIssues.map(({ state }) => state)]).toEqual([
      1,
      2,
      ['orphaned'],
    ]);
    expect(await slots()).toMatchObject({ orphan: 1, foreign: 2, unknown: 0, free: 27 });
  });

  test('become the vault’s own one by one where their values turn up', async () => {
    const first = bench.practice.issueForeignToken(channelId, 30 * DAY);
    await check();
    days(10);
    await loseIssue('bot', 25 * DAY);
    const second = bench.practice.issueForeignToken(channelId, 30 * DAY);
    await check();
    // Three have no value. The second stranger ends later than the first one can, and may as well be the orphan: nobody can tell.
    expect(await bench.refused('token.adopt', { accessToken: second.accessToken })).toMatchObject({
      code: 'key-id-ambiguous',
      details: { count: 2 },
    });
    expect(await withoutValue()).toHaveLength(3);
    const named = await bench.call('token.adopt', { accessToken: second.accessToken, keyId: second.keyId });
    expect(named).toMatchObject({ pairedBy: 'named', token: { keyId: second.keyId, state: 'active' } });
    // The first one ends when the orphan may, too.
    expect((await bench.refused('token.adopt', { accessToken: first.accessToken })).code).toBe('key-id-ambiguous');
    expect((await bench.call('token.adopt', { accessToken: first.accessToken, keyId: first.keyId })).pairedBy).toBe(
      'named',
    );
    expect((await withoutValue()).map(({ state }) => state)).toEqual(['orphan']);
    expect(await check()).toMatchObject({ live: 2, foreign: [] });
    const { results } = await bench.call('token.revoke', { channelId, all: true });
    expect(results.map(({ outcome }) => outcome)).toEqual(['revoked', 'revoked']);
    expect(bench.practice.liveKeyIds(channelId)).toHaveLength(1);
  });
});
