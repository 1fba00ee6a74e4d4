import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serveReports, type ReportServer } from '../../../main/beside/serve-reports.ts';
import { createNodeTransport } from '../../../main/line/node-transport.ts';
import { createEngine, type Engine } from '../../../main/vault.ts';
import { documentOf, outcomeOf, runInTerminal, runShell, startCommandLine } from './support/built-command-line.ts';
import { addReadyChannel, issueToken, openDeskWithVault, PASSPHRASE, type Desk } from './support/desk.ts';

let desk: Desk;
let channelId: string;
let tokenId: string;
let accessToken: string;
let folder: string;
beforeAll(async () => {
  desk = await openDeskWithVault();
  folder = await mkdtemp(join(tmpdir(), 'kagibako-day-'));
  channelId = desk.channel.channelId;
  await addReadyChannel(desk);
  tokenId = await issueToken(desk, channelId, '--lifetime', '20d', '--consumer', 'bot-1', '--label', '夜の挨拶');
  accessToken = String((await desk.json(['token', 'reveal', tokenId]))['accessToken']);
}, 120_000);
afterAll(async () => {
  await desk.close();
  await rm(folder, { recursive: true, force: true });
});

const locked = { environment: { KAGIBAKO_PASSPHRASE: '' } };

describe('cron and monitoring', () => {
  test('see how things stand, with the passphrase and without it', async () => {
    const open = await desk.json(['status']);
    expect(open).toMatchObject({
      vault: { state: 'open' },
      channels: 1,
      nextExpiry: { tokenId },
      needsAttention: false,
    });
    const closed = await desk.json(['status'], locked);
    expect(closed).toMatchObject({ vault: { state: 'locked' }, channels: 1, nextExpiry: { tokenId } });
    const text = await desk.run(['status'], locked);
    expect([text.exit, text.stdout]).toEqual([0, expect.stringMatching(/State +locked\n[^]*● Nothing needs you\./)]);
  });

  test('learn by the exit code whether anybody needs a new token', async () => {
    expect(await desk.json(['needs-rotation'], locked)).toEqual({ consumers: [] });
    const due = await desk.json(['needs-rotation', '--within', '21d', '--channel', channelId], { ...locked, exit: 3 });
    expect(due).toMatchObject({ consumers: [{ consumer: 'bot-1', tokens: [{ tokenId, reason: 'within' }] }] });
    expect((await desk.run(['needs-rotation', '--channel', '42'])).exit).toBe(1);
    expect((await desk.run(['needs-rotation', '--within', 'soon'])).exit).toBe(2);
    expect((await desk.run(['status', '--vault', join(folder, 'none')])).exit).toBe(1);
  });
});

describe('while the window has the vault open', () => {
  let engine: Engine;
  let reports: ReportServer | undefined;
  beforeAll(async () => {
    engine = createEngine({ folder: desk.folder, door: 'desktop', transport: createNodeTransport() });
    const opened = await engine.call('vault.unlock', { passphrase: PASSPHRASE });
    expect(opened).toMatchObject({ ok: true });
  });
  afterAll(async () => {
    await reports?.close();
    await engine.shutdown();
  });

  test('and answers nobody, a command says so', async () => {
    expect((await desk.json(['status'], { ...locked, exit: 1 }))['error']).toMatchObject({ code: 'vault-in-use' });
  });

  test('and answers, cron and monitoring learn what they would have learned', async () => {
    reports = await serveReports(desk.folder, (name, input) => engine.callUnknown(name, input));
    expect(await desk.json(['status'], locked)).toMatchObject({ vault: { state: 'open' }, nextExpiry: { tokenId } });
    const due = await desk.json(['needs-rotation', '--within', '21d'], { ...locked, exit: 3 });
    expect(due).toMatchObject({ consumers: [{ consumer: 'bot-1' }] });
    expect((await desk.run(['reminders', '--ics', '-'], locked)).stdout).toContain('BEGIN:VCALENDAR');
    expect((await desk.run(['export', 'tokens', '--format', 'csv'], locked)).stdout).toContain(tokenId);
  });

  test('and answers, no command gets more than a report', async () => {
    expect((await desk.json(['token', 'reveal', tokenId], { exit: 1 }))['error']).toMatchObject({
      code: 'vault-in-use',
    });
  });
});

