import { expect, test } from 'vitest';
import type { AuditKind } from '../../shared/domain.ts';
import { en } from '../messages/en.ts';
import { ja } from '../messages/ja.ts';
import { noteWords } from './note-words.ts';

const time = { short: (instant: string) => instant.slice(0, 10) };

const said = (kind: AuditKind, note: string, text = en) => {
  const words = noteWords({ kind, note }, { text, language: text === en ? 'en' : 'ja', time, clock: { now: 0 } });
  return words?.kind === 'text' ? words.text : words;
};

test.each([
  ['rotation-begun', 'payments: planned', 'payments'],
  ['rotation-begun', 'a: b: leak', 'a: b LEAK'],
  ['rotation-step-done', 'deliver: copied', 'Hand over · Copied to the clipboard.'],
  ['rotation-step-done', 'adopt: person (seen in the logs)', 'Adopted · A person said so. · “seen in the logs”'],
  ['rotation-step-skipped', 'drain: it is a leak', 'Overlap · “it is a leak”'],
  ['rotation-stopped', 'wrong consumer', 'wrong consumer'],
  ['containment-step-done', 'retire-keys', 'Retire the old keys here'],
  ['containment-step-skipped', 'console-members: one-person team', 'Look who has access · “one-person team”'],
  ['policy-set', 'web', 'web'],
  [
    'operation-ended',
    'revoke: some-failed, 6/6, 2 not well',
    'Revoke 6 tokens · Some failed · 6 of 6 · 2 did not end well',
  ],
  [
    'operation-paused',
    'check: queued, 1/3, 0 not well, waits for https://api.line.me',
    'Check 3 channels · Queued · 1 of 3 · api.line.me',
  ],
] as const)('%s, %s', (kind, note, words) => {
  expect(said(kind, note)).toBe(words);
});

test('what the engine notes is said in the language of the window', () => {
  const words = said('rotation-step-done', 'deliver: copied', ja);
  expect(words).toBe(`${ja.rotations.steps.deliver} · ${ja.rotations.proof.copied}`);
});

test('what nobody foresaw is quoted as it is', () => {
  expect(said('rotation-step-done', 'something else')).toBe('“something else”');
});
