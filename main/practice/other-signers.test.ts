import { createRequire } from 'node:module';
import { importJWK, SignJWT } from 'jose';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { isRecord } from './parsing.ts';
import { createTestSigningKey, setStage, type Stage, type TestSigningKey } from './practice-test-support.ts';

let key: TestSigningKey;
let stage: Stage;
beforeAll(async () => {
  key = await createTestSigningKey();
});
beforeEach(async () => {
  stage = await setStage(key);
});
afterEach(() => stage.platform.close());

const payload = (): Record<string, string | number> => {
  const { channelId } = stage.channel;
  return { iss: channelId, sub: channelId, aud: 'https://api.line.me/', exp: stage.nowSeconds() + 900, token_exp: 60 };
};
const header = (): { alg: 'RS256'; typ: string; kid: string } => ({ alg: 'RS256', typ: 'JWT', kid: stage.kid });
const privateJwk = (): Record<string, unknown> => ({
  ...key.privateKey.export({ format: 'jwk' }),
  alg: 'RS256',
  use: 'sig',
});

/** The part of node-jose that LINE's guide uses; the package comes without types. */
interface NodeJose {
  readonly JWS: {
    createSign(options: object, key: object): { update(text: string): { final(): Promise<string> } };
  };
}

function isNodeJose(value: unknown): value is NodeJose {
  return isRecord(value) && isRecord(value['JWS']) && typeof value['JWS']['createSign'] === 'function';
}

function nodeJose(): NodeJose {
  const library: unknown = createRequire(import.meta.url)('node-jose');
  if (!isNodeJose(library)) throw new Error('node-jose has changed');
  return library;
}

describe('assertions of the libraries that people use', () => {
  test('jose', async () => {
    const assertion = await new SignJWT(payload())
      .setProtectedHeader(header())
      .sign(await importJWK(privateJwk(), 'RS256'));
    expect((await stage.issue(assertion)).status).toBe(200);
  });

  test("node-jose, as in LINE's guide, and with the kid it makes up when none is given", async () => {
    const sign = (fields: object): Promise<string> =>
      nodeJose().JWS.createSign({ format: 'compact', fields }, privateJwk()).update(JSON.stringify(payload())).final();
    const withKid = await sign(header());
    const withoutKid = await sign({ typ: 'JWT' });
    expect([(await stage.issue(withKid)).status, (await stage.issue(withoutKid)).status]).toEqual([200, 404]);
  });
});
