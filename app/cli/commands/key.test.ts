import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failure, runWithFakeEngine } from '../testing/run-with-fake-engine.ts';
import * as sample from '../testing/samples.ts';

const { channelId, signingKeyId, kid } = sample;

describe('key', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kagibako-cli-'));
    await writeFile(join(folder, 'key.pem'), 'PEM text');
    await writeFile(join(folder, 'large.pem'), 'x'.repeat(65_537));
    await writeFile(
      join(folder, 'powershell.pem'),
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('PEM text', 'utf16le')]),
    );
  });
  afterAll(() => rm(folder, { recursive: true }));

  const answers = { 'key.import': () => sample.signingKey } as const;

  test.each([
    ['a file', 'key.pem', undefined],
    ['a file that PowerShell wrote', 'powershell.pem', undefined],
    ['standard input', '-', 'PEM text'],
  ])('import reads %s', async (_name, file, stdin) => {
    const path = file === '-' ? file : join(folder, file);
    const run = await runWithFakeEngine(['key', 'import', channelId, path, '--json'], {
      answers,
      ...(stdin ? { stdin } : {}),
    });
    expect([run.json(), run.calls.at(-1)?.input]).toEqual([sample.signingKey, { channelId, material: 'PEM text' }]);
  });

  test('import takes the key’s passphrase from the named variable and the vault’s from KAGIBAKO_PASSPHRASE', async () => {
    const run = await runWithFakeEngine(
      ['key', 'import', channelId, join(folder, 'key.pem'), '--passphrase-env', 'KEY'],
      {
        answers,
        environment: { KEY: 'of the key', KAGIBAKO_PASSPHRASE: 'of the vault' },
      },
    );
    expect(run.calls).toEqual([
      { name: 'vault.unlock', input: { passphrase: 'of the vault' } },
      { name: 'key.import', input: { channelId, material: 'PEM text', passphrase: 'of the key' } },
    ]);
  });

  test.each([
    ['a file over 64 kB', 'large.pem', undefined, 'key-too-large', '65537 bytes'],
    ['a longer standard input', '-', 'x'.repeat(1_000_000), 'key-too-large', '65537 bytes'],
    ['a file that is not there', 'nothing.pem', undefined, 'invalid-input', 'there is no file at this path'],
    ['a folder', '.', undefined, 'invalid-input', 'this file cannot be read'],
    ['nothing', '-', '', 'invalid-input', 'standard input was empty'],
  ])('import refuses %s before the vault is opened', async (_name, file, stdin, code, text) => {
    const path = file === '-' ? file : join(folder, file);
    const run = await runWithFakeEngine(['key', 'import', channelId, path, '--json'], {
      answers,
      ...(stdin === undefined ? {} : { stdin }),
    });
    expect([run.exit, run.folder, run.json()]).toMatchObject([
      2,
      undefined,
      { error: { code, message: expect.stringContaining(text) } },
    ]);
  });

  test.each([
    [true, 0, 'would take this key'],
    [false, 1, 'would refuse this key'],
  ])('lint of a key that is accepted: %s → exit %d, without opening a vault', async (accepted, exit, text) => {
    const findings = accepted
      ? []
      : [
          {
            code: 'kid-present' as const,
            severity: 'rejects' as const,
            member: 'kid',
            message: 'kid is set.',
            fix: 'Leave it out.',
          },
        ];
    const run = await runWithFakeEngine(['key', 'lint', join(folder, 'key.pem')], {
      answers: { 'key.lint': () => ({ accepted, findings, repaired: sample.signingKey.publicJwk }) },
    });
    expect([run.exit, run.calls]).toEqual([exit, [{ name: 'key.lint', input: { material: 'PEM text' } }]]);
    expect(run.stdout).toContain(text);
  });

  test('lint says what is wrong, of which member, and the fix, in both languages', async () => {
    const finding = {
      code: 'kid-present',
      severity: 'rejects',
      member: 'kid',
      message: 'kid is set.',
      fix: 'Leave it out.',
    } as const;
    const lint = (LANG: string) =>
      runWithFakeEngine(['key', 'lint', '-'], {
        answers: { 'key.lint': () => ({ accepted: false, findings: [finding], repaired: null }) },
        environment: { LANG },
        stdin: '{}',
      });
    expect((await lint('C')).stdout).toContain('rejected  kid: kid is set.\n          → Leave it out.\n');
    expect((await lint('ja_JP.UTF-8')).stdout).toContain('拒否される  kid: kid があります。');
  });

  const registered = { ...sample.signingKey, kid, state: 'registered' as const };
  const proved = { ...registered, state: 'proved' as const, proved: true };
  const unreachable = failure('platform-unreachable', {
    platform: 'http://127.0.0.1:1',
    problem: 'the connection was refused',
  });

  test.each([
    [
      'proved',
      { signingKey: proved, proof: { outcome: 'proved' as const, liveKeyIds: 3, clockSkewSeconds: 2 } },
      0,
      proved,
    ],
    ['not asked', { signingKey: registered, proof: { outcome: 'not-asked' as const } }, 0, registered],
    [
      'refused',
      { signingKey: registered, proof: { outcome: 'failed' as const, error: failure('kid-not-found') } },
      1,
      { ...registered, error: failure('kid-not-found') },
    ],
    [
      'unreachable',
      { signingKey: registered, proof: { outcome: 'failed' as const, error: unreachable } },
      5,
      { ...registered, error: unreachable },
    ],
  ])('register and prove, with a proof that is %s', async (_name, output, exit, json) => {
    const proving = { 'key.register': () => output, 'key.prove': () => output } as const;
    const register = await runWithFakeEngine(['key', 'register', signingKeyId, '--kid', kid, '--json'], {
      answers: proving,
    });
    expect([register.exit, register.json()]).toEqual([exit, json]);
    const prove = await runWithFakeEngine(['key', 'prove', signingKeyId, '--json'], { answers: proving });
    expect([prove.exit, prove.json()]).toEqual([
      exit,
      { ...json, clockSkewSeconds: output.proof.outcome === 'proved' ? 2 : null },
    ]);
  });

  test('register without a proof says so to people, and that the kid is stored', async () => {
    const run = await runWithFakeEngine(['key', 'register', signingKeyId, '--kid', kid], {
      answers: {
        'key.register': () => ({ signingKey: registered, proof: { outcome: 'failed' as const, error: unreachable } }),
      },
    });
    expect([run.exit, run.stdout, run.stderr]).toEqual([
      5,
      expect.stringContaining(kid),
      expect.stringContaining('The kid was stored, but it is not proved:\nhttp://127.0.0.1:1 cannot be reached'),
    ]);
  });
});
