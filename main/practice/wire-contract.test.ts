import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ENDPOINT_NAMES, ENDPOINTS } from './endpoints.ts';
import { logRequest, type PracticeRequest } from './http/request-log.ts';
import { REFUSALS } from './refusals.ts';
import { createTestSigningKey, setStage, type Stage, type TestSigningKey } from './practice-test-support.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

let key: TestSigningKey;
let stage: Stage;
beforeAll(async () => {
  key = await createTestSigningKey();
});
beforeEach(async () => {
  stage = await setStage(key);
});
afterEach(() => stage.platform.close());

const issueFields = (): Record<string, string> => ({
  grant_type: 'client_credentials',
  client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
  client_assertion: stage.assertion(),
});

describe('paths, verbs and places of parameters', () => {
  test.each(ENDPOINT_NAMES)('%s refuses every other verb', async (name) => {
    const { method, path } = ENDPOINTS[name];
    const others = ['GET', 'POST', 'PUT', 'DELETE'].filter((verb) => verb !== method);
    const answers = await Promise.all(others.map((verb) => fetch(`${stage.platform.url}${path}`, { method: verb })));
    expect(answers.map(({ status }) => status)).toEqual([405, 405, 405]);
  });

  test('a JSON body does not issue, even with everything in it', async () => {
    const answer = await fetch(`${stage.platform.url}/oauth2/v2.1/token`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(issueFields()),
    });
    expect([answer.status, stage.platform.liveKeyIds(stage.channel.channelId)]).toEqual([400, []]);
  });

  test('parameters in the query do not issue', async () => {
    const answer = await stage.post(`/oauth2/v2.1/token?${new URLSearchParams(issueFields()).toString()}`, {});
    expect([answer.status, stage.platform.liveKeyIds(stage.channel.channelId)]).toEqual([400, []]);
  });

  test.each(['grant_type', 'client_assertion_type', 'client_assertion'])('issuing needs %s, once', async (name) => {
    const without = { ...issueFields(), [name]: '' };
    const wrong = { ...issueFields(), [name]: 'something else' };
    const twice = new URLSearchParams([...Object.entries(issueFields()), [name, issueFields()[name] ?? '']]);
    const statuses = [
      (await stage.post('/oauth2/v2.1/token', without)).status,
      (await stage.post('/oauth2/v2.1/token', wrong)).status,
      (await fetch(`${stage.platform.url}/oauth2/v2.1/token`, { method: 'POST', body: twice })).status,
    ];
    expect(statuses).toEqual([400, 400, 400]);
  });

  test('no Authorization header is needed, and one that is there does no harm', async () => {
    const headers = { Authorization: 'Bearer whatever' };
    expect((await stage.post('/oauth2/v2.1/token', issueFields(), headers)).status).toBe(200);
  });

  test('a body of over 64 kB is refused without being kept', async () => {
    expect((await stage.post('/oauth2/v2.1/token', { ...issueFields(), padding: 'x'.repeat(70_000) })).status).toBe(
      413,
    );
  });

  test('X-Line-Retry-Key is refused on every endpoint', async () => {
    const statuses = await Promise.all(
      ENDPOINT_NAMES.map(async (name) => {
        const { method, path } = ENDPOINTS[name];
        const headers = { 'X-Line-Retry-Key': '123e4567-e89b-42d3-a456-426614174000' };
        return (await fetch(`${stage.platform.url}${path}`, { method, headers })).status;
      }),
    );
    expect(new Set(statuses)).toEqual(new Set([400]));
  });

  test('only 127.0.0.1 and localhost are answered', async () => {
    const { get } = await import('node:http');
    const statusFor = (host: string): Promise<number | undefined> =>
      new Promise((resolve) => {
        const path = '/v2/bot/info';
        get({ host: '127.0.0.1', port: stage.platform.port, path, headers: { host } }, (response) => {
          response.resume();
          resolve(response.statusCode);
        });
      });
    const { port } = stage.platform;
    const hosts = [`127.0.0.1:${port}`, `localhost:${port}`, `evil.example:${port}`, '127.0.0.1'];
    expect(await Promise.all(hosts.map(statusFor))).toEqual([401, 401, 421, 421]);
  });
});

