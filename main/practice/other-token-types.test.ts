import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestSigningKey, setStage, type Stage, type TestSigningKey } from './practice-test-support.ts';

const DAY = 86_400;

let key: TestSigningKey;
let stage: Stage;
beforeAll(async () => {
  key = await createTestSigningKey();
});
beforeEach(async () => {
  stage = await setStage(key);
});
afterEach(() => stage.platform.close());

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
