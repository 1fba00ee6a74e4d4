import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import type { ConnectionReport, PlatformConnection } from '../../shared/connection.ts';
import { LANGUAGES } from '../../shared/languages.ts';
import { LINE_PLATFORM_URL } from '../../shared/line-limits.ts';
import { errorText } from '../../shared/messages/error-text.ts';
import type { HttpTransport } from '../../main/ports.ts';
import type { FaultKind } from '../../main/practice/practice-platform.ts';
import { selfSigned } from '../support/self-signed.ts';
import { registerInConsole } from '../support/practice-console.ts';
import { openWorkbench, type Workbench, type WorkbenchOptions } from '../support/workbench.ts';

let bench: Workbench;
const ends: (() => unknown)[] = [];

async function open(options: WorkbenchOptions = {}): Promise<Workbench> {
  bench = await openWorkbench({ keystore: 'file', ...options });
  return bench;
}

afterEach(async () => {
  await bench.stop();
  for (const end of ends.splice(0)) await end();
});

/** What was told of the connection, the oldest first. */
const told = (): ConnectionReport[] =>
  bench.events.flatMap((event) => (event.name === 'connection.changed' ? [event.payload] : []));

/** What happens behind an answer takes as long as the machine is busy. */
const eventually = <Value>(read: () => Value) => expect.poll(read, { timeout: 15_000 });

const show = () => bench.call('connection.show', {});

async function platformOf(url = bench.practice.url): Promise<PlatformConnection | undefined> {
  return (await show()).platforms.find(({ platform }) => platform === url);
}

async function check(channelId: string) {
  const { channels } = await bench.call('token.check', { channelIds: [channelId] });
  return channels[0]?.error;
}

/** Sends what is meant for LINE to the practice platform: a vault whose channels live at LINE. */
const asLine =
  (real: HttpTransport): HttpTransport =>
  (request) => {
    const isLines = request.url.origin === LINE_PLATFORM_URL;
    const { pathname, search } = request.url;
    return real(isLines ? { ...request, url: new URL(`${pathname}${search}`, bench.practice.url) } : request);
  };

/** A channel at LINE with a proved key. */
async function channelAtLine(): Promise<string> {
  const { channelId, channelSecret } = bench.practice.addChannel({ name: '東京の花屋' });
  await bench.call('channel.add', { channelId, name: '東京の花屋', channelSecret });
  const { signingKeyId, publicJwk } = await bench.call('key.generate', { channelId });
  const kid = registerInConsole(bench.practice, channelId, publicJwk);
  await bench.call('key.register', { signingKeyId, kid });
  return channelId;
}

