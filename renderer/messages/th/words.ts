const numbers = new Intl.NumberFormat('th');

/** A number with the separators of the language. */
export const number = (value: number): string => numbers.format(value);

/** A number of things, with the classifier that fits all of ours. */
export const items = (count: number): string => `${number(count)} รายการ`;
