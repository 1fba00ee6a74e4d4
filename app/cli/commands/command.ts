import type { Failure } from '../../../shared/result.ts';
import { EXIT } from '../../../shared/errors.ts';
import { positionalUsage, type Flags, type Given, type Positionals } from '../arguments/shape.ts';
import type { View } from '../output/view.ts';
import type { Session } from '../session.ts';
import { UsageError, type UsageProblem } from '../usage-error.ts';

/** What a command has to say, before it is known whether a person or a program listens. */
export interface Answer {
  /** The one document of `--json`; undefined where standard output belongs to somebody else. */
  readonly json: unknown;
  /** For people, on standard output. */
  readonly people: (view: View) => string;
  /** True where what people get is a file’s content, to which no line break is added. */
  readonly verbatim?: true;
  /** For people, on standard error: what to do next, what to be careful with. */
  readonly notes?: (view: View) => readonly string[];
  /** A failure that came along with a result, told to people on standard error. */
  readonly failure?: Failure;
  /** One of `EXIT`, or what somebody else’s command ended with. */
  readonly exit: number;
  /** Goes on after the answer was printed, until the command is over. */
  readonly afterwards?: () => Promise<void>;
}

/** The parts of a command line that belong to the command. */
export interface RawGiven {
  readonly positionals: readonly string[];
  readonly flags: ReadonlyMap<string, string | true>;
}

/** A command, whatever its shape. */
export interface Command {
  readonly positionals: Positionals;
  readonly flags: Flags;
  /** Reads what was given, and throws a `UsageError` before anything else happens where it cannot be read. */
  readonly prepare: (given: RawGiven) => (session: Session) => Promise<Answer>;
}

/** An answer that went well. */
export function done(json: unknown, people: Answer['people'], notes?: Answer['notes']): Answer {
  return { json, people, exit: EXIT.done, ...(notes ? { notes } : {}) };
}

function readPositionals(
  shape: Positionals,
  given: readonly string[],
  problems: UsageProblem[],
): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  const rest = [...given];
  for (const [name, arity] of Object.entries(shape)) {
    if (arity === 'any' || (arity === 'command' && rest.length > 0)) {
      values[name] = rest.splice(0);
      continue;
    }
    const value = rest.shift();
    if (value === undefined && arity !== 'optional') {
      problems.push({ subject: positionalUsage(name, arity), problem: (texts) => texts.usage.missingArgument });
    }
    values[name] = value;
  }
  if (rest.length > 0) problems.push({ subject: null, problem: (texts) => texts.usage.surplusArguments(rest.length) });
  return values;
}

function readFlags(shape: Flags, given: RawGiven['flags'], problems: UsageProblem[]): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [name, { value: kind, required }] of Object.entries(shape)) {
    const text = given.get(name);
    if (text === undefined) {
      if (required && kind)
        problems.push({ subject: `--${name}`, problem: (texts) => texts.usage.missingFlag(kind.placeholder) });
      continue;
    }
    const reading = kind && typeof text === 'string' ? kind.read(text) : ({ ok: true, value: true } as const);
    if (reading.ok) values[name] = reading.value;
    else problems.push({ subject: `--${name}`, problem: reading.problem });
  }
  return values;
}

/** Makes a command of its shape and of what it does with what it is given. */
export function defineCommand<const P extends Positionals, const F extends Flags>(definition: {
  readonly positionals: P;
  readonly flags: F;
  readonly run: (given: Given<P, F>, session: Session) => Promise<Answer>;
}): Command {
  const { positionals, flags, run } = definition;
  return {
    positionals,
    flags,
    prepare(raw) {
      const problems: UsageProblem[] = [];
      const values = {
        arguments: readPositionals(positionals, raw.positionals, problems),
        flags: readFlags(flags, raw.flags, problems),
      };
      if (problems.length > 0) throw new UsageError(problems);
      // The two readers above fill exactly the names of the shape, each with a value of its kind.
      return (session) => run(values as Given<P, F>, session);
    },
  };
}
