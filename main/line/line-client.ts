// Holds: assertions, channel secrets and token values, each for one request.
// Lives: until the answer is there. Two of LINE's endpoints take a secret in the query string, so a URL is never logged or put into an error.
// Wiped by: the caller, who owns every Secret that is passed in; the token value in an answer belongs to the caller too.
import * as v from 'valibot';
import type { ConnectionProblem } from '../../shared/connection.ts';
import { isNeverThePlatforms, isWebPage, problemOfForeignAnswer } from '../connection/answer-problem.ts';
import type { Clock, HttpAnswer, HttpProblem, HttpTransport } from '../ports.ts';
import { Secret } from '../secrets/secret.ts';

/** An answer larger than this is refused: LINE's are below 10 kB. */
const ANSWER_LIMIT_BYTES = 1_000_000;
/** How long LINE has for an answer, by default. */
export const TIMEOUT_MS = 15_000;

/** What changes nothing, or nothing more the second time. */
const REPEATABLE: ReadonlySet<string> = new Set([
  '/oauth2/v2.1/tokens/kid',
  '/oauth2/v2.1/verify',
  '/oauth2/v2.1/revoke',
  '/v2/bot/info',
]);

/** RFC 7523 section 2.2. */
const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** What every answer tells besides its content. */
export interface AnswerMeta {
  readonly status: number | null;
  /** `X-Line-Request-Id`, for the person to quote to LINE. */
  readonly requestId: string | null;
  /** Platform clock minus ours in milliseconds, from the `Date` header (whole seconds); null where it was absent or nonsense. */
  readonly skewMs: number | null;
  /** `Retry-After` in whole seconds. LINE documents none; a proxy may send one. */
  readonly retryAfterSeconds: number | null;
}

const NO_ANSWER: AnswerMeta = { status: null, requestId: null, skewMs: null, retryAfterSeconds: null };

/**
 * Why there is no usable answer.
 * `network`: none, or not whole. `unreadable`: one that is not LINE's, or lacks a part; `salvaged` is the token value where at least that was in it. `refused`: a 4xx. `failed`: a 5xx. `busy`: 429.
 * `shape` tells which of LINE's three error bodies came; sentences are for people only, because LINE changes them without notice.
 */
export type PlatformProblem =
  | { readonly kind: 'network'; readonly network: HttpProblem }
  | {
      readonly kind: 'unreadable';
      readonly status: number;
      readonly problem: string;
      /** Who answered, as far as the answer shows it. */
      readonly connection: ConnectionProblem;
      readonly salvaged?: Secret;
    }
  | {
      readonly kind: 'refused' | 'failed' | 'busy';
      readonly status: number;
      readonly shape: 'message' | 'error' | 'none';
      readonly platformMessage: string;
      /** The same; `platform` where nothing speaks against the platform's own answer. */
      readonly connection: ConnectionProblem;
    };

export type PlatformAnswer<Value> =
  | { readonly ok: true; readonly value: Value; readonly meta: AnswerMeta }
  | { readonly ok: false; readonly problem: PlatformProblem; readonly meta: AnswerMeta };

export interface IssuedAnswer {
  readonly accessToken: Secret;
  readonly keyId: string;
  readonly expiresInSeconds: number;
}

export interface StatelessAnswer {
  readonly accessToken: Secret;
  readonly expiresInSeconds: number;
}

export interface VerifyAnswer {
  readonly channelId: string;
  readonly expiresInSeconds: number;
  readonly scope: string | null;
}

/** The six endpoints that the vault needs, exactly as LINE's contract places their parameters (form, query or header). */
export interface LineClient {
  /** `POST /oauth2/v2.1/token`. The one call that cannot be repeated. */
  issueToken(platform: string, assertion: Secret): Promise<PlatformAnswer<IssuedAnswer>>;
  /** `GET /oauth2/v2.1/tokens/kid`. Key IDs in no particular order. */
  listKeyIds(platform: string, assertion: Secret): Promise<PlatformAnswer<readonly string[]>>;
  /** `GET /oauth2/v2.1/verify`. */
  verifyToken(platform: string, accessToken: Secret): Promise<PlatformAnswer<VerifyAnswer>>;
  /** `POST /oauth2/v2.1/revoke`. Answers 200 for nearly anything: only a later list proves. */
  revokeToken(
    platform: string,
    channelId: string,
    channelSecret: Secret,
    accessToken: Secret,
  ): Promise<PlatformAnswer<null>>;
  /** `GET /v2/bot/info` with the token as a bot sends it: 200 shows that it opens something, 401 that it does not. */
  botInfo(platform: string, accessToken: Secret): Promise<PlatformAnswer<null>>;
  /** `POST /oauth2/v3/token` with an assertion. */
  issueStatelessToken(platform: string, assertion: Secret): Promise<PlatformAnswer<StatelessAnswer>>;
}

