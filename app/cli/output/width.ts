/**
 * How many columns of a terminal a text takes (Unicode Standard Annex #11): wide and full-width characters take two, combining ones none.
 * Ambiguous characters count as one, as terminals show them unless told otherwise.
 */

const ASCII_ONLY = /^[\x20-\x7e]*$/;

/** Characters that stand on the one before, or take no room: marks, joiners, variation selectors, controls. */
const ZERO_WIDTH = /^[\p{Mn}\p{Me}\p{Cf}\p{Cc}\u{1160}-\u{11ff}]$/u;

/** Ranges of East Asian Wide and Fullwidth characters, first and last code point. */
const WIDE_RANGES: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xa000, 0xa4cf],
  [0xa960, 0xa97c],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6f],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x17000, 0x18cff],
  [0x1aff0, 0x1b2fb],
  [0x1f200, 0x1f265],
  [0x20000, 0x3fffd],
];

const EMOJI = /^\p{Emoji_Presentation}$/u;

function isWide(character: string): boolean {
  const point = character.codePointAt(0) ?? 0;
  return WIDE_RANGES.some(([first, last]) => point >= first && point <= last) || EMOJI.test(character);
}

let segmenter: Intl.Segmenter | undefined;

/** What a reader sees as single characters, so that an emoji of several code points counts once. */
export function graphemes(text: string): readonly string[] {
  if (ASCII_ONLY.test(text)) return Array.from(text);
  segmenter ??= new Intl.Segmenter('und', { granularity: 'grapheme' });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** The vowel AM of Thai and Lao: part of the character before for a reader, but a column of its own for a terminal. */
const SPACING_VOWEL = /.[\u{0e33}\u{0eb3}]/u;

function graphemeWidth(grapheme: string): number {
  if (grapheme.includes('\u{fe0f}')) return 2;
  const widths = Array.from(grapheme, (character) => (ZERO_WIDTH.test(character) ? 0 : isWide(character) ? 2 : 1));
  return Math.max(0, ...widths) + (SPACING_VOWEL.test(grapheme) ? 1 : 0);
}

/** The columns that `text` takes. */
export function displayWidth(text: string): number {
  if (ASCII_ONLY.test(text)) return text.length;
  return graphemes(text).reduce((total, grapheme) => total + graphemeWidth(grapheme), 0);
}

/** `text` with spaces after it (or before it) until it takes `width` columns. */
export function pad(text: string, width: number, side: 'after' | 'before' = 'after'): string {
  const spaces = ' '.repeat(Math.max(0, width - displayWidth(text)));
  return side === 'after' ? text + spaces : spaces + text;
}

/** `text` within `width` columns, its middle left out where it is longer, because the ends of an ID tell most. */
export function truncateMiddle(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  const characters = graphemes(text);
  const head: string[] = [];
  const tail: string[] = [];
  let left = width - 1;
  for (let index = 0; index < characters.length; index += 1) {
    const takesHead = index % 2 === 0;
    const next = takesHead ? characters[head.length] : characters[characters.length - 1 - tail.length];
    if (next === undefined || displayWidth(next) > left) break;
    left -= displayWidth(next);
    if (takesHead) head.push(next);
    else tail.unshift(next);
  }
  return `${head.join('')}…${tail.join('')}`;
}
