import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Proof } from '../../shared/domain.ts';
import { openWorkbench, type Workbench } from '../support/workbench.ts';
import { registerInConsole } from '../support/practice-console.ts';

let bench: Workbench;
let channelId: string;
beforeEach(async () => {
  bench = await openWorkbench();
  channelId = await bench.addChannel();
});
afterEach(() => bench.stop());

function codeOf(proof: Proof): string {
  return proof.outcome === 'failed' ? proof.error.code : proof.outcome;
}

async function registered(channel = channelId): Promise<{ signingKeyId: string; kid: string }> {
  const { signingKeyId, publicJwk } = await bench.call('key.generate', { channelId: channel });
  return { signingKeyId, kid: registerInConsole(bench.practice, channel, publicJwk) };
}

describe('proving a registration', () => {
  test('asks for the key ID list and spends no slot', async () => {
    const { signingKeyId, kid } = await registered();
    const { signingKey, proof } = await bench.call('key.register', { signingKeyId, kid });
    expect(proof).toEqual({ outcome: 'proved', liveKeyIds: 0, clockSkewSeconds: expect.any(Number) });
    expect(signingKey).toMatchObject({ state: 'proved', proved: true, kid });
    expect(bench.practice.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /oauth2/v2.1/tokens/kid',
    ]);
  });

  test('a wrong kid is told as such, stays stored, and can be corrected', async () => {
    const { signingKeyId, kid } = await registered();
    const wrong = await bench.call('key.register', { signingKeyId, kid: '01234567-89ab-4def-8123-456789abcdef' });
    expect(codeOf(wrong.proof)).toBe('kid-not-found');
    expect(wrong.signingKey).toMatchObject({ state: 'registered', proved: false });
    expect(codeOf((await bench.call('key.register', { signingKeyId, kid })).proof)).toBe('proved');
  });

  test('a kid of another channel is told as such', async () => {
    const elsewhere = await bench.addChannel();
    const other = await registered(elsewhere);
    const { signingKeyId } = await registered();
    expect(codeOf((await bench.call('key.register', { signingKeyId, kid: other.kid })).proof)).toBe(
      'kid-of-other-channel',
    );
  });

  test('a wrong clock is measured, corrected and told, in both directions', async () => {
    for (const hours of [3, -3]) {
      bench.clockOffsetMs = hours * 3_600_000;
      const { signingKeyId, kid } = await registered();
      const { proof } = await bench.call('key.register', { signingKeyId, kid });
      expect(proof).toMatchObject({ outcome: 'proved' });
      expect(proof.outcome === 'proved' ? Math.round((proof.clockSkewSeconds ?? 0) / 60) : null).toBe(-hours * 60);
      await bench.restart();
    }
  });

  test('where no answer carries a date, clock and channel cannot be told apart, and it says so', async () => {
    bench.clockOffsetMs = 3 * 3_600_000;
    const { signingKeyId, kid } = await registered();
    bench.practice.failNext({ endpoint: 'kids', kind: 'no-date', times: 2 });
    expect(codeOf((await bench.call('key.register', { signingKeyId, kid })).proof)).toBe('assertion-refused');
  });

  test('dates that contradict each other leave the clock as the suspect', async () => {
    bench.clockOffsetMs = 3 * 3_600_000;
    const { signingKeyId, kid } = await registered();
    bench.practice.failNext({ endpoint: 'kids', kind: 'wrong-date', errorSeconds: 7_200 });
    expect(codeOf((await bench.call('key.register', { signingKeyId, kid })).proof)).toBe('clock-wrong');
  });

  test('a proved kid is not given up for one that cannot be proved', async () => {
    const { signingKeyId, kid } = await registered();
    await bench.call('key.register', { signingKeyId, kid });
    const wrong = await bench.call('key.register', { signingKeyId, kid: '01234567-89ab-4def-8123-456789abcdef' });
    expect(codeOf(wrong.proof)).toBe('kid-not-found');
    expect(wrong.signingKey).toMatchObject({ state: 'proved', kid });
    expect((await bench.issue(channelId)).state).toBe('active');
    // Whoever knows better can still say so.
    const without = await bench.call('key.register', {
      signingKeyId,
      kid: '01234567-89ab-4def-8123-456789abcdef',
      prove: false,
    });
    expect(without.signingKey).toMatchObject({ state: 'registered', kid: '01234567-89ab-4def-8123-456789abcdef' });
  });

  test('without a network the kid is stored and proved later', async () => {
    const { signingKeyId, kid } = await registered();
    bench.practice.failNext({ endpoint: 'kids', kind: 'drop-before' });
    const offline = await bench.call('key.register', { signingKeyId, kid });
    expect(codeOf(offline.proof)).toBe('platform-unreachable');
    expect(offline.signingKey).toMatchObject({ state: 'registered', proved: false, kid });
    expect(codeOf((await bench.call('key.prove', { signingKeyId })).proof)).toBe('proved');
  });

  test('a captive portal is recognised as what it is', async () => {
    const { signingKeyId, kid } = await registered();
    bench.practice.failNext({ endpoint: 'kids', kind: 'html' });
    expect(codeOf((await bench.call('key.register', { signingKeyId, kid })).proof)).toBe('platform-unreadable');
    bench.practice.failNext({ endpoint: 'kids', kind: 'redirect' });
    expect(codeOf((await bench.call('key.prove', { signingKeyId })).proof)).toBe('platform-unreadable');
  });

  test('a key that was deleted in the console is not found any more', async () => {
    const { signingKeyId, kid } = await registered();
    await bench.call('key.register', { signingKeyId, kid });
    bench.practice.deletePublicKey(channelId, kid);
    expect(codeOf((await bench.call('key.prove', { signingKeyId })).proof)).toBe('kid-not-found');
  });

  test('no sentence of the platform is relied on: altered wording changes no conclusion', async () => {
    bench.practice.knobs.wording = 'altered';
    const other = await registered(await bench.addChannel());
    const { signingKeyId } = await registered();
    expect(codeOf((await bench.call('key.register', { signingKeyId, kid: other.kid })).proof)).toBe(
      'kid-of-other-channel',
    );
    expect(
      codeOf((await bench.call('key.register', { signingKeyId, kid: '01234567-89ab-4def-8123-456789abcdef' })).proof),
    ).toBe('kid-not-found');
  });
});

