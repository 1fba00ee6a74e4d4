import type { Readable, Writable } from 'node:stream';
import type { EventSink } from '../../main/ports.ts';
import type { PracticePlatform, PracticeStart } from '../../main/practice/practice-platform.ts';
import type { InputOf, OperationName, OutputOf } from '../../shared/contract.ts';
import type { Result } from '../../shared/result.ts';

/** The engine, as far as the command line uses it. */
export interface CommandEngine {
  call<Name extends OperationName>(name: Name, input: InputOf<Name>): Promise<Result<OutputOf<Name>>>;
  shutdown(): Promise<void>;
}

/** A terminal that can be asked something: what is typed, and where the question stands. */
export interface Terminal {
  readonly input: Readable & { setRawMode?(on: boolean): unknown };
  readonly output: Writable;
  /** Lets go of it, so that it does not keep the program alive. */
  close(): void;
}

type MaybeTerminal = { readonly isTTY?: boolean | undefined };

/** How somebody else’s command ended, or why it could not be started. */
export type CommandEnd =
  | { readonly kind: 'exited'; readonly code: number }
  | { readonly kind: 'killed'; readonly signal: NodeJS.Signals }
  | { readonly kind: 'not-started'; readonly reason: 'missing' | 'not-allowed' };

export type Environment = { readonly [name: string]: string | undefined };

/** Everything that the command line needs of the process it runs in; tests give their own. */
export interface Surroundings {
  /** Without the program's own name. */
  readonly argv: readonly string[];
  readonly environment: Environment;
  readonly stdin: Readable & MaybeTerminal;
  readonly stdout: Writable & MaybeTerminal;
  readonly stderr: Writable & MaybeTerminal;
  /** BCP 47 tag of the system's language, for where no variable says one. */
  readonly systemLanguage: string;
  readonly now: () => number;
  /** Loads and makes the engine; only called by commands that need one. `secretVariables` are withheld from the commands that it runs. */
  readonly openEngine: (folder: string, emit: EventSink, secretVariables: readonly string[]) => Promise<CommandEngine>;
  readonly startPractice: (options: PracticeStart) => Promise<PracticePlatform>;
  /** A terminal to ask on, or undefined where nobody sits there. */
  readonly openTerminal: () => Terminal | undefined;
  /** Calls `listener` for SIGINT and SIGTERM until the returned function is called. */
  readonly onInterrupt: (listener: () => void) => () => void;
  /** Leaves at once, for a person who pressed Ctrl-C twice. */
  readonly leave: (exitCode: number) => void;
  /** Runs a command with this process's own standard input, output and error, and passes signals on to it. */
  readonly runCommand: (command: readonly string[], environment: Environment) => Promise<CommandEnd>;
  /** Ends this process by a signal, as a command that it ran was ended; comes back where that is not possible. */
  readonly endBy: (signal: NodeJS.Signals) => void;
  readonly version: () => string;
}
