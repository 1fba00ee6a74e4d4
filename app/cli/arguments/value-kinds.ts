import { readDuration } from './duration.ts';
import type { ValueKind } from './shape.ts';

/** Text as it is; the contract says what is allowed in it. */
export function text(placeholder: string): ValueKind<string> {
  return { placeholder, read: (given) => ({ ok: true, value: given }) };
}

/** A path of a file or folder. */
export function path(placeholder: string): ValueKind<string> {
  return { ...text(placeholder), mayLookSecret: true };
}

/** The place in a list that an earlier answer named. */
export const cursor: ValueKind<string> = { ...text('CURSOR'), mayLookSecret: true };

/** A length of time, read as whole seconds. */
export const duration: ValueKind<number> = { placeholder: '30d', read: readDuration };

/** A whole number within limits. */
export function wholeNumber(placeholder: string, least: number, most: number): ValueKind<number> {
  return {
    placeholder,
    read(given) {
      const value = /^\d{1,15}$/.test(given) ? Number(given) : Number.NaN;
      if (value >= least && value <= most) return { ok: true, value };
      return { ok: false, problem: (texts) => texts.usage.wholeNumber(least, most) };
    },
  };
}

/** One of a few words. */
export function oneOf<const Choice extends string>(
  choices: readonly Choice[],
  placeholder = choices.join('|'),
): ValueKind<Choice> {
  return {
    placeholder,
    read(given) {
      const value = choices.find((choice) => choice === given);
      if (value !== undefined) return { ok: true, value };
      return { ok: false, problem: (texts) => texts.usage.choice(choices.join(', ')) };
    },
  };
}

/** Some of a few words, separated by commas. */
export function someOf<const Choice extends string>(
  choices: readonly Choice[],
  placeholder: string,
): ValueKind<readonly Choice[]> {
  const kind = oneOf(choices);
  return {
    placeholder,
    read(given) {
      const readings = given.split(',').map((word) => kind.read(word.trim()));
      const wrong = readings.find((reading) => !reading.ok);
      if (wrong) return wrong;
      return { ok: true, value: readings.flatMap((reading) => (reading.ok ? [reading.value] : [])) };
    },
  };
}

/**
 * The name of an environment variable that holds a secret. Anything that cannot be such a name is taken for the secret itself, and is
 * not repeated.
 */
export const variableName: ValueKind<string> = {
  placeholder: 'NAME',
  read(given) {
    if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(given)) return { ok: true, value: given };
    return { ok: false, problem: (texts) => texts.usage.variableName };
  },
};
