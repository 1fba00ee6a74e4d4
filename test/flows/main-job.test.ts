import { afterEach, expect, test } from 'vitest';
import { openWorkbench, type Workbench } from '../support/workbench.ts';

let bench: Workbench;
afterEach(() => bench.stop());

for (const keystore of ['os', 'file'] as const) {
  test(`the whole job of LINE’s guide, with secrets in the ${keystore === 'os' ? 'OS keychain' : 'sealed file'}`, async () => {
    bench = await openWorkbench({ keystore });
    const channelId = await bench.addChannel();

    const key = await bench.readyKey(channelId);
    expect({ state: key.state, proved: key.proved, origin: key.origin }).toEqual({
      state: 'proved',
      proved: true,
      origin: 'generated',
    });

    const tokens = [
      await bench.issue(channelId, { consumer: 'web' }),
      await bench.issue(channelId, { consumer: 'web' }),
      await bench.issue(channelId, { consumer: '受付', label: '冬' }),
    ];
    expect(bench.practice.liveKeyIds(channelId).sort()).toEqual(tokens.map(({ keyId }) => keyId).sort());

    const { accessToken } = await bench.call('token.reveal', { tokenId: tokens[0]?.tokenId ?? '' });
    expect(await bench.call('token.verify', { accessToken })).toMatchObject({
      valid: true,
      channelId,
      token: { tokenId: tokens[0]?.tokenId },
    });

    await bench.restart();
    expect((await bench.call('token.check', { channelIds: [channelId] })).channels).toEqual([
      {
        channelId,
        live: 3,
        gone: 0,
        orphans: [],
        foreign: [],
        resolvedIssues: [],
        checkedAt: expect.any(String),
        clockSkewSeconds: expect.any(Number),
      },
    ]);

    const { results } = await bench.call('token.revoke', { channelId, all: true, accept: ['last-of-consumer'] });
    expect(results.map(({ outcome }) => outcome)).toEqual(['revoked', 'revoked', 'revoked']);
    expect(bench.practice.liveKeyIds(channelId)).toEqual([]);
    const after = await bench.call('token.list', { channelId });
    expect(
      after.tokens.map(({ state, revokedAt, provedAt }) => [state, revokedAt !== null, provedAt !== null]),
    ).toEqual([
      ['revoked', true, true],
      ['revoked', true, true],
      ['revoked', true, true],
    ]);
    expect(await bench.call('token.verify', { accessToken })).toMatchObject({
      valid: false,
      token: { state: 'revoked' },
    });
  });
}