describe('what stands in between', () => {
  const cases: readonly (readonly [what: string, fault: FaultKind, code: string, connection: string])[] = [
    ['a page of a captive portal', { kind: 'html' }, 'platform-unreadable', 'sign-in-page'],
    ['a redirect to one', { kind: 'redirect', status: 307 }, 'platform-unreadable', 'sign-in-page'],
    ['511', { kind: 'status', status: 511 }, 'platform-unreadable', 'sign-in-page'],
    ['407', { kind: 'status', status: 407 }, 'platform-unreadable', 'proxy'],
    ['502 with a page', { kind: 'html', status: 502 }, 'platform-unreadable', 'proxy'],
    ['403 with a page', { kind: 'html', status: 403 }, 'platform-unreadable', 'proxy'],
    ['a cut', { kind: 'drop-before' }, 'platform-unreachable', 'cut'],
    ['silence', { kind: 'hang' }, 'platform-timeout', 'timeout'],
    ['nothing', { kind: 'empty-body' }, 'platform-unreadable', 'other'],
  ];

  test('is told for what it is, in the error and afterwards, and is over with the next answer', async () => {
    await open({ answerWithinMs: 300 });
    const channelId = await bench.readyChannel();
    for (const [what, fault, code, connection] of cases) {
      bench.practice.clearRequests();
      bench.practice.failNext({ endpoint: 'kids', ...fault });
      expect(await check(channelId), what).toMatchObject({ code, details: { connection } });
      expect(bench.practice.requests, what).toHaveLength(1);
      expect(await platformOf(), what).toMatchObject({ reachable: false, problem: connection });
      expect(await check(channelId), what).toBe(undefined);
      expect(await platformOf(), what).toMatchObject({ reachable: true, problem: null });
    }
  });

  test('an error of the platform’s own is an answer: it was reached', async () => {
    await open();
    const channelId = await bench.readyChannel();
    for (const status of [429, 500, 503]) {
      bench.practice.failNext({ endpoint: 'kids', kind: 'status', status });
      expect((await check(channelId))?.details).not.toHaveProperty('connection');
      expect(await platformOf(), String(status)).toMatchObject({ reachable: true, problem: 'platform' });
    }
    bench.practice.failNext({ endpoint: 'kids', kind: 'status', status: 400 });
    await check(channelId);
    expect(await platformOf()).toMatchObject({ reachable: true, problem: null });
  });

  test('a platform that is gone refuses', async () => {
    await open();
    const channelId = await bench.readyChannel();
    await bench.practice.close();
    // A connection that was kept open for the next question is cut by that; the question after it is refused.
    await expect
      .poll(() => check(channelId))
      .toMatchObject({ code: 'platform-unreachable', details: { connection: 'refused' } });
    expect(await platformOf()).toMatchObject({ reachable: false, problem: 'refused' });
  });

  test('somebody else’s certificate ends it before anything is sent', async () => {
    await open();
    const asked: unknown[] = [];
    const portal = createServer(selfSigned(), (request, response) => {
      asked.push(request.url);
      response.end();
    });
    await new Promise<void>((resolve) => portal.listen(0, '127.0.0.1', resolve));
    ends.push(() => portal.close());
    const platform = `https://127.0.0.1:${(portal.address() as AddressInfo).port}`;
    const channelId = '1234567890';
    await bench.call('channel.add', { channelId, name: 'behind a portal', platform });
    const { signingKeyId } = await bench.call('key.generate', { channelId });
    const { proof } = await bench.call('key.register', { signingKeyId, kid: '11111111-2222-4333-8444-555555555555' });
    expect(proof).toMatchObject({
      outcome: 'failed',
      error: { code: 'platform-unreachable', details: { connection: 'certificate' } },
    });
    expect(await platformOf(platform)).toMatchObject({ reachable: false, problem: 'certificate' });
    expect(asked).toEqual([]);
  });

  test('each is said in its own words in each language, and none of it in English elsewhere', async () => {
    await open({ answerWithinMs: 300 });
    const channelId = await bench.readyChannel();
    const failures = [];
    for (const fault of [
      { kind: 'html' },
      { kind: 'html', status: 502 },
      { kind: 'drop-before' },
      { kind: 'hang' },
      { kind: 'empty-body' },
    ] as const) {
      bench.practice.failNext({ endpoint: 'kids', ...fault });
      const failure = await check(channelId);
      if (failure) failures.push(failure);
    }
    for (const language of LANGUAGES) {
      const said = failures.map((failure) => errorText(failure, language));
      expect(new Set(said.map(({ remedy }) => remedy)).size, language).toBe(failures.length);
      if (language === 'en') continue;
      for (const { what } of said) expect(what, language).not.toMatch(/connection|answered|page|cut\b/);
    }
  });
});

describe('what is told', () => {
  test('only what changed, once', async () => {
    await open();
    const channelId = await bench.readyChannel();
    await eventually(() => told().length).toBe(1);
    expect(told()[0]?.platforms).toMatchObject([{ platform: bench.practice.url, reachable: true, problem: null }]);
    for (let index = 0; index < 5; index += 1) await check(channelId);
    bench.practice.failNext({ endpoint: 'kids', kind: 'html', times: 3 });
    for (let index = 0; index < 3; index += 1) await check(channelId);
    await check(channelId);
    await eventually(() => told().length).toBe(3);
    expect(told().map(({ platforms }) => platforms[0]?.reachable)).toEqual([true, false, true]);
  });

  test('a clock that is off by a second more or less is no change', async () => {
    await open();
    bench.practice.knobs.dateHeaderErrorSeconds = 45;
    const channelId = await bench.readyChannel();
    await eventually(() => told().length).toBe(1);
    for (let index = 0; index < 3; index += 1) await check(channelId);
    bench.practice.knobs.dateHeaderErrorSeconds = 48;
    await check(channelId);
    await eventually(() => told().length).toBe(2);
    expect(Math.abs((told()[1]?.platforms[0]?.clockSkewSeconds ?? 0) - 48)).toBeLessThanOrEqual(1);
  });

  test('before anybody asked, nothing is known, and showing it asks nobody', async () => {
    await open();
    await bench.readyChannel();
    await bench.restart();
    bench.practice.clearRequests();
    expect(await show()).toEqual({
      networkThere: null,
      platforms: [
        {
          platform: bench.practice.url,
          platformKind: 'practice',
          reachable: null,
          since: null,
          problem: null,
          askedAt: null,
          clockSkewSeconds: null,
          clockMeasuredAt: null,
        },
      ],
      queued: 0,
      clock: { verdict: 'unknown', seconds: 0, measuredAt: null },
    });
    expect(bench.practice.requests).toEqual([]);
  });

  test('without a network LINE is out of reach, this machine is not, and an answer knows better', async () => {
    await open({ transport: asLine });
    const practiceChannel = await bench.readyChannel();
    const channelId = await channelAtLine();
    await check(practiceChannel);
    bench.engine().networkChanged(false);
    expect(await show()).toMatchObject({
      networkThere: false,
      platforms: [
        { platform: LINE_PLATFORM_URL, reachable: false, problem: 'no-network' },
        { platform: bench.practice.url, reachable: true },
      ],
    });
    await eventually(() => told().at(-1)?.networkThere).toBe(false);
    await check(channelId);
    expect(await platformOf(LINE_PLATFORM_URL)).toMatchObject({ reachable: true, problem: null });
    bench.engine().networkChanged(true);
    expect(await show()).toMatchObject({ networkThere: true });
  });
});

