import { expect, test } from 'vitest';
import { readStepNote } from './containment.ts';

test('a note of the vault’s own is read', () => {
  expect(readStepNote('revoked: 4; foreign: 1 (≤ 2026-12-24T00:00:00.000Z)')).toEqual([
    { name: 'revoked', count: 4, until: undefined },
    { name: 'foreign', count: 1, until: '2026-12-24T00:00:00.000Z' },
  ]);
});

test.each(['', 'two removed', 'revoked: 4; and I told them', 'kid 1-2', 'retired: 1'])(
  'a person’s words, or anything else, are left alone: %s',
  (note) => {
    expect(readStepNote(note)).toBeUndefined();
  },
);
