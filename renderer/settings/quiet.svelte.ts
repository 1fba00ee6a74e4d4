import type { ParsedInputOf } from '../../shared/contract.ts';
import type { Failure } from '../../shared/result.ts';
import type { Bridge } from '../bridge.ts';

type Until = ParsedInputOf<'reminder.snooze'>['until'];

/** Whether reminders are quiet now, and until when. */
export class Quiet {
  /** An instant; null where reminders speak. Undefined until that is known. */
  until = $state.raw<string | null | undefined>(undefined);
  failure = $state.raw<Failure | null>(null);
  #bridge: Bridge;

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
  }

  async read(): Promise<void> {
    const answer = await this.#bridge.call('reminder.show', {});
    if (answer.ok) this.until = answer.value.snoozedUntil;
  }

  async snooze(until: Until): Promise<void> {
    const answer = await this.#bridge.call('reminder.snooze', { until });
    this.failure = answer.ok ? null : answer.error;
    if (answer.ok) this.until = answer.value.snoozedUntil;
  }
}
