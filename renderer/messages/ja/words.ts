const numbers = new Intl.NumberFormat('ja');

/** A number with the separators of the language. */
export const number = (value: number): string => numbers.format(value);

/** A number of things. */
export const items = (count: number): string => `${number(count)} 件`;
