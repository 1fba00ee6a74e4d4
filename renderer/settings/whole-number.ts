/** A whole number that was typed, in any width of digits; null where it is none, or lies outside of the limits. */
export function wholeNumber(typed: string, least: number, most: number): number | null {
  const text = typed.normalize('NFKC').trim();
  const value = Number(text);
  return /^\d+$/.test(text) && value >= least && value <= most ? value : null;
}
