// Holds: what somebody pasted, and pieces of it that may be token values.
// Lives: one call.
// Wiped by: nobody can wipe a string; nothing of it is kept, logged or answered.

/** Shorter pieces are no token values, whatever they look like: host names and file names have dots too. */
const LEAST_LENGTH = 40;

/** What a value of LINE’s consists of where it is three parts with dots between them. */
const RUN = /[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+){2,}/g;

/** How every JSON object begins in base64url, and with it the first part of a JWS. */
const JSON_START = 'eyJ';

/** What a quoted mail or a log puts before the rest of a line that was broken, and what stands where it was broken. */
const LINE_START = /^[ \t>|]+/;
const LINE_END = /[ \t]*[=\\]?$/;

/** Over how many lines one value may be broken. */
const MOST_LINES = 8;

/** A place in a text that looks like a token, with the values that may be meant by it. */
export interface Candidate {
  /** What stands there, with everything that belongs to it without a gap. */
  readonly run: string;
  readonly values: readonly string[];
}

/** Where something stands before a value without anything between them, such as `token_eyJ…`. */
function withoutPrefix(value: string): readonly string[] {
  const start = value.split('.')[0]?.indexOf(JSON_START) ?? -1;
  return start > 0 ? [value.slice(start)] : [];
}

/** Each three neighbouring parts of a run: a value may stand in the middle of other words with dots. */
function valuesIn(run: string): readonly string[] {
  const parts = run.split('.');
  const triples = parts.slice(2).map((_part, index) => parts.slice(index, index + 3).join('.'));
  return triples.flatMap((triple) => [triple, ...withoutPrefix(triple)]).filter(({ length }) => length >= LEAST_LENGTH);
}

function candidatesIn(text: string): readonly Candidate[] {
  return Array.from(text.matchAll(RUN), ([run]) => ({ run, values: valuesIn(run) })).filter(
    ({ values }) => values.length > 0,
  );
}

/** What shows only when broken lines are put together again: some neighbouring ones, because nothing says which belong together. */
function rejoinedIn(text: string): ReadonlySet<string> {
  const lines = text.split(/\r\n|\r|\n/).map((line) => line.replace(LINE_START, '').replace(LINE_END, ''));
  const values = new Set<string>();
  for (let first = 0; first < lines.length; first += 1)
    for (let count = 2; count <= MOST_LINES && first + count <= lines.length; count += 1)
      for (const candidate of candidatesIn(lines.slice(first, first + count).join('')))
        for (const value of candidate.values) values.add(value);
  return values;
}

/** What looks like a token in any text: a log line, a commit, a mail. */
export function findCandidates(text: string): {
  readonly standing: readonly Candidate[];
  readonly rejoined: ReadonlySet<string>;
} {
  return { standing: candidatesIn(text), rejoined: rejoinedIn(text) };
}
