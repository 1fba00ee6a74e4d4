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

describe('revoking a v2.1 token', () => {
  test('answers 200 with zero bytes, and the token is dead everywhere', async () => {
    const { accessToken } = await stage.issueToken();
    const before = (await stage.botInfo(accessToken)).status;
    const { status, text, headers } = await stage.revoke(accessToken);
    expect({ before, status, text, length: headers.get('content-length') }).toEqual({
      before: 200,
      status: 200,
      text: '',
      length: '0',
    });
    expect([await listed(), await stage.botInfo(accessToken), await stage.verify(accessToken)]).toMatchObject([
      [],
      {
        status: 401,
        body: { message: 'Authentication failed. Confirm that the access token in the authorization header is valid.' },
      },
      { status: 400, body: { error: 'invalid_request', error_description: 'The access token revoked' } },
    ]);
  });

  test('answers 200 again for a token that is revoked, expired, or was never issued', async () => {
    const revoked = await stage.issueToken();
    const expired = await stage.issueToken({ token_exp: 1 });
    await stage.revoke(revoked.accessToken);
    stage.platform.clock.advance(1);
    const never = `${revoked.accessToken.slice(0, 60)}AAAA${revoked.accessToken.slice(64)}`;
    const answers = await Promise.all(
      [revoked.accessToken, expired.accessToken, never].map((token) => stage.revoke(token)),
    );
    expect(answers.map(({ status, text }) => [status, text])).toEqual([
      [200, ''],
      [200, ''],
      [200, ''],
    ]);
  });

  test('tells a token that is no JWS from a damaged one', async () => {
    const { accessToken } = await stage.issueToken();
    const notJws = ['token', 'a.b', 'a.b.c.d', 'a.b.c', `${accessToken}.x`];
    const malformed = [accessToken.slice(0, -1), accessToken.slice(0, -5), `${accessToken}AAAA`];
    const descriptions = async (values: readonly string[]): Promise<unknown[]> =>
      Promise.all(values.map(async (value) => (await stage.revoke(value)).body['error_description']));
    expect(await descriptions(notJws)).toEqual(notJws.map(() => 'The access token not JWS'));
    expect(await descriptions(malformed)).toEqual(malformed.map(() => 'The access token malformed'));
  });

  test("does not revoke another channel's token, and by knob says so", async () => {
    const other = stageOn(stage.platform, otherKey);
    const { accessToken } = await other.issueToken();
    const silent = await stage.revoke(accessToken);
    stage.platform.knobs.revokeOfOtherChannel = 'refuse';
    expect([
      silent.status,
      (await stage.revoke(accessToken)).status,
      (await other.botInfo(accessToken)).status,
    ]).toEqual([200, 400, 200]);
  });

  test.each([
    ['a wrong secret', { client_secret: '0'.repeat(32) }],
    ['an unknown channel', { client_id: '1000000000' }],
    ['no secret', { client_secret: '' }],
    ['no channel ID', { client_id: '' }],
    ['no token', { access_token: '' }],
  ])('with %s is refused', async (_, fields) => {
    const { accessToken, keyId } = await stage.issueToken();
    expect((await stage.revoke(accessToken, fields)).status).toBe(400);
    expect(await listed()).toEqual([keyId]);
  });

  test('with a wrong secret may be a 401, by knob', async () => {
    stage.platform.knobs.revokeWrongSecretStatus = 401;
    expect((await stage.revoke('a.b.c', { client_secret: '0'.repeat(32) })).status).toBe(401);
  });

  test('may take effect late, by knob: the token works and holds its slot for so long', async () => {
    stage.platform.knobs.revocationLagSeconds = 30;
    const [first] = await issueMany(30);
    const token = first?.accessToken ?? '';
    await stage.revoke(token);
    const during = [(await stage.botInfo(token)).status, (await stage.issue()).status];
    stage.platform.clock.advance(30);
    expect([during, (await stage.botInfo(token)).status, (await stage.issue()).status]).toEqual([[200, 400], 401, 200]);
  });
});