const TokenText = v.pipe(v.string(), v.regex(/^[\x21-\x7e]{1,8192}$/));
const KeyId = v.pipe(v.string(), v.regex(/^[\x21-\x7e]{1,256}$/));
const Seconds = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const IssuedBody = v.object({
  access_token: TokenText,
  key_id: KeyId,
  expires_in: Seconds,
  token_type: v.optional(v.string()),
});
/** An issued token whose key ID or lifetime is missing or mangled: its value is still the only copy. */
const SalvagedBody = v.object({ access_token: TokenText });
const KeyIdsBody = v.object({ kids: v.pipe(v.array(KeyId), v.maxLength(10_000)) });
const VerifyBody = v.object({ client_id: v.string(), expires_in: Seconds, scope: v.optional(v.string()) });
/** What it says of the bot is nobody's matter here; that it is LINE's answer is. */
const BotInfoBody = v.object({ userId: v.string() });
const StatelessBody = v.object({ access_token: TokenText, expires_in: Seconds, token_type: v.optional(v.string()) });
const MessageBody = v.object({ message: v.string() });
const ErrorBody = v.object({ error: v.string(), error_description: v.optional(v.string()) });

const PLATFORM_MESSAGE_LIMIT = 300;
/** LINE's are UUIDs. */
const REQUEST_ID_LIMIT = 100;
/** A clock that is set by less while an answer is awaited is not noticed, and falsifies a measurement by half of it. */
const CLOCK_STEP_MS = 2_000;
/** Parameters whose values are secrets. */
const SECRET_PARAMETERS = ['client_assertion', 'client_secret', 'access_token'] as const;

