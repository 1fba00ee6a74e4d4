import type { Reminder } from '../../shared/reminders.ts';
import type { Reading } from '../reports/reading.ts';
import type { ReminderState } from './reminder-state.ts';

/** All of them: those that are under way are at most as many as consumers. */
const NO_LIMIT = Number.MAX_SAFE_INTEGER;

const drainedId = (rotationId: string) => `drained:${rotationId}`;

/** Rotations whose overlap is over and was not told, and when that of another one will be; Infinity where none is draining. */
export async function drainedRotations(
  { ledger, at }: Pick<Reading, 'ledger' | 'at'>,
  said: ReminderState['said'],
): Promise<{ readonly drained: readonly Reminder[]; readonly nextAt: number }> {
  const open = await ledger.rotations({ openOnly: true, limit: NO_LIMIT }, at);
  const drained: Reminder[] = [];
  let nextAt = Infinity;
  for (const { rotationId, step, drainsUntil, channelId, channelName, consumer } of open) {
    if (step !== 'drain' || drainsUntil === null) continue;
    if (drainsUntil > at) {
      nextAt = Math.min(nextAt, Date.parse(drainsUntil));
      continue;
    }
    const reminderId = drainedId(rotationId);
    const channel = { channelId, name: channelName };
    if (!Object.hasOwn(said, reminderId))
      drained.push({ kind: 'drained', reminderId, rotationId, channel, consumer, at: drainsUntil });
  }
  return { drained, nextAt };
}
