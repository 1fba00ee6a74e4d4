import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Keystore } from '../../shared/domain.ts';
import { openWorkbench, TEST_PASSPHRASE, type Workbench } from '../support/workbench.ts';
import { registerInConsole } from '../support/practice-console.ts';

/** Every file below a folder, with its content as Latin-1 so that bytes can be searched. */
async function filesOf(folder: string): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(path, (await readFile(path)).toString('latin1'));
  }
  return files;
}

/** The forms in which a secret could lie around: itself, base64, base64url, hex, percent-encoded. */
function forms(secret: string): string[] {
  const bytes = Buffer.from(secret, 'utf8');
  // Base64 of a longer text that holds it shows it at one of three alignments; the middle of each is enough.
  const aligned = [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift, 120), bytes])
      .toString('base64')
      .slice(8, 40),
  );
  return [secret, encodeURIComponent(secret), bytes.toString('hex'), ...aligned.filter((part) => part.length >= 24)];
}

async function doEverything(bench: Workbench): Promise<string[]> {
  const { generateKeyPairSync } = await import('node:crypto');
  const secrets: string[] = [TEST_PASSPHRASE];
  const { channelId, channelSecret } = bench.practice.addChannel({ name: 'canary' });
  secrets.push(channelSecret);
  await bench.call('channel.add', { channelId, name: 'canary', platform: bench.practice.url, channelSecret });

  const jwk = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });
  for (const member of [jwk.d, jwk.p, jwk.q, jwk.dp, jwk.dq, jwk.qi]) secrets.push(member ?? '');
  const { signingKeyId, publicJwk } = await bench.call('key.import', { channelId, material: JSON.stringify(jwk) });
  await bench.call('key.register', { signingKeyId, kid: registerInConsole(bench.practice, channelId, publicJwk) });

  const { assertion } = await bench.call('assertion.create', { channelId });
  secrets.push(assertion);
  const token = await bench.issue(channelId, { label: 'canary label' });
  const { accessToken } = await bench.call('token.reveal', { tokenId: token.tokenId });
  secrets.push(accessToken, (await bench.call('token.stateless', { channelId })).accessToken);
  await bench.call('token.verify', { accessToken });

  // Faults of every kind, because errors are where secrets leak.
  for (const kind of [
    'drop-before',
    'drop-after',
    'half-body',
    'html',
    'broken-json',
    'wrong-types',
    'redirect',
  ] as const) {
    for (const endpoint of ['kids', 'token', 'verify', 'revoke', 'stateless'] as const) {
      bench.practice.failNext({ endpoint, kind });
      await bench.engine().call('token.check', { channelIds: [channelId] });
      await bench.engine().call('token.issue', { channelId, lifetimeSeconds: 60 });
      await bench.engine().call('token.verify', { accessToken });
      await bench.engine().call('token.stateless', { channelId });
      bench.practice.clearFaults();
    }
  }
  const again = bench.practice.liveTokens(channelId).length;
  expect(again).toBeGreaterThan(0);
  await bench.engine().call('key.import', { channelId, material: JSON.stringify({ ...jwk, qi: jwk.p }) });
  await bench.engine().call('channel.setSecret', { channelId, channelSecret: `bad ${channelSecret}` });
  await bench.engine().callUnknown('token.verify', { accessToken, unexpected: accessToken });
  bench.practice.failNext({ endpoint: 'revoke', kind: 'status', status: 500, times: 2 });
  await bench.call('token.revoke', { tokenIds: [token.tokenId] });
  return secrets;
}

for (const keystore of ['os', 'file'] as const satisfies readonly Keystore[]) {
  test(`no secret lies in the vault’s folder, its ledger, write-ahead log or logs (keystore ${keystore})`, async () => {
    const bench = await openWorkbench({ keystore, answerWithinMs: 2_000 });
    try {
      const secrets = await doEverything(bench);
      // While it is open, so that the write-ahead log is still there, and once more when it is closed.
      const open = await filesOf(bench.folder);
      expect([...open.keys()].some((name) => name.endsWith('-wal'))).toBe(true);
      expect([...open.keys()].some((name) => name.endsWith('.log'))).toBe(true);
      await bench.engine().shutdown();
      const closed = await filesOf(bench.folder);
      for (const files of [open, closed]) {
        for (const [name, content] of files) {
          for (const secret of secrets) {
            for (const form of forms(secret)) expect(content.includes(form), `${name} holds a secret`).toBe(false);
          }
        }
      }
      // The search itself works: what is meant to be readable is found.
      expect([...closed.values()].some((content) => content.includes('canary label'))).toBe(true);
    } finally {
      await bench.stop();
    }
  });
}
