import { en, type Messages } from './en.ts';

/** Around every text of the pseudo-language, so that a text which has none came from elsewhere. */
export const PSEUDO_START = '⟦';
export const PSEUDO_END = '⟧';

const PLAIN = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const ACCENTED = 'åƀçđéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýžÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽ';
const ACCENTS = new Map(Array.from(PLAIN, (letter, index) => [letter, ACCENTED[index] ?? letter]));
const VOWEL = /[aeiou]/i;

/** Every letter with an accent and every vowel twice, which makes English about 40 % longer. */
const accent = (text: string) =>
  Array.from(text, (letter) => (ACCENTS.get(letter) ?? letter).repeat(VOWEL.test(letter) ? 2 : 1)).join('');

/** The strings among what a text was given: they are the person's own and stay as they are. */
const valuesOf = (parts: readonly unknown[]): string[] =>
  parts.flatMap((part) =>
    typeof part === 'string' ? [part] : typeof part === 'object' && part !== null ? valuesOf(Object.values(part)) : [],
  );

/** A text in the pseudo-language; what is in `values` is kept wherever it stands in it. */
export function pseudoText(text: string, values: readonly string[] = []): string {
  if (text.trim() === '') return text;
  const kept = values.filter((value) => value !== '').sort((one, other) => other.length - one.length);
  const said = (part: string): string => {
    const value = kept.find((each) => part.includes(each));
    return value === undefined ? accent(part) : part.split(value).map(said).join(value);
  };
  return PSEUDO_START + said(text) + PSEUDO_END;
}

function pseudoOf(value: unknown, values: readonly string[] = []): unknown {
  if (typeof value === 'string') return pseudoText(value, values);
  if (typeof value === 'function') {
    const say = value as (...parts: unknown[]) => unknown;
    return (...parts: unknown[]) => pseudoOf(say(...parts), valuesOf(parts));
  }
  if (Array.isArray(value)) return value.map((each) => pseudoOf(each, values));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, pseudoOf(each, values)]));
}

/** English with accents, brackets and more room taken: it shows what is hard-coded and what would be cut. For tests; nobody can choose it. */
export const pseudo: Messages = { ...(pseudoOf(en) as Messages), locale: en.locale };
