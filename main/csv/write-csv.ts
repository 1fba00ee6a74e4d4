/** Writes CSV as RFC 4180 says: CRLF behind every line, quotes where a cell needs them, a quote within doubled. */

/** What a spreadsheet takes for a formula, or for the way into one. OWASP: "CSV Injection". */
const FORMULA_START = /^[=+\-@\t\r]/;

const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/;

/** A cell that no spreadsheet runs: an apostrophe before what would begin a formula. */
function guarded(text: string): string {
  return FORMULA_START.test(text) ? `'${text}` : text;
}

function cell(text: string): string {
  const safe = guarded(text);
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One line of cells. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

/** Tells a spreadsheet that the file is UTF-8. */
export const BYTE_ORDER_MARK = '\u{feff}';
