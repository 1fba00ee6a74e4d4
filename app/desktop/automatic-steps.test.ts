import { expect, test } from 'vitest';
import { createAutomaticSteps, STEPS_EVERY_MS } from './automatic-steps.ts';

function begin() {
  const state = { now: 0, wanted: true, taken: 0, gate: Promise.resolve<unknown>(undefined) };
  const steps = createAutomaticSteps({
    isWanted: () => state.wanted,
    take: () => {
      state.taken += 1;
      return state.gate;
    },
    now: () => state.now,
  });
  return { state, steps };
}

test('steps are taken at once, and then at most once in ten minutes', async () => {
  const { state, steps } = begin();
  await steps.look();
  state.now = STEPS_EVERY_MS - 1;
  await steps.look();
  expect(state.taken).toBe(1);
  state.now = STEPS_EVERY_MS;
  await steps.look();
  expect(state.taken).toBe(2);
});

test('nobody is helped who did not ask for it; saying so helps at once', async () => {
  const { state, steps } = begin();
  state.wanted = false;
  await steps.look();
  expect(state.taken).toBe(0);
  state.wanted = true;
  await steps.look();
  expect(state.taken).toBe(1);
});

test('never twice at once, however long it takes', async () => {
  const { state, steps } = begin();
  const gate = Promise.withResolvers<undefined>();
  state.gate = gate.promise;
  const first = steps.look();
  state.now = 5 * STEPS_EVERY_MS;
  await steps.look();
  expect(state.taken).toBe(1);
  gate.resolve(undefined);
  await first;
  await steps.look();
  expect(state.taken).toBe(2);
});

test('a clock that was set back does not stop it', async () => {
  const { state, steps } = begin();
  state.now = 1_000 * STEPS_EVERY_MS;
  await steps.look();
  state.now = 0;
  await steps.look();
  expect(state.taken).toBe(2);
});
