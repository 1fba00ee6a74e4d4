import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import nodeJose from 'node-jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { runPython, runTool } from '../support/run-tool.ts';
import { openWorkbench, type Workbench } from '../support/workbench.ts';
import { registerInConsole } from '../support/practice-console.ts';

/**
 * Every way of making keys and assertions that LINE's guide names, both ways round: their keys are imported, registered and issue a token here;
 * our assertions verify there, and every tool makes the same signature over the same bytes with the same key.
 */

type Jwk = Record<string, unknown>;
const HEADER = { alg: 'RS256', typ: 'JWT' };

let bench: Workbench;
let scratch: string;
beforeAll(async () => {
  bench = await openWorkbench();
  scratch = await mkdtemp(join(tmpdir(), 'kagibako-interop-'));
});
afterAll(async () => {
  await bench.stop();
  await rm(scratch, { recursive: true, force: true });
});

/** WebCrypto in a real browser engine, with the very code of LINE's guide. */
async function browserPair(): Promise<{ private: Jwk; public: Jwk }> {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    // SubtleCrypto exists in secure contexts only; loopback is one.
    await page.goto(bench.practice.consoleUrl);
    return await page.evaluate(async () => {
      const pair = await crypto.subtle.generateKey(
        { name: 'RSASSA-PKCS1-v1_5', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' },
        true,
        ['sign', 'verify'],
      );
      const asRecord = (jwk: JsonWebKey): Record<string, unknown> => Object.fromEntries(Object.entries(jwk));
      return {
        private: asRecord(await crypto.subtle.exportKey('jwk', pair.privateKey)),
        public: asRecord(await crypto.subtle.exportKey('jwk', pair.publicKey)),
      };
    });
  } finally {
    await browser.close();
  }
}

function asJwk(value: unknown): Jwk {
  if (typeof value !== 'object' || value === null) throw new Error('not a JWK');
  return Object.fromEntries(Object.entries(value));
}

/** What jwx documents and the guide shows: `jwx jwk generate --template '{"alg":"RS256","use":"sig"}'` writes members in alphabetical order, two blanks deep. */
function jwxFile(): string {
  const jwk: Jwk = {
    ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }),
    alg: 'RS256',
    use: 'sig',
  };
  return `${JSON.stringify(Object.fromEntries(Object.entries(jwk).sort(([left], [right]) => left.localeCompare(right))), null, 2)}\n`;
}

const makers: Record<string, () => Promise<string>> = {
  'jwx (its documented form)': () => Promise.resolve(jwxFile()),
  JWCrypto: async () => JSON.stringify((await runPython('jwcrypto-generate', {}))['private'], null, 2),
  'PyJWT’s JWK': async () => JSON.stringify((await runPython('pyjwt-generate', {}))['private']),
  'WebCrypto in a browser': async () => JSON.stringify((await browserPair()).private, null, '  '),
  'node-jose': async () =>
    JSON.stringify((await nodeJose.JWK.createKey('RSA', 2048, { alg: 'RS256', use: 'sig' })).toJSON(true)),
  'openssl, PKCS#8': async () =>
    (
      await runTool('openssl', ['genpkey', '-quiet', '-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048'], '')
    ).toString(),
  'openssl, PKCS#1': async () => (await runTool('openssl', ['genrsa', '-traditional', '2048'], '')).toString(),
};

describe('keys made elsewhere are imported, registered, proved and issue a token', () => {
  test.each(Object.keys(makers))('%s', async (maker) => {
    const material = await makers[maker]?.();
    const channelId = await bench.addChannel();
    const { signingKeyId, publicJwk } = await bench.call('key.import', { channelId, material: material ?? '' });
    const kid = registerInConsole(bench.practice, channelId, publicJwk);
    expect((await bench.call('key.register', { signingKeyId, kid })).proof.outcome).toBe('proved');
    const token = await bench.issue(channelId);
    expect(bench.practice.liveKeyIds(channelId)).toEqual([token.keyId]);
  });

  test('a public JWK as JWCrypto and a browser write it passes the lint as it is; PyJWT’s and node-jose’s are mended', async () => {
    const lint = (jwk: unknown) => bench.call('key.lint', { material: JSON.stringify(jwk) });
    expect((await lint((await runPython('jwcrypto-generate', {}))['public'])).accepted).toBe(true);
    expect((await lint((await browserPair()).public)).accepted).toBe(true);
    const nodeJosePublic = (await nodeJose.JWK.createKey('RSA', 2048, { alg: 'RS256', use: 'sig' })).toJSON();
    for (const [jwk, code] of [
      [(await runPython('pyjwt-generate', {}))['public'], 'missing-alg'],
      [nodeJosePublic, 'kid-present'],
    ] as const) {
      const report = await lint(jwk);
      expect(report.findings.filter(({ severity }) => severity === 'rejects').map((finding) => finding.code)).toEqual([
        code,
      ]);
      expect((await lint(report.repaired)).accepted).toBe(true);
    }
  });
});

