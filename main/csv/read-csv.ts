/** Reads CSV as RFC 4180 says, with LF and CR as line breaks too, as spreadsheets and editors write it. */

/** One record: its cells, and the line of the file that it begins in, counted from 1. */
export interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
  /** What is wrong with its quotes; such a record has no reliable cells. */
  readonly problem: 'quote-unclosed' | 'quote-misplaced' | null;
}

/** A cell in quotes, from its opening quote on; or one without. Sticky, so that nothing is skipped. */
const QUOTED = /"((?:[^"]|"")*)"/y;
const BARE = /[^,\r\n]*/y;
const BREAK = /\r\n|\r|\n/y;

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function breaksIn(text: string): number {
  return text.match(/\r\n|\r|\n/g)?.length ?? 0;
}

/**
 * The records of a text, without a byte order mark and without lines in which nothing stands. Where a quote is not closed, the rest of the
 * text belongs to its record.
 */
export function* readCsv(text: string): Generator<CsvRecord> {
  let at = text.startsWith('\u{feff}') ? 1 : 0;
  let line = 1;
  while (at < text.length) {
    const start = line;
    const cells: string[] = [];
    let problem: CsvRecord['problem'] = null;
    for (;;) {
      if (text[at] === '"') {
        const quoted = match(QUOTED, text, at);
        if (!quoted) {
          yield { line: start, cells, problem: 'quote-unclosed' };
          return;
        }
        const [whole, content = ''] = quoted;
        cells.push(content.replaceAll('""', '"'));
        line += breaksIn(whole);
        at += whole.length;
      } else {
        const [bare = ''] = match(BARE, text, at) ?? [];
        if (bare.includes('"')) problem = 'quote-misplaced';
        cells.push(bare);
        at += bare.length;
      }
      // Behind a closing quote only a comma or a break may stand.
      const [surplus = ''] = match(BARE, text, at) ?? [];
      if (surplus !== '') problem = 'quote-misplaced';
      at += surplus.length;
      if (text[at] !== ',') break;
      at += 1;
    }
    const [ending = ''] = match(BREAK, text, at) ?? [];
    at += ending.length;
    line += 1;
    if (problem !== null || cells.some((cell) => cell.trim() !== '')) yield { line: start, cells, problem };
  }
}
