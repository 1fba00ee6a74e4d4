import type { FlagText } from '../messages/en.ts';
import type { Saying } from '../usage-error.ts';

/** How a command says what may follow its name. The types of what a command is given are derived from these. */

/** What reading a text ended in: a value, or what is wrong with the text and how to mend it. */
export type Reading<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly problem: Saying };

/** How the value of a flag is written and read. */
export interface ValueKind<Value> {
  /** Stands for the value in the help: `NAME`, `os|file`. */
  readonly placeholder: string;
  readonly read: (text: string) => Reading<Value>;
  /** True where a harmless value may look like a secret: paths, and cursors that the vault made itself. */
  readonly mayLookSecret?: boolean;
}

/** A flag; without a `value` it is a switch. */
export interface Flag<Value> {
  readonly text: FlagText;
  readonly value: ValueKind<Value> | undefined;
  readonly required: boolean;
}

/**
 * How often an argument stands: exactly once, at most once, or any number of times (only as the last). `command` is a whole command line of
 * somebody else’s behind `--`, of which nothing is read here.
 */
export type Arity = 'one' | 'optional' | 'any' | 'command';

/** Arguments by name, in their order. */
export type Positionals = { readonly [name: string]: Arity };
/** Flags by their name without the dashes. */
export type Flags = { readonly [name: string]: Flag<unknown> };

type GivenPositional<Given extends Arity> = Given extends 'one'
  ? string
  : Given extends 'optional'
    ? string | undefined
    : readonly string[];

type GivenFlag<Given> =
  Given extends Flag<infer Value> ? (Given extends { readonly required: true } ? Value : Value | undefined) : never;

/** What a command of this shape is given. */
export interface Given<P extends Positionals, F extends Flags> {
  readonly arguments: { readonly [Name in keyof P]: GivenPositional<P[Name]> };
  readonly flags: { readonly [Name in keyof F]: GivenFlag<F[Name]> };
}

/** A flag that takes a value and may be left out. */
export function flag<Value>(text: FlagText, value: ValueKind<Value>): Flag<Value> & { readonly required: false } {
  return { text, value, required: false };
}

/** A flag that must be given, with its value. */
export function requiredFlag<Value>(
  text: FlagText,
  value: ValueKind<Value>,
): Flag<Value> & { readonly required: true } {
  return { text, value, required: true };
}

/** A flag without a value. */
export function switchFlag(text: FlagText): Flag<true> & { readonly required: false } {
  return { text, value: undefined, required: false };
}

/** An argument as the help and the messages write it: `<file>`, `[<channelId>]`, `<tokenId>…`. */
export function positionalUsage(name: string, arity: Arity): string {
  if (arity === 'one') return `<${name}>`;
  if (arity === 'command') return `-- <${name}>…`;
  return arity === 'optional' ? `[<${name}>]` : `[<${name}>…]`;
}
