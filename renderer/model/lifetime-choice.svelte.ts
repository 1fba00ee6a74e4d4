import { TOKEN_LIFETIME_MAX_SECONDS } from '../../shared/line-limits.ts';

const DAY = 24 * 60 * 60;

export const LIFETIME_PRESETS = { month: TOKEN_LIFETIME_MAX_SECONDS, week: 7 * DAY, day: DAY } as const;
export type LifetimePreset = keyof typeof LIFETIME_PRESETS | 'custom';

export const LIFETIME_UNITS = { minutes: 60, hours: 60 * 60, days: DAY } as const;
export type LifetimeUnit = keyof typeof LIFETIME_UNITS;

/** How long a new token shall live: one of a few spans, or an amount of a unit. */
export class LifetimeChoice {
  preset = $state<LifetimePreset>('month');
  customAmount = $state('90');
  customUnit = $state<LifetimeUnit>('minutes');
  lifetimeSeconds = $derived(
    this.preset === 'custom'
      ? Math.round(Number(this.customAmount.normalize('NFKC')) * LIFETIME_UNITS[this.customUnit])
      : LIFETIME_PRESETS[this.preset],
  );
  /** Whether no token can live so short, or it is no amount at all. What is too long the contract says. */
  isTooShort = $derived(Number.isNaN(this.lifetimeSeconds) || this.lifetimeSeconds < 60);

  /** Starts as a preset where there is one, else in the largest unit that says it without a fraction. */
  constructor(seconds: number = TOKEN_LIFETIME_MAX_SECONDS) {
    const preset = (['month', 'week', 'day'] as const).find((name) => LIFETIME_PRESETS[name] === seconds);
    this.preset = preset ?? 'custom';
    if (preset) return;
    const unit =
      (['days', 'hours', 'minutes'] as const).find((name) => seconds % LIFETIME_UNITS[name] === 0) ?? 'minutes';
    this.customUnit = unit;
    this.customAmount = String(seconds / LIFETIME_UNITS[unit]);
  }
}
