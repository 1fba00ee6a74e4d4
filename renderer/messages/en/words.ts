const numbers = new Intl.NumberFormat('en');
const plurals = new Intl.PluralRules('en');

/** A number with the separators of the language. */
export const number = (value: number): string => numbers.format(value);

/** A number with its noun, in the form that the number asks for. */
export const plural = (count: number, one: string, many: string): string =>
  `${number(count)} ${plurals.select(count) === 'one' ? one : many}`;

const COUNTED = [
  'No',
  'One',
  'Two',
  'Three',
  'Four',
  'Five',
  'Six',
  'Seven',
  'Eight',
  'Nine',
  'Ten',
  'Eleven',
  'Twelve',
];

/** A number at the start of a sentence: a word up to twelve, digits above. */
export const counted = (count: number): string => COUNTED[count] ?? number(count);