describe('exec', () => {
  const print = 'process.stdout.write(process.env.LINE_CHANNEL_ACCESS_TOKEN ?? "none")';

  test('gives the command the token in its environment and nowhere else, and logs the reveal', async () => {
    const run = await desk.run(['exec', '--channel', channelId, '--', 'node', '-e', print]);
    expect(run).toEqual({ exit: 0, stdout: accessToken, stderr: '' });
    const script = 'console.log(process.argv.length, process.env.KAGIBAKO_PASSPHRASE, process.env.BOT)';
    const other = await desk.run(['exec', '--channel', channelId, '--variable', 'BOT', '--', 'node', '-e', script]);
    expect(other.stdout).toBe(`1 undefined ${accessToken}\n`);
    const { entries } = await desk.json(['audit', 'list', '--limit', '2']);
    expect(entries).toMatchObject([
      { kind: 'token-revealed', door: 'cli', subjectId: tokenId },
      { kind: 'token-revealed', subjectId: tokenId },
    ]);
  });

  test('passes standard input and the exit code through', async () => {
    const argv = ['exec', '--channel', channelId, '--', 'sh', '-c', 'cat; echo said >&2; exit 42'];
    expect(await desk.run(argv, { stdin: 'one\ntwo\n' })).toEqual({ exit: 42, stdout: 'one\ntwo\n', stderr: 'said\n' });
  });

  test('leaves the vault to others while the command runs', async () => {
    const line = `$KAGIBAKO exec --channel ${channelId} -- $KAGIBAKO status --json`;
    const nested = documentOf(await runShell(line, { environment: desk.environment }));
    expect(nested).toMatchObject({ vault: { state: 'locked' }, channels: 1 });
  });

  test('passes a signal on, and ends as the command ends', async () => {
    const script = 'process.on("SIGTERM", () => process.exit(7)); console.log("ready"); setInterval(() => {}, 1000)';
    const child = startCommandLine(['exec', '--channel', channelId, '--', 'node', '-e', script], desk);
    const ended = outcomeOf(child);
    await once(child.stdout, 'data');
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ exit: 7, stdout: 'ready\n' });

    const doomed = startCommandLine(['exec', '--channel', channelId, '--', 'sh', '-c', 'kill -KILL $$'], desk);
    const [code, signal] = (await once(doomed, 'close')) as [number | null, string | null];
    expect([code, signal]).toEqual([null, 'SIGKILL']);
  });

  test('lets Ctrl-C reach the command once, which the terminal has sent it already', async () => {
    const bot = join(folder, 'bot.mjs');
    const lines = [
      'let count = 0;',
      'process.on("SIGINT", () => { if (++count === 1) setTimeout(() => { console.log(`count ${count}`); process.exit(9); }, 300); });',
      'setInterval(() => undefined, 1000);',
      'console.log("ready");',
    ];
    await writeFile(bot, lines.join('\n'));
    const run = await runInTerminal(`exec --channel ${channelId} -- node ${bot}`, [['ready', '\u{3}']], desk);
    expect(run.stdout).toContain('count 1\r\n');
  });

  test('says what a shell would say where the command is not there', async () => {
    const run = await desk.run(['exec', '--channel', channelId, '--', 'no-such-command-here']);
    expect(run).toEqual({ exit: 127, stdout: '', stderr: 'kagibako: <command>: there is no such command\n' });
    expect((await desk.run(['exec', '--channel', channelId, '--', '/etc/passwd'])).exit).toBe(126);
  });

  test('names the consumers where it would have to choose, and takes the one that is named', async () => {
    const second = await issueToken(desk, channelId, '--consumer', '大阪の店', '--lifetime', '1h');
    const refused = documentOf(await desk.run(['exec', '--json', '--channel', channelId, '--', 'true']));
    expect(refused).toMatchObject({
      error: { code: 'invalid-input', message: expect.stringContaining('bot-1, 大阪の店') },
    });
    const named = await desk.run(['exec', '--channel', channelId, '--consumer', 'bot-1', '--', 'node', '-e', print]);
    expect(named.stdout).toBe(accessToken);
    const unsafe = await desk.json(['token', 'revoke', second], { exit: 1 });
    expect(unsafe).toMatchObject({ error: { code: 'not-safe-to-revoke', details: { risks: ['last-of-consumer'] } } });
    await desk.json(['token', 'revoke', second, '--accept', 'last-of-consumer']);
    const none = await desk.run(['exec', '--json', '--channel', channelId, '--consumer', '大阪の店', '--', 'true']);
    expect([none.exit, documentOf(none)]).toMatchObject([1, { error: { code: 'no-live-token' } }]);
    expect((await desk.run(['exec', '--channel', channelId, '--', 'true'], locked)).exit).toBe(4);
  });
});

