import { expect, test } from 'vitest';
import { TokenSelection } from './token-selection.svelte.ts';

const order = ['a', 'b', 'c', 'd', 'e'];

test('a range that turns back gives up what it had reached', () => {
  const selection = new TokenSelection();
  selection.toggle('b');
  selection.rangeTo('d', order);
  selection.rangeTo('c', order);
  expect([...selection.ids]).toEqual(['b', 'c']);
  selection.rangeTo('a', order);
  expect([...selection.ids]).toEqual(['b', 'a']);
});

test('a range gives up only what it added itself', () => {
  const selection = new TokenSelection();
  selection.toggle('d');
  selection.toggle('b');
  selection.rangeTo('e', order);
  selection.rangeTo('b', order);
  expect([...selection.ids].sort()).toEqual(['b', 'd']);
});

test('a range that starts at another row leaves the earlier one as it is', () => {
  const selection = new TokenSelection();
  selection.toggle('a');
  selection.rangeTo('b', order);
  selection.toggle('d');
  selection.rangeTo('e', order);
  expect([...selection.ids]).toEqual(['a', 'b', 'd', 'e']);
});
