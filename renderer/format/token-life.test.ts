import { expect, test } from 'vitest';
import { endedAt, isCopyable, isRevocable } from './token-life.ts';

const states = ['active', 'draining', 'revoking', 'revoked', 'gone', 'expired', 'orphan', 'foreign'] as const;

test('only a live token whose value is here is worth copying; one whose revocation is not proved can be revoked again', () => {
  expect([
    states.filter((state) => isCopyable({ state, hasValue: true })),
    states.filter((state) => isRevocable({ state, hasValue: true })),
    states.filter((state) => isCopyable({ state, hasValue: false }) || isRevocable({ state, hasValue: false })),
  ]).toEqual([['active', 'draining'], ['active', 'draining', 'revoking'], []]);
});

test('a token is over since its revocation, since it was missed, or since its time ran out', () => {
  const at = (minute: number) => new Date(Date.UTC(2026, 10, 24, 9, minute)).toISOString();
  const times = { revokedAt: null, checkedAt: at(5), expiresAt: at(59) };
  expect([
    endedAt({ ...times, state: 'revoked', revokedAt: at(3) }, false),
    endedAt({ ...times, state: 'revoked' }, false),
    endedAt({ ...times, state: 'gone' }, false),
    endedAt({ ...times, state: 'gone', checkedAt: null }, false),
    endedAt({ ...times, state: 'expired', expiresAt: at(1) }, true),
    endedAt({ ...times, state: 'active' }, false),
  ]).toEqual([at(3), at(5), at(5), at(59), at(1), null]);
});
