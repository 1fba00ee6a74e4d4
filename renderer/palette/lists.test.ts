import { expect, test } from 'vitest';
import { loadMessages, messagesOf } from '../messages/messages.ts';
import { COMMANDS } from '../model/commands.ts';
import { busyContent } from '../testing/fake-data.ts';
import { FakeVault } from '../testing/fake-vault.ts';
import { channelEntry, commandEntry, tokenEntry } from './entries.ts';
import { whatFits, whatThereIs, whichChannel, type Lines } from './lists.ts';
import { LANGUAGES } from '../../shared/languages.ts';

await Promise.all(LANGUAGES.map(loadMessages));

const now = Date.parse('2026-11-24T09:00:00.000Z');
const vault = new FakeVault({ content: busyContent(now), clock: () => now });
const channels = vault.content.channels.map((stored) => vault.channel(stored));

const linesIn = (language: 'en' | 'ja', more: Partial<Lines> = {}): Lines => ({
  commands: COMMANDS.map((command) => commandEntry(command, messagesOf(language))),
  channels: channels.map(channelEntry),
  filters: [],
  tokens: [],
  recent: [],
  heading: (id) => id,
  ...more,
});
const first = (groups: ReturnType<typeof whatFits>) => groups[0]?.entries[0]?.id;

test('before anything is typed, what was run lately comes first and only once, and the many choices stay away', () => {
  const groups = whatThereIs(linesIn('en', { recent: ['check-all', 'lock', 'not-there-any-more'] }));
  expect(groups.map(({ id }) => id)).toEqual(['recent', 'go', 'tokens', 'channels', 'vault', 'window', 'channel']);
  const ids = groups.flatMap(({ entries }) => entries.map(({ id }) => id));
  expect(ids.slice(0, 2)).toEqual(['command:check-all', 'command:lock']);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).not.toContain('command:theme-dark');
});

test('the commands of the channel in sight stand together', () => {
  const [channel] = channels;
  const commands = COMMANDS.map((command) => commandEntry(command, messagesOf('en'), channel));
  const group = whatThereIs(linesIn('en', { commands })).find(({ id }) => id === 'this-channel');
  expect(group?.entries.map(({ id }) => id)).toContain('command:check-channel');
});

test('people find commands in their own language, by what they would say', () => {
  for (const [query, id] of [
    ['dark', 'command:theme-dark'],
    ['日本語', 'command:language-ja'],
    ['lock', 'command:lock'],
    ['whose', 'command:verify-token'],
    ['booking', 'channel:2006123457'],
    ['shop', 'channel:2006123456'],
  ] as const)
    expect(first(whatFits(query, linesIn('en'))), query).toBe(id);
  for (const [query, id] of [
    ['ダーク', 'command:theme-dark'],
    ['ろっく', 'command:lock'],
    ['練習', 'command:practise'],
    ['受付', 'channel:2006123458'],
  ] as const)
    expect(first(whatFits(query, linesIn('ja'))), query).toBe(id);
});

test('tokens that the engine found come last', () => {
  const [token] = vault.content.tokens;
  if (!token) throw new Error('the vault is empty');
  const groups = whatFits('sakura', linesIn('en', { tokens: [tokenEntry(token, messagesOf('en'))] }));
  expect(groups.map(({ id }) => id)).toEqual(['channel', 'token']);
});

test('pinned channels are offered first, until something is typed', () => {
  const entries = linesIn('en').channels.toReversed();
  expect(
    whichChannel('', entries, (id) => id)[0]
      ?.entries.map(({ label }) => label)
      .slice(0, 2),
  ).toEqual(['Booking bot', 'Sakura Store']);
  expect(whichChannel('practice', entries, (id) => id)[0]?.entries.map(({ label }) => label)).toEqual([
    'Practice shop',
  ]);
});
