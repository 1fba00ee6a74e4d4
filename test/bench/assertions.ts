import { spawnSync } from 'node:child_process';
import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import { existsSync } from 'node:fs';
import { SignJWT } from 'jose';
import jsonwebtoken from 'jsonwebtoken';
import nodeJose from 'node-jose';
import { signAssertion } from '../../main/assertions/sign-assertion.ts';
import { printTable, ratesPerSecond, type Row } from './measure.ts';

const content = {
  channelId: '1234567890',
  kid: '01234567-89ab-4def-8123-456789abcdef',
  expiresAtSeconds: 1_900_000_000,
  tokenLifetimeSeconds: 2_592_000,
};

/** Signatures per second of a Python library, measured inside Python over one second; undefined where it is not installed. */
function pythonRate(library: 'pyjwt' | 'jwcrypto', jwk: object): number | undefined {
  const script = `
import json, sys, time
request = json.load(sys.stdin)
header, payload, key_text = request["header"], request["payload"], json.dumps(request["jwk"])
if sys.argv[1] == "pyjwt":
    import jwt
    from jwt.algorithms import RSAAlgorithm
    key = RSAAlgorithm.from_jwk(key_text)
    run = lambda: jwt.encode(payload, key, algorithm="RS256", headers=header)
else:
    from jwcrypto import jwk, jwt
    key = jwk.JWK.from_json(key_text)
    def run():
        token = jwt.JWT(header=header, claims=payload)
        token.make_signed_token(key)
        return token.serialize()
for _ in range(50): run()
start, count = time.perf_counter(), 0
while time.perf_counter() - start < 1.5:
    run(); count += 1
print(count / (time.perf_counter() - start))`;
  const python = existsSync('/usr/bin/python3') ? '/usr/bin/python3' : 'python3';
  const { channelId, kid, expiresAtSeconds, tokenLifetimeSeconds } = content;
  const input = JSON.stringify({
    header: { alg: 'RS256', typ: 'JWT', kid },
    payload: {
      iss: channelId,
      sub: channelId,
      aud: 'https://api.line.me/',
      exp: expiresAtSeconds,
      token_exp: tokenLifetimeSeconds,
    },
    jwk,
  });
  const run = spawnSync(python, ['-c', script, library], { input, encoding: 'utf8' });
  return run.status === 0 ? Number(run.stdout) : undefined;
}

/** Assertions per second: ours beside the bare signature and beside every signer that LINE's guide names. */
export async function benchAssertions(): Promise<void> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwk = { ...privateKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig' };
  const { channelId, kid, expiresAtSeconds, tokenLifetimeSeconds } = content;
  const header = { alg: 'RS256', typ: 'JWT', kid };
  const payload = {
    iss: channelId,
    sub: channelId,
    aud: 'https://api.line.me/',
    exp: expiresAtSeconds,
    token_exp: tokenLifetimeSeconds,
  };
  const input = Buffer.from(
    `${Buffer.from(JSON.stringify(header)).toString('base64url')}.${Buffer.from(JSON.stringify(payload)).toString('base64url')}`,
  );
  const nodeJoseKey = await nodeJose.JWK.asKey(jwk);
  const handle = createPrivateKey({ key: jwk, format: 'jwk' });

  const rates = await ratesPerSecond({
    'raw crypto.sign': () => sign('sha256', input, privateKey),
    Kagibako: () => signAssertion(content, privateKey),
    'jose, key imported once': () => new SignJWT(payload).setProtectedHeader(header).sign(handle),
    'jsonwebtoken, key object': () =>
      jsonwebtoken.sign(payload, handle, { algorithm: 'RS256', header, noTimestamp: true }),
    'node-jose, prepared key': () =>
      nodeJose.JWS.createSign({ format: 'compact', fields: header }, nodeJoseKey)
        .update(JSON.stringify(payload))
        .final(),
    'node-jose, as in LINE’s guide': () =>
      nodeJose.JWS.createSign({ format: 'compact', fields: header }, jwk).update(JSON.stringify(payload)).final(),
  });
  for (const [name, library] of [
    ['PyJWT', 'pyjwt'],
    ['JWCrypto', 'jwcrypto'],
  ] as const) {
    const rate = pythonRate(library, jwk);
    if (rate !== undefined) rates[name] = rate;
  }

  const baseline = rates['raw crypto.sign'] ?? Number.NaN;
  const rows = Object.entries(rates).map(([what, rate]): Row => ({
    what,
    figure: `${rate.toFixed(0)} /s`,
    ratio: what === 'raw crypto.sign' ? '1 (baseline)' : `${(baseline / rate).toFixed(2)} × its time`,
    budget: what === 'Kagibako' ? '≤ 1.05 ×' : '',
  }));
  printTable('Signing an assertion', rows);
}