describe('keeping keys', () => {
  test('a kid belongs to one key', async () => {
    const first = await registered();
    await bench.call('key.register', first);
    const second = await registered();
    expect(await bench.refused('key.register', { signingKeyId: second.signingKeyId, kid: first.kid })).toMatchObject({
      code: 'kid-in-use',
      details: { signingKeyId: first.signingKeyId },
    });
  });

  test('the key_id of a token is recognised where a kid was asked for', async () => {
    const { signingKeyId } = await registered();
    const error = await bench.refused('key.register', { signingKeyId, kid: 'sDTOzw5wIfxxxxPEzcmeQA' });
    expect(error).toMatchObject({ code: 'kid-malformed', details: { problem: expect.stringContaining('key_id') } });
    expect((await bench.call('key.list', { channelId })).signingKeys[0]).toMatchObject({
      state: 'generated',
      kid: null,
    });
  });

  test('the same key is imported once', async () => {
    const { generateKeyPairSync } = await import('node:crypto');
    const material = JSON.stringify(
      generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }),
    );
    await bench.call('key.import', { channelId, material });
    expect(await bench.refused('key.import', { channelId, material })).toMatchObject({
      code: 'key-exists',
      details: { channelId },
    });
    expect((await bench.call('key.list', { channelId })).signingKeys).toHaveLength(1);
  });

  test('a retired key signs nothing, and the channel says that it has no key', async () => {
    const { signingKeyId } = await bench.readyKey(channelId);
    await bench.call('key.retire', { signingKeyId });
    expect((await bench.refused('key.prove', { signingKeyId })).code).toBe('key-retired');
    expect((await bench.refused('assertion.create', { channelId })).code).toBe('no-signing-key');
  });

  test('both forms of the public JWK hold exactly what the console takes, and it takes them', async () => {
    const { signingKeyId } = await bench.call('key.generate', { channelId });
    for (const form of ['use', 'key_ops'] as const) {
      const jwk = await bench.call('key.public', { signingKeyId, form });
      expect(Object.keys(jwk).sort()).toEqual(['alg', 'e', form, 'kty', 'n'].sort());
      expect(await bench.call('key.lint', { material: JSON.stringify(jwk) })).toEqual({
        accepted: true,
        findings: [],
        repaired: null,
      });
      expect(registerInConsole(bench.practice, await bench.addChannel(), jwk)).toMatch(/^[0-9a-f-]{36}$/);
    }
  });
});