describe('verifying a v2.1 token', () => {
  test('says the channel, the seconds that remain, and only sometimes a scope', async () => {
    const { accessToken } = await stage.issueToken({ token_exp: 100 });
    stage.platform.clock.advance(40);
    const answers = await Promise.all(Array.from({ length: 20 }, () => stage.verify(accessToken)));
    expect(answers).toMatchObject(
      answers.map(() => ({ status: 200, body: { client_id: stage.channel.channelId, expires_in: 60 } })),
    );
    expect(new Set(answers.map(({ body }) => body['scope']))).toEqual(new Set(['P CM', undefined]));
  });

  test('says what is wrong with one that does not work', async () => {
    const { accessToken } = await stage.issueToken({ token_exp: 1 });
    const never = `${accessToken.slice(0, 60)}AAAA${accessToken.slice(64)}`;
    stage.platform.clock.advance(1);
    expect([
      await stage.verify(accessToken),
      await stage.verify('nonsense'),
      await stage.verify(never),
      await stage.verify(''),
    ]).toMatchObject([
      { status: 400, body: { error: 'invalid_request', error_description: 'The access token expired' } },
      { status: 400, body: { error: 'invalid_request', error_description: 'The access token not JWS' } },
      { status: 400, body: { error: 'invalid_request' } },
      { status: 400, body: { error: 'invalid_request' } },
    ]);
  });
});

describe('stateless tokens', () => {
  const issueStateless = (fields: Record<string, string> = secretFields()): ReturnType<Stage['post']> =>
    stage.post('/oauth2/v3/token', { grant_type: 'client_credentials', ...fields });

  test('live for 15 minutes, without limit, in no list, and cannot be revoked', async () => {
    const answers = await Promise.all(Array.from({ length: 40 }, () => issueStateless()));
    const token = String(answers[0]?.body['access_token']);
    expect(answers).toMatchObject(
      answers.map(() => ({ status: 200, body: { token_type: 'Bearer', expires_in: 900 } })),
    );
    expect(await listed()).toEqual([]);
    await stage.revoke(token);
    const still = (await stage.botInfo(token)).status;
    stage.platform.clock.advance(900);
    expect([still, (await stage.botInfo(token)).status]).toEqual([200, 401]);
  });

  test('are refused for a wrong secret in words of their own', async () => {
    const { channelId: client_id } = stage.channel;
    expect(await issueStateless({ client_id, client_secret: 'wrong' })).toMatchObject({
      status: 400,
      body: { error: 'invalid_request', error_description: "Invalid 'client_credentials'." },
    });
    expect((await issueStateless({ client_id })).status).toBe(400);
  });

  test('may be unknown to the v2.1 verify endpoint, by knob', async () => {
    const token = String((await issueStateless()).body['access_token']);
    const known = (await stage.verify(token)).status;
    stage.platform.knobs.verifyStatelessTokens = false;
    expect([known, (await stage.verify(token)).status]).toEqual([200, 400]);
  });
});

