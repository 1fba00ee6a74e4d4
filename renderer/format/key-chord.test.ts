import { expect, test } from 'vitest';
import { ariaKeys, isPressed, keyNames } from './key-chord.ts';

const press = (key: string, held: Partial<Record<'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey', true>> = {}) => ({
  key,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  ...held,
});

test('a chord is pressed with exactly its keys, with Command on a Mac and Control elsewhere', () => {
  expect(isPressed('mod+k', press('k', { ctrlKey: true }), false)).toBe(true);
  expect(isPressed('mod+k', press('K', { ctrlKey: true }), false)).toBe(true);
  expect(isPressed('mod+k', press('k', { metaKey: true }), true)).toBe(true);
  for (const held of [
    {},
    { metaKey: true },
    { ctrlKey: true, altKey: true },
    { ctrlKey: true, shiftKey: true },
  ] as const)
    expect(isPressed('mod+k', press('k', held), false), JSON.stringify(held)).toBe(false);
  expect(isPressed('mod+k', press('k', { ctrlKey: true }), true)).toBe(false);
  expect(isPressed('?', press('?', { shiftKey: true }), false)).toBe(true);
  expect(isPressed('n', press('n', { ctrlKey: true }), false)).toBe(false);
  expect(isPressed('alt+ArrowLeft', press('ArrowLeft', { altKey: true }), false)).toBe(true);
});

test('keys have the names that are printed on them', () => {
  expect(keyNames('mod+k', false)).toEqual(['Ctrl', 'K']);
  expect(keyNames('mod+k', true)).toEqual(['⌘', 'K']);
  expect(keyNames('alt+ArrowLeft', false)).toEqual(['Alt', '←']);
  expect(keyNames('shift+ArrowDown', true)).toEqual(['⇧', '↓']);
  expect(keyNames(' ', false)).toEqual(['Space']);
  expect([ariaKeys('mod+l', true), ariaKeys('alt+ArrowLeft', false)]).toEqual(['Meta+l', 'Alt+ArrowLeft']);
});