describe('the clock', () => {
  test.each([
    [90, 'behind'],
    [-90, 'ahead'],
    [20, 'right'],
  ] as const)('that LINE’s is %d seconds away from is %s', async (seconds, verdict) => {
    await open({ transport: asLine });
    bench.practice.knobs.dateHeaderErrorSeconds = seconds;
    await channelAtLine();
    const { clock } = await show();
    expect(clock.verdict).toBe(verdict);
    expect(Math.abs(clock.seconds - Math.abs(seconds))).toBeLessThanOrEqual(1);
    await eventually(() => told().at(-1)?.clock.verdict).toBe(verdict);
  });

  test('of the practice platform says nothing of this computer’s', async () => {
    await open();
    bench.practice.knobs.dateHeaderErrorSeconds = 3_600;
    await bench.readyChannel();
    expect((await show()).clock.verdict).toBe('unknown');
    expect(Math.abs(((await platformOf())?.clockSkewSeconds ?? 0) - 3_600)).toBeLessThanOrEqual(1);
  });

  test('that was set while the vault is open is measured anew by the next answer', async () => {
    await open({ transport: asLine });
    bench.practice.knobs.dateHeaderErrorSeconds = 90;
    const channelId = await channelAtLine();
    expect((await show()).clock.verdict).toBe('behind');
    bench.clockOffsetMs = 90_000;
    expect((await show()).clock).toEqual({ verdict: 'unknown', seconds: 0, measuredAt: null });
    await check(channelId);
    expect((await show()).clock).toMatchObject({ verdict: 'right', seconds: 0 });
  });
});

describe('what waits in the queue', () => {
  const down = (kind: 'drop-before' | 'html') => bench.practice.failNext({ endpoint: 'any', kind, times: 'always' });

  /** A revocation that was ordered while the platform could not be reached. */
  async function queuedRevocation(kind: 'drop-before' | 'html' = 'drop-before') {
    const channelId = await bench.readyChannel();
    const { tokenId } = await bench.issue(channelId);
    down(kind);
    const { operationId } = await bench.call('operation.begin', {
      kind: 'revoke',
      selection: { tokenIds: [tokenId], accept: ['last-of-consumer'] },
    });
    const operation = await bench.call('operation.wait', { operationId });
    expect(operation).toMatchObject({ state: 'queued', waitsFor: { platform: bench.practice.url } });
    return { channelId, operationId };
  }

  const stateOf = async (operationId: string) => (await bench.call('operation.show', { operationId })).operation.state;

  test('is counted and told, and goes when the system says that the network is back', async () => {
    await open();
    bench.engine().networkChanged(false);
    const { channelId, operationId } = await queuedRevocation();
    expect((await show()).queued).toBe(1);
    await eventually(() => told().at(-1)?.queued).toBe(1);
    bench.practice.clearFaults();
    bench.practice.clearRequests();
    expect(bench.practice.requests).toEqual([]);
    bench.engine().networkChanged(true);
    await eventually(() => stateOf(operationId)).toBe('done');
    expect(bench.practice.liveKeyIds(channelId)).toEqual([]);
    await eventually(() => told().at(-1)?.queued).toBe(0);
  });

  test('goes when its platform answers something else', async () => {
    await open();
    const { channelId, operationId } = await queuedRevocation();
    bench.practice.clearFaults();
    await check(channelId);
    await eventually(() => stateOf(operationId)).toBe('done');
    expect(bench.practice.liveKeyIds(channelId)).toEqual([]);
  });

  test('waits behind a captive portal too', async () => {
    await open();
    const { channelId, operationId } = await queuedRevocation('html');
    expect(await platformOf()).toMatchObject({ reachable: false, problem: 'sign-in-page' });
    bench.practice.clearFaults();
    await check(channelId);
    await eventually(() => stateOf(operationId)).toBe('done');
  });

  test('is remembered over a restart, with the platform that could not be reached', async () => {
    await open();
    const { operationId } = await queuedRevocation();
    const { waitsFor } = (await bench.call('operation.show', { operationId })).operation;
    await bench.restart();
    expect(await show()).toMatchObject({
      queued: 1,
      platforms: [{ platform: bench.practice.url, reachable: false, since: waitsFor?.triedAt }],
    });
    expect(await stateOf(operationId)).toBe('queued');
    bench.practice.clearFaults();
    bench.engine().networkChanged(true);
    await eventually(() => stateOf(operationId)).toBe('done');
  });
});
