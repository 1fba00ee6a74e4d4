import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { FaultKind, PracticeFault } from './faults/fault.ts';
import { FAULT_KINDS, faultProblem } from './faults/read-fault.ts';
import {
  createTestSigningKey,
  setStage,
  stageOn,
  until,
  type Stage,
  type TestSigningKey,
} from './practice-test-support.ts';

let key: TestSigningKey;
let otherKey: TestSigningKey;
let stage: Stage;
let waits: number[];
beforeAll(async () => {
  [key, otherKey] = await Promise.all([createTestSigningKey(), createTestSigningKey()]);
});
beforeEach(async () => {
  waits = [];
  stage = await setStage(key, {
    wait: (milliseconds) => {
      waits.push(milliseconds);
      return Promise.resolve();
    },
  });
});
afterEach(() => stage.platform.close());

const issued = (): number => stage.platform.liveKeyIds(stage.channel.channelId).length;
const fail = (fault: FaultKind, scope: Partial<PracticeFault> = {}): void =>
  stage.platform.failNext({ endpoint: 'token', ...scope, ...fault });

describe('rate limits', () => {
  const LIMITED = { status: 429, body: { message: 'The API rate limit has been exceeded. Try again later.' } };

  test('count each channel and endpoint apart, and refill with the clock', async () => {
    stage.platform.knobs.rateLimitPerSecond = 2;
    const other = stageOn(stage.platform, otherKey);
    const first = [await stage.kids(), await stage.kids(), await stage.kids()].map(({ status }) => status);
    expect([first, await stage.issue(), await other.kids(), await stage.kids()]).toMatchObject([
      [200, 200, 429],
      { status: 200 },
      { status: 200 },
      LIMITED,
    ]);
    stage.platform.clock.advance(0.5);
    expect([(await stage.kids()).status, (await stage.kids()).status]).toEqual([200, 429]);
  });

  test('do nothing for whom they refuse', async () => {
    stage.platform.knobs.rateLimitPerSecond = 1;
    await stage.issue();
    await stage.issue();
    expect(issued()).toBe(1);
  });

  test('are their own for issuing short-lived tokens', async () => {
    stage.platform.knobs.shortLivedRateLimitPerSecond = 1;
    const { channelId: client_id, channelSecret: client_secret } = stage.channel;
    const fields = { grant_type: 'client_credentials', client_id, client_secret };
    const issue = async (): Promise<number> => (await stage.post('/v2/oauth/accessToken', fields)).status;
    expect([await issue(), await issue()]).toEqual([200, 429]);
  });

  test('say when to come back only where the knob is turned', async () => {
    const { knobs } = stage.platform;
    Object.assign(knobs, { rateLimitPerSecond: 1, retryAfterSeconds: 7 });
    await stage.kids();
    const header = async (): Promise<string | null> => (await stage.kids()).headers.get('retry-after');
    const absent = await header();
    knobs.retryAfter = 'seconds';
    const seconds = await header();
    knobs.retryAfter = 'http-date';
    expect([absent, seconds, await header()]).toEqual([null, '7', 'Tue, 24 Nov 2026 00:00:07 GMT']);
  });
});

describe('a fault', () => {
  test('meets its endpoint, its channel, after so many and so many times', async () => {
    const other = stageOn(stage.platform, otherKey);
    fail({ kind: 'status', status: 503 }, { endpoint: 'kids', channelId: stage.channel.channelId, skip: 1, times: 2 });
    const statuses = [
      (await other.kids()).status,
      (await stage.issue()).status,
      (await stage.kids()).status,
      (await stage.kids()).status,
      (await stage.kids()).status,
      (await stage.kids()).status,
    ];
    expect(statuses).toEqual([200, 200, 200, 503, 503, 200]);
  });

  test('may last, and can be forgotten', async () => {
    fail({ kind: 'status', status: 500 }, { endpoint: 'any', times: 'always' });
    const during = [await stage.kids(), await stage.issue(), await stage.botInfo('x')].map(({ status }) => status);
    const pending = stage.platform.pendingFaults().length;
    stage.platform.clearFaults();
    expect([during, pending, (await stage.kids()).status]).toEqual([[500, 500, 500], 1, 200]);
  });

  test('follows the one before it', async () => {
    fail({ kind: 'status', status: 500 });
    fail({ kind: 'status', status: 503, message: 'maintenance', retryAfterSeconds: 30 });
    expect([await stage.issue(), await stage.issue(), await stage.issue()]).toMatchObject([
      { status: 500 },
      { status: 503, body: { message: 'maintenance' } },
      { status: 200 },
    ]);
    expect(stage.platform.requests.map(({ fault, status }) => [fault, status])).toEqual([
      ['status', 500],
      ['status', 503],
      [null, 200],
    ]);
  });
});

describe('the outcome that cannot be seen', () => {
  test.each<[FaultKind, number]>([
    [{ kind: 'drop-before' }, 0],
    [{ kind: 'drop-after' }, 1],
    [{ kind: 'half-body' }, 1],
  ])('%j breaks the connection and leaves %i token', async (fault, tokens) => {
    fail(fault);
    await expect(stage.issue()).rejects.toThrow();
    expect(issued()).toBe(tokens);
  });

  test.each<[FaultKind, number]>([
    [{ kind: 'hang' }, 0],
    [{ kind: 'hang-after' }, 1],
  ])('%j never answers and leaves %i token', async (fault, tokens) => {
    fail(fault);
    const hanging = stage.issue();
    await until(() => stage.platform.requests.length > 0);
    expect([issued(), stage.platform.requests[0]?.status]).toEqual([tokens, null]);
    await Promise.all([expect(hanging).rejects.toThrow(), stage.platform.close()]);
  });

  test.each<[FaultKind, number, number]>([
    [{ kind: 'status', status: 500 }, 500, 0],
    [{ kind: 'status', status: 504, processed: true }, 504, 1],
    [{ kind: 'status', status: 429, retryAfterSeconds: 3 }, 429, 0],
    [{ kind: 'html' }, 200, 0],
    [{ kind: 'failed-to-parse' }, 200, 0],
    [{ kind: 'redirect' }, 302, 0],
    [{ kind: 'empty-body' }, 200, 1],
    [{ kind: 'broken-json' }, 200, 1],
    [{ kind: 'missing-field' }, 200, 1],
    [{ kind: 'wrong-types' }, 200, 1],
    [{ kind: 'huge-body' }, 200, 1],
  ])('%j answers %i and leaves %i token', async (fault, status, tokens) => {
    fail(fault);
    expect([(await stage.issue()).status, issued()]).toEqual([status, tokens]);
  });
});

