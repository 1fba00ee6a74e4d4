/**
 * What is compared when a person searches or sorts by a text: compatibility forms folded (full-width letters, half-width katakana, ligatures),
 * then lower case. Unicode Standard Annex #15, NFKC. Folded twice, because lowering may leave something to compose.
 */
export function toSearchText(text: string): string {
  return text.normalize('NFKC').toLowerCase().normalize('NFKC');
}

/** Stands between the fields of a search text: no person can type it, so no search runs across two fields. */
const FIELD_SEPARATOR = '\n';

/** One text out of several fields, to be searched at once. */
export function joinSearchFields(...fields: readonly string[]): string {
  return fields.map(toSearchText).join(FIELD_SEPARATOR);
}

/** Further words are left out: each costs a comparison per row. */
const MOST_TERMS = 8;

/** The words of a search, each of which must occur; empty where there is nothing to search for. */
export function searchTerms(search: string | undefined): readonly string[] {
  const words = toSearchText(search ?? '')
    .split(/\s+/u)
    .filter((word) => word !== '');
  return words.slice(0, MOST_TERMS);
}
