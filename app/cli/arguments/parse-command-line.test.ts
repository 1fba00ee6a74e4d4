import { describe, expect, test } from 'vitest';
import { COMMANDS, COMMAND_NAMES } from '../commands/all-commands.ts';
import { textsEn } from '../messages/en.ts';
import { UsageError } from '../usage-error.ts';
import { GLOBAL_FLAGS } from './global-flags.ts';
import { scanCommandLine, understand } from './parse-command-line.ts';

const read = (...argv: string[]) => understand(scanCommandLine(argv));

function refusal(...argv: string[]) {
  try {
    read(...argv);
  } catch (error) {
    if (error instanceof UsageError)
      return { lines: error.lines(textsEn), help: error.helpCommand, suggestion: error.suggestion };
    throw error;
  }
  return undefined;
}

describe('a command line', () => {
  test('has its flags before, between and after the words, with = or without', () => {
    const expected = {
      kind: 'command',
      name: 'token issue',
      command: COMMANDS['token issue'],
      given: {
        positionals: ['123'],
        flags: new Map<string, string | true>([
          ['json', true],
          ['vault', '/v'],
          ['lifetime', '30d'],
          ['label', 'a b'],
        ]),
      },
    };
    expect(read('--json', '--vault', '/v', 'token', 'issue', '123', '--lifetime', '30d', '--label=a b')).toEqual(
      expected,
    );
    expect(read('token', '--lifetime=30d', 'issue', '--json', '--label', 'a b', '123', '--vault=/v')).toEqual(expected);
  });

  test('takes what follows -- as words, whatever it looks like', () => {
    expect(read('token', 'show', '--', '--json')).toMatchObject({
      given: { positionals: ['--json'], flags: new Map() },
    });
    expect(scanCommandLine(['token', 'show', '--', '--json']).json).toBe(false);
  });

  test('gives a value that begins with a dash only after =', () => {
    expect(read('token', 'issue', '1', '--label=-x')).toMatchObject({ given: { flags: new Map([['label', '-x']]) } });
    expect(refusal('token', 'issue', '1', '--label', '--json')?.lines).toEqual(['--label: needs a value: L']);
  });

  test.each([
    [['--help'], null],
    [['help'], null],
    [['-h'], null],
    [['help', 'token'], 'token'],
    [['token', '--help'], 'token'],
    [['token', 'help'], 'token'],
    [['token', 'issue', '--help'], 'token issue'],
    [['help', 'token', 'issue'], 'token issue'],
  ] as const)('%j asks for help about %s', (argv, topic) => {
    expect(read(...argv)).toEqual({ kind: 'help', topic });
  });

  test('asks for the version', () => {
    expect(read('--version')).toEqual({ kind: 'version' });
  });
});

describe('a command line that cannot be understood', () => {
  test.each([
    [['tokne', 'list'], { lines: ['There is no command “tokne”.'], help: 'kagibako help', suggestion: 'token' }],
    [['token', 'lst'], { lines: ['“token” has no “lst”.'], help: 'kagibako token --help', suggestion: 'token list' }],
    [['revoke', 'x'], { lines: ['There is no command “revoke”.'], help: 'kagibako help', suggestion: 'token revoke' }],
    [['key', 'issue'], { lines: ['“key” has no “issue”.'], help: 'kagibako key --help', suggestion: 'token issue' }],
    [
      ['assertion'],
      { lines: ['“assertion” needs one of: create.'], help: 'kagibako assertion --help', suggestion: undefined },
    ],
    [
      [],
      { lines: ['Name a command, for example: kagibako vault status'], help: 'kagibako help', suggestion: undefined },
    ],
    [
      ['token', 'issue', '1', '--lifetme', '1d'],
      { lines: ['There is no flag --lifetme here.'], help: 'kagibako token issue --help', suggestion: '--lifetime' },
    ],
    [
      ['vault', 'status', '--reveal'],
      { lines: ['There is no flag --reveal here.'], help: 'kagibako vault status --help', suggestion: undefined },
    ],
    [
      ['token', 'issue', '1', '--lifetime'],
      { lines: ['--lifetime: needs a value: 30d'], help: 'kagibako token issue --help', suggestion: undefined },
    ],
    [
      ['vault', 'status', '--json=yes'],
      {
        lines: ['--json: takes no value; leave out “=” and what follows'],
        help: 'kagibako vault status --help',
        suggestion: undefined,
      },
    ],
  ] as const)('%j says what was meant and where to read on', (argv, expected) => {
    expect(refusal(...argv)).toEqual(expected);
  });

  test('is refused for a secret before anything else is looked at', () => {
    const token = 'eyJhbGciOiJIUzI1NiJ9.UnQ_o-GP0VtnwDjbK0C8E_NvK';
    for (const argv of [
      ['token', 'verify', token],
      ['nonsense', token],
      ['token', 'issue', '1', '--label', token],
      ['channel', 'add', '1', '--secret', 'hunter2hunter2'],
    ]) {
      const lines = refusal(...argv)?.lines.join('\n') ?? '';
      expect(lines).toContain('A secret must not stand on the command line');
      expect(lines).not.toMatch(/eyJ|hunter2/);
    }
  });

  test('does not repeat a word that may be a secret', () => {
    expect(refusal('h4nter2!')?.lines).toEqual(['There is no command “…”.']);
  });

  test('takes cursors and paths as they are, though they may look like a token', () => {
    expect(read('token', 'list', '--cursor', 'eyJhIjoxMjM0NTY3fQ')).toMatchObject({ kind: 'command' });
    expect(read('vault', 'status', '--vault', '/tmp/eyJhIjoxMjM0NTY3fQ')).toMatchObject({ kind: 'command' });
  });
});

describe('the table of commands', () => {
  test('has a row for every name, with flags that take a value everywhere or nowhere', () => {
    const kinds = new Map<string, Set<boolean>>();
    for (const shape of [GLOBAL_FLAGS, ...COMMAND_NAMES.map((name) => COMMANDS[name].flags)]) {
      for (const [name, { value }] of Object.entries(shape))
        kinds.set(name, (kinds.get(name) ?? new Set()).add(value !== undefined));
    }
    expect([...kinds].filter(([, takesValue]) => takesValue.size !== 1)).toEqual([]);
    expect(Object.keys(COMMANDS).sort()).toEqual([...COMMAND_NAMES].sort());
  });
});
