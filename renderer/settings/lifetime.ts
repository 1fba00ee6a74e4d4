import { TOKEN_LIFETIME_MAX_SECONDS } from '../../shared/line-limits.ts';
import {
  LIFETIME_PRESETS,
  LIFETIME_UNITS,
  type LifetimePreset,
  type LifetimeUnit,
} from '../model/lifetime-choice.svelte.ts';

const SHORTEST_SECONDS = 60;

/** Which of the usual lifetimes this is. */
export function presetOf(seconds: number): LifetimePreset {
  const found = Object.entries(LIFETIME_PRESETS).find(([, each]) => each === seconds);
  return (found?.[0] as LifetimePreset | undefined) ?? 'custom';
}

/** A lifetime in the largest unit that says it in whole numbers. */
export function amountOf(seconds: number): { readonly amount: string; readonly unit: LifetimeUnit } {
  const units = ['days', 'hours', 'minutes'] as const;
  const unit = units.find((each) => seconds % LIFETIME_UNITS[each] === 0) ?? 'minutes';
  return { amount: String(Math.round((seconds / LIFETIME_UNITS[unit]) * 100) / 100), unit };
}

/** The lifetime that was typed, in seconds; null where it is none that LINE allows. */
export function secondsOf(amount: string, unit: LifetimeUnit): number | null {
  const seconds = Math.round(Number(amount) * LIFETIME_UNITS[unit]);
  return amount.trim() !== '' && seconds >= SHORTEST_SECONDS && seconds <= TOKEN_LIFETIME_MAX_SECONDS ? seconds : null;
}
