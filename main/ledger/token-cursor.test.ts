import { describe, expect, test } from 'vitest';
import { isVaultError } from '../vault-error.ts';
import { type Cursor, decodeCursor, encodeCursor } from './token-cursor.ts';

const cursors: readonly Cursor[] = [
  { sort: 'expiresAt', direction: 'ascending', value: 1_780_000_000_000, state: null, tokenId: 'a' },
  { sort: 'consumer', direction: 'descending', value: '予約ボット', state: null, tokenId: 'b' },
  { sort: 'state', direction: 'ascending', value: 5, state: 'expired', tokenId: 'c' },
];

test.each(cursors)('a cursor of the order by $sort comes back as it was', (cursor) => {
  const text = encodeCursor(cursor);
  expect(text).toMatch(/^[A-Za-z0-9_-]+$/);
  expect(decodeCursor(text, cursor.sort, cursor.direction)).toEqual(cursor);
});

function refusal(text: string): unknown {
  try {
    return decodeCursor(text, 'expiresAt', 'ascending');
  } catch (error) {
    if (!isVaultError(error)) throw error;
    return { code: error.code, ...error.details };
  }
}

describe('refused as an invalid input that names the field:', () => {
  const encoded = (content: unknown): string => Buffer.from(JSON.stringify(content)).toString('base64url');
  const whole = { sort: 'expiresAt', direction: 'ascending', value: 1, state: null, tokenId: 'a' };
  test.each<[string, string, RegExp]>([
    ['nothing', '', /not a cursor of this list/],
    ['a word', 'hello', /not a cursor of this list/],
    ['a number', encoded(7), /not a cursor of this list/],
    ['a value of another type', encoded({ ...whole, value: '1' }), /not a cursor of this list/],
    ['a value that no instant has', encoded({ ...whole, value: 1.5 }), /not a cursor of this list/],
    ['a member too many', encoded({ ...whole, more: 1 }), /not a cursor of this list/],
    ['another order', encoded({ ...whole, sort: 'consumer', value: '' }), /in another order/],
    ['another direction', encoded({ ...whole, direction: 'descending' }), /in another order/],
  ])('%s', (_, text, problem) => {
    expect(refusal(text)).toEqual({
      code: 'invalid-input',
      problems: expect.stringMatching(/^cursor: /),
      fields: [{ path: 'cursor', problem: expect.stringMatching(problem) }],
    });
  });
});