describe('files for other programs', () => {
  test('a calendar is written again and again', async () => {
    const file = join(folder, 'line.ics');
    for (let count = 0; count < 2; count++)
      expect(await desk.json(['reminders', '--ics', file], locked)).toEqual({ file, live: 1, cancelled: 1 });
    const text = await readFile(file, 'utf8');
    expect(text).toContain(`UID:${tokenId}@kagibako\r\n`);
    expect((await desk.run(['reminders', '--ics', '-'], locked)).stdout.replace(/\r\n /g, '')).toContain('夜の挨拶');
  });

  test('a list is written for a spreadsheet', async () => {
    const { stdout } = await desk.run(['export', 'tokens', '--format', 'csv', '--bom'], locked);
    expect(stdout).toMatch(/^\u{feff}tokenId,[^\r]*\r\n[^]*,夜の挨拶,bot-1,[^\r]*\r\n/u);
    const file = join(folder, 'channels.json');
    expect(await desk.json(['export', 'channels', '--format', 'json', '--output', file], locked)).toEqual({
      file,
      rows: 1,
    });
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject([{ channelId, name: '花屋', hasSecret: true }]);
  });

  test('a token is handed over in a file that only its owner reads and a shell understands', async () => {
    const file = join(folder, 'bot.env');
    const argv = [
      'token',
      'export',
      '--channel',
      channelId,
      '--consumer',
      'bot-1',
      '--format',
      'dotenv',
      '--output',
      file,
    ];
    expect(await desk.json(argv)).toEqual({ file, tokenIds: [tokenId] });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const script = `. "${file}"; printf %s "$LINE_CHANNEL_ACCESS_TOKEN"`;
    expect(execFileSync('sh', ['-c', script], { encoding: 'utf8' })).toBe(accessToken);
    expect(await desk.json(argv, { exit: 2 })).toMatchObject({ error: { code: 'invalid-input' } });
    expect(await desk.json([...argv, '--force'])).toEqual({ file, tokenIds: [tokenId] });
    const { stdout } = await desk.run(['token', 'export', tokenId, '--format', 'k8s-secret']);
    expect(stdout).toContain(`LINE_CHANNEL_ACCESS_TOKEN: ${Buffer.from(accessToken).toString('base64')}\n`);
    expect((await desk.run(['token', 'export', tokenId, '--format', 'json'], locked)).exit).toBe(4);
  });

  test('a leaked text is recognised offline', async () => {
    const found = await desk.json(['token', 'identify', '--stdin'], { stdin: `[error] Bearer ${accessToken} refused` });
    expect(found).toMatchObject({ tokens: [{ tokenId, channelId, consumer: 'bot-1', state: 'active' }], unknown: 0 });
    expect(await desk.json(['token', 'identify', '--stdin'], { stdin: 'nothing here', exit: 1 })).toEqual({
      tokens: [],
      unknown: 0,
    });
  });

  test('channels come from a file, after a look at what would be done', async () => {
    const stdin = `name,channelId,channelSecret\r\n"魚屋, 大阪",601,${'0a'.repeat(16)}\r\nbad,6x1,\r\n花屋,${channelId},\r\n`;
    const preview = await desk.json(['channel', 'import', '-', '--dry-run'], { stdin, exit: 3 });
    expect(preview).toMatchObject({
      lines: [
        { line: 2, outcome: 'new', channelId: '601', hasSecret: true },
        { line: 3, outcome: 'refused', problems: [{ code: 'channel-id', message: expect.any(String) }] },
        { line: 4, outcome: 'exists' },
      ],
    });
    expect((await desk.run(['channel', 'show', '601'])).exit).toBe(1);
    const done = await desk.run(['channel', 'import', '-'], { stdin });
    expect([done.exit, done.stdout, done.stderr]).toEqual([
      3,
      expect.stringMatching(/2 +added +601 +魚屋, 大阪[^]*3 +wrong +bad +channelId: is made of digits only/),
      '1 added · 1 were there already and stay as they are · 1 not added\n',
    ]);
    expect((await desk.json(['channel', 'show', '601']))['channel']).toMatchObject({
      name: '魚屋, 大阪',
      hasSecret: true,
    });
    const sjis = join(folder, 'sjis.csv');
    await writeFile(sjis, Buffer.concat([Buffer.from('channelId,name\n602,'), Buffer.from([0x89, 0xd4])]));
    expect(await desk.json(['channel', 'import', sjis], { exit: 2 })).toMatchObject({
      problems: [{ code: 'encoding' }],
    });
    const wrong = await desk.json(['channel', 'import', '-'], { stdin: 'id,title\n1,x', exit: 2 });
    expect(wrong).toMatchObject({
      problems: [{ code: 'column-missing' }, { code: 'column-missing' }, { code: 'column-unknown' }],
    });
  });
});
