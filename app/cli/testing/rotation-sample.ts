import { ROTATION_STEPS, type Rotation, type RotationPolicy, type StepRecord } from '../../../shared/rotation.ts';
import { channelId, otherTokenId, tokenId } from './samples.ts';

export const rotationId = 'f8f1c4de-30f2-4e0e-9d36-1f8d4f6f2b82';

const AT = '2026-03-01T00:00:00.000Z';

/** A rotation whose steps before this one are done. */
export function rotationAt(step: Rotation['step'], more: Partial<Rotation> = {}): Rotation {
  const turn = ROTATION_STEPS.indexOf(step);
  return {
    rotationId,
    channelId,
    channelName: '東京の花屋',
    platformKind: 'practice',
    consumer: 'bot-1',
    cause: 'planned',
    state: 'under-way',
    step,
    steps: ROTATION_STEPS.map((each, index): StepRecord => ({
      step: each,
      state: index < turn ? 'done' : index === turn ? 'now' : 'waiting',
      at: index < turn ? AT : null,
      door: index < turn ? 'cli' : null,
      proof: index < turn ? 'person' : null,
      note: null,
    })),
    newTokenId: step === 'issue' ? null : otherTokenId,
    newKeyId: step === 'issue' ? null : 'the-new-key-id',
    issueId: null,
    oldTokens: [{ tokenId, keyId: 'the-old-key-id', expiresAt: '2026-03-11T00:00:00.000Z', state: 'active' }],
    delivery: { how: 'copy' },
    confirmBy: 'person',
    overlapSeconds: 259_200,
    drainsUntil: null,
    begunAt: AT,
    endedAt: null,
    ...more,
  };
}

/** The same whose step failed. */
export function failedAt(step: Rotation['step'], error: NonNullable<StepRecord['error']>): Rotation {
  const rotation = rotationAt(step);
  return {
    ...rotation,
    steps: rotation.steps.map((each) =>
      each.step === step ? { ...each, state: 'failed', at: AT, door: 'cli', error } : each,
    ),
  };
}

export const policy: RotationPolicy = {
  channelId,
  channelName: '東京の花屋',
  platformKind: 'practice',
  consumer: 'bot-1',
  lifetimeSeconds: 2_592_000,
  rotateAtPercent: 67,
  overlapSeconds: 259_200,
  delivery: { how: 'copy' },
  confirmBy: 'person',
  set: false,
  liveTokens: 1,
};
