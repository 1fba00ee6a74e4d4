import { expect, test } from 'vitest';
import type { Token } from '../../shared/domain.ts';
import { DEFAULT_SETTINGS } from '../../shared/settings.ts';
import type { Ledger } from '../ports.ts';
import { sampleToken } from './calendar/calendar-test-support.ts';
import { findRotationsDue } from './rotation.ts';

const at = '2026-03-20T00:00:00.000Z';
const day = 24 * 60 * 60 * 1_000;
const daysFromNow = (days: number) => new Date(Date.parse(at) + days * day).toISOString();

function token(tokenId: string, consumer: string, issued: number, ends: number, more: Partial<Token> = {}): Token {
  return { ...sampleToken, tokenId, consumer, issuedAt: daysFromNow(issued), expiresAt: daysFromNow(ends), ...more };
}

/** Only the reading of pages, one token a page. */
function reading(tokens: readonly Token[]) {
  const ledger: Pick<Ledger, 'tokens' | 'channel'> = {
    tokens: ({ cursor = '0' }) => {
      const next = Number(cursor) + 1;
      const page = tokens.slice(Number(cursor), next);
      return Promise.resolve({ tokens: page, nextCursor: next < tokens.length ? String(next) : null });
    },
    channel: () => Promise.resolve(undefined),
  };
  return { ledger: ledger as Ledger, at, settings: DEFAULT_SETTINGS };
}

async function due(tokens: readonly Token[], withinSeconds?: number) {
  const found = await findRotationsDue(reading(tokens), withinSeconds === undefined ? {} : { withinSeconds });
  return found.map(({ consumer, tokens: each }) => [
    consumer,
    each.map(({ tokenId, reason }) => `${tokenId} ${reason}`),
  ]);
}

test('a consumer needs a new token when two thirds of its newest one’s life are over', async () => {
  const tokens = [token('past', 'a', -20, 10), token('exactly', 'b', -20.1, 10), token('not yet', 'c', -19.9, 10.1)];
  expect(await due(tokens)).toEqual([
    ['a', ['past life']],
    ['b', ['exactly life']],
  ]);
});

test('or when it ends within the time that is asked for', async () => {
  const tokens = [token('one', 'a', -1, 6), token('two', 'b', -1, 8)];
  expect(await due(tokens, (7 * day) / 1_000)).toEqual([['a', ['one within']]]);
  expect(await due(tokens)).toEqual([]);
});

test('but not while a newer one lives', async () => {
  const tokens = [token('old', 'a', -29, 1), token('new', 'a', -1, 29)];
  expect(await due(tokens)).toEqual([]);
  expect(await due([...tokens, token('elsewhere', 'a', -29, 1, { channelId: '42' })])).toEqual([
    ['a', ['elsewhere life']],
  ]);
});

test('where a newer one must itself be replaced, it alone is told', async () => {
  expect(await due([token('old', 'a', -29, 1), token('newer', 'a', -28, 2)])).toEqual([['a', ['newer life']]]);
});

test('tokens that name no consumer are told one by one', async () => {
  const tokens = [token('one', '', -29, 1), token('two', '', -28, 2), token('young', '', -1, 29)];
  expect(await due(tokens)).toEqual([['', ['one life', 'two life']]]);
});

test('a channel that the vault does not know is no empty answer', async () => {
  await expect(findRotationsDue(reading([]), { channelId: '42' })).rejects.toMatchObject({ code: 'not-found' });
});
