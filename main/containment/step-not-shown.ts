import type { Containment, ContainmentStep, ContainmentStepRecord, StepProblem } from '../../shared/containment.ts';
import { VaultError } from '../vault-error.ts';

/** The refusal of a step that is not shown to be done, or whose turn it is not. */
export function stepNotShown(
  { containmentId, channelId }: Containment,
  step: ContainmentStep,
  problem: StepProblem,
  count?: number,
): VaultError {
  const details = { containmentId, channelId, step, problem };
  return new VaultError('step-not-shown', count === undefined ? details : { ...details, count });
}

/** The record of a step. */
export function recordOf({ containmentId, steps }: Containment, step: ContainmentStep): ContainmentStepRecord {
  const record = steps.find((each) => each.step === step);
  if (!record) throw new Error(`containment ${containmentId} has no step ${step}`);
  return record;
}

/** Whether a step is behind us: done, or passed over. */
export function isBehind(containment: Containment, step: ContainmentStep): boolean {
  const { state } = recordOf(containment, step);
  return state === 'done' || state === 'skipped';
}
