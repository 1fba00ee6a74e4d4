import type { InputOf, OperationName, OutputOf } from '../../../shared/contract.ts';
import { EXIT, ERRORS, type ExitCode } from '../../../shared/errors.ts';
import { parseInput } from '../../../shared/parse.ts';
import type { Failure } from '../../../shared/result.ts';
import { positionalUsage, type Flags, type Given, type Positionals } from '../arguments/shape.ts';
import type { Texts } from '../messages/en.ts';
import type { View } from '../output/view.ts';
import type { Session } from '../session.ts';
import { UsageError } from '../usage-error.ts';
import { defineCommand, type Answer, type Command } from './command.ts';

/** Which flag or argument gives which field of the input, where the name does not say it: `{ lifetimeSeconds: '--lifetime' }`. */
export type FieldNames = { readonly [field: string]: string };

/** A command that asks one operation of the contract. Adding a command is adding one of these. */
export interface OperationRow<Name extends OperationName, P extends Positionals, F extends Flags> {
  readonly operation: Name;
  readonly positionals: P;
  readonly flags: F;
  readonly input: (given: Given<P, F>, session: Session) => InputOf<Name> | Promise<InputOf<Name>>;
  readonly fieldNames?: FieldNames;
  /** `none` where the operation works without a vault. */
  readonly vault?: 'none';
  /** The document of `--json`, where it is not simply the output. */
  readonly json?: (output: OutputOf<Name>) => unknown;
  readonly people: (output: OutputOf<Name>, view: View) => string;
  readonly notes?: (output: OutputOf<Name>, view: View) => readonly string[];
  /** A failure inside an answer, such as a proof that did not come about; it decides the exit code. */
  readonly failure?: (output: OutputOf<Name>) => Failure | undefined;
  /** The exit code, where the output itself decides it. */
  readonly exit?: (output: OutputOf<Name>) => ExitCode;
}

/** The exit code that stands for a failure. */
export function exitOf(failure: Failure): ExitCode {
  return ERRORS[failure.code].exit;
}

/** Without the members that are undefined: a flag that was not given is a field that is not there. */
export function defined<T extends object>(values: T): Defined<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Defined<T>;
}

type OptionalKeys<T> = { [Key in keyof T]: undefined extends T[Key] ? Key : never }[keyof T];
type Defined<T> = Omit<T, OptionalKeys<T>> & { [Key in OptionalKeys<T>]?: Exclude<T[Key], undefined> };

/** The name under which the person knows a field: the flag or the argument that gives it. */
function subjectOf(
  field: string,
  {
    positionals,
    flags,
    fieldNames,
  }: Pick<OperationRow<OperationName, Positionals, Flags>, 'positionals' | 'flags' | 'fieldNames'>,
): string {
  const [name = ''] = field.split('.');
  const kebab = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const arity = positionals[name];
  return (
    fieldNames?.[name] ?? (arity ? positionalUsage(name, 'one') : Object.hasOwn(flags, kebab) ? `--${kebab}` : name)
  );
}

/**
 * Holds an input against the contract before the vault is opened, so that a slip of the hand never asks for a passphrase. Throws a
 * `UsageError` that names flags and arguments instead of fields.
 */
export function checkInput<Name extends OperationName>(
  operation: Name,
  input: InputOf<Name>,
  names: Pick<OperationRow<OperationName, Positionals, Flags>, 'positionals' | 'flags' | 'fieldNames'>,
): void {
  const parsed = parseInput(operation, input);
  if (parsed.ok) return;
  throw new UsageError(
    parsed.problems.map(({ path, problem }) => ({
      subject: path === '' ? null : subjectOf(path, names),
      problem: (texts: Texts) => texts.fieldProblems[path.split('.')[0] ?? ''] ?? problem,
    })),
  );
}

/** Makes a command of a row. */
export function operationCommand<Name extends OperationName, const P extends Positionals, const F extends Flags>(
  row: OperationRow<Name, P, F>,
): Command {
  return defineCommand({
    positionals: row.positionals,
    flags: row.flags,
    async run(given: Given<P, F>, session): Promise<Answer> {
      const input = await row.input(given, session);
      checkInput(row.operation, input, row);
      if (row.vault !== 'none') await session.openVault();
      const output = await session.call(row.operation, input);
      return answerOf(row, output);
    },
  });
}

/** The answer that a row makes of an output. */
export function answerOf<Name extends OperationName, P extends Positionals, F extends Flags>(
  { json, people, notes, failure, exit }: OperationRow<Name, P, F>,
  output: OutputOf<Name>,
): Answer {
  const met = failure?.(output);
  return {
    json: json ? json(output) : output,
    people: (view) => people(output, view),
    ...(notes ? { notes: (view: View) => notes(output, view) } : {}),
    ...(met ? { failure: met } : {}),
    exit: exit?.(output) ?? (met ? exitOf(met) : EXIT.done),
  };
}
