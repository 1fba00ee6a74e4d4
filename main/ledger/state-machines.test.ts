import { describe, expect, test } from 'vitest';
import { CONTAINMENT_STATES, CONTAINMENT_STEP_STATES } from '../../shared/containment.ts';
import { ISSUE_STATES, SIGNING_KEY_STATES, STORED_TOKEN_STATES } from '../../shared/domain.ts';
import { OPERATION_STATES } from '../../shared/operations.ts';
import { ROTATION_STATES, ROTATION_STEP_STATES } from '../../shared/rotation.ts';
import {
  allows,
  assertAllowed,
  CONTAINMENT_STEP_TRANSITIONS,
  CONTAINMENT_TRANSITIONS,
  ISSUE_TRANSITIONS,
  OPERATION_TRANSITIONS,
  ROTATION_STEP_TRANSITIONS,
  ROTATION_TRANSITIONS,
  SIGNING_KEY_TRANSITIONS,
  TOKEN_TRANSITIONS,
} from './state-machines.ts';

const machines = {
  token: [TOKEN_TRANSITIONS, STORED_TOKEN_STATES, 'active'],
  issue: [ISSUE_TRANSITIONS, ISSUE_STATES, 'prepared'],
  'signing key': [SIGNING_KEY_TRANSITIONS, SIGNING_KEY_STATES, 'generated'],
  operation: [OPERATION_TRANSITIONS, OPERATION_STATES, 'running'],
  rotation: [ROTATION_TRANSITIONS, ROTATION_STATES, 'under-way'],
  'step of a rotation': [ROTATION_STEP_TRANSITIONS, ROTATION_STEP_STATES, 'waiting'],
  containment: [CONTAINMENT_TRANSITIONS, CONTAINMENT_STATES, 'under-way'],
  'step of a containment': [CONTAINMENT_STEP_TRANSITIONS, CONTAINMENT_STEP_STATES, 'open'],
} as const;

describe.each(Object.entries(machines))('the table of a %s', (_, [machine, states, start]) => {
  const table: Record<string, readonly string[]> = machine;

  test('names every state that the contract knows, and no other', () => {
    expect(Object.keys(table).toSorted()).toEqual([...states].toSorted());
    expect(
      Object.values(table)
        .flat()
        .filter((state) => !states.some((known) => known === state)),
    ).toEqual([]);
  });

  test('leads to every state from where it begins', () => {
    const begins = ['orphan', 'foreign', start];
    const reached = new Set<string>(begins.filter((state) => state in table));
    for (const state of reached) for (const next of table[state] ?? []) reached.add(next);
    expect([...reached].toSorted()).toEqual([...states].toSorted());
  });
});

test('what is over stays over', () => {
  expect([ISSUE_TRANSITIONS.done, ISSUE_TRANSITIONS.rejected, SIGNING_KEY_TRANSITIONS.retired]).toEqual([[], [], []]);
  expect(allows(TOKEN_TRANSITIONS, 'revoked', 'active')).toBe(false);
});

test('a change that is not in a table is thrown as the bug that it is', () => {
  expect(() => assertAllowed(TOKEN_TRANSITIONS, 'gone', 'revoked', 'token 1')).toThrow(
    new Error('token 1 cannot go from gone to revoked'),
  );
});
