import { expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from './settings.ts';
import { parseInput } from './parse.ts';

/** One character that a person sees, of as many code units as wanted. */
const tall = (units: number) => 'e' + '\u0301'.repeat(units - 1);
const family = '👩‍👩‍👧‍👦';

const problems = (operation: Parameters<typeof parseInput>[0], input: unknown) => {
  const parsed = parseInput(operation, input);
  return parsed.ok ? [] : parsed.problems.map(({ problem }) => problem);
};

const filter = (name: string) => ({
  savedFilters: [{ name, channelId: null, group: 'live', search: '', sort: 'expiresAt', direction: 'ascending' }],
});

test('what people write is limited in what they see and in what it takes to store it', () => {
  const rename = (name: string) => problems('channel.rename', { channelId: '1', name });
  expect([rename(family.repeat(80)), rename('ก็'.repeat(80)), rename(tall(16))]).toEqual([[], [], []]);
  const tooLong = ['the name must be at most 80 characters long'];
  expect([rename('a'.repeat(81)), rename(tall(1_000_000))]).toEqual([tooLong, tooLong]);
  expect(problems('channel.setTags', { channelId: '1', tags: [tall(100_000)] })).toEqual([
    'the tag must be at most 30 characters long',
  ]);
  // A file of settings that is too large to be read would cost all of them.
  expect(problems('settings.change', filter(family.repeat(40)))).toEqual([]);
  expect(problems('settings.change', filter(tall(100_000)))).toEqual(['the name must be at most 40 characters long']);
  expect(problems('settings.change', filter(' '))).toEqual(['the name must not be empty']);
});

test('the default settings are settings', () => {
  expect(problems('settings.change', DEFAULT_SETTINGS)).toEqual([]);
});

test('the boundaries of the outlook are in order as instants, however they are written', () => {
  const outlook = (...boundaries: string[]) => problems('token.outlook', { boundaries });
  expect([
    outlook('2026-06-01T00:00:00Z', '2026-06-01T00:00:00.500Z'),
    outlook('2026-06-01T08:00:00+09:00', '2026-06-01T00:00:00Z'),
  ]).toEqual([[], []]);
  const disorder = ['the instants must be in order'];
  expect([
    outlook('2026-06-01T00:00:00.500Z', '2026-06-01T00:00:00Z'),
    outlook('2026-06-01T00:00:00Z', '2026-06-01T00:00:00Z'),
    outlook('2026-06-01T00:00:00Z', '2026-06-01T08:00:00+09:00'),
  ]).toEqual([disorder, disorder, disorder]);
});
