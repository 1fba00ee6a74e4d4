import { expect, test } from 'vitest';
import { countOfGroup, LIVE_TOKENS, tokenFilterOf } from './token-table-filter.ts';
import { savedAs, tableFilterOf, withoutSaved, withRenamed, withSaved } from './token-table-saved.ts';

const web = { ...LIVE_TOKENS, search: 'web' };
const lost = { ...LIVE_TOKENS, group: 'lost' as const };

test('a filter is kept under a name, found again, renamed and deleted', () => {
  const saved = withSaved(withSaved([], ' Web ', web), 'Lost', lost);
  expect(saved.map(({ name }) => name)).toEqual(['Web', 'Lost']);
  expect([
    savedAs(web, saved)?.name,
    savedAs(LIVE_TOKENS, saved),
    tableFilterOf(saved[1] ?? { name: '', ...web }),
  ]).toEqual(['Web', undefined, lost]);
  expect(withRenamed(saved, 'Web', 'Shop ')?.map(({ name }) => name)).toEqual(['Shop', 'Lost']);
  expect(withoutSaved(saved, 'Web').map(({ name }) => name)).toEqual(['Lost']);
});

test('a name belongs to one filter: keeping again replaces it in its place, renaming to a taken name is refused', () => {
  const saved = withSaved(withSaved([], 'Web', web), 'Lost', lost);
  expect(withSaved(saved, 'Web', lost).map(({ name, group }) => [name, group])).toEqual([
    ['Web', 'lost'],
    ['Lost', 'lost'],
  ]);
  expect([withRenamed(saved, 'Web', 'Lost'), withRenamed(saved, 'Web', '  ')]).toEqual([null, null]);
  expect(withRenamed(saved, 'Web', 'Web')).toEqual(saved);
});

test('the engine is asked only for what the filter narrows', () => {
  expect([
    tokenFilterOf({ ...LIVE_TOKENS, group: 'all' }),
    tokenFilterOf({ ...lost, channelId: '1', search: 'x' }),
  ]).toEqual([{}, { channelId: '1', states: ['orphan', 'foreign'], search: 'x' }]);
  const byState = { active: 3, draining: 1, orphan: 2, revoked: 7 };
  expect((['live', 'lost', 'ended', 'all'] as const).map((group) => countOfGroup(group, byState))).toEqual([
    4, 2, 7, 13,
  ]);
});
