import { STEPS_OF_PERSONS, type Containment, type ContainmentStep } from '../../shared/containment.ts';
import { requireChannel } from '../assertions/make-assertion.ts';
import type { Session } from '../session.ts';
import { isVaultError } from '../vault-error.ts';
import {
  keyIdToMake,
  makeKey,
  proveNewKey,
  requireProvedKey,
  requireRegisteredKey,
  retireOtherKeys,
} from './key-steps.ts';
import type { MachineStep, StepContext, StepResult } from './machine-step.ts';
import { recordOf, stepNotShown } from './step-not-shown.ts';
import { checkAgain, reissue, requireReadyToReissue, revokeAll } from './token-steps.ts';

type StepOfPerson = (typeof STEPS_OF_PERSONS)[number];

async function requireNewSecret({ session, containment }: StepContext): Promise<void> {
  if (!(await session.ledger.secretSetSince(containment.containmentId)))
    throw stepNotShown(containment, 'set-secret', 'secret-not-set');
}

/** What the vault does for each of its steps. */
const MACHINE_STEPS: { readonly [Step in Exclude<ContainmentStep, StepOfPerson>]: MachineStep } = {
  'revoke-all': { take: revokeAll },
  'new-key': {
    keyToMake: keyIdToMake,
    take: ({ session, channel }, signingKeyId) => makeKey(session, channel.channelId, signingKeyId ?? ''),
  },
  'register-key': { require: requireRegisteredKey, take: proveNewKey },
  'retire-keys': { require: requireProvedKey, take: retireOtherKeys },
  'set-secret': { require: requireNewSecret, take: () => Promise.resolve({}) },
  'check-again': { take: checkAgain },
  reissue: { require: requireReadyToReissue, take: reissue },
};

/** Whether only a person can know of the step. */
export function isStepOfPerson(step: ContainmentStep): step is StepOfPerson {
  return STEPS_OF_PERSONS.some((each) => each === step);
}

/** An expected failure is a result. A bug is thrown; the step stays under way, and may be run again. */
async function attempt(machine: MachineStep, context: StepContext, signingKeyId: string | null): Promise<StepResult> {
  try {
    return await machine.take(context, signingKeyId);
  } catch (error) {
    if (!isVaultError(error)) throw error;
    return { error };
  }
}

/**
 * Takes a step, or looks whether it is shown to be done. A step that is done stays done and nothing happens. What is refused before it was begun
 * leaves no trace; what fails later stays on record with its failure, is thrown, and may be run again.
 */
export async function runStep(session: Session, containment: Containment, step: ContainmentStep): Promise<Containment> {
  const { containmentId, channelId, state } = containment;
  if (recordOf(containment, step).state === 'done') return containment;
  if (state !== 'under-way') throw stepNotShown(containment, step, 'run-book-over');
  if (isStepOfPerson(step)) throw stepNotShown(containment, step, 'step-of-person');
  const machine = MACHINE_STEPS[step];
  const context = { session, containment, channel: await requireChannel(session, channelId) };
  await machine.require?.(context);
  const signingKeyId = (await machine.keyToMake?.(context)) ?? null;
  await session.ledger.beginContainmentStep(containmentId, step, signingKeyId, session.by());
  const { note, operationId, error } = await attempt(machine, context, signingKeyId);
  const by = session.by();
  if (!error) return session.ledger.endContainmentStep(containmentId, step, { state: 'done', note, operationId }, by);
  const failure = session.failure('containment.run', error);
  await session.ledger.endContainmentStep(containmentId, step, { state: 'failed', error: failure, operationId }, by);
  throw error;
}
