import type { PolicyChange, RotationPolicy } from '../../shared/rotation.ts';
import { TOKEN_LIFETIME_MAX_SECONDS } from '../../shared/line-limits.ts';

const HOUR = 3_600;
const UNITS = { hours: HOUR, days: 24 * HOUR } as const;
export type SpanUnit = keyof typeof UNITS;
export const SPAN_UNITS = Object.keys(UNITS) as readonly SpanUnit[];

const SHORTEST_LIFETIME_SECONDS = 60;
const LONGEST_OVERLAP_SECONDS = TOKEN_LIFETIME_MAX_SECONDS / 2;

export type PolicyProblem = 'lifetime' | 'rotateAt' | 'overlap';

/** A span of time in a form: days where it is whole days, otherwise hours. */
export class SpanField {
  amount = $state('');
  unit = $state<SpanUnit>('days');
  /** NaN where it is no number. */
  seconds = $derived(
    this.amount.trim() === '' ? Number.NaN : Math.round(Number(this.amount.normalize('NFKC')) * UNITS[this.unit]),
  );

  constructor(seconds: number) {
    this.unit = seconds % UNITS.days === 0 ? 'days' : 'hours';
    this.amount = String(Math.round((seconds / UNITS[this.unit]) * 100) / 100);
  }
}

/** The form of how a consumer is rotated. Only what was changed is sent: what was never set goes on following the defaults. */
export class PolicyForm {
  readonly lifetime: SpanField;
  readonly overlap: SpanField;
  rotateAt = $state('');
  confirmBy = $state<RotationPolicy['confirmBy']>('person');
  /** Set once the person tried to save: until then nothing is held against what is half typed. */
  isChecked = $state(false);
  readonly #before: RotationPolicy;
  #percent = $derived(/^\d+$/.test(this.#typedPercent()) ? Number(this.#typedPercent()) : Number.NaN);
  /** After which time a token is replaced; NaN where the form does not say. */
  replacedAfterSeconds = $derived.by(() => (this.lifetime.seconds * this.#percent) / 100);
  #wrong = $derived.by((): readonly PolicyProblem[] => {
    const between = (value: number, least: number, most: number) => value >= least && value <= most;
    return [
      ...(between(this.lifetime.seconds, SHORTEST_LIFETIME_SECONDS, TOKEN_LIFETIME_MAX_SECONDS)
        ? []
        : ['lifetime' as const]),
      ...(between(this.#percent, 10, 95) ? [] : ['rotateAt' as const]),
      ...(between(this.overlap.seconds, 0, LONGEST_OVERLAP_SECONDS) ? [] : ['overlap' as const]),
    ];
  });
  /** The old token expires before the overlap is over. */
  isOverlapTooLong = $derived.by(
    () => this.#wrong.length === 0 && this.overlap.seconds > this.lifetime.seconds - this.replacedAfterSeconds,
  );

  constructor(policy: RotationPolicy) {
    this.#before = policy;
    this.lifetime = new SpanField(policy.lifetimeSeconds);
    this.overlap = new SpanField(policy.overlapSeconds);
    this.rotateAt = String(policy.rotateAtPercent);
    this.confirmBy = policy.confirmBy;
  }

  isWrong(field: PolicyProblem): boolean {
    return this.isChecked && this.#wrong.includes(field);
  }

  /** What to save; null where something is wrong, which is shown from then on. */
  change(): PolicyChange | null {
    this.isChecked = true;
    if (this.#wrong.length > 0) return null;
    const { channelId, consumer, lifetimeSeconds, rotateAtPercent, overlapSeconds, confirmBy } = this.#before;
    return {
      channelId,
      consumer,
      ...(this.lifetime.seconds === lifetimeSeconds ? {} : { lifetimeSeconds: this.lifetime.seconds }),
      ...(this.#percent === rotateAtPercent ? {} : { rotateAtPercent: this.#percent }),
      ...(this.overlap.seconds === overlapSeconds ? {} : { overlapSeconds: this.overlap.seconds }),
      ...(this.confirmBy === confirmBy ? {} : { confirmBy: this.confirmBy }),
    };
  }

  #typedPercent(): string {
    return this.rotateAt.normalize('NFKC').replace('%', '').trim();
  }
}