describe('odd answers', () => {
  beforeEach(() => {
    Object.assign(stage.platform.knobs, { extraFields: 'never', propertyOrder: 'documented' });
  });

  test('a captive portal answers 200 with a page', async () => {
    fail({ kind: 'html' });
    const { headers, text } = await stage.issue();
    expect([headers.get('content-type'), text]).toEqual(['text/html; charset=utf-8', expect.stringContaining('<html')]);
  });

  test('"failed to parse" comes as a 200 that is none', async () => {
    fail({ kind: 'failed-to-parse' }, { endpoint: 'verify' });
    expect((await stage.verify('x')).body).toEqual({ message: 'failed to parse' });
  });

  test('a redirect points at the same place, so that following it would get through', async () => {
    fail({ kind: 'redirect', status: 307 });
    const { headers } = await stage.issue();
    expect(headers.get('location')).toBe('/oauth2/v2.1/token');
  });

  test('a field is missing: the named one or the first', async () => {
    fail({ kind: 'missing-field' });
    fail({ kind: 'missing-field', field: 'key_id' });
    const names = [Object.keys((await stage.issue()).body), Object.keys((await stage.issue()).body)];
    expect(names).toEqual([
      ['token_type', 'expires_in', 'key_id'],
      ['access_token', 'token_type', 'expires_in'],
    ]);
  });

  test('types are wrong: numbers as text, text as numbers, lists as objects', async () => {
    fail({ kind: 'wrong-types' });
    fail({ kind: 'wrong-types' }, { endpoint: 'kids' });
    expect([(await stage.issue()).body, (await stage.kids()).body]).toMatchObject([
      { access_token: 12_345, token_type: 12_345, expires_in: '86400', key_id: 12_345 },
      { kids: { 0: expect.any(String) } },
    ]);
  });

  test('fields are there that nobody expects, __proto__ among them', async () => {
    fail({ kind: 'unknown-fields' });
    const { text, body } = await stage.issue();
    expect(text).toContain('"__proto__":{"polluted":true}');
    expect(body).toMatchObject({ access_token: expect.any(String), key_id: expect.any(String), キー: '値' });
  });

  test('a body is over 1 MB, its length declared or not', async () => {
    fail({ kind: 'huge-body' });
    fail({ kind: 'huge-body', bytes: 2_000_000, declareLength: true });
    const answers = [await stage.issue(), await stage.issue()];
    expect(answers.map(({ text, headers }) => [text.length, headers.get('content-length')])).toEqual([
      [1_048_577, null],
      [2_000_000, '2000000'],
    ]);
  });

  test('the Date is missing or wrong', async () => {
    fail({ kind: 'no-date' });
    fail({ kind: 'wrong-date', errorSeconds: -3_600 });
    const dates = [(await stage.issue()).headers.get('date'), (await stage.issue()).headers.get('date')];
    expect(dates).toEqual([null, 'Mon, 23 Nov 2026 23:00:00 GMT']);
  });

  test('an answer comes late, or trickles in', async () => {
    fail({ kind: 'delay', delayMs: 1_500 });
    fail({ kind: 'slow', overMs: 800 });
    stage.platform.knobs.latencyMs = 20;
    const statuses = [(await stage.issue()).status, (await stage.issue()).status, (await stage.issue()).status];
    expect([statuses, waits]).toEqual([
      [200, 200, 200],
      [1_520, 20, 100, 100, 100, 100, 100, 100, 100, 100, 20],
    ]);
  });
});

describe('reading a fault', () => {
  test('knows every kind', () => {
    const needs = { status: 500, delayMs: 1, errorSeconds: 1, overMs: 1 };
    const problems = FAULT_KINDS.map((kind) => {
      const all = Object.entries(needs).map(([name, value]) => ({ endpoint: 'any', kind, [name]: value }));
      return [{ endpoint: 'any', kind }, ...all].some((fault) => faultProblem(fault) === undefined);
    });
    expect(problems).toEqual(FAULT_KINDS.map(() => true));
  });

  test.each([
    [null, '(not an object)'],
    [{ endpoint: 'any' }, 'kind'],
    [{ endpoint: 'any', kind: 'earthquake' }, 'kind'],
    [{ kind: 'hang' }, 'endpoint'],
    [{ endpoint: 'nowhere', kind: 'hang' }, 'endpoint'],
    [{ endpoint: 'any', kind: 'status' }, 'status'],
    [{ endpoint: 'any', kind: 'status', status: 99 }, 'status'],
    [{ endpoint: 'any', kind: 'hang', delayMs: 5 }, 'delayMs'],
    [{ endpoint: 'any', kind: 'hang', times: 0 }, 'times'],
  ])('names what is wrong with %j', (fault, problem) => {
    expect(faultProblem(fault)).toBe(problem);
  });
});
