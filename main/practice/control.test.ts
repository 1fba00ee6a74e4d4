import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DEFAULT_KNOBS, UNKNOWN_AT_LINE } from './knobs.ts';
import {
  createTestSigningKey,
  readAnswer,
  setStage,
  type Stage,
  type TestAnswer,
  type TestSigningKey,
} from './practice-test-support.ts';

let key: TestSigningKey;
let stage: Stage;
beforeAll(async () => {
  key = await createTestSigningKey();
});
beforeEach(async () => {
  stage = await setStage(key);
});
afterEach(() => stage.platform.close());

const ask = async (
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<TestAnswer> =>
  readAnswer(
    await fetch(`${stage.platform.url}/practice${path}`, {
      method,
      headers: { ...(method === 'GET' ? {} : { 'Content-Type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  );

describe('the control endpoints', () => {
  test('add a channel, register a key in it, reissue its secret and delete the key', async () => {
    const added = await ask('POST', '/channels', {
      channelId: '1234567890',
      name: '受付',
      channelSecret: 'a'.repeat(32),
    });
    const registered = await ask('POST', '/channels/1234567890/public-keys', { publicJwk: key.publicJwk });
    const refused = await ask('POST', '/channels/1234567890/public-keys', {
      publicJwk: { ...key.publicJwk, kid: 'x' },
    });
    const secret = await ask('POST', '/channels/1234567890/channel-secret');
    const kid = String(registered.body['kid']);
    const keys = await ask('GET', '/channels/1234567890/public-keys');
    const deleted = await ask('DELETE', `/channels/1234567890/public-keys/${kid}`);
    expect([added, registered, refused, secret, keys, deleted]).toMatchObject([
      { status: 201, body: { channelId: '1234567890', name: '受付', channelSecret: 'a'.repeat(32) } },
      { status: 201, body: { kid: expect.any(String) } },
      { status: 422, body: { rejected: 'kid-present' } },
      { status: 201, body: { channelSecret: expect.stringMatching(/^[0-9a-f]{32}$/) } },
      { status: 200, body: { publicKeys: [{ kid }] } },
      { status: 204, text: '' },
    ]);
    expect((await ask('GET', '/channels')).body).toMatchObject({ channels: [{}, { channelId: '1234567890' }] });
  });

  test('issue and revoke as another tool, and issue a long-lived token', async () => {
    const { channelId } = stage.channel;
    const issued = await ask('POST', `/channels/${channelId}/foreign-tokens`, { lifetimeSeconds: 60 });
    const keyId = String(issued.body['keyId']);
    const tokens = await ask('GET', `/channels/${channelId}/tokens`);
    const revoked = await ask('DELETE', `/channels/${channelId}/tokens/${keyId}`);
    const again = await ask('DELETE', `/channels/${channelId}/tokens/${keyId}`);
    const longLived = await ask('POST', `/channels/${channelId}/long-lived-tokens`, { keepOldHours: 1 });
    expect([issued.status, tokens.body, revoked.status, again.status, longLived.status]).toEqual([
      201,
      { tokens: [expect.objectContaining({ keyId, signingKid: null })] },
      204,
      404,
      201,
    ]);
  });

  test('turn knobs, all or none', async () => {
    const turned = await ask('PATCH', '/knobs', { wording: 'altered', maximumKeysPerChannel: 2 });
    const wrong = await ask('PATCH', '/knobs', { latencyMs: 5, wording: 'rude', colour: 'red' });
    expect([turned.body, wrong]).toMatchObject([
      { wording: 'altered', maximumKeysPerChannel: 2 },
      { status: 422, body: { error: { code: 'invalid-input', fields: ['wording', 'colour'] } } },
    ]);
    expect(stage.platform.knobs).toEqual({ ...DEFAULT_KNOBS, wording: 'altered', maximumKeysPerChannel: 2 });
    expect((await ask('DELETE', '/knobs')).body).toEqual(DEFAULT_KNOBS);
  });

  test('say which knobs stand for something nobody knows', async () => {
    expect((await ask('GET', '/knobs')).body).toEqual({ knobs: DEFAULT_KNOBS, unknownAtLine: UNKNOWN_AT_LINE });
  });

  test('every knob takes its own default and refuses what it is not', async () => {
    const refused = await Promise.all(
      Object.keys(DEFAULT_KNOBS).map((name) => ask('PATCH', '/knobs', { [name]: ['odd'] })),
    );
    expect((await ask('PATCH', '/knobs', DEFAULT_KNOBS)).status).toBe(200);
    expect(refused.map(({ status }) => status)).toEqual(refused.map(() => 422));
  });

  test('script faults, move the clock, show and empty the request log', async () => {
    await ask('POST', '/faults', { endpoint: 'kids', kind: 'status', status: 503, times: 2 });
    const refused = await ask('POST', '/faults', { endpoint: 'kids', kind: 'status' });
    const failed = await stage.kids();
    const pending = await ask('GET', '/faults');
    await ask('DELETE', '/faults');
    await ask('PATCH', '/clock', { offsetSeconds: 100 });
    const clock = await ask('PATCH', '/clock', { advanceSeconds: -40 });
    const requests = await ask('GET', '/requests');
    await ask('DELETE', '/requests');
    expect([
      refused.body,
      failed.status,
      pending.body,
      clock.body,
      requests.body,
      stage.platform.requests,
    ]).toMatchObject([
      { error: { fields: ['status'] } },
      503,
      { pending: [{ endpoint: 'kids' }] },
      { offsetSeconds: 60, now: '2026-11-24T00:01:00.000Z' },
      { requests: [{ endpoint: 'kids', status: 503 }] },
      [],
    ]);
    expect((await stage.kids()).status).toBe(200);
  });

  test('say where the platform is', async () => {
    const { url, consoleUrl } = stage.platform;
    expect((await ask('GET', '')).body).toMatchObject({ url, consoleUrl, clock: { offsetSeconds: 0 } });
  });

  test.each<[string, string, unknown, number, string]>([
    ['POST', '/channels/9999999999/foreign-tokens', {}, 404, 'unknown-channel'],
    ['POST', '/channels', { channelId: '12' }, 422, 'channel-id-malformed'],
    ['POST', '/channels', { channelSecret: 'x' }, 422, 'channel-secret-malformed'],
    ['POST', '/channels', { name: ' ' }, 422, 'name-malformed'],
    ['POST', '/channels', { name: 5 }, 422, 'invalid-input'],
    ['PATCH', '/clock', { advanceSeconds: 1e12 }, 422, 'clock-malformed'],
    ['PATCH', '/channels', {}, 405, 'wrong-method'],
    ['GET', '/nowhere', undefined, 404, 'no-such-endpoint'],
    ['POST', '/channels', [], 400, 'not-json'],
  ])('%s %s with %j is refused with %i %s', async (method, path, body, status, code) => {
    expect(await ask(method, path, body)).toMatchObject({ status, body: { error: { code } } });
  });

  test('a channel ID that is taken and a full channel are conflicts', async () => {
    const { channelId } = stage.channel;
    for (let count = 0; count < 30; count += 1) stage.platform.issueForeignToken(channelId);
    const answers = [
      await ask('POST', '/channels', { channelId }),
      await ask('POST', `/channels/${channelId}/foreign-tokens`),
    ];
    expect(answers).toMatchObject([
      { status: 409, body: { error: { code: 'channel-exists' } } },
      { status: 409, body: { error: { code: 'token-limit' } } },
    ]);
  });
});

describe('another web page', () => {
  test('cannot change anything without JSON', async () => {
    const types = ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'];
    const answers = await Promise.all(types.map((type) => ask('POST', '/channels', {}, { 'Content-Type': type })));
    expect([answers.map(({ status }) => status), stage.platform.channels().length]).toEqual([[415, 415, 415], 1]);
  });

  test.each([
    [{ Origin: 'https://evil.example' }],
    [{ Origin: 'null' }],
    [{ 'Sec-Fetch-Site': 'cross-site' }],
    [{ 'Sec-Fetch-Site': 'same-site' }],
  ])('that shows itself as %j is refused', async (headers) => {
    expect([(await ask('POST', '/channels', {}, headers)).status, stage.platform.channels().length]).toEqual([403, 1]);
  });

  test('gets no permission when it asks first', async () => {
    const answer = await ask('OPTIONS', '/channels', undefined, {
      Origin: 'https://evil.example',
      'Access-Control-Request-Method': 'POST',
      'Access-Control-Request-Headers': 'content-type',
    });
    const granted = [...answer.headers.keys()].filter((name) => name.startsWith('access-control-'));
    expect([answer.status, granted]).toEqual([403, []]);
  });
});
