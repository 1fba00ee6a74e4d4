import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { existsSync } from 'node:fs';
import {
  outcomeOf,
  runCommandLine,
  runInTerminal,
  runShell,
  startCommandLine,
  type Dialogue,
} from './support/built-command-line.ts';
import { addReadyChannel, issueToken, openDesk, openDeskWithVault, PASSPHRASE, type Desk } from './support/desk.ts';

/** The command line as a shell and a terminal meet it. */

describe('without a vault', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
  });
  afterAll(() => desk.close());

  test('help and version answer, in the language of the environment', async () => {
    const help = await runCommandLine(['help'], { environment: { LANG: 'ja_JP.UTF-8' } });
    expect([help.exit, help.stderr, help.stdout]).toEqual([0, '', expect.stringContaining('保管庫を作成します')]);
    expect((await runCommandLine(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  test('nothing at all is a usage error', async () => {
    expect(await runCommandLine([])).toEqual({
      exit: 2,
      stdout: '',
      stderr: expect.stringContaining('kagibako help') as string,
    });
  });

  test('a reader that goes away early is no failure', async () => {
    const { stdout, stderr } = await runShell('$KAGIBAKO help | head -1; echo "${PIPESTATUS[0]}"');
    expect([stdout.split('\n').slice(1), stderr]).toEqual([['0', ''], '']);
  });
});

describe('practice serve', () => {
  test('serves one ready channel until it is stopped', async () => {
    const child = startCommandLine(['practice', 'serve', '--port', '0', '--json']);
    const served = new Promise<string>((resolve) =>
      child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString('utf8'))),
    );
    const over = outcomeOf(child);
    const { url, channelId, channelSecret, consoleUrl } = JSON.parse(await served) as Record<string, string>;
    const desk = await openDeskWithVault();
    try {
      expect((await fetch(String(consoleUrl))).status).toBe(200);
      const argv = ['channel', 'add', String(channelId), '--name', 'x', '--platform', String(url), '--secret-stdin'];
      expect(await desk.json(argv, { stdin: String(channelSecret) })).toMatchObject({
        platformKind: 'practice',
        hasSecret: true,
      });
    } finally {
      child.kill('SIGTERM');
      await desk.close();
    }
    expect((await over).exit).toBe(0);
    await expect(fetch(String(url))).rejects.toThrow();
  });
});

describe('Ctrl-C during a revocation', () => {
  test('ends it after what is under way, and tells the outcome of every token', async () => {
    const desk = await openDeskWithVault();
    try {
      await addReadyChannel(desk);
      const { channelId } = desk.channel;
      for (let count = 0; count < 12; count += 1) await issueToken(desk, channelId);
      desk.practice.knobs.latencyMs = 400;
      const child = startCommandLine(['token', 'revoke', '--channel', channelId, '--all', '--json'], {
        environment: desk.environment,
      });
      const over = outcomeOf(child);
      await vi.waitUntil(() => desk.practice.requests.some(({ path }) => path.includes('revoke')), { timeout: 30_000 });
      child.kill('SIGINT');
      const { exit, stdout, stderr } = await over;
      const { results } = JSON.parse(stdout) as { results: { outcome: string; error?: { code: string } }[] };
      const count = (outcome: string) => results.filter((result) => result.outcome === outcome).length;
      expect([exit, results.length]).toEqual([3, 12]);
      expect(count('revoked')).toBe(12 - desk.practice.liveKeyIds(channelId).length);
      expect(results.filter(({ error }) => error?.code === 'cancelled').length).toBeGreaterThan(0);
      expect(stderr).toContain('Press Ctrl-C again');
    } finally {
      await desk.close();
    }
  });
});

describe.skipIf(!existsSync('/usr/bin/script'))('a terminal', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDeskWithVault();
    await addReadyChannel(desk);
    await issueToken(desk, desk.channel.channelId, '--consumer', '大阪の店');
  });
  afterAll(() => desk.close());

  const PASSPHRASE_QUESTION = 'Passphrase of the vault: ';
  const inTerminal = (line: string, answers: Dialogue, environment: Record<string, string> = {}) =>
    runInTerminal(line, answers, {
      environment: { ...desk.environment, KAGIBAKO_PASSPHRASE: '', TERM: 'xterm', ...environment },
    });
  const unlocked: Dialogue = [[PASSPHRASE_QUESTION, `${PASSPHRASE}\r`]];

  test('is asked for the passphrase, which is not shown, and sees colours and shortened key IDs', async () => {
    const { exit, stdout } = await inTerminal('token list', unlocked);
    expect([exit, stdout.includes(PASSPHRASE)]).toEqual([0, false]);
    expect(stdout).toMatch(/\[32m● live[^\n]*大阪の店 {2}\S{6}…\S{6} {2}29 d 23 h left/);
  });

  test('has no colours with NO_COLOR', async () => {
    const { stdout } = await inTerminal('token list', unlocked, { NO_COLOR: '1' });
    expect(stdout).toContain('● live');
    expect(stdout).not.toContain('[32m');
  });

  test('is asked before all tokens of a channel are revoked', async () => {
    const { channelId } = desk.channel;
    const { exit, stdout } = await inTerminal(`token revoke --channel ${channelId} --all`, [
      ...unlocked,
      ['[y/N]', 'n\r'],
    ]);
    expect([exit, desk.practice.liveKeyIds(channelId).length]).toEqual([1, 1]);
    expect(stdout).toMatch(
      /1 token would be revoked\.[^]*only live token of its consumer: 大阪の店[^]*Nothing was revoked\./,
    );
  });

  test('is asked for a new passphrase twice', async () => {
    const folder = `${desk.folder}-new`;
    const dialogue: Dialogue = [
      ['New passphrase for the vault: ', `${PASSPHRASE}\r`],
      ['The same once more: ', `${PASSPHRASE}\r`],
    ];
    const { exit, stdout } = await inTerminal(`vault init --keystore file --vault ${folder}`, dialogue);
    expect([exit, stdout.includes(PASSPHRASE)]).toEqual([0, false]);
    expect(await desk.json(['vault', 'status', '--vault', folder])).toMatchObject({ state: 'open' });
  });

  test('can be left with Ctrl-C while it asks', async () => {
    expect((await inTerminal('token list', [[PASSPHRASE_QUESTION, '\u{3}']])).exit).toBe(130);
  });

  test('is asked for the passphrase also where standard input is a pipe', async () => {
    expect((await inTerminal('key list < /dev/null', unlocked)).stdout).toContain('proved');
  });
});