describe('one key, every tool', () => {
  let privateJwk: Jwk;
  let publicJwk: Jwk;
  let channelId: string;
  let kid: string;
  let assertion: string;
  let pemFile: string;

  beforeAll(async () => {
    privateJwk = asJwk((await runPython('jwcrypto-generate', {}))['private']);
    channelId = await bench.addChannel();
    const key = await bench.call('key.import', { channelId, material: JSON.stringify(privateJwk) });
    publicJwk = { ...key.publicJwk };
    kid = registerInConsole(bench.practice, channelId, publicJwk);
    await bench.call('key.register', { signingKeyId: key.signingKeyId, kid });
    ({ assertion } = await bench.call('assertion.create', { channelId }));
    pemFile = join(scratch, 'key.pem');
    await writeFile(
      pemFile,
      createPrivateKey({ key: privateJwk, format: 'jwk' }).export({ type: 'pkcs8', format: 'pem' }),
      { mode: 0o600 },
    );
  });

  const payloadOf = (jwt: string): unknown => JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString());

  test('our assertion verifies with PyJWT, JWCrypto, node-jose, openssl and a browser', async () => {
    const payload = payloadOf(assertion);
    expect((await runPython('pyjwt-decode', { jwk: publicJwk, jwt: assertion }))['payload']).toEqual(payload);
    expect((await runPython('jwcrypto-decode', { jwk: publicJwk, jwt: assertion }))['payload']).toEqual(payload);
    const verified = await nodeJose.JWS.createVerify(await nodeJose.JWK.asKey(publicJwk)).verify(assertion);
    expect(JSON.parse(Buffer.from(verified.payload).toString())).toEqual(payload);

    const [header = '', body = '', signature = ''] = assertion.split('.');
    const publicPem = join(scratch, 'public.pem');
    const signatureFile = join(scratch, 'signature');
    await runTool('openssl', ['pkey', '-in', pemFile, '-pubout', '-out', publicPem], '');
    await writeFile(signatureFile, Buffer.from(signature, 'base64url'));
    expect(
      (
        await runTool(
          'openssl',
          ['dgst', '-sha256', '-verify', publicPem, '-signature', signatureFile],
          `${header}.${body}`,
        )
      ).toString(),
    ).toContain('Verified OK');

    const browser = await launchBrowser();
    try {
      const page = await browser.newPage();
      await page.goto(bench.practice.consoleUrl);
      const ok = await page.evaluate(
        async ({ jwk, input, signed }) => {
          const key = await crypto.subtle.importKey('jwk', jwk, { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }, false, [
            'verify',
          ]);
          return crypto.subtle.verify(
            'RSASSA-PKCS1-v1_5',
            key,
            Uint8Array.from(signed),
            new TextEncoder().encode(input),
          );
        },
        {
          jwk: { kty: 'RSA', alg: 'RS256', e: String(publicJwk['e']), n: String(publicJwk['n']) },
          input: `${header}.${body}`,
          signed: [...Buffer.from(signature, 'base64url')],
        },
      );
      expect(ok).toBe(true);
    } finally {
      await browser.close();
    }
  });

  test('over the same bytes every tool makes our signature', async () => {
    const input = assertion.slice(0, assertion.lastIndexOf('.'));
    const ours = Buffer.from(assertion.slice(assertion.lastIndexOf('.') + 1), 'base64url').toString('hex');
    const signatures = {
      pyjwt: (await runPython('pyjwt-sign', { jwk: privateJwk, input }))['signature'],
      openssl: (await runTool('openssl', ['dgst', '-sha256', '-sign', pemFile], input)).toString('hex'),
      webcrypto: Buffer.from(
        await crypto.subtle.sign(
          'RSASSA-PKCS1-v1_5',
          await crypto.subtle.importKey('jwk', privateJwk, { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }, false, [
            'sign',
          ]),
          Buffer.from(input),
        ),
      ).toString('hex'),
    };
    expect(signatures).toEqual({ pyjwt: ours, openssl: ours, webcrypto: ours });
  });

  test('with the same header and payload JWCrypto and node-jose make our assertion, byte for byte', async () => {
    const header = { ...HEADER, kid };
    const payload = payloadOf(assertion);
    expect((await runPython('jwcrypto-encode', { jwk: privateJwk, header, payload }))['jwt']).toBe(assertion);
    // As in the guide, "Generate a JWT with node-jose".
    const byNodeJose = await nodeJose.JWS.createSign({ format: 'compact', fields: header }, privateJwk)
      .update(JSON.stringify(payload))
      .final();
    expect(byNodeJose).toBe(assertion);
  });

  test('assertions that PyJWT, JWCrypto and node-jose make as the guide says issue tokens on the same registration', async () => {
    const header = { ...HEADER, kid };
    const payload = {
      iss: channelId,
      sub: channelId,
      aud: 'https://api.line.me/',
      exp: Math.floor(Date.now() / 1000) + 60 * 25,
      token_exp: 3_600,
    };
    const assertions = [
      (await runPython('pyjwt-encode', { jwk: privateJwk, header, payload }))['jwt'],
      (await runPython('jwcrypto-encode', { jwk: privateJwk, header, payload }))['jwt'],
      await nodeJose.JWS.createSign({ format: 'compact', fields: header }, privateJwk)
        .update(JSON.stringify(payload))
        .final(),
    ];
    for (const one of assertions) {
      const answer = await fetch(`${bench.practice.url}/oauth2/v2.1/token`, {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'client_credentials',
          client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
          client_assertion: String(one),
        }),
      });
      expect(answer.status).toBe(200);
    }
  });
});
