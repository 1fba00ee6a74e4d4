import { CONTAINMENT_STEPS, type Containment, type ContainmentStepRecord } from '../../../shared/containment.ts';
import { channelId } from './samples.ts';

export const containmentId = 'f8f1c4de-30f2-4e0e-9d36-1f8d4f6f2b83';

/** A run-book with all steps open but for those that are given. */
export function containmentWith(
  changes: Partial<Record<ContainmentStepRecord['step'], Partial<ContainmentStepRecord>>> = {},
  more: Partial<Containment> = {},
): Containment {
  return {
    containmentId,
    channelId,
    channelName: '東京の花屋',
    platformKind: 'practice',
    state: 'under-way',
    reason: 'a laptop was stolen',
    steps: CONTAINMENT_STEPS.map((step) => ({
      step,
      state: 'open',
      at: null,
      door: null,
      note: null,
      operationId: null,
      signingKeyId: null,
      ...changes[step],
    })),
    consumers: ['shop', '大阪の店'],
    begunAt: '2026-03-01T00:00:00.000Z',
    endedAt: null,
    ...more,
  };
}
