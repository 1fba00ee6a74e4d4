import { describe, expect, test } from 'vitest';
import { failure, runWithFakeEngine } from '../testing/run-with-fake-engine.ts';
import * as sample from '../testing/samples.ts';

describe('vault', () => {
  test('init makes a keychain vault unless told otherwise', async () => {
    const run = await runWithFakeEngine(['vault', 'init', '--json'], {
      answers: { 'vault.create': () => sample.openStatus },
    });
    expect([run.json(), run.calls]).toEqual([sample.openStatus, [{ name: 'vault.create', input: { keystore: 'os' } }]]);
  });

  test('init without a passphrase for the sealed file ends with 4', async () => {
    const run = await runWithFakeEngine(['vault', 'init', '--keystore', 'file', '--json'], {
      answers: { 'vault.status': () => sample.missingStatus },
    });
    expect([run.exit, run.json()]).toMatchObject([4, { error: { code: 'passphrase-missing' } }]);
  });

  test.each([
    ['missing', sample.missingStatus, 'not there yet', 'kagibako vault init'],
    ['locked', sample.lockedStatus, 'locked', ''],
  ])('status of a %s vault ends with 0', async (_name, status, state, note) => {
    const run = await runWithFakeEngine(['vault', 'status'], { answers: { 'vault.status': () => status } });
    expect([run.exit, run.stdout, run.stderr]).toEqual([
      0,
      expect.stringContaining(state),
      expect.stringContaining(note),
    ]);
  });

  test('status opens the vault where the passphrase is at hand, and says so where it is wrong', async () => {
    const environment = { KAGIBAKO_PASSPHRASE: 'x' };
    const open = await runWithFakeEngine(['vault', 'status', '--json'], {
      answers: { 'vault.status': () => sample.lockedStatus },
      environment,
    });
    expect(open.json()).toEqual(sample.openStatus);
    const wrong = await runWithFakeEngine(['vault', 'status'], {
      answers: { 'vault.status': () => sample.lockedStatus, 'vault.unlock': () => failure('passphrase-wrong') },
      environment,
    });
    expect([wrong.exit, wrong.stdout, wrong.stderr]).toEqual([
      0,
      expect.stringContaining('locked'),
      expect.stringContaining('does not open this vault'),
    ]);
  });
});
