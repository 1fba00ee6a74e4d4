import type { Token } from '../../shared/domain.ts';
import { ADVISED_TOKENS_PER_CONSUMER, TOKEN_LIFETIME_MAX_SECONDS } from '../../shared/line-limits.ts';
import type { Failure } from '../../shared/result.ts';
import type { Bridge } from '../bridge.ts';
import type { Messages } from '../messages/en.ts';
import { fieldProblems, type FieldProblems } from './field-problems.ts';

const DAY = 24 * 60 * 60;

export const LIFETIME_PRESETS = { month: TOKEN_LIFETIME_MAX_SECONDS, week: 7 * DAY, day: DAY } as const;
export type LifetimePreset = keyof typeof LIFETIME_PRESETS | 'custom';

export const LIFETIME_UNITS = { minutes: 60, hours: 60 * 60, days: DAY } as const;
export type LifetimeUnit = keyof typeof LIFETIME_UNITS;

/** The form that issues one token, and what came of it. */
export class Issuing {
  channelId = $state('');
  consumer = $state('');
  label = $state('');
  preset = $state<LifetimePreset>('month');
  customAmount = $state('90');
  customUnit = $state<LifetimeUnit>('minutes');
  asking = $state(false);
  problems = $state.raw<FieldProblems>({});
  failure = $state.raw<Failure | null>(null);
  issued = $state.raw<Token | null>(null);
  lifetimeSeconds = $derived(
    this.preset === 'custom'
      ? Math.round(Number(this.customAmount.normalize('NFKC')) * LIFETIME_UNITS[this.customUnit])
      : LIFETIME_PRESETS[this.preset],
  );
  /** How many live tokens the named consumer had on the channel when last counted. */
  counted = $state.raw({ channelId: '', consumer: '', live: 0 });
  /** Whether the consumer in the form has as many live tokens as LINE advises already. */
  hasEnough = $derived(
    this.counted.live >= ADVISED_TOKENS_PER_CONSUMER &&
      this.counted.channelId === this.channelId &&
      this.counted.consumer === this.consumer.trim(),
  );
  #bridge: Bridge;

  /** `lifetimeSeconds`: what the form starts with, as the settings say. */
  constructor(
    bridge: Bridge,
    channelId: string,
    start: { readonly consumer?: string; readonly label?: string; readonly lifetimeSeconds?: number } = {},
  ) {
    this.#bridge = bridge;
    this.channelId = channelId;
    this.consumer = start.consumer ?? '';
    this.label = start.label ?? '';
    this.#startWith(start.lifetimeSeconds ?? TOKEN_LIFETIME_MAX_SECONDS);
  }

  /** Counts the live tokens of the consumer in the form. A failure says nothing: it is only advice. */
  async countLive(): Promise<void> {
    const { channelId } = this;
    const consumer = this.consumer.trim();
    if (consumer === '' || channelId === '') return;
    const answer = await this.#bridge.call('token.list', {
      channelId,
      states: ['active', 'draining'],
      search: consumer,
      limit: 200,
    });
    if (!answer.ok) return;
    const live = answer.value.tokens.filter((token) => token.consumer === consumer).length;
    this.counted = { channelId, consumer, live };
  }

  async issue(text: Messages['fields']): Promise<void> {
    if (this.asking) return;
    const input = {
      channelId: this.channelId,
      lifetimeSeconds: this.lifetimeSeconds,
      label: this.label,
      consumer: this.consumer,
    };
    this.problems = fieldProblems('token.issue', input, text);
    if (Number.isNaN(this.lifetimeSeconds) || this.lifetimeSeconds < 60)
      this.problems = { ...this.problems, lifetimeSeconds: text.lifetimeSeconds };
    if (Object.keys(this.problems).length > 0) return;
    this.asking = true;
    this.failure = null;
    const answer = await this.#bridge.call('token.issue', input);
    this.asking = false;
    if (answer.ok) this.issued = answer.value;
    else this.failure = answer.error;
  }

  another(): void {
    this.issued = null;
    this.label = '';
  }

  /** As a preset where there is one, else in the largest unit that says it without a fraction. */
  #startWith(seconds: number): void {
    const preset = (['month', 'week', 'day'] as const).find((name) => LIFETIME_PRESETS[name] === seconds);
    this.preset = preset ?? 'custom';
    if (preset) return;
    const unit =
      (['days', 'hours', 'minutes'] as const).find((name) => seconds % LIFETIME_UNITS[name] === 0) ?? 'minutes';
    this.customUnit = unit;
    this.customAmount = String(seconds / LIFETIME_UNITS[unit]);
  }
}
