import { expect, test } from 'vitest';
import { MOST_NAMED, TokenSelection } from './token-selection.svelte.ts';

const order = ['a', 'b', 'c', 'd', 'e'];
const selected = (selection: TokenSelection) => order.filter((id) => selection.has(id));

test('a range that turns back gives up what it had reached', () => {
  const selection = new TokenSelection();
  selection.toggle('b');
  selection.rangeTo('d', order);
  selection.rangeTo('c', order);
  expect(selected(selection)).toEqual(['b', 'c']);
  selection.rangeTo('a', order);
  expect(selected(selection)).toEqual(['a', 'b']);
});

test('a range gives up only what it added itself', () => {
  const selection = new TokenSelection();
  selection.toggle('d');
  selection.toggle('b');
  selection.rangeTo('e', order);
  selection.rangeTo('b', order);
  expect(selected(selection)).toEqual(['b', 'd']);
});

test('a range that starts at another row leaves the earlier one as it is', () => {
  const selection = new TokenSelection();
  selection.toggle('a');
  selection.rangeTo('b', order);
  selection.toggle('d');
  selection.rangeTo('e', order);
  expect(selected(selection)).toEqual(['a', 'b', 'd', 'e']);
});

test('all that match a filter are held as the filter; what is let go becomes an exception', () => {
  const selection = new TokenSelection();
  selection.toggle('a');
  selection.allMatching({ search: 'web' }, 1_000_000);
  expect([selection.count, selected(selection)]).toEqual([1_000_000, order]);
  selection.toggle('b');
  expect([selection.count, selection.has('b'), selection.chosen]).toEqual([
    999_999,
    false,
    { matching: { search: 'web' }, except: ['b'] },
  ]);
  selection.toggle('d');
  selection.rangeTo('a', order);
  expect(selection.chosen).toEqual({ matching: { search: 'web' }, except: [] });
  selection.clear();
  expect([selection.count, selection.isMatching, selection.chosen]).toEqual([0, false, { tokenIds: [] }]);
});

test('no more tokens are named than the engine takes', () => {
  const selection = new TokenSelection();
  selection.all(Array.from({ length: MOST_NAMED }, (_, index) => String(index)));
  selection.toggle('one more');
  expect([selection.count, selection.hasRoomFor(1), selection.has('one more')]).toEqual([MOST_NAMED, false, false]);
  selection.toggle('7');
  expect([selection.count, selection.hasRoomFor(1)]).toEqual([MOST_NAMED - 1, true]);
});

test('what left the table, or is over, is dropped', () => {
  const selection = new TokenSelection();
  selection.all(order);
  selection.keepOnly(['b', 'c', 'd', 'x']);
  selection.drop(['c', 'y']);
  expect(selected(selection)).toEqual(['b', 'd']);
  selection.allMatching({}, 5);
  selection.drop(['b']);
  expect(selection.count).toBe(5);
});