describe('short-lived and long-lived tokens', () => {
  const verifyV2 = (access_token: string): ReturnType<Stage['post']> =>
    stage.post('/v2/oauth/verify', { access_token });
  const revokeV2 = (access_token: string): ReturnType<Stage['post']> =>
    stage.post('/v2/oauth/revoke', { access_token });

  test('are base64 that has to be form-encoded, and live for 30 days', async () => {
    const token = await issueShortLived();
    expect(token).toMatch(/\+.*=$/);
    expect(await verifyV2(token)).toMatchObject({
      status: 200,
      body: { client_id: stage.channel.channelId, expires_in: 30 * DAY },
    });
    stage.platform.clock.advance(30 * DAY);
    expect(await verifyV2(token)).toMatchObject({ status: 400, body: { error_description: 'access_token invalid' } });
  });

  test('the 31st silently ends the oldest', async () => {
    const tokens: string[] = [];
    for (let count = 0; count < 31; count += 1) tokens.push(await issueShortLived());
    const statuses = await Promise.all(tokens.map(async (token) => (await stage.botInfo(token)).status));
    expect(statuses).toEqual([401, ...Array.from({ length: 30 }, () => 200)]);
  });

  test('are refused in the words of the reference', async () => {
    const issue = (fields: Record<string, string>): ReturnType<Stage['post']> =>
      stage.post('/v2/oauth/accessToken', { grant_type: 'client_credentials', ...secretFields(), ...fields });
    const answers = [
      await issue({ client_id: '1000000000' }),
      await issue({ client_secret: 'wrong' }),
      await issue({ grant_type: 'password' }),
      await verifyV2('unknown+token='),
      await verifyV2('not base64'),
      await revokeV2('not base64'),
    ];
    stage.platform.knobs.extraFields = 'never';
    expect(answers).toMatchObject([
      { status: 400, body: { error: 'invalid_client', error_description: 'invalid client_id' } },
      { status: 400, body: { error: 'invalid_client', error_description: 'invalid client_secret' } },
      { status: 400, body: { error: 'invalid_request', error_description: 'some parameters missed or invalid' } },
      { status: 400, body: { error: 'invalid_request', error_description: 'access_token invalid' } },
      { status: 400, body: { error: 'invalid_request', error_description: 'access_token in invalid format' } },
      { status: 400, body: { error: 'invalid_request' } },
    ]);
    expect((await revokeV2('not base64')).body).toEqual({ error: 'invalid_request' });
  });

  test('are revoked by the token alone', async () => {
    const token = await issueShortLived();
    const { status, text } = await revokeV2(token);
    expect([status, text, (await stage.botInfo(token)).status, (await revokeV2('unknown+token=')).status]).toEqual([
      200,
      '',
      401,
      200,
    ]);
  });

  test('a long-lived one never expires, in more seconds than 32 bits hold, and is the only one', async () => {
    const { channelId } = stage.channel;
    const first = stage.platform.issueLongLivedToken(channelId).accessToken;
    expect((await verifyV2(first)).body).toMatchObject({ expires_in: 3_138_007_490 });
    const second = stage.platform.issueLongLivedToken(channelId, 24).accessToken;
    const third = stage.platform.issueLongLivedToken(channelId, 24).accessToken;
    const at = async (): Promise<number[]> =>
      Promise.all([first, second, third].map(async (token) => (await stage.botInfo(token)).status));
    const before = await at();
    stage.platform.clock.advance(DAY);
    expect([before, await at()]).toEqual([
      [200, 200, 200],
      [401, 401, 200],
    ]);
  });
});

describe('a reissued channel secret', () => {
  test('replaces the old one at once for everything that takes a secret', async () => {
    const { accessToken } = await stage.issueToken();
    const fresh = stage.platform.reissueChannelSecret(stage.channel.channelId);
    const stateless = { grant_type: 'client_credentials', ...secretFields() };
    const withOld = [
      await stage.revoke(accessToken),
      await stage.post('/oauth2/v3/token', stateless),
      await stage.post('/v2/oauth/accessToken', stateless),
    ];
    const withNew = await stage.revoke(accessToken, { client_secret: fresh });
    expect([withOld.map(({ status }) => status), withNew.status, await listed()]).toEqual([[400, 400, 400], 200, []]);
  });

  test('leaves tokens alone or ends them, by knob', async () => {
    const { accessToken } = await stage.issueToken();
    stage.platform.reissueChannelSecret(stage.channel.channelId);
    const kept = (await stage.botInfo(accessToken)).status;
    stage.platform.knobs.tokensWhenSecretReissued = 'revoke';
    stage.platform.reissueChannelSecret(stage.channel.channelId);
    expect([kept, (await stage.botInfo(accessToken)).status]).toEqual([200, 401]);
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
