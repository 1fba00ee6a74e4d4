import type { Channel, SigningKeyState } from '../../shared/domain.ts';
import type { MarkName } from './token-mark.ts';

/** How a signing key, or the best key of a channel, is marked. */
export const KEY_STATE_MARKS = {
  none: 'todo',
  generated: 'todo',
  registered: 'draining',
  proved: 'done',
  retired: 'gone',
} as const satisfies Record<SigningKeyState | Channel['keyState'], MarkName>;