/** A proxy or another platform may echo what it was sent: values of ours, and whatever looks like a token, do not come back as its words. */
function quote(text: string, sent: readonly string[]): string {
  let quoted = text.replace(/\p{Cc}/gu, ' ');
  for (const value of sent) {
    for (const form of [value, encodeURIComponent(value)]) quoted = quoted.replaceAll(form, '[…]');
  }
  return quoted.replace(/eyJ[\w-]+(\.[\w-]+)*/g, '[…]').slice(0, PLATFORM_MESSAGE_LIMIT);
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** Reads whichever of LINE's three error shapes this is: `{error, error_description}`, `{error}` or `{message}`. */
function readErrorBody(
  body: Buffer,
  sent: readonly string[],
): { shape: 'message' | 'error' | 'none'; platformMessage: string } {
  const json = parseJson(body);
  const error = v.safeParse(ErrorBody, json);
  if (error.success) {
    const { error: name, error_description: description } = error.output;
    return {
      shape: 'error',
      platformMessage: quote(description === undefined ? name : `${name}: ${description}`, sent),
    };
  }
  const message = v.safeParse(MessageBody, json);
  if (message.success) return { shape: 'message', platformMessage: quote(message.output.message, sent) };
  return { shape: 'none', platformMessage: '' };
}

function describeBody(answer: HttpAnswer): string {
  if (isWebPage(answer.body)) return 'it answered with a web page';
  if (answer.body.length === 0) return 'its answer is empty';
  return parseJson(answer.body) === undefined
    ? 'its answer is not JSON'
    : 'its answer lacks what LINE’s contract promises';
}

/**
 * The `Date` header counts whole seconds, so half a second is added; the exchange is taken to have happened in its middle. An exchange that took no
 * time that it can have taken is one during which somebody set our clock, and measures nothing.
 */
function readSkew(header: string | undefined, askedAt: number, answeredAt: number, longestMs: number): number | null {
  if (header === undefined || answeredAt < askedAt || answeredAt - askedAt > longestMs) return null;
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : date + 500 - (askedAt + answeredAt) / 2;
}

/** Is told of every exchange with a platform, before its caller is. */
export type AnswerObserver = (platform: string, answer: PlatformAnswer<unknown>) => void;

/** Builds the client over a transport. Nothing is retried here: who calls knows which calls may be repeated. */
export function createLineClient(
  transport: HttpTransport,
  clock: Clock,
  userAgent: string,
  timeoutMs: number = TIMEOUT_MS,
  observe: AnswerObserver = () => undefined,
): LineClient {
  async function exchange<Value>(
    platform: string,
    path: string,
    parameters: { readonly [name: string]: string },
    place: 'form' | 'query' | 'bearer',
    read: (answer: HttpAnswer) => Value | undefined,
    salvage: (answer: HttpAnswer) => Secret | undefined = () => undefined,
  ): Promise<PlatformAnswer<Value>> {
    const told = (answer: PlatformAnswer<Value>) => {
      observe(platform, answer);
      return answer;
    };
    const url = new URL(`${platform}${path}`);
    const encoded = new URLSearchParams(parameters);
    if (place === 'query') url.search = encoded.toString();
    const askedAt = clock.now();
    const outcome = await transport({
      method: place === 'form' ? 'POST' : 'GET',
      url,
      headers: {
        accept: 'application/json',
        'user-agent': userAgent,
        ...(place === 'bearer' ? { authorization: `Bearer ${parameters['access_token'] ?? ''}` } : {}),
        ...(place === 'form' ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
      },
      ...(place === 'form' ? { body: Buffer.from(encoded.toString(), 'utf8') } : {}),
      timeoutMs,
      maxBytes: ANSWER_LIMIT_BYTES,
      repeatable: REPEATABLE.has(path),
    });
    if ('problem' in outcome) {
      return told({ ok: false, problem: { kind: 'network', network: outcome.problem }, meta: NO_ANSWER });
    }
    const { answer } = outcome;
    const { status } = answer;
    const skewMs = readSkew(answer.headers['date'], askedAt, clock.now(), timeoutMs + CLOCK_STEP_MS);
    const sent = SECRET_PARAMETERS.flatMap((name) => parameters[name] ?? []);
    const requestId = answer.headers['x-line-request-id'];
    const meta: AnswerMeta = {
      status,
      requestId: requestId === undefined ? null : quote(requestId, sent).slice(0, REQUEST_ID_LIMIT),
      // Only an answer that is LINE's says something about LINE's clock.
      skewMs: null,
      retryAfterSeconds: /^[0-9]{1,5}$/.test(answer.headers['retry-after'] ?? '')
        ? Number(answer.headers['retry-after'])
        : null,
    };
    if (status === 200) {
      const value = read(answer);
      if (value !== undefined) return told({ ok: true, value, meta: { ...meta, skewMs } });
      const salvaged = salvage(answer);
      return told({
        ok: false,
        problem: {
          kind: 'unreadable',
          status,
          problem: describeBody(answer),
          connection: problemOfForeignAnswer(answer),
          ...(salvaged ? { salvaged } : {}),
        },
        meta,
      });
    }
    if (status >= 400 && status < 600) {
      const kind = status === 429 ? 'busy' : status >= 500 ? 'failed' : 'refused';
      const body = readErrorBody(answer.body, sent);
      const connection =
        body.shape === 'none' || isNeverThePlatforms(status) ? problemOfForeignAnswer(answer) : 'platform';
      return told({
        ok: false,
        problem: { kind, status, ...body, connection },
        meta: { ...meta, skewMs: body.shape === 'none' || connection !== 'platform' ? null : skewMs },
      });
    }
    const connection = problemOfForeignAnswer(answer);
    const problem = `it answered with status ${status}`;
    return told({ ok: false, problem: { kind: 'unreadable', status, problem, connection }, meta });
  }

  const json =
    <Body, Value>(schema: v.GenericSchema<unknown, Body>, map: (body: Body) => Value) =>
    (answer: HttpAnswer): Value | undefined => {
      const parsed = v.safeParse(schema, parseJson(answer.body));
      return parsed.success ? map(parsed.output) : undefined;
    };

  const byAssertion = (assertion: Secret) => ({
    client_assertion_type: ASSERTION_TYPE,
    client_assertion: assertion.reveal(),
  });

  return {
    issueToken: (platform, assertion) =>
      exchange(
        platform,
        '/oauth2/v2.1/token',
        { grant_type: 'client_credentials', ...byAssertion(assertion) },
        'form',
        json(IssuedBody, (body) => ({
          accessToken: Secret.fromText(body.access_token),
          keyId: body.key_id,
          expiresInSeconds: body.expires_in,
        })),
        json(SalvagedBody, (body) => Secret.fromText(body.access_token)),
      ),
    listKeyIds: (platform, assertion) =>
      exchange(
        platform,
        '/oauth2/v2.1/tokens/kid',
        byAssertion(assertion),
        'query',
        json(KeyIdsBody, (body) => [...new Set(body.kids)]),
      ),
    verifyToken: (platform, accessToken) =>
      exchange(
        platform,
        '/oauth2/v2.1/verify',
        { access_token: accessToken.reveal() },
        'query',
        json(VerifyBody, (body) => ({
          channelId: body.client_id,
          expiresInSeconds: body.expires_in,
          scope: body.scope ?? null,
        })),
      ),
    revokeToken: (platform, channelId, channelSecret, accessToken) =>
      exchange(
        platform,
        '/oauth2/v2.1/revoke',
        { client_id: channelId, client_secret: channelSecret.reveal(), access_token: accessToken.reveal() },
        'form',
        // LINE answers an empty body. A web page here is a portal's, not LINE's.
        (answer) => (isWebPage(answer.body) ? undefined : null),
      ),
    botInfo: (platform, accessToken) =>
      exchange(
        platform,
        '/v2/bot/info',
        { access_token: accessToken.reveal() },
        'bearer',
        json(BotInfoBody, () => null),
      ),
    issueStatelessToken: (platform, assertion) =>
      exchange(
        platform,
        '/oauth2/v3/token',
        { grant_type: 'client_credentials', ...byAssertion(assertion) },
        'form',
        json(StatelessBody, (body) => ({
          accessToken: Secret.fromText(body.access_token),
          expiresInSeconds: body.expires_in,
        })),
      ),
  };
}
