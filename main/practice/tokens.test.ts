import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestSigningKey, setStage, stageOn, type Stage, type TestSigningKey } from './practice-test-support.ts';

const DAY = 86_400;
const LIMIT_REACHED = {
  status: 400,
  body: { message: 'The maximum number of access tokens has already been issued' },
};

let key: TestSigningKey;
let otherKey: TestSigningKey;
let stage: Stage;
beforeAll(async () => {
  [key, otherKey] = await Promise.all([createTestSigningKey(), createTestSigningKey()]);
});
beforeEach(async () => {
  stage = await setStage(key);
});
afterEach(() => stage.platform.close());

const issueMany = (count: number): Promise<{ accessToken: string; keyId: string }[]> =>
  Promise.all(Array.from({ length: count }, () => stage.issueToken()));

const listed = async (): Promise<unknown> => {
  const { kids } = (await stage.kids()).body;
  return Array.isArray(kids) ? kids.toSorted() : kids;
};

const secretFields = (): Record<string, string> => ({
  client_id: stage.channel.channelId,
  client_secret: stage.channel.channelSecret,
});

const issueShortLived = async (fields: Record<string, string> = {}): Promise<string> => {
  const { body } = await stage.post('/v2/oauth/accessToken', {
    grant_type: 'client_credentials',
    ...secretFields(),
    ...fields,
  });
  return String(body['access_token']);
};

describe('issuing a v2.1 token', () => {
  test('gives a token of three parts behind {"alg":"HS256"}, its key ID, and the life that was asked for', async () => {
    const { status, headers, body } = await stage.issue(stage.assertion({ token_exp: 60 }));
    expect({ status, type: headers.get('content-type'), body }).toMatchObject({
      status: 200,
      type: 'application/json',
      body: {
        access_token: expect.stringMatching(/^eyJhbGciOiJIUzI1NiJ9\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{43}$/),
        token_type: 'Bearer',
        expires_in: 60,
        key_id: expect.stringMatching(/^[A-Za-z0-9_-]{22}$/),
      },
    });
  });

  test('never gives the same value or key ID twice', async () => {
    const tokens = await issueMany(30);
    expect(new Set(tokens.flatMap(({ accessToken, keyId }) => [accessToken, keyId])).size).toBe(60);
  });

  test('is refused beyond 30 live tokens, in the shape of a message, and nothing is evicted', async () => {
    const tokens = await issueMany(30);
    expect(await stage.issue()).toMatchObject(LIMIT_REACHED);
    expect(await listed()).toEqual(tokens.map(({ keyId }) => keyId).toSorted());
  });

  test('is possible again after a revocation', async () => {
    const [first] = await issueMany(30);
    await stage.revoke(first?.accessToken ?? '');
    expect([(await stage.issue()).status, (await stage.issue()).status]).toEqual([200, 400]);
  });

  test('is possible again when tokens have expired', async () => {
    await issueMany(29);
    await stage.issueToken({ token_exp: 2 * DAY });
    stage.platform.clock.advance(DAY);
    expect(await listed()).toHaveLength(1);
    await issueMany(29);
    expect(await stage.issue()).toMatchObject(LIMIT_REACHED);
  });

  test('counts each channel and each type apart', async () => {
    await issueMany(30);
    const other = stageOn(stage.platform, otherKey);
    expect((await other.issue()).status).toBe(200);
    expect(await issueShortLived()).toMatch(/=$/);
  });
});

describe('the key ID list', () => {
  test('is empty where nothing is live', async () => {
    expect((await stage.kids()).body).toMatchObject({ kids: [] });
  });

  test('holds what any signing key of the channel or another tool issued, and nothing of other channels or types', async () => {
    const second = stage.platform.registerPublicKey(stage.channel.channelId, otherKey.publicJwk);
    const own = await stage.issueToken();
    const foreign = stage.platform.issueForeignToken(stage.channel.channelId);
    await stageOn(stage.platform, otherKey).issueToken();
    await issueShortLived();
    expect('kid' in second).toBe(true);
    expect(await listed()).toEqual([own.keyId, foreign.keyId].toSorted());
  });

  test('can be narrowed to the asking key, since LINE only says "all"', async () => {
    stage.platform.knobs.keyIdListScope = 'signing-key';
    const own = await stage.issueToken();
    stage.platform.issueForeignToken(stage.channel.channelId);
    expect(await listed()).toEqual([own.keyId]);
  });

  test('has no order, unless the knob says so', async () => {
    const issued: string[] = [];
    for (let count = 0; count < 12; count += 1) issued.push((await stage.issueToken()).keyId);
    const shuffled = (await stage.kids()).body['kids'];
    stage.platform.knobs.keyIdOrder = 'issued';
    const ordered = (await stage.kids()).body['kids'];
    expect(shuffled).not.toEqual(issued);
    expect(ordered).toEqual(issued);
  });

  test('says key IDs and nothing else', async () => {
    stage.platform.knobs.extraFields = 'never';
    const { keyId } = await stage.issueToken();
    expect((await stage.kids()).body).toEqual({ kids: [keyId] });
  });

  test('may lag behind issuing and revoking, by knob', async () => {
    Object.assign(stage.platform.knobs, { keyIdListIssueLagSeconds: 10, keyIdListRevokeLagSeconds: 20 });
    const { accessToken, keyId } = await stage.issueToken();
    const before = await listed();
    stage.platform.clock.advance(10);
    const after = await listed();
    await stage.revoke(accessToken);
    stage.platform.clock.advance(19);
    const late = await listed();
    stage.platform.clock.advance(1);
    expect([before, after, late, await listed()]).toEqual([[], [keyId], [keyId], []]);
    expect(await stage.verify(accessToken)).toMatchObject({ status: 400 });
  });
});

describe('another tool', () => {
  test('issues with a life of its own and revokes by key ID', async () => {
    const { channelId } = stage.channel;
    const { accessToken, keyId } = stage.platform.issueForeignToken(channelId, 60);
    expect(stage.platform.liveTokens(channelId)).toEqual([
      { keyId, signingKid: null, issuedAt: '2026-11-24T00:00:00.000Z', expiresAt: '2026-11-24T00:01:00.000Z' },
    ]);
    const revoked = [
      stage.platform.revokeAsAnotherTool(channelId, keyId),
      stage.platform.revokeAsAnotherTool(channelId, keyId),
    ];
    expect([revoked, (await stage.botInfo(accessToken)).status]).toEqual([[true, false], 401]);
  });

  test('meets the same limit', () => {
    const { channelId } = stage.channel;
    for (let count = 0; count < 30; count += 1) stage.platform.issueForeignToken(channelId);
    expect(() => stage.platform.issueForeignToken(channelId)).toThrow(expect.objectContaining({ code: 'token-limit' }));
  });
});

test('tokens that ended more than a week ago are forgotten, which is how LINE would not know them either', async () => {
  const { accessToken } = await stage.issueToken({ token_exp: 1 });
  stage.platform.clock.advance(1 + 8 * DAY);
  const fields = { grant_type: 'client_credentials', ...secretFields() };
  for (let count = 0; count < 500; count += 1) await stage.post('/oauth2/v3/token', fields);
  expect((await stage.verify(accessToken)).body).toMatchObject({
    error_description: 'The access token does not exist',
  });
});
