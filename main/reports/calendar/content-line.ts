/** Lines of an iCalendar object. RFC 5545, section 3.1. */

/** Octets that a line may have, without its break. */
const LINE_OCTETS = 75;

const CONTROL = /[\p{Cc}\u{2028}\u{2029}]/gu;

/** A text as a value: a backslash before what would end it, `\n` for a line break, and no other control character. Section 3.3.11. */
export function textValue(text: string): string {
  return text
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\r\n?|\n/g, '\\n')
    .replace(CONTROL, ' ');
}

/** An instant in UTC: `20260301T040500Z`. Section 3.3.5. */
export function utcValue(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+/, '').replace(/[-:]/g, '');
}

/**
 * A property as it stands in the file: folded before it has more than 75 octets, never within a character, with CRLF behind every line. A line
 * that goes on another begins with one space, which counts.
 */
export function contentLine(name: string, value: string): string {
  let folded = '';
  let octets = 0;
  for (const character of `${name}:${value}`) {
    const width = Buffer.byteLength(character, 'utf8');
    if (octets + width > LINE_OCTETS) {
      folded += '\r\n ';
      octets = 1;
    }
    folded += character;
    octets += width;
  }
  return `${folded}\r\n`;
}
