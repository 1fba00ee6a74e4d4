import { describe, expect, test } from 'vitest';
import { nearestName } from './nearest-name.ts';

describe('the name that somebody meant', () => {
  const names = ['vault', 'channel', 'key', 'token', 'issue', 'lifetime', 'token-lifetime'];

  test.each([
    ['tokne', 'token'],
    ['chanel', 'channel'],
    ['lifetme', 'lifetime'],
    ['TOKEN', 'token'],
    ['chan', 'channel'],
    ['kye', 'key'],
  ])('for %s is %s', (given, meant) => {
    expect(nearestName(given, names)).toBe(meant);
  });

  test.each(['zebra', 'x', 'x'.repeat(500)])('for %s is not guessed', (given) => {
    expect(nearestName(given, names)).toBeUndefined();
  });
});
