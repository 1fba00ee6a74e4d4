/**
 * Texts from outside (what a platform said, what a ledger holds) must not steer the terminal: control characters, and the marks that turn
 * the direction of writing, are shown as a replacement character.
 */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\u{202a}-\u{202e}\u{2066}-\u{2069}]/gu, (character) =>
    character === '\n' ? ' ' : '\u{fffd}',
  );
}
