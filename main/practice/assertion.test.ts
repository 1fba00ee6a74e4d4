import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  createTestSigningKey,
  setStage,
  signJws,
  stageOn,
  type Stage,
  type TestSigningKey,
} from './practice-test-support.ts';

const NO_SUCH_KEY = { status: 404, body: { message: 'Cannot find channel key that satisfies the conditions' } };
const INVALID_EXP = { status: 400, body: { error: 'invalid_client', error_description: 'Invalid exp' } };
const INVALID_CLIENT = { status: 400, body: { error: 'invalid_client' } };

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

const stateless = (assertion: string): ReturnType<Stage['post']> =>
  stage.post('/oauth2/v3/token', {
    grant_type: 'client_credentials',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
  });

/** The same assertion at all three endpoints that take one. */
const everywhere = (assertion: string): Promise<unknown[]> =>
  Promise.all([stage.issue(assertion), stage.kids(assertion), stateless(assertion)]);

describe('an assertion', () => {
  test('of the registered key opens all three endpoints', async () => {
    expect(await everywhere(stage.assertion())).toMatchObject([{ status: 200 }, { status: 200 }, { status: 200 }]);
  });

  test('may be used again until it expires', async () => {
    const assertion = stage.assertion();
    const answers = [await stage.issue(assertion), await stage.kids(assertion), await stage.issue(assertion)];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    stage.platform.clock.advance(900);
    expect((await stage.kids(assertion)).status).toBe(400);
  });

  test('whose signature is not that of its kid is refused', async () => {
    const forged = signJws(otherKey.privateKey, { alg: 'RS256', typ: 'JWT', kid: stage.kid }, claims());
    expect(await everywhere(forged)).toMatchObject([INVALID_CLIENT, INVALID_CLIENT, INVALID_CLIENT]);
  });

  test('whose payload was changed after signing is refused', async () => {
    const [header, , signature] = stage.assertion().split('.');
    const changed = Buffer.from(JSON.stringify({ ...claims(), token_exp: 1 })).toString('base64url');
    expect(await everywhere(`${header}.${changed}.${signature}`)).toMatchObject([
      INVALID_CLIENT,
      INVALID_CLIENT,
      INVALID_CLIENT,
    ]);
  });

  test('without signature, with alg none or with HS256 over the public key is refused', async () => {
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const none = `${part({ alg: 'none', typ: 'JWT', kid: stage.kid })}.${part(claims())}.`;
    const hs256 = stage.assertion({}, { alg: 'HS256' });
    const answers = [
      await stage.issue(none),
      await stage.issue(hs256),
      await stage.issue('not.a.jws'),
      await stage.issue('x'),
    ];
    expect(answers).toMatchObject(answers.map(() => INVALID_CLIENT));
  });

  test('with an extension header that must be understood is refused', async () => {
    expect(await stage.kids(stage.assertion({}, { crit: ['exp'] }))).toMatchObject(INVALID_CLIENT);
  });

  test.each([
    ['an unknown kid', 'ffffffff-ffff-4fff-8fff-ffffffffffff'],
    ['no kid', undefined],
    ['a kid that is a number', 5],
  ])('with %s meets a 404, in the shape of a message', async (_, kid) => {
    expect(await everywhere(stage.assertion({}, { kid }))).toMatchObject([NO_SUCH_KEY, NO_SUCH_KEY, NO_SUCH_KEY]);
  });

  test('of a deleted key meets the same 404', async () => {
    stage.platform.deletePublicKey(stage.channel.channelId, stage.kid);
    expect(await everywhere(stage.assertion())).toMatchObject([NO_SUCH_KEY, NO_SUCH_KEY, NO_SUCH_KEY]);
  });

  test("that names one channel and is signed with another's key is told that they do not match", async () => {
    const other = stageOn(stage.platform, otherKey);
    const mixed = other.assertion({ iss: stage.channel.channelId, sub: stage.channel.channelId });
    const mismatch = {
      status: 400,
      body: { error: 'invalid_client', error_description: 'iss and clientId of key do not match' },
    };
    expect(await everywhere(mixed)).toMatchObject([mismatch, mismatch, mismatch]);
  });

  test.each([
    ['sub differs from iss', { sub: '1234567890' }],
    ['sub is missing', { sub: undefined }],
    ['aud is another server', { aud: 'https://example.com/' }],
    ['aud lacks its slash', { aud: 'https://api.line.me' }],
    ['aud is a list', { aud: ['https://api.line.me/'] }],
    ['aud is missing', { aud: undefined }],
  ])('in which %s is refused', async (_, wrong) => {
    expect(await everywhere(stage.assertion(wrong))).toMatchObject([INVALID_CLIENT, INVALID_CLIENT, INVALID_CLIENT]);
  });

  test('with a number for iss is refused', async () => {
    const id = Number(stage.channel.channelId);
    expect(await stage.issue(stage.assertion({ iss: id, sub: id }))).toMatchObject(INVALID_CLIENT);
  });
});

