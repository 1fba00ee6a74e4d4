import * as v from 'valibot';
import { CONTRACT, type OperationName, type OutputOf, type ParsedInputOf } from './contract.ts';
import { EVENTS, type EventName, type EventPayload } from './events.ts';
import type { FieldProblem } from './result.ts';

/**
 * The parsers of the contract, so that nobody else needs to know which schema library it is written with.
 */

/** What parsing an input gave: the value with its defaults, or every field that is wrong. */
export type ParsedInput<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly problems: readonly InputProblem[] };

/** A problem of one field, and whether there was nothing in it. */
export interface InputProblem extends FieldProblem {
  readonly empty: boolean;
}

function problemsOf(issues: readonly v.BaseIssue<unknown>[]): InputProblem[] {
  return issues.flatMap((issue) => {
    // A union of shapes reports the issues of the shape that came closest inside.
    if (issue.type === 'union' && issue.issues && issue.issues.length > 0 && (issue.path?.length ?? 0) === 0) {
      const inner = problemsOf(issue.issues).filter(({ path }) => path !== '');
      if (inner.length > 0) return inner;
    }
    const path = (v.getDotPath(issue) ?? '').slice(0, 80);
    const unknownMember = issue.type === 'strict_object' && issue.expected === 'never';
    const missing = issue.received === 'undefined';
    // The library's own sentences quote what they received.
    const problem = unknownMember
      ? 'there is no such field'
      : missing
        ? 'it is missing'
        : issue.message.includes('but received')
          ? 'it is not of the right kind'
          : issue.message;
    return [{ path, problem, empty: missing || issue.input === '' }];
  });
}

/** Parses what goes into an operation. Problems name fields and never quote values: they may be secrets. */
export function parseInput<Name extends OperationName>(name: Name, input: unknown): ParsedInput<ParsedInputOf<Name>> {
  const parsed = v.safeParse<v.GenericSchema<unknown, unknown>>(CONTRACT[name].input, input);
  // The schema of this very name gave the output; the compiler cannot follow a name into the map.
  return parsed.success
    ? { ok: true, value: parsed.output as ParsedInputOf<Name> }
    : { ok: false, problems: problemsOf(parsed.issues) };
}

/** Parses what comes out of an operation; members that the contract does not name are left out. Throws where the engine broke its word: a bug. */
export function parseOutput<Name extends OperationName>(name: Name, output: unknown): OutputOf<Name> {
  return v.parse<v.GenericSchema<unknown, unknown>>(CONTRACT[name].output, output) as OutputOf<Name>;
}

/** Parses an event's payload; undefined where it is not what the name promises. */
export function parseEvent<Name extends EventName>(name: Name, payload: unknown): EventPayload<Name> | undefined {
  const parsed = v.safeParse<v.GenericSchema<unknown, unknown>>(EVENTS[name], payload);
  return parsed.success ? (parsed.output as EventPayload<Name>) : undefined;
}