describe('what every answer has', () => {
  test('a fresh request ID, also on refusals and on paths that do not exist', async () => {
    const answers = [
      await stage.issue(),
      await stage.issue('nonsense'),
      await stage.get('/nowhere'),
      await stage.post('/v2/bot/info', {}),
    ];
    const ids = answers.map(({ headers }) => headers.get('x-line-request-id'));
    expect(ids.filter((id) => UUID.test(id ?? ''))).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('the Date of the practice clock, in which a wrong clock can be seen', async () => {
    stage.platform.clock.advance(90);
    expect((await stage.kids()).headers.get('date')).toBe('Tue, 24 Nov 2026 00:01:30 GMT');
  });

  test.each([
    ['absent', null],
    ['unreadable', 'the day after tomorrow'],
  ] as const)('a Date header that is %s, by knob', async (dateHeader, expected) => {
    stage.platform.knobs.dateHeader = dateHeader;
    expect((await stage.kids()).headers.get('date')).toBe(expected);
  });

  test('fields that no page lists, and another order of properties, as chance has it', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => stage.issue()));
    const orders = new Set(answers.map(({ body }) => Object.keys(body).join()));
    expect(orders.size).toBeGreaterThan(3);
    expect(answers.some(({ body }) => 'practice_added' in body)).toBe(true);
    expect(answers.some(({ body }) => !('practice_added' in body))).toBe(true);
  });

  test('neither, when the knobs are turned off', async () => {
    Object.assign(stage.platform.knobs, { extraFields: 'never', propertyOrder: 'documented' });
    const { body } = await stage.issue();
    expect(Object.keys(body)).toEqual(['access_token', 'token_type', 'expires_in', 'key_id']);
  });

  test('the same chances again with the same seed', async () => {
    const ordersOf = async (seed: number): Promise<string[]> => {
      const other = await setStage(key);
      other.platform.knobs.chanceSeed = seed;
      const orders: string[] = [];
      for (let issue = 0; issue < 10; issue += 1) orders.push(Object.keys((await other.issue()).body).join());
      await other.platform.close();
      return orders;
    };
    const [first, again, another] = [await ordersOf(7), await ordersOf(7), await ordersOf(8)];
    expect(again).toEqual(first);
    expect(another).not.toEqual(first);
  });
});

describe('wording', () => {
  test('can be altered, with status and shape staying what they are', async () => {
    const before = [
      await stage.issue(stage.assertion({}, { kid: 'unknown' })),
      await stage.issue(stage.assertion({ exp: 1 })),
    ];
    stage.platform.knobs.wording = 'altered';
    const after = [
      await stage.issue(stage.assertion({}, { kid: 'unknown' })),
      await stage.issue(stage.assertion({ exp: 1 })),
    ];
    stage.platform.knobs.extraFields = 'never';
    const shape = (answers: typeof before): unknown =>
      answers.map(({ status, body }) => [
        status,
        Object.keys(body)
          .filter((name) => name !== 'practice_added')
          .sort(),
        body['error'],
      ]);
    expect(shape(after)).toEqual(shape(before));
    expect(after.map(({ body }) => body['message'] ?? body['error_description'])).toEqual([
      'No such assertion signing key',
      'Lifetime out of bounds',
    ]);
  });

  test('can be set for a single refusal', async () => {
    stage.platform.knobs.wordingOverrides = { 'wrong-audience': 'aud?' };
    expect((await stage.issue(stage.assertion({ aud: 'x' }))).body).toMatchObject({ error_description: 'aud?' });
  });

  test('can do without error_description', async () => {
    stage.platform.knobs.errorDescription = 'absent';
    const { body } = await stage.issue(stage.assertion({ exp: 1 }));
    expect([body['error'], 'error_description' in body]).toEqual(['invalid_client', false]);
  });

  test('has a second sentence for every refusal', () => {
    const sentences: readonly (readonly (string | null)[])[] = Object.values(REFUSALS).map(({ text, altered }) => [
      text,
      altered,
    ]);
    expect(sentences.filter(([text, altered]) => text === altered)).toEqual([]);
  });
});

describe('the request log', () => {
  test('has what LINE advises to log, and no query, no body and no header value', async () => {
    const { accessToken } = await stage.issueToken();
    stage.platform.clearRequests();
    await stage.verify(accessToken);
    await stage.revoke(accessToken);
    await stage.get(`/oauth2/v2.1/verify/${accessToken}`);
    await stage.botInfo(accessToken);
    const log = JSON.stringify(stage.platform.requests);
    expect(stage.platform.requests).toMatchObject([
      {
        method: 'GET',
        path: '/oauth2/v2.1/verify',
        endpoint: 'verify',
        channelId: stage.channel.channelId,
        status: 200,
      },
      {
        method: 'POST',
        path: '/oauth2/v2.1/revoke',
        contentType: expect.stringContaining('form-urlencoded'),
        fault: null,
      },
      { path: '(no such path)', endpoint: null, status: 404, at: '2026-11-24T00:00:00.000Z' },
      { path: '/v2/bot/info', status: 401, headerNames: expect.arrayContaining(['authorization']) },
    ]);
    expect([log.includes(accessToken), log.includes(stage.channel.channelSecret)]).toEqual([false, false]);
  });

  test('is bounded', () => {
    const entry: PracticeRequest = {
      method: 'GET',
      path: '/v2/bot/info',
      endpoint: 'bot-info',
      channelId: null,
      status: 200,
      requestId: '',
      at: '',
      contentType: null,
      headerNames: [],
      fault: null,
    };
    const log: PracticeRequest[] = [];
    for (let count = 0; count < 2_010; count += 1) logRequest(log, { ...entry, requestId: String(count) });
    expect([log.length, log[0]?.requestId, log.at(-1)?.requestId]).toEqual([2_000, '10', '2009']);
  });
});
