import { expect, onTestFinished, test } from 'vitest';
import {
  addChannelWithKey,
  after,
  by,
  CHANNEL_ID,
  channelOf,
  DAY,
  issueToken,
  loseIssue,
  newLedger,
} from './ledger-test-support.ts';

test('the outlook counts what holds slots by when it ends, with what should be rotated, and leaves out what has ended', async () => {
  const { ledger } = await newLedger(onTestFinished);
  await addChannelWithKey(ledger);
  await ledger.addChannel(channelOf('9'), by());
  for (const [keyId, days] of Object.entries({ over: 1, early: 3, edge: 6, late: 30, revoking: 4, gone: 4 }))
    await issueToken(ledger, keyId, { expiresAt: after(days * DAY) });
  const { tokens } = await ledger.tokens({ sort: 'issuedAt', direction: 'ascending', limit: 9 }, after(0));
  const revoking = tokens.filter(({ keyId }) => keyId === 'revoking').map(({ tokenId }) => tokenId);
  await loseIssue(
    ledger,
    tokens.map(({ keyId }) => keyId),
    { lifetimeSeconds: 5 * DAY },
    5,
  );
  const keyIds = ['over', 'early', 'edge', 'late', 'revoking', 'lost', 'theirs'];
  await ledger.reconcile({ channelId: CHANNEL_ID, keyIds, askedAt: after(10) }, by(10));
  await ledger.markRevoking(revoking, by(11));
  const none = { live: 0, draining: 0, revoking: 0, orphan: 0, foreign: 0, soon: 0 };
  const boundaries = [0, 2, 6, 7, 31].map((days) => after(days * DAY));
  // Past two thirds of the life of `early`, and of `revoking`, which nobody rotates any more.
  expect(await ledger.outlook(boundaries, after(2.7 * DAY))).toEqual([
    {
      channelId: CHANNEL_ID,
      nextExpiresAt: after(3 * DAY),
      ends: [
        // It has ended since the boundary was drawn, and nobody has settled it.
        { ...none, stretch: 0, live: 1, soon: 1 },
        { ...none, stretch: 1, live: 1, soon: 1, revoking: 1, orphan: 1 },
        // A boundary belongs to the stretch that it begins.
        { ...none, stretch: 2, live: 1 },
        { ...none, stretch: 3, live: 1, foreign: 1 },
      ],
    },
    { channelId: '9', nextExpiresAt: null, ends: [] },
  ]);
  expect((await ledger.outlook([after(7 * DAY), after(8 * DAY)], after(40 * DAY)))[0]).toEqual({
    channelId: CHANNEL_ID,
    nextExpiresAt: null,
    ends: [],
  });
});
