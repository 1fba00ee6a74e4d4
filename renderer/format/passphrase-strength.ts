/** The engine refuses a shorter one. */
export const PASSPHRASE_MINIMUM_CHARACTERS = 12;

export type PassphraseStrength = 'short' | 'weak' | 'fair' | 'strong';

/** What a guesser tries first. Not a dictionary: only what makes a long passphrase short. */
const TOO_COMMON =
  /pass ?word|パスワード|密碼|qwert|asdf|letmein|welcome|kagibako|channel|line|1234|abcd|correct horse battery staple/giu;
/** Guesses that a word of a common vocabulary costs, as a power of two. */
const BITS_OF_A_WORD = 12;
const BITS_OF_A_CHARACTER = 3.2;
const BITS_OF_A_SPECIAL = 2;
const FAIR_BITS = 46;
const STRONG_BITS = 56;

const segmenter = new Intl.Segmenter();

/** Characters as a person counts them. */
export const charactersOf = (text: string): number => [...segmenter.segment(text.normalize('NFC'))].length;

/**
 * A careful guess of how many tries (as a power of two) a passphrase withstands by somebody who holds the file: unlike words count as words,
 * repeated and common parts count as nothing. It only advises; nothing but the length is refused.
 */
export function passphraseBits(passphrase: string): number {
  const text = passphrase
    .normalize('NFKC')
    .toLowerCase()
    .replace(TOO_COMMON, ' ')
    .replace(/(.)\1{2,}/gu, '$1');
  const words = [...new Set(text.split(/[\s\p{P}]+/u).filter((word) => word !== ''))];
  const bits = words.map((word) => Math.min(charactersOf(word) * BITS_OF_A_CHARACTER, wordBits(word)));
  const specials = new Set(passphrase.match(/[^\p{L}\s]/gu) ?? []).size;
  return bits.reduce((sum, each) => sum + each, 0) + Math.min(specials, 4) * BITS_OF_A_SPECIAL;
}

/** A word in letters is one of a vocabulary, but a long run of anything is more than one. */
function wordBits(word: string): number {
  const isWord = /^\p{L}+$/u.test(word);
  return isWord ? BITS_OF_A_WORD + Math.max(0, charactersOf(word) - 10) * 1.5 : Number.POSITIVE_INFINITY;
}

/** How strong a passphrase seems. */
export function passphraseStrength(passphrase: string): PassphraseStrength {
  if (charactersOf(passphrase) < PASSPHRASE_MINIMUM_CHARACTERS) return 'short';
  const bits = passphraseBits(passphrase);
  return bits >= STRONG_BITS ? 'strong' : bits >= FAIR_BITS ? 'fair' : 'weak';
}
