import type { Reading } from './shape.ts';

const SECONDS_PER_UNIT: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };

/** Reads `90s`, `15m`, `12h`, `30d` or a bare number of seconds as whole seconds. */
export function readDuration(text: string): Reading<number> {
  const [, amount, unit] = /^(\d{1,12})([smhd]?)$/.exec(text.trim()) ?? [];
  const factor = SECONDS_PER_UNIT[unit || 's'];
  if (amount === undefined || factor === undefined) return { ok: false, problem: (texts) => texts.usage.duration };
  return { ok: true, value: Number(amount) * factor };
}
