import type { ErrorCode } from '../../shared/errors.ts';

/** What the attempt to prove a registration can come back with, as far as it means something different to the person. */
export const PROOF_MEANINGS = [
  'proved',
  'kid-not-found',
  'kid-of-other-channel',
  'clock-wrong',
  'assertion-refused',
  'later',
] as const;
export type ProofMeaning = (typeof PROOF_MEANINGS)[number];

/** What a failed proof means: whatever is not about kid, clock or key is no verdict, and can be asked again later. */
export function meaningOf(code: ErrorCode): ProofMeaning {
  return PROOF_MEANINGS.find((meaning) => meaning === code) ?? 'later';
}