describe('the window of exp', () => {
  test.each([
    ['now', 0, 400],
    ['one second from now', 1, 200],
    ['exactly 30 minutes from now', 1_800, 200],
    ['a second more than that', 1_801, 400],
  ])('%s', async (_, ahead, status) => {
    expect((await stage.kids(stage.assertion({ exp: stage.nowSeconds() + ahead }))).status).toBe(status);
  });

  test('refuses the full 30 minutes of a clock that runs a second fast', async () => {
    const onFastClock = stage.assertion({ exp: stage.nowSeconds() + 1 + 1_800 });
    expect(await everywhere(onFastClock)).toMatchObject([INVALID_EXP, INVALID_EXP, INVALID_EXP]);
  });

  test('moves with the practice clock: a client 20 minutes behind is refused as expired', async () => {
    const assertion = stage.assertion();
    stage.platform.clock.offsetSeconds = 1_200;
    expect(await everywhere(assertion)).toMatchObject([INVALID_EXP, INVALID_EXP, INVALID_EXP]);
  });

  test('moves with the practice clock: a client 20 minutes ahead is refused as too far ahead', async () => {
    const assertion = stage.assertion();
    stage.platform.clock.offsetSeconds = -1_200;
    expect(await everywhere(assertion)).toMatchObject([INVALID_EXP, INVALID_EXP, INVALID_EXP]);
  });

  test('refuses milliseconds, text, nothing and infinity', async () => {
    const wrong = [stage.nowSeconds() * 1_000, String(stage.nowSeconds() + 900), undefined, null];
    const answers = await Promise.all(wrong.map((exp) => stage.kids(stage.assertion({ exp }))));
    expect(answers).toMatchObject(wrong.map(() => INVALID_EXP));
  });

  test('has a tolerance, by knob, at both ends', async () => {
    stage.platform.knobs.clockToleranceSeconds = 10;
    const at = [-11, -9, 1_809, 1_811].map((ahead) => stage.kids(stage.assertion({ exp: stage.nowSeconds() + ahead })));
    expect((await Promise.all(at)).map(({ status }) => status)).toEqual([400, 200, 200, 400]);
  });
});

describe('token_exp', () => {
  test.each([
    ['0', 0, 400],
    ['1 second', 1, 200],
    ['30 days', 2_592_000, 200],
    ['30 days and a second', 2_592_001, 400],
    ['half a second', 0.5, 400],
    ['a negative number', -1, 400],
    ['text', '86400', 400],
    ['nothing', undefined, 400],
  ])('of %s', async (_, token_exp, status) => {
    expect((await stage.issue(stage.assertion({ token_exp }))).status).toBe(status);
  });

  test('may be left out where no v2.1 token is asked for', async () => {
    const [, kids, forStateless] = await everywhere(stage.assertion({ token_exp: undefined }));
    expect([kids, forStateless]).toMatchObject([{ status: 200 }, { status: 200 }]);
  });
});

describe('what LINE leaves open about assertions is a knob', () => {
  test("numbers in quotes, as in one of LINE's own samples", async () => {
    stage.platform.knobs.acceptStringNumbers = true;
    const answer = await stage.issue(stage.assertion({ exp: String(stage.nowSeconds() + 900), token_exp: '60' }));
    expect(answer).toMatchObject({ status: 200, body: { expires_in: 60 } });
  });

  test('an aud without its slash', async () => {
    stage.platform.knobs.acceptAudienceWithoutSlash = true;
    const statuses = ['https://api.line.me', 'https://api.line.me/', 'https://api.line.m'].map(
      async (aud) => (await stage.kids(stage.assertion({ aud }))).status,
    );
    expect(await Promise.all(statuses)).toEqual([200, 200, 400]);
  });

  test('where token_exp is needed', async () => {
    const { knobs } = stage.platform;
    knobs.tokenExpRequired = 'never';
    expect(await stage.issue(stage.assertion({ token_exp: undefined }))).toMatchObject({
      body: { expires_in: 2_592_000 },
    });
    knobs.tokenExpRequired = 'always';
    expect(await everywhere(stage.assertion({ token_exp: undefined }))).toMatchObject([
      INVALID_CLIENT,
      INVALID_CLIENT,
      INVALID_CLIENT,
    ]);
  });

  test('the smallest token_exp', async () => {
    stage.platform.knobs.minimumTokenExpSeconds = 60;
    const statuses = [59, 60].map(async (token_exp) => (await stage.issue(stage.assertion({ token_exp }))).status);
    expect(await Promise.all(statuses)).toEqual([400, 200]);
  });

  test('a header without typ', async () => {
    const assertion = stage.assertion({}, { typ: undefined });
    expect((await stage.kids(assertion)).status).toBe(400);
    stage.platform.knobs.requireTypHeader = false;
    expect((await stage.kids(assertion)).status).toBe(200);
  });

  test('claims that the guide does not list', async () => {
    const assertion = stage.assertion({ iat: stage.nowSeconds(), jti: 'x' });
    expect((await stage.kids(assertion)).status).toBe(200);
    stage.platform.knobs.acceptExtraClaims = false;
    expect(await stage.kids(assertion)).toMatchObject(INVALID_CLIENT);
  });
});

function claims(): object {
  const { channelId } = stage.channel;
  return { iss: channelId, sub: channelId, aud: 'https://api.line.me/', exp: stage.nowSeconds() + 900, token_exp: 60 };
}
