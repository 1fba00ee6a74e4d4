import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestSigningKey, setStage, type Stage, type TestSigningKey } from './practice-test-support.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

let key: TestSigningKey;
let short: TestSigningKey;
let stage: Stage;
let register: (jwk: unknown) => unknown;
beforeAll(async () => {
  [key, short] = await Promise.all([createTestSigningKey(), createTestSigningKey(1_024)]);
});
beforeEach(async () => {
  stage = await setStage(key);
  register = (jwk) => stage.platform.registerPublicKey(stage.channel.channelId, jwk);
});
afterEach(() => stage.platform.close());

const without = (...names: string[]): object =>
  Object.fromEntries(Object.entries(key.publicJwk).filter(([name]) => !names.includes(name)));

describe('registering a public key', () => {
  test('gives a random UUID, a new one each time', () => {
    const kids = Array.from({ length: 20 }, () => register(key.publicJwk));
    expect(kids).toEqual(kids.map(() => ({ kid: expect.stringMatching(UUID) })));
    expect(new Set(kids.map((kid) => JSON.stringify(kid))).size).toBe(20);
  });

  test("takes a browser's key, with ext and key_ops instead of use", () => {
    expect(register({ ...without('use'), ext: true, key_ops: ['verify'] })).toEqual({ kid: expect.any(String) });
  });

  test('takes the text that a person would paste', () => {
    expect(register(`\n${JSON.stringify(key.publicJwk, null, 2)}\n`)).toEqual({ kid: expect.any(String) });
  });

  test.each<[string, (jwk: Readonly<Record<string, unknown>>) => unknown]>([
    ['kid-present', (jwk) => ({ ...jwk, kid: 'mine' })],
    ['kty-not-rsa', (jwk) => ({ ...jwk, kty: 'EC' })],
    ['alg-not-rs256', (jwk) => ({ ...jwk, alg: 'RS512' })],
    ['alg-not-rs256', () => without('alg')],
    ['use-or-key-ops-missing', () => without('use')],
    ['use-not-sig', (jwk) => ({ ...jwk, use: 'enc' })],
    ['key-ops-not-verify', () => ({ ...without('use'), key_ops: ['sign', 'verify'] })],
    ['key-ops-not-verify', () => ({ ...without('use'), key_ops: 'verify' })],
    ['use-and-key-ops', (jwk) => ({ ...jwk, key_ops: ['verify'] })],
    ['modulus-missing', () => without('n')],
    ['modulus-unreadable', (jwk) => ({ ...jwk, n: `${String(jwk['n'])}==` })],
    ['modulus-not-2048-bits', () => short.publicJwk],
    ['exponent-missing', () => without('e')],
    ['exponent-unreadable', (jwk) => ({ ...jwk, e: 'AA' })],
    ['private-members', (jwk) => ({ ...jwk, d: 'AQAB' })],
    ['key-set', (jwk) => ({ keys: [jwk] })],
    ['not-an-object', (jwk) => [jwk]],
    ['not-json', (jwk) => JSON.stringify(jwk).slice(0, -1)],
    ['pem', () => '-----BEGIN PUBLIC KEY-----'],
    ['empty', () => '  '],
  ])('is refused as %s', (rejected, spoil) => {
    expect(register(spoil(key.publicJwk))).toEqual({ rejected, problems: [rejected] });
  });

  test('is refused with every reason at once', () => {
    expect(register({ ...without('alg', 'use'), kid: 'mine' })).toMatchObject({
      rejected: 'kid-present',
      problems: ['kid-present', 'alg-not-rs256', 'use-or-key-ops-missing'],
    });
  });

  test('is refused with the whole private key, whatever else is right about it', () => {
    const privateJwk = { ...key.privateKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig' };
    expect(register(privateJwk)).toMatchObject({ rejected: 'private-members' });
  });
});

describe('what LINE leaves open about keys is a knob', () => {
  test('the number of keys per channel', () => {
    stage.platform.knobs.maximumKeysPerChannel = 2;
    expect([register(key.publicJwk), register(key.publicJwk)]).toMatchObject([
      { kid: expect.any(String) },
      { rejected: 'too-many-keys' },
    ]);
  });

  test('the same key again: a new kid, the same one, or a refusal', () => {
    const { knobs } = stage.platform;
    const fresh = register(key.publicJwk);
    knobs.duplicatePublicKey = 'same-kid';
    const same = register(key.publicJwk);
    knobs.duplicatePublicKey = 'reject';
    expect([fresh, same, register(key.publicJwk)]).toMatchObject([
      { kid: expect.not.stringMatching(stage.kid) },
      { kid: stage.kid },
      { rejected: 'duplicate-key' },
    ]);
  });

  test('a private key: its private members may be dropped instead', () => {
    stage.platform.knobs.privateJwkMembers = 'drop';
    const registered = register({ ...key.privateKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig' });
    expect(registered).toEqual({ kid: expect.any(String) });
  });

  test('use and key_ops together', () => {
    stage.platform.knobs.useAndKeyOpsTogether = 'accept';
    expect(register({ ...key.publicJwk, key_ops: ['verify'] })).toEqual({ kid: expect.any(String) });
  });

  test('tokens of a deleted key stay live, or are revoked with it', async () => {
    const { platform, channel } = stage;
    const { keyId } = await stage.issueToken();
    platform.deletePublicKey(channel.channelId, stage.kid);
    expect(platform.liveKeyIds(channel.channelId)).toEqual([keyId]);

    const second = await setStage(key);
    second.platform.knobs.tokensWhenKeyDeleted = 'revoke';
    await second.issueToken();
    const foreign = second.platform.issueForeignToken(second.channel.channelId);
    second.platform.deletePublicKey(second.channel.channelId, second.kid);
    expect(second.platform.liveKeyIds(second.channel.channelId)).toEqual([foreign.keyId]);
    await second.platform.close();
  });
});
