import { expect, test } from 'vitest';
import { PlaceHistory } from './place-history.svelte.ts';

const overview = { name: 'overview' } as const;
const tokens = { name: 'tokens' } as const;
const channel = { name: 'channel', channelId: '2006123456' } as const;

test('back and forward go through the places in order', () => {
  const history = new PlaceHistory(overview);
  expect([history.canGoBack, history.canGoForward]).toEqual([false, false]);
  history.go(tokens);
  history.go(channel);
  expect(history.back()).toBe(true);
  expect(history.place).toEqual(tokens);
  expect(history.forward()).toBe(true);
  expect(history.place).toEqual(channel);
  expect(history.forward()).toBe(false);
});

test('going somewhere else forgets what lay ahead; going where one is does not', () => {
  const history = new PlaceHistory(overview);
  history.go(tokens);
  history.back();
  history.go(overview);
  expect(history.canGoForward).toBe(true);
  history.go(channel);
  expect([history.canGoForward, history.place]).toEqual([false, channel]);
});

test('two channels are two places; fifty places are kept', () => {
  const history = new PlaceHistory(overview);
  for (let number = 0; number < 80; number += 1) history.go({ name: 'channel', channelId: String(number) });
  let steps = 0;
  while (history.back()) steps += 1;
  expect(steps).toBe(49);
});

test('after locking there is no way back', () => {
  const history = new PlaceHistory(overview);
  history.go(channel);
  history.forget();
  expect([history.place, history.canGoBack]).toEqual([overview, false]);
});
