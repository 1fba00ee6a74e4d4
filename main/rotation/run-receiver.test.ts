import { realpathSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { CommandProblem } from '../../shared/rotation.ts';
import { Secret } from '../secrets/secret.ts';
import { runReceiver, type Receiver } from './run-receiver.ts';

const run = (script: string, more: Partial<Receiver> = {}) =>
  runReceiver(
    {
      command: [process.execPath, '-e', script],
      facts: {},
      withheld: [],
      signal: new AbortController().signal,
      ...more,
    },
    Secret.fromText('value'),
  );
const problem = (name: CommandProblem, more: object = {}) => ({
  code: 'command-failed',
  details: { problem: name, ...more },
});

describe('a command that receives a token', () => {
  test('may leave it unread', async () => {
    await expect(run('process.exit(0)')).resolves.toBeUndefined();
  });

  test('gets no shell: nothing in an argument means anything', async () => {
    const script = 'process.exit(process.argv[1] === "$(exit 3); echo *" ? 0 : 1)';
    await expect(run('', { command: [process.execPath, '-e', script, '$(exit 3); echo *'] })).resolves.toBeUndefined();
  });

  test('gets the environment without what opens the vault', async () => {
    process.env['KAGIBAKO_VAULT'] = '/somewhere';
    process.env['MY_PASSPHRASE'] = 'x';
    try {
      const script = `
        const { KAGIBAKO_VAULT, MY_PASSPHRASE, KAGIBAKO_KEY_ID, PATH } = process.env;
        process.exit(KAGIBAKO_VAULT || MY_PASSPHRASE || KAGIBAKO_KEY_ID !== 'k' || !PATH ? 1 : 0)`;
      await expect(
        run(script, { facts: { KAGIBAKO_KEY_ID: 'k' }, withheld: ['MY_PASSPHRASE'] }),
      ).resolves.toBeUndefined();
    } finally {
      delete process.env['KAGIBAKO_VAULT'];
      delete process.env['MY_PASSPHRASE'];
    }
  });

  test('runs in the home folder, from wherever the vault was opened', async () => {
    const script = 'process.exit(process.cwd() === process.argv[1] ? 0 : 1)';
    const command = [process.execPath, '-e', script, realpathSync(homedir())];
    await expect(run('', { command })).resolves.toBeUndefined();
  });

  test('has a time limit', async () => {
    await expect(run('setInterval(() => {}, 1000)', { limitMs: 100 })).rejects.toMatchObject(
      problem('command-too-slow', { seconds: 0.1 }),
    );
  });

  test('that is ended by a signal did not succeed', async () => {
    await expect(run('process.kill(process.pid, "SIGTERM"); setInterval(() => {}, 1000)')).rejects.toMatchObject(
      problem('command-signal', { signal: 'SIGTERM' }),
    );
  });

  test('is not begun once the vault closes', async () => {
    const closing = new AbortController();
    closing.abort();
    const mark = join(await mkdtemp(join(tmpdir(), 'kagibako-receiver-')), 'mark');
    const script = `require('fs').writeFileSync(${JSON.stringify(mark)}, '')`;
    await expect(run(script, { signal: closing.signal })).rejects.toMatchObject(problem('vault-closed'));
    expect(await readdir(dirname(mark))).toEqual([]);
    await rm(dirname(mark), { recursive: true });
  });

  test('that may not be run says so', async () => {
    await expect(run('', { command: [import.meta.dirname] })).rejects.toMatchObject(problem('command-not-allowed'));
  });

  test.each([
    ['not there', [join(import.meta.dirname, 'none')], problem('command-not-found')],
    ['below a file', [join(import.meta.filename, 'none')], problem('command-not-found')],
    ['of a name that is too long', ['x'.repeat(300)], problem('command-not-started', { errno: 'ENAMETOOLONG' })],
  ])('that is %s is a failure of the command, however the system tells it', async (_, command, expected) => {
    await expect(run('', { command })).rejects.toMatchObject(expected);
  });
});
