/**
 * What tests of and against the practice platform share: signing keys made at run time, assertions, and plain HTTP.
 * Secret: private keys of tests. They live in the test's memory and are registered nowhere but on a practice platform.
 */
import { generateKeyPair, sign, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { isRecord, parseJson } from './parsing.ts';
import { ASSERTION_AUDIENCE, CLIENT_ASSERTION_TYPE, GRANT_TYPE } from './practice-rules.ts';
import {
  startPracticePlatform,
  type PracticeChannel,
  type PracticePlatform,
  type PracticeStart,
} from './practice-platform.ts';

/** The moment at which the clock of a test stands: no test depends on the day it is run. In milliseconds since 1970. */
export const TEST_NOW_MS = Date.UTC(2026, 10, 24);

/** A signing key pair for tests. */
export interface TestSigningKey {
  readonly privateKey: KeyObject;
  /** As the console takes it. */
  readonly publicJwk: Readonly<Record<string, unknown>>;
}

/** Makes an RSA key pair, by default one that LINE's console takes. */
export async function createTestSigningKey(modulusLength = 2_048): Promise<TestSigningKey> {
  const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', { modulusLength });
  return { privateKey, publicJwk: { ...publicKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig' } };
}

/** Signs any header and payload as a compact JWS with RS256. A member that is undefined is left out. */
export function signJws(privateKey: KeyObject, header: object, payload: object): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part(header)}.${part(payload)}`;
  return `${signed}.${sign('sha256', Buffer.from(signed), privateKey).toString('base64url')}`;
}

/** An answer, read. */
export interface TestAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed JSON object; empty where the body is none. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** Reads an answer whole. */
export async function readAnswer(response: Response): Promise<TestAnswer> {
  const text = await response.text();
  const value = parseJson(text);
  return { status: response.status, headers: response.headers, text, body: isRecord(value) ? value : {} };
}

/** A platform with one channel and one registered key, and short ways to call it. */
export interface Stage {
  readonly platform: PracticePlatform;
  readonly channel: PracticeChannel;
  readonly key: TestSigningKey;
  readonly kid: string;
  /** Seconds since 1970 on the platform's clock. */
  nowSeconds(): number;
  /** A good assertion, with some claims or header members replaced (or, where undefined, left out). */
  assertion(claims?: object, header?: object): string;
  get(
    path: string,
    query?: Readonly<Record<string, string>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<TestAnswer>;
  post(
    path: string,
    fields: Readonly<Record<string, string>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<TestAnswer>;
  /** `POST /oauth2/v2.1/token` */
  issue(assertion?: string): Promise<TestAnswer>;
  /** Issues a token and gives its value and key ID; throws where it is refused. */
  issueToken(claims?: object): Promise<{ readonly accessToken: string; readonly keyId: string }>;
  /** `GET /oauth2/v2.1/tokens/kid` */
  kids(assertion?: string): Promise<TestAnswer>;
  /** `GET /oauth2/v2.1/verify` */
  verify(accessToken: string): Promise<TestAnswer>;
  /** `POST /oauth2/v2.1/revoke` */
  revoke(accessToken: string, fields?: Readonly<Record<string, string>>): Promise<TestAnswer>;
  /** `GET /v2/bot/info` */
  botInfo(accessToken: string): Promise<TestAnswer>;
}

/** Starts a platform on a clock that stands still, and sets the stage on it. */
export async function setStage(key: TestSigningKey, options: PracticeStart = {}): Promise<Stage> {
  const platform = await startPracticePlatform({ now: () => TEST_NOW_MS, wait: () => Promise.resolve(), ...options });
  return stageOn(platform, key);
}

/** Sets the stage on a platform that runs: adds a channel and registers the key in it. */
export function stageOn(platform: PracticePlatform, key: TestSigningKey): Stage {
  const channel = platform.addChannel({ name: 'Test channel' });
  const registration = platform.registerPublicKey(channel.channelId, key.publicJwk);
  if (!('kid' in registration)) throw new Error(`The test key was rejected: ${registration.rejected}`);
  const { kid } = registration;
  const { channelId, channelSecret } = channel;
  const nowSeconds = (): number => Math.floor(platform.clock.nowMs() / 1_000);
  const call = async (path: string, init: RequestInit): Promise<TestAnswer> =>
    readAnswer(await fetch(`${platform.url}${path}`, { redirect: 'manual', ...init }));

  const stage: Stage = {
    platform,
    channel,
    key,
    kid,
    nowSeconds,
    assertion: (claims = {}, header = {}) =>
      signJws(
        key.privateKey,
        { alg: 'RS256', typ: 'JWT', kid, ...header },
        {
          iss: channelId,
          sub: channelId,
          aud: ASSERTION_AUDIENCE,
          exp: nowSeconds() + 900,
          token_exp: 86_400,
          ...claims,
        },
      ),
    get: (path, query = {}, headers = {}) => call(`${path}?${new URLSearchParams(query).toString()}`, { headers }),
    post: (path, fields, headers = {}) => call(path, { method: 'POST', headers, body: new URLSearchParams(fields) }),
    issue: (assertion = stage.assertion()) =>
      stage.post('/oauth2/v2.1/token', {
        grant_type: GRANT_TYPE,
        client_assertion_type: CLIENT_ASSERTION_TYPE,
        client_assertion: assertion,
      }),
    async issueToken(claims = {}) {
      const { body, status } = await stage.issue(stage.assertion(claims));
      const { access_token: accessToken, key_id: keyId } = body;
      if (typeof accessToken !== 'string' || typeof keyId !== 'string') throw new Error(`Issuing answered ${status}`);
      return { accessToken, keyId };
    },
    kids: (assertion = stage.assertion()) =>
      stage.get('/oauth2/v2.1/tokens/kid', {
        client_assertion_type: CLIENT_ASSERTION_TYPE,
        client_assertion: assertion,
      }),
    verify: (accessToken) => stage.get('/oauth2/v2.1/verify', { access_token: accessToken }),
    revoke: (accessToken, fields = {}) =>
      stage.post('/oauth2/v2.1/revoke', {
        client_id: channelId,
        client_secret: channelSecret,
        access_token: accessToken,
        ...fields,
      }),
    botInfo: (accessToken) => stage.get('/v2/bot/info', {}, { Authorization: `Bearer ${accessToken}` }),
  };
  return stage;
}

/** Waits, without a clock, until something that is under way has happened. */
export async function until(hasHappened: () => boolean): Promise<void> {
  while (!hasHappened()) await new Promise((resolve) => setImmediate(resolve));
}
