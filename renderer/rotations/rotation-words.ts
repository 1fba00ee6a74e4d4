import type { Rotation, RotationStep } from '../../shared/rotation.ts';
import { duration } from '../format/duration.ts';
import type { MarkName } from '../format/token-mark.ts';
import type { Desk } from '../model/desk.svelte.ts';
import { failedStep, liveOldTokens, needsPerson, recordOf, turnOf } from '../model/rotation-standing.ts';

/** The shape of a rotation in a list. */
export function rotationMark(rotation: Rotation, now: number): MarkName {
  if (rotation.state === 'stopped') return 'gone';
  if (rotation.state === 'done') return 'done';
  if (rotation.cause === 'leak' || failedStep(rotation)) return 'failed';
  const turn = turnOf(rotation, now);
  if (turn === 'drain') return 'draining';
  if (turn === 'revoke' || turn === 'prove') return 'revoking';
  return needsPerson(rotation, now) ? 'soon' : 'todo';
}

/** The time that is left of an overlap. */
export function leftOf({ drainsUntil }: Rotation, desk: Desk): string {
  return duration(drainsUntil === null ? 0 : Date.parse(drainsUntil) - desk.clock.now, desk.text.duration);
}

/** What a rotation waits for, or how it ended, in a few words. */
export function standingWords(rotation: Rotation, desk: Desk): string {
  const text = desk.text.rotations;
  const { now } = desk.clock;
  if (rotation.state === 'stopped') return text.now.stopped;
  if (rotation.state === 'done')
    return recordOf(rotation, 'revoke')?.state === 'skipped' ? text.now.leftToExpire : text.now.done;
  const failed = failedStep(rotation);
  if (failed) return text.now.failed(text.steps[failed.step]);
  const turn = turnOf(rotation, now);
  if (turn === null) return '';
  if (turn === 'drain') return text.now.drain(leftOf(rotation, desk));
  if (turn === 'revoke') return text.now.revoke(liveOldTokens(rotation).length);
  const goesByItself = !needsPerson(rotation, now);
  return goesByItself && (turn === 'deliver' || turn === 'adopt') ? text.now.auto[turn] : text.now[turn];
}

/** The one thing to do from the row of a list. What needs a question first opens it; what is done at once is harmless. */
export interface RowAction {
  readonly label: string;
  readonly kind: 'issue' | 'copy' | 'open' | 'revoke' | 'prove';
}

export function rowAction(rotation: Rotation, desk: Desk): RowAction {
  const { act } = desk.text.rotations;
  const turn: RotationStep | null = turnOf(rotation, desk.clock.now);
  if (turn === 'issue') return { kind: 'issue', label: failedStep(rotation) ? act.retry : act.issue };
  if (turn === 'deliver' && rotation.delivery.how === 'copy') return { kind: 'copy', label: act.copy };
  if (turn === 'revoke') return { kind: 'revoke', label: act.revoke };
  if (turn === 'prove') return { kind: 'prove', label: act.prove };
  return { kind: 'open', label: turn === 'adopt' ? act.confirm : act.open };
}
