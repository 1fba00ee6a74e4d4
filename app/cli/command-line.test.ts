import { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { Collected, failure, runWithFakeEngine } from './testing/run-with-fake-engine.ts';
import { channelId, missingStatus, openStatus, tokenId, token } from './testing/samples.ts';

const list = { 'token.list': () => ({ tokens: [token], nextCursor: null }) } as const;

describe('--json', () => {
  test('prints the output as one document, and nothing on standard error', async () => {
    const run = await runWithFakeEngine(['token', 'list', '--json'], { answers: list });
    expect([run.exit, run.json(), run.stderr]).toEqual([0, { tokens: [token], nextCursor: null }, '']);
  });

  test('prints a failure as a document, in English whatever the language', async () => {
    const error = failure('not-found', { kind: 'token', id: tokenId });
    const run = await runWithFakeEngine(['token', 'show', tokenId, '--json'], {
      answers: { 'token.show': () => error },
      environment: { LANG: 'ja_JP' },
    });
    expect([run.exit, run.json(), run.stderr]).toEqual([1, { error }, '']);
  });

  test('prints a usage error as a document, with the field that is wrong', async () => {
    const run = await runWithFakeEngine(['--json', 'token', 'list', '--expiring-within', 'soon'], {
      environment: { LANG: 'ja_JP' },
    });
    expect(run.exit).toBe(2);
    expect(run.json()).toMatchObject({
      error: {
        code: 'invalid-input',
        message: expect.stringContaining(
          '--expiring-within: is not a duration; write 90s, 15m, 12h, 30d or a number of seconds',
        ),
        details: { fields: [{ path: '--expiring-within', problem: expect.any(String) }] },
        ref: expect.stringMatching(/^[0-9a-f]{8}$/),
      },
    });
  });

  test.each([
    [['--json', 'nonsense'], 2],
    [['--json'], 2],
    [['--json', '--version'], 0],
    [['--json', 'help'], 0],
    [['token', '--help', '--json'], 0],
  ])('%j prints one document as well', async (argv, exit) => {
    const run = await runWithFakeEngine(argv);
    expect(run.exit).toBe(exit);
    expect(run.json()).toEqual(expect.any(Object));
  });

  test('tells a person who only sees messages what failed', async () => {
    const stderr = new Collected(true);
    const run = await runWithFakeEngine(['vault', 'status', '--json'], {
      answers: { 'vault.status': () => failure('vault-damaged') },
      surroundings: { stderr },
    });
    expect(run.json()).toMatchObject({ error: { code: 'vault-damaged' } });
    expect(stderr.text).toContain('is damaged');
  });
});

describe('people’s text', () => {
  test('goes to standard output, and failures to standard error', async () => {
    const shown = await runWithFakeEngine(['token', 'list'], { answers: list });
    const refused = await runWithFakeEngine(['token', 'list'], {
      answers: { 'token.list': () => failure('vault-in-use') },
    });
    expect([shown.stderr, refused.stdout]).toEqual(['', '']);
    expect(shown.stdout).toContain('greeting bot');
    expect(refused.stderr).toBe(
      'kagibako: Another Kagibako has this vault open.\nClose the other window or wait for the other command to end, then try again.\n',
    );
  });

  test('is Japanese where the environment says so', async () => {
    const run = await runWithFakeEngine(['token', 'list'], {
      answers: { 'token.list': () => failure('vault-in-use') },
      environment: { LANG: 'ja_JP.UTF-8' },
    });
    expect(run.stderr).toContain('別の Kagibako がこの保管庫を開いています。');
  });

  test('of a usage error names the flag, a guess, and where to read on', async () => {
    const run = await runWithFakeEngine(['token', 'isue', channelId]);
    expect([run.exit, run.stdout, run.stderr]).toEqual([
      2,
      '',
      'kagibako: “token” has no “isue”.\nDid you mean “token issue”?\nSee: kagibako token --help\n',
    ]);
  });

  test('does not let a platform steer the terminal', async () => {
    const error = failure('issue-refused', { status: 400, platformMessage: '\u{1b}]0;owned\u{7}' });
    const run = await runWithFakeEngine(['token', 'issue', channelId], { answers: { 'token.issue': () => error } });
    expect(run.stderr).not.toMatch(/\p{Cc}(?<!\n)/u);
  });
});

describe('what is wrong with the input', () => {
  test('is found before the vault is opened, and named as the person wrote it', async () => {
    const run = await runWithFakeEngine(['token', 'show', 'abc']);
    expect([run.exit, run.folder]).toEqual([2, undefined]);
    expect(run.stderr).toBe(
      'kagibako: <tokenId>: the token ID is a UUID; copy it from the list\nSee: kagibako token show --help\n',
    );
    const japanese = await runWithFakeEngine(['token', 'show', 'abc'], { environment: { LANG: 'ja' } });
    expect(japanese.stderr).toContain('<tokenId>: トークン ID は UUID です');
  });

  test.each([
    [['token', 'issue', channelId, '--lifetime', '31d'], '--lifetime: LINE allows at most 30 days (2592000 seconds)'],
    [
      ['token', 'issue', channelId, '--label', 'x'.repeat(121)],
      '--label: the label must be at most 120 characters long',
    ],
    [
      ['assertion', 'create', channelId, '--lifetime', '1h'],
      '--lifetime: LINE allows at most 30 minutes (1800 seconds)',
    ],
    [['token', 'list', '--limit', '201'], '--limit: must be a whole number from 1 to 200'],
    [['token', 'list', '--state', 'active,dead'], '--state: must be one of: active, draining'],
    [['token', 'list', '--channel', 'abc'], '--channel: the channel ID is made of digits only'],
    [['channel', 'add', channelId], '--name: is missing; add it with its value, NAME'],
    [['channel', 'add', 'abc', '--name', 'x'], '<channelId>: the channel ID is made of digits only'],
    [['key', 'register', tokenId], '--kid: is missing'],
    [['key', 'public', tokenId, '--form', 'jwk'], '--form: must be one of: use, key_ops'],
    [['token', 'show'], '<tokenId>: is missing'],
    [['token', 'show', tokenId, 'more'], '1 more than this command takes'],
    [['token', 'revoke', tokenId, 'nope'], '<tokenId>: the token ID is a UUID'],
    [['token', 'check', 'nope'], '<channelId>: the channel ID is made of digits only'],
    [['token', 'revoke'], 'name at least one token, or --channel ID with --all'],
    [['token', 'revoke', '--all'], '--all: is used only together with --channel ID'],
    [['token', 'revoke', '--channel', channelId], '--channel: is used only together with --all'],
    [['token', 'revoke', tokenId, '--all'], '<tokenId>: cannot stand together with --channel, --all'],
    [['practice', 'serve', '--port', '70000'], '--port: must be a whole number from 0 to 65535'],
    [['vault', 'init', '--keystore', 'cloud'], '--keystore: must be one of: os, file'],
    [['vault', 'init', '--passphrase-env', 'P'], '--passphrase-env: is used only together with --keystore file'],
    [
      ['vault', 'init', '--keystore', 'file', '--passphrase-env', 'correct horse'],
      '--passphrase-env: takes the name of an environment variable',
    ],
    [['channel', 'set-secret', channelId], 'needs the channel secret: use --secret-env NAME or --secret-stdin'],
    [
      ['channel', 'add', channelId, '--name', 'x', '--secret-env', 'UNSET'],
      '--secret-env: names an environment variable that is not set',
    ],
    [
      ['channel', 'add', channelId, '--name', 'x', '--secret-env', 'A', '--secret-stdin'],
      '--secret-env: cannot stand together with --secret-stdin',
    ],
    [['channel', 'add', channelId, '--name', 'x', '--secret-stdin'], '--secret-stdin: standard input was empty'],
    [['token', 'verify', '--stdin'], '--stdin: standard input was empty'],
  ])('%j → %s', async (argv, problem) => {
    const run = await runWithFakeEngine(argv);
    expect([run.exit, run.folder]).toEqual([2, undefined]);
    expect(run.stderr).toContain(problem);
  });
});

describe('the vault’s folder', () => {
  const status = { answers: { 'vault.status': () => openStatus } } as const;

  test('is the flag’s before the variable’s', async () => {
    expect((await runWithFakeEngine(['vault', 'status', '--vault', '/a'], status)).folder).toBe('/a');
    expect((await runWithFakeEngine(['vault', 'status'], status)).folder).toBe('/vaults/test');
  });

  test('is the window’s where nothing is said', async () => {
    const run = await runWithFakeEngine(['vault', 'status'], { ...status, environment: { KAGIBAKO_VAULT: '' } });
    expect(run.folder).toMatch(/kagibako$/i);
  });
});

describe('the passphrase of a sealed-file vault', () => {
  const answers = {
    ...list,
    'vault.unlock': ({ passphrase }: { passphrase?: string | undefined }) =>
      passphrase === undefined
        ? failure('passphrase-missing')
        : passphrase === 'right'
          ? openStatus
          : failure('passphrase-wrong'),
  } as const;

  test.each([
    ['KAGIBAKO_PASSPHRASE', [], { KAGIBAKO_PASSPHRASE: 'right' }],
    ['the variable that was named', ['--passphrase-env', 'MINE'], { MINE: 'right', KAGIBAKO_PASSPHRASE: 'wrong' }],
  ])('comes from %s', async (_name, flags, environment) => {
    const run = await runWithFakeEngine(['token', 'list', ...flags], { answers, environment });
    expect([run.exit, run.stderr]).toEqual([0, '']);
  });

  test.each([
    ['missing', {}, [], 'passphrase-missing'],
    [
      'missing from the variable that was named',
      { KAGIBAKO_PASSPHRASE: 'right' },
      ['--passphrase-env', 'MINE'],
      'passphrase-missing',
    ],
    ['wrong', { KAGIBAKO_PASSPHRASE: 'wrong' }, [], 'passphrase-wrong'],
  ])('being %s ends with 4', async (_name, environment, flags, code) => {
    const run = await runWithFakeEngine(['token', 'list', '--json', ...flags], { answers, environment });
    expect([run.exit, run.json()]).toMatchObject([4, { error: { code } }]);
  });

  test('is typed unseen at a terminal, up to three times', async () => {
    const right = await runWithFakeEngine(['token', 'list'], { answers, typed: ['wrong', 'right'] });
    expect([right.exit, right.stderr]).toEqual([
      0,
      'Passphrase of the vault: \nThis passphrase does not open the vault. Try again.\nPassphrase of the vault: \n',
    ]);
    const wrong = await runWithFakeEngine(['token', 'list'], { answers, typed: ['a', 'b', 'c', 'right'] });
    expect(wrong.exit).toBe(4);
    expect(wrong.calls.filter(({ name }) => name === 'vault.unlock')).toHaveLength(4);
  });

  test('is asked for twice when a vault is made, until both are the same', async () => {
    const run = await runWithFakeEngine(['vault', 'init', '--keystore', 'file'], {
      answers: { 'vault.status': () => missingStatus, 'vault.create': () => openStatus },
      typed: ['one', 'two', 'same', 'same'],
    });
    expect(run.exit).toBe(0);
    expect(run.calls.at(-1)).toEqual({ name: 'vault.create', input: { keystore: 'file', passphrase: 'same' } });
    expect(run.stderr).not.toMatch(/one|two\b|same$/);
  });

  test('typed away with Ctrl-C leaves with 130 and without a word', async () => {
    const run = await runWithFakeEngine(['token', 'list'], { answers, typed: ['\u{3}'] });
    expect([run.exit, run.stdout, run.stderr, run.wasShutDown]).toEqual([130, '', 'Passphrase of the vault: \n', true]);
  });
});

describe('the end', () => {
  test('shuts the engine down, after a failure as well', async () => {
    for (const answers of [list, { 'token.list': () => failure('internal') }]) {
      expect((await runWithFakeEngine(['token', 'list'], { answers })).wasShutDown).toBe(true);
    }
  });

  test('is quiet where the reader of the pipe has gone', async () => {
    const stdout = new Writable({
      write: (_chunk, _encoding, done) => done(Object.assign(new Error('gone'), { code: 'EPIPE' })),
    });
    const run = await runWithFakeEngine(['token', 'list'], { answers: list, surroundings: { stdout } });
    expect([run.exit, run.stderr, run.wasShutDown]).toEqual([0, '', true]);
  });

  test('is 1 where nothing can be written', async () => {
    const stdout = new Writable({
      write: (_chunk, _encoding, done) => done(Object.assign(new Error('full'), { code: 'ENOSPC' })),
    });
    expect(
      (await runWithFakeEngine(['token', 'list', '--json'], { answers: list, surroundings: { stdout } })).exit,
    ).toBe(1);
  });

  test('shows no stack of a bug', async () => {
    const run = await runWithFakeEngine(['token', 'list', '--json'], {
      surroundings: { openEngine: () => Promise.reject(new Error('/secret/path')) },
    });
    expect([run.exit, run.json()]).toMatchObject([1, { error: { code: 'internal' } }]);
    expect(run.stdout).not.toContain('/secret/path');
  });
});

describe('help', () => {
  test('needs no engine and names every command, noun and exit code', async () => {
    const run = await runWithFakeEngine(['help']);
    expect(run.folder).toBeUndefined();
    expect(run.stdout).toMatch(/vault init[^]*token revoke[^]*practice serve[^]*--vault DIR[^]*Exit codes: 0 done/);
  });

  test('of a command shows how it is written and its own flags', async () => {
    const run = await runWithFakeEngine(['token', 'issue', '--help']);
    expect(run.stdout).toContain(
      'Usage: kagibako token issue <channelId> [--lifetime 30d] [--label L] [--consumer C] [--reveal]',
    );
  });

  test('of key import says whose passphrase the flag is', async () => {
    const run = await runWithFakeEngine(['key', 'import', '--help']);
    expect(run.stdout.match(/--passphrase-env/g)).toHaveLength(2);
    expect(run.stdout).toContain('passphrase of the key file');
  });

  test('is Japanese where the environment says so', async () => {
    expect((await runWithFakeEngine(['help'], { environment: { LC_ALL: 'ja_JP.UTF-8' } })).stdout).toContain(
      'チャネル',
    );
  });

  test('--version prints the version', async () => {
    expect((await runWithFakeEngine(['--version'])).stdout).toBe('1.2.3\n');
  });
});
