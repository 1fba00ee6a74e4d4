import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestSigningKey, setStage, stageOn, type Stage, type TestSigningKey } from './practice-test-support.ts';

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
