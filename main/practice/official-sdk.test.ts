import { channelAccessToken, HTTPFetchError } from '@line/bot-sdk';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestSigningKey, setStage, type Stage, type TestSigningKey } from './practice-test-support.ts';

const GRANT = 'client_credentials';
const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

let key: TestSigningKey;
let stage: Stage;
let client: channelAccessToken.ChannelAccessTokenClient;
beforeAll(async () => {
  key = await createTestSigningKey();
});
beforeEach(async () => {
  stage = await setStage(key);
  client = new channelAccessToken.ChannelAccessTokenClient({ baseURL: stage.platform.url });
});
afterEach(() => stage.platform.close());

describe("LINE's own SDK, unchanged", () => {
  test('issues, lists, verifies and revokes v2.1 tokens', async () => {
    const { channelId, channelSecret } = stage.channel;
    const token = await client.issueChannelTokenByJWT(GRANT, ASSERTION_TYPE, stage.assertion());
    expect(token).toMatchObject({ token_type: 'Bearer', expires_in: 86_400 });
    const list = (): Promise<channelAccessToken.ChannelAccessTokenKeyIdsResponse> =>
      client.getsAllValidChannelAccessTokenKeyIds(ASSERTION_TYPE, stage.assertion());
    expect((await list()).kids).toEqual([token.key_id]);
    expect(await client.verifyChannelTokenByJWT(token.access_token)).toMatchObject({
      client_id: channelId,
      expires_in: 86_400,
    });
    expect(await client.revokeChannelTokenByJWT(channelId, channelSecret, token.access_token)).toBeNull();
    expect((await list()).kids).toEqual([]);
  });

  test('issues stateless tokens by assertion, by secret and by the old method', async () => {
    const { channelId, channelSecret } = stage.channel;
    const tokens = [
      await client.issueStatelessChannelTokenByJWTAssertion(stage.assertion()),
      await client.issueStatelessChannelTokenByClientSecret(channelId, channelSecret),
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- old callers of the SDK use it, and it must work
      await client.issueStatelessChannelToken(GRANT, ASSERTION_TYPE, stage.assertion()),
    ];
    expect(tokens).toMatchObject(tokens.map(() => ({ token_type: 'Bearer', expires_in: 900 })));
  });

  test('issues, verifies and revokes short-lived tokens', async () => {
    const { channelId, channelSecret } = stage.channel;
    const token = await client.issueChannelToken(GRANT, channelId, channelSecret);
    expect(await client.verifyChannelToken(token.access_token)).toMatchObject({
      client_id: channelId,
      expires_in: 2_592_000,
    });
    await client.revokeChannelToken(token.access_token);
    await expect(client.verifyChannelToken(token.access_token)).rejects.toMatchObject({ status: 400 });
  });

  test('meets refusals as its own errors, with the request ID in reach', async () => {
    const refused = client.issueChannelTokenByJWT(GRANT, ASSERTION_TYPE, stage.assertion({}, { kid: 'unknown' }));
    const error: unknown = await refused.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(HTTPFetchError);
    if (!(error instanceof HTTPFetchError)) return;
    expect([error.status, error.headers.get('x-line-request-id'), JSON.parse(error.body)]).toMatchObject([
      404,
      expect.any(String),
      { message: 'Cannot find channel key that satisfies the conditions' },
    ]);
  });

  test('finds the endpoints where LINE has them', async () => {
    await client.issueChannelTokenByJWT(GRANT, ASSERTION_TYPE, stage.assertion());
    expect(stage.platform.requests).toMatchObject([
      { method: 'POST', path: '/oauth2/v2.1/token', contentType: 'application/x-www-form-urlencoded' },
    ]);
  });
});
