import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failure, runWithFakeEngine } from '../testing/run-with-fake-engine.ts';
import * as sample from '../testing/samples.ts';

const { channelId, tokenId } = sample;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kagibako-reports-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('reminders', () => {
  const output = { calendar: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n', live: 1, cancelled: 2 };
  const answers = { 'reminder.calendar': () => output };

  test('go to standard output as they are, in the language of the person', async () => {
    const run = await runWithFakeEngine(['reminders', '--ics', '-'], { answers, environment: { LANG: 'ja_JP.UTF-8' } });
    expect([run.exit, run.stdout, run.stderr, run.calls]).toEqual([
      0,
      output.calendar,
      '',
      [{ name: 'reminder.calendar', input: { language: 'ja' } }],
    ]);
    expect((await runWithFakeEngine(['reminders', '--ics', '-', '--json'], { answers })).json()).toEqual(output);
  });

  test('go to a file, again and again', async () => {
    const file = join(folder, 'line.ics');
    for (const expected of ['1 token written to', '1 token written to']) {
      const run = await runWithFakeEngine(['reminders', '--ics', file], { answers });
      expect(run.stdout).toBe(`${expected} ${file}\n`);
    }
    expect(await readFile(file, 'utf8')).toBe(output.calendar);
    const json = await runWithFakeEngine(['reminders', '--ics', file, '--json'], { answers });
    expect(json.json()).toEqual({ file, live: 1, cancelled: 2 });
  });
});

describe('export', () => {
  const output = { text: 'tokenId\r\nx\r\n', rows: 1 };
  const answers = { 'export.metadata': () => output };

  test('prints the file’s content alone', async () => {
    const run = await runWithFakeEngine(['export', 'tokens', '--format', 'csv', '--channel', channelId, '--bom'], {
      answers,
    });
    expect([run.stdout, run.calls.at(-1)?.input]).toEqual([
      output.text,
      { subject: 'tokens', format: 'csv', channelId, byteOrderMark: true },
    ]);
  });

  test('writes a file', async () => {
    const file = join(folder, 'channels.json');
    const run = await runWithFakeEngine(['export', 'channels', '--format', 'json', '--output', file, '--json'], {
      answers,
    });
    expect([run.json(), await readFile(file, 'utf8')]).toEqual([{ file, rows: 1 }, output.text]);
  });

  test.each([
    [['export', 'tokens'], '--format: is missing'],
    [['export', 'tokens', '--format', 'xml'], '--format: must be one of: csv, json'],
    [['export', 'tokens', '--format', 'json', '--bom'], '--bom: is used only together with --format csv'],
    [['export', 'tokens', '--format', 'csv', '--channel', 'x'], '--channel: '],
  ])('%j is a usage error', async (argv, problem) => {
    const run = await runWithFakeEngine(argv, { answers });
    expect([run.exit, run.calls, run.stderr]).toEqual([2, [], expect.stringContaining(problem)]);
  });

  test('says in its help what it does to formulas', async () => {
    expect((await runWithFakeEngine(['export', 'tokens', '--help'])).stdout).toMatch(
      /beginning with =, \+, -, @.*apostrophe/,
    );
  });
});

describe('token export', () => {
  const output = { text: 'LINE_CHANNEL_ACCESS_TOKEN=value\n', tokenIds: [tokenId] };
  const answers = { 'token.export': () => output };

  test('prints the file’s content alone, for named tokens or a channel', async () => {
    const named = await runWithFakeEngine(['token', 'export', tokenId, '--format', 'dotenv'], { answers });
    expect([named.stdout, named.calls.at(-1)?.input]).toEqual([output.text, { tokenIds: [tokenId], format: 'dotenv' }]);
    const argv = ['token', 'export', '--channel', channelId, '--consumer', 'bot-1', '--format', 'k8s-secret'];
    expect((await runWithFakeEngine(argv, { answers })).calls.at(-1)?.input).toEqual({
      channelId,
      consumer: 'bot-1',
      format: 'k8s-secret',
    });
  });

  test('says nothing of a value where it writes a file', async () => {
    const file = join(folder, 'bot.env');
    const run = await runWithFakeEngine(['token', 'export', tokenId, '--format', 'dotenv', '--output', file], {
      answers,
    });
    expect(run.stdout).toBe(`The value of 1 token was written to ${file} and logged as a reveal.\n`);
    const json = await runWithFakeEngine(
      ['token', 'export', tokenId, '--format', 'dotenv', '--output', file, '--force', '--json'],
      { answers },
    );
    expect([json.json(), await readFile(file, 'utf8')]).toEqual([{ file, tokenIds: [tokenId] }, output.text]);
  });

  test('reveals nothing where the file is there already', async () => {
    const file = join(folder, 'there.env');
    await writeFile(file, 'old');
    const run = await runWithFakeEngine(['token', 'export', tokenId, '--format', 'dotenv', '--output', file], {
      answers,
    });
    expect([run.exit, run.calls]).toEqual([2, []]);
    expect(run.stderr).toContain('--output: this file is there already');
  });

  test.each([
    [['token', 'export', '--format', 'json'], 'name at least one token, or --channel ID'],
    [['token', 'export', tokenId, '--channel', channelId, '--format', 'json'], '<tokenId>: cannot stand together with'],
    [['token', 'export', 'x', '--format', 'json'], '<tokenId>: '],
    [['token', 'export', tokenId], '--format: is missing'],
  ])('%j is a usage error', async (argv, problem) => {
    const run = await runWithFakeEngine(argv, { answers });
    expect([run.exit, run.calls, run.stderr]).toEqual([2, [], expect.stringContaining(problem)]);
  });
});

describe('token identify', () => {
  test('says whose token is in the text, and repeats nothing of it', async () => {
    const text = 'a line with the-value in it\nand another\n';
    const found = { tokens: [sample.token], unknown: 2 };
    const answers = { 'token.identify': () => found };
    const run = await runWithFakeEngine(['token', 'identify', '--stdin'], { answers, stdin: text });
    expect([run.exit, run.calls.at(-1)?.input]).toEqual([0, { text }]);
    expect(run.stdout).toContain('bot-1');
    expect(run.stderr).toContain('2 places look like tokens that this vault never issued.\n');
    expect(run.stdout + run.stderr).not.toContain('the-value');
    const json = await runWithFakeEngine(['token', 'identify', '--stdin', '--json'], { answers, stdin: text });
    expect(json.json()).toEqual(found);
  });

  test('ends with 1 where none of ours is in it', async () => {
    const answers = { 'token.identify': () => ({ tokens: [], unknown: 0 }) };
    const run = await runWithFakeEngine(['token', 'identify', '--stdin'], { answers, stdin: 'x' });
    expect([run.exit, run.stdout]).toEqual([1, 'No token of this vault is in it.\n']);
  });

  test.each([
    ['nothing', '', 'standard input was empty'],
    ['too much', 'x'.repeat(10_001), 'the text must be at most 10,000 characters'],
    ['far too much', 'x'.repeat(50_000), 'standard input was longer than 40000 bytes'],
  ])('takes %s for a usage error', async (_what, stdin, problem) => {
    const run = await runWithFakeEngine(['token', 'identify', '--stdin'], { stdin });
    expect([run.exit, run.calls, run.stderr]).toEqual([2, [], expect.stringContaining(problem)]);
  });
});

describe('channel import', () => {
  const secret = '0123456789abcdef0123456789abcdef';
  const added = {
    line: 2,
    outcome: 'added' as const,
    channelId,
    name: '花屋',
    hasSecret: true,
    tags: ['a'],
    problems: [],
  };
  const exists = { ...added, line: 3, outcome: 'exists' as const };
  const wrong = {
    ...added,
    line: 4,
    outcome: 'refused' as const,
    problems: [{ code: 'channel-secret' as const, column: 'channelSecret' as const, number: null }],
  };
  const failed = { ...added, line: 5, outcome: 'failed' as const, error: failure('keychain-locked') };
  const importing = (report: {
    problems: [];
    lines: (typeof added | typeof exists | typeof wrong | typeof failed)[];
  }) => ({
    'channel.import': () => report,
    'channel.previewImport': () => report,
  });

  test('tells every line with what is wrong and how to mend it', async () => {
    const answers = importing({ problems: [], lines: [added, exists, wrong, failed] });
    const run = await runWithFakeEngine(['channel', 'import', '-'], { answers, stdin: `x,${secret}` });
    expect(run.exit).toBe(3);
    expect(run.stdout.split('\n').slice(1, 4)).toEqual([
      expect.stringMatching(/^ +2 +added/),
      expect.stringMatching(/^ +3 +is there/),
      expect.stringMatching(/^ +4 +wrong .*channelSecret: has no spaces and at least 8 characters/),
    ]);
    expect(run.stderr).toBe('1 added · 1 were there already and stay as they are · 2 not added\n');
    expect(run.stdout + run.stderr).not.toContain(secret);
    expect(run.calls.at(-1)).toEqual({ name: 'channel.import', input: { text: `x,${secret}` } });
  });

  test('gives programs each problem with its sentence', async () => {
    const answers = importing({ problems: [], lines: [wrong] });
    const run = await runWithFakeEngine(['channel', 'import', '-', '--json'], { answers, stdin: 'x' });
    expect([run.exit, run.json()]).toMatchObject([
      1,
      {
        lines: [
          { line: 4, problems: [{ code: 'channel-secret', message: expect.stringMatching(/^channelSecret: has no/) }] },
        ],
      },
    ]);
  });

  test('only tells with --dry-run', async () => {
    const answers = importing({ problems: [], lines: [exists] });
    const run = await runWithFakeEngine(['channel', 'import', '-', '--dry-run'], { answers, stdin: 'x' });
    expect([run.exit, run.calls.at(-1)?.name, run.stderr]).toEqual([
      0,
      'channel.previewImport',
      expect.stringContaining('0 would be added · 1 are there already'),
    ]);
  });

  test('refuses a file as a whole', async () => {
    const report = {
      problems: [{ code: 'column-missing' as const, column: 'name' as const, number: null }],
      lines: [],
    };
    const run = await runWithFakeEngine(['channel', 'import', '-'], {
      answers: { 'channel.import': () => report },
      stdin: 'x',
    });
    expect([run.exit, run.stdout, run.stderr]).toEqual([
      2,
      '',
      expect.stringContaining('name: this column is missing'),
    ]);
  });

  test('refuses a file that is not there or too large before it opens the vault', async () => {
    const none = await runWithFakeEngine(['channel', 'import', join(folder, 'none.csv')]);
    expect([none.exit, none.calls, none.stderr]).toEqual([2, [], expect.stringContaining('there is no file')]);
    const large = await runWithFakeEngine(['channel', 'import', '-'], { stdin: 'x'.repeat(1_000_001) });
    expect([large.exit, large.calls, large.stderr]).toEqual([
      2,
      [],
      expect.stringContaining('larger than 1000000 bytes'),
    ]);
  });
});
