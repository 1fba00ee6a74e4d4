import { expect, test } from 'vitest';
import { folderMark, foreignSwitch, readStartOptions } from './start-options.ts';

const surroundings = { platform: 'linux' as const, environment: {}, home: '/home/sakura' };
const folderOf = (args: readonly string[], environment = {}) =>
  readStartOptions(args, { ...surroundings, environment }).folder;

test('the vault is where the flag says, else the variable, else where the command line has it', () => {
  expect([
    folderOf(['--vault', '/a'], { KAGIBAKO_VAULT: '/b' }),
    folderOf(['--inspect=0', '--vault=/a']),
    folderOf(['.'], { KAGIBAKO_VAULT: '/b' }),
    folderOf(['.']),
    folderOf(['--vault=']),
  ]).toEqual(['/a', '/a', '/b', '/home/sakura/.local/share/kagibako', '/home/sakura/.local/share/kagibako']);
});

test('practice is asked for by a flag', () => {
  expect([
    readStartOptions(['.', '--practice'], surroundings).practice,
    readStartOptions(['.'], surroundings).practice,
  ]).toEqual([true, false]);
});

test('practice has a vault of its own, unless one is named', () => {
  expect([folderOf(['--practice']), folderOf(['--practice', '--vault', '/a'])]).toEqual([
    '/home/sakura/.local/share/kagibako-practice',
    '/a',
  ]);
});

test('at login it is started without a window, unless to practise', () => {
  expect([
    readStartOptions(['.', '--vault', '/a', '--hidden'], surroundings).hidden,
    readStartOptions(['.', '--practice', '--hidden'], surroundings).hidden,
    readStartOptions(['.', 'kagibako://tokens', '--hidden'], surroundings).hidden,
    readStartOptions(['.'], surroundings).hidden,
  ]).toEqual([true, false, false, false]);
  expect(foreignSwitch(['--vault', '/a', '--hidden'])).toBeUndefined();
});

test('a link is no option, nor is anything behind it', () => {
  const read = (...args: readonly string[]) => readStartOptions(args, surroundings);
  const usual = '/home/sakura/.local/share/kagibako';
  expect([
    read('kagibako://tokens'),
    read('--vault', '/a', 'kagibako://channel/1234567890'),
    read('--vault', 'kagibako://tokens'),
    read('kagibako://tokens', '--vault', '/evil', '--practice'),
    read('kagibako://token/../../x'),
    read('.'),
  ]).toEqual([
    { folder: usual, practice: false, hidden: false, to: { name: 'tokens' } },
    { folder: '/a', practice: false, hidden: false, to: { name: 'channel', channelId: '1234567890' } },
    { folder: usual, practice: false, hidden: false, to: { name: 'tokens' } },
    { folder: usual, practice: false, hidden: false, to: { name: 'tokens' } },
    { folder: usual, practice: false, hidden: false, to: null },
    { folder: usual, practice: false, hidden: false, to: null },
  ]);
});

test('each folder has a mark of its own', () => {
  expect(folderMark('/a')).toMatch(/^[0-9a-f]{12}$/);
  expect(folderMark('/a')).not.toBe(folderMark('/b'));
});

test('a packaged app takes its own options and what a desktop needs, and names the first of anything else', () => {
  expect(foreignSwitch(['--vault', '/a', '--practice', '--lang=ja', '--ozone-platform=wayland'])).toBeUndefined();
  for (const foreign of [
    '--remote-debugging-port=9222',
    '--inspect',
    '--no-sandbox',
    '--log-net-log=/tmp/x',
    '--ssl-key-log-file=/tmp/x',
    '--proxy-server=evil:1',
    '--host-resolver-rules=MAP * evil',
    '--ignore-certificate-errors',
    '-js-flags',
  ])
    expect(foreignSwitch(['--practice', foreign])).toBe(foreign);
});
