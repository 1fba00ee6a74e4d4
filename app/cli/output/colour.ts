/** What a colour means; each is also told by a word or a shape, so that nothing is lost without it. */
export type Tone = 'good' | 'warning' | 'urgent' | 'faint' | 'strong';

const CODES: Readonly<Record<Tone, readonly [number, number]>> = {
  good: [32, 39],
  warning: [33, 39],
  urgent: [31, 39],
  faint: [2, 22],
  strong: [1, 22],
};

/** Puts a tone on a text, or leaves the text as it is. */
export type Paint = (tone: Tone, text: string) => string;

/** For files, pipes and people who want none. */
export const plainPaint: Paint = (_tone, text) => text;

const terminalPaint: Paint = (tone, text) => {
  const [on, off] = CODES[tone];
  return text === '' ? '' : `\u{1b}[${on}m${text}\u{1b}[${off}m`;
};

/** Colours only on a terminal that shows them, and not where `NO_COLOR` is set to anything (https://no-color.org). */
export function paintFor(isTerminal: boolean, environment: { readonly [name: string]: string | undefined }): Paint {
  return isTerminal && !environment['NO_COLOR'] && environment['TERM'] !== 'dumb' ? terminalPaint : plainPaint;
}
