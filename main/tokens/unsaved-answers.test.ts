import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openLedger } from '../ledger/open-ledger.ts';
import type { By, IssuedToken, Ledger } from '../ports.ts';
import { VaultError } from '../vault-error.ts';
import { createUnsavedAnswers } from './unsaved-answers.ts';

const AT = '2026-01-01T00:00:00.000Z';
const by = (): By => ({ at: AT, door: 'test' });
const CHANNEL = '1234567890';

let folder: string;
let ledger: Ledger;
/** While set, the ledger has no room. */
let full: boolean;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kagibako-unsaved-'));
  const real = await openLedger({ folder, create: true, at: AT });
  full = false;
  ledger = {
    ...real,
    completeIssue: (...args) => (full ? Promise.reject(new VaultError('vault-full')) : real.completeIssue(...args)),
  };
  await ledger.addChannel(
    { channelId: CHANNEL, name: 'x', platform: 'https://api.line.me', platformKind: 'line', hasSecret: false },
    by(),
  );
});
afterEach(async () => {
  await ledger.close();
  await rm(folder, { recursive: true });
});

async function sent(name: string): Promise<IssuedToken> {
  const publicJwk = { kty: 'RSA', alg: 'RS256', use: 'sig', e: 'AQAB', n: name } as const;
  await ledger.addSigningKey(
    { signingKeyId: `key ${name}`, channelId: CHANNEL, thumbprint: name, publicJwk, origin: 'generated' },
    by(),
  );
  await ledger.prepareIssue(
    { issueId: name, channelId: CHANNEL, signingKeyId: `key ${name}`, label: '', consumer: '', lifetimeSeconds: 60 },
    by(),
  );
  await ledger.markIssueSent(name, [], by());
  return {
    tokenId: `token ${name}`,
    keyId: `keyId ${name}`,
    sealedValue: Buffer.from('sealed'),
    valueIndex: Buffer.from(name),
    issuedAt: AT,
    expiresAt: '2026-01-01T00:01:00.000Z',
    httpStatus: 200,
    requestId: null,
  };
}

test('an answer that finds no room is thrown as such, kept, and stored as soon as there is room', async () => {
  const unsaved = createUnsavedAnswers(ledger, by);
  const answer = await sent('first');
  full = true;
  await expect(unsaved.save('first', CHANNEL, answer)).rejects.toMatchObject({ code: 'vault-full' });
  await unsaved.saveAll(CHANNEL);
  expect(await ledger.token('token first', AT)).toBeUndefined();
  full = false;
  await unsaved.saveAll('another channel');
  expect(await ledger.token('token first', AT)).toBeUndefined();
  await unsaved.saveAll();
  expect(await ledger.token('token first', AT)).toMatchObject({
    state: 'active',
    keyId: 'keyId first',
    hasValue: true,
  });
  // It is stored once.
  await unsaved.saveAll();
  expect((await ledger.issues({ unresolvedOnly: false })).map(({ state }) => state)).toEqual(['done']);
});

test('an answer that a check has meanwhile called an orphan becomes our token after all', async () => {
  const unsaved = createUnsavedAnswers(ledger, by);
  const answer = await sent('late');
  full = true;
  await expect(unsaved.save('late', CHANNEL, answer)).rejects.toMatchObject({ code: 'vault-full' });
  await ledger.reconcile({ channelId: CHANNEL, keyIds: ['keyId late'], askedAt: AT }, by());
  expect((await ledger.issues({ unresolvedOnly: false })).map(({ state }) => state)).toEqual(['orphaned']);
  full = false;
  await unsaved.saveAll(CHANNEL);
  expect((await ledger.tokens({ sort: 'expiresAt', direction: 'ascending', limit: 10 }, AT)).tokens).toMatchObject([
    { keyId: 'keyId late', state: 'active', hasValue: true },
  ]);
});
