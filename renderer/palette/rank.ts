/**
 * How well a text answers what somebody types. A beginning beats the beginning of a word, that beats the inside of a word, and that beats letters
 * that only follow each other. Case, width, accents and the kind of kana do not matter.
 */

const HIRAGANA_BELOW_KATAKANA = 0x60;

/** A text as it is compared. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\u30a1-\u30f6]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - HIRAGANA_BELOW_KATAKANA));
}

/** A text that is ready to be compared many times. */
export interface Sought {
  readonly folded: string;
  /** Where its words begin. */
  readonly starts: ReadonlySet<number>;
}

// One for all scripts: Japanese, Thai and Chinese write no spaces, and the segmenter knows their words whatever its own language.
const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });

function startsOf(folded: string): ReadonlySet<number> {
  const starts = new Set<number>();
  for (const { index, isWordLike } of segmenter.segment(folded)) if (isWordLike) starts.add(index);
  // What stands behind a hyphen or an underscore is a word to people, and not always to the segmenter.
  for (const { index } of folded.matchAll(/(?<=[\s\-_./:()])[^\s\-_./:()]/gu)) starts.add(index);
  return starts;
}

/** The words are looked for only where somebody asks: of thousands of names few are compared so closely. */
export function soughtAs(text: string): Sought {
  const folded = fold(text);
  let starts: ReadonlySet<number> | undefined;
  return {
    folded,
    get starts() {
      return (starts ??= startsOf(folded));
    },
  };
}

const PREFIX = 4;
const WORD_START = 3;
const INSIDE = 2;
const SUBSEQUENCE = 1;

/** How well one word fits: its class, and within it a little more where it covers more of the text. 0: not at all. */
function fit(word: string, sought: Sought): number {
  const { folded } = sought;
  const coverage = word.length / (folded.length + 1);
  if (folded.startsWith(word)) return PREFIX + coverage;
  let inside = 0;
  for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + 1)) {
    if (sought.starts.has(at)) return WORD_START + coverage;
    inside = INSIDE + coverage;
  }
  if (inside > 0) return inside;
  return word.length > 1 && isSubsequence(word, folded) && follows(word, folded, sought.starts)
    ? SUBSEQUENCE + coverage
    : 0;
}

/** Whether the letters stand in the text in this order at all. */
function isSubsequence(word: string, folded: string): boolean {
  let at = -1;
  return Array.from(word).every((letter) => (at = folded.indexOf(letter, at + 1)) >= 0);
}

/** Whether the letters follow each other from the beginning of a word on: `isst` in `issue token`. */
function follows(word: string, folded: string, starts: ReadonlySet<number>): boolean {
  for (const start of starts) {
    let at = start;
    let found = folded[at] === word[0] ? 1 : 0;
    while (found > 0 && found < word.length && ++at < folded.length) if (folded[at] === word[found]) found += 1;
    if (found === word.length) return true;
  }
  return false;
}

/** What is asked: the words of a query, folded. */
export const wordsOf = (query: string): readonly string[] => fold(query).split(/\s+/).filter(Boolean);

/** The sum over all words of the query, each against the best of the texts; 0 where a word fits none of them. Later texts count a little less. */
export function score(query: readonly string[], texts: readonly Sought[]): number {
  let sum = 0;
  for (const word of query) {
    const best = Math.max(0, ...texts.map((text, index) => fit(word, text) * (index === 0 ? 1 : 0.9)));
    if (best === 0) return 0;
    sum += best;
  }
  return sum;
}

export interface Ranked<Entry> {
  readonly entry: Entry;
  readonly score: number;
}

/** Those that fit, best first; equals stay in the order that they came in. */
export function rank<Entry extends { readonly texts: readonly Sought[] }>(
  query: string,
  entries: readonly Entry[],
): readonly Ranked<Entry>[] {
  const asked = wordsOf(query);
  return entries
    .map((entry) => ({ entry, score: score(asked, entry.texts) }))
    .filter((each) => each.score > 0)
    .sort((one, other) => other.score - one.score);
}
