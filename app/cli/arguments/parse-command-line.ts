import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import {
  isCommandName,
  isNoun,
  COMMANDS,
  COMMAND_NAMES,
  NOUNS,
  SINGLE_WORDS,
  verbsOf,
} from '../commands/all-commands.ts';
import type { Command, RawGiven } from '../commands/command.ts';
import type { CommandName, Noun } from '../messages/en.ts';
import { UsageError, usageError, type UsageProblem } from '../usage-error.ts';
import { GLOBAL_FLAGS } from './global-flags.ts';
import { nearestName } from './nearest-name.ts';
import { refuseSecretFlag, refuseSecretValue } from './secret-guard.ts';
import type { Flag, Flags } from './shape.ts';

/** What a command line asks for. */
export type Request =
  | { readonly kind: 'command'; readonly name: CommandName; readonly command: Command; readonly given: RawGiven }
  | { readonly kind: 'help'; readonly topic: CommandName | Noun | null }
  | { readonly kind: 'version' };

/** A flag as it was written, before it is known which command it belongs to. */
interface WrittenFlag {
  readonly name: string;
  readonly written: string;
  readonly value: string | undefined;
  readonly inline: boolean;
}

/** A command line, taken apart but not understood. Taking apart never fails, so that `--json` is known whatever else is wrong. */
export interface ScannedLine {
  readonly json: boolean;
  readonly words: readonly string[];
  /** How many of the words stand before `--`; all of them where there is none. */
  readonly ownWords: number;
  readonly flags: readonly WrittenFlag[];
}

/** Every flag of every command takes a value everywhere or nowhere, so that flags may stand before the command's name. */
function parseOptions(): ParseArgsOptionsConfig {
  const options: ParseArgsOptionsConfig = {};
  const shapes: readonly Flags[] = [...Object.values(COMMANDS).map(({ flags }) => flags), GLOBAL_FLAGS];
  for (const shape of shapes) {
    for (const [name, { value }] of Object.entries(shape)) options[name] = { type: value ? 'string' : 'boolean' };
  }
  options['help'] = { type: 'boolean', short: 'h' };
  return options;
}

/** Takes a command line apart into words and flags. `--` ends the flags. */
export function scanCommandLine(argv: readonly string[]): ScannedLine {
  const { tokens } = parseArgs({
    args: [...argv],
    options: parseOptions(),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const words: string[] = [];
  const flags: WrittenFlag[] = [];
  let ownWords: number | undefined;
  for (const token of tokens) {
    if (token.kind === 'option-terminator') ownWords = words.length;
    if (token.kind === 'positional') words.push(token.value);
    if (token.kind === 'option') {
      flags.push({ name: token.name, written: token.rawName, value: token.value, inline: token.inlineValue ?? false });
    }
  }
  return { json: flags.some(({ name }) => name === 'json'), words, ownWords: ownWords ?? words.length, flags };
}

function shapeOf(command: Command | undefined): Flags {
  return { ...GLOBAL_FLAGS, ...command?.flags };
}

function refuseSecrets({ words, ownWords, flags }: ScannedLine, command: Command | undefined): void {
  const shape = shapeOf(command);
  // Somebody else's command line is that somebody's own matter.
  const takesCommand = Object.values(command?.positionals ?? {}).includes('command');
  for (const word of takesCommand ? words.slice(0, ownWords) : words) {
    const refusal = refuseSecretValue(word, 'argument');
    if (refusal) throw refusal;
  }
  for (const { name, value } of flags) {
    const refusal =
      (Object.hasOwn(shape, name) ? undefined : refuseSecretFlag(name)) ??
      (value === undefined || shape[name]?.value?.mayLookSecret ? undefined : refuseSecretValue(value, 'flag'));
    if (refusal) throw refusal;
  }
}

function problemOfFlag({ name, written, value, inline }: WrittenFlag, known: Flag<unknown>): UsageProblem | undefined {
  const { value: kind } = known;
  if (!kind) return inline ? { subject: written, problem: (texts) => texts.usage.takesNoValue } : undefined;
  const isMissing = value === undefined || (!inline && value.length > 1 && value.startsWith('-'));
  if (isMissing) return { subject: written, problem: (texts) => texts.usage.needsValue(kind.placeholder) };
  // What belongs to the command alone is read by the command.
  const isGlobal = Object.entries(GLOBAL_FLAGS).some(([global, shape]) => global === name && shape === known);
  const reading = isGlobal ? kind.read(value) : undefined;
  return reading?.ok === false ? { subject: written, problem: reading.problem } : undefined;
}

function readFlags(flags: readonly WrittenFlag[], shape: Flags): Map<string, string | true> {
  const values = new Map<string, string | true>();
  const problems: UsageProblem[] = [];
  let suggestion: string | undefined;
  for (const written of flags) {
    const known = Object.hasOwn(shape, written.name) ? shape[written.name] : undefined;
    if (!known) {
      problems.push({ subject: null, problem: (texts) => texts.usage.unknownFlag(written.written) });
      const near = nearestName(written.name, Object.keys(shape));
      suggestion ??= near === undefined ? undefined : `--${near}`;
      continue;
    }
    const problem = problemOfFlag(written, known);
    if (problem) problems.push(problem);
    else values.set(written.name, known.value ? (written.value ?? '') : true);
  }
  if (problems.length > 0) throw new UsageError(problems, { suggestion });
  return values;
}

/** Only what looks like a name is repeated to the person: a word in the wrong place might be a secret. */
function quotable(word: string): string {
  return /^[A-Za-z][A-Za-z-]{0,30}$/.test(word) ? word : '…';
}

function findNoun(word: string | undefined): Noun {
  if (word === undefined)
    throw new UsageError([{ subject: null, problem: (texts) => texts.usage.noCommand }], { command: 'kagibako help' });
  if (isNoun(word)) return word;
  throw new UsageError([{ subject: null, problem: (texts) => texts.usage.unknownNoun(quotable(word)) }], {
    command: 'kagibako help',
    suggestion: nearestName(word, [...NOUNS, ...SINGLE_WORDS]) ?? nearestCommandByVerb(word),
  });
}

/** For somebody who writes the verb first, or alone: `kagibako issue …` where `token issue` is meant. */
function nearestCommandByVerb(word: string): string | undefined {
  return COMMAND_NAMES.find((name) => name.endsWith(` ${word}`));
}

function findCommand(noun: Noun, verb: string | undefined): CommandName {
  const verbs = verbsOf(noun);
  const help = `kagibako ${noun} --help`;
  if (verb === undefined) {
    throw new UsageError([{ subject: null, problem: (texts) => texts.usage.missingVerb(noun, verbs.join(', ')) }], {
      command: help,
    });
  }
  const name = `${noun} ${verb}`;
  if (isCommandName(name)) return name;
  const near = nearestName(verb, verbs);
  throw new UsageError([{ subject: null, problem: (texts) => texts.usage.unknownVerb(noun, quotable(verb)) }], {
    command: help,
    suggestion: near === undefined ? nearestCommandByVerb(verb) : `${noun} ${near}`,
  });
}

function findTopic(words: readonly string[]): CommandName | Noun | null {
  if (words[0] === undefined) return null;
  if (isCommandName(words[0])) return words[0];
  const noun = findNoun(words[0]);
  return words[1] === undefined || words[1] === 'help' ? noun : findCommand(noun, words[1]);
}

/** The command that the words begin with: one word or two. */
function commandIn(words: readonly string[]): CommandName | undefined {
  return [words.slice(0, 2).join(' '), words[0] ?? ''].find(isCommandName);
}

/** Understands a command line, or throws a `UsageError`. */
export function understand(line: ScannedLine): Request {
  const { words, flags } = line;
  const has = (name: keyof typeof GLOBAL_FLAGS) => flags.some((written) => written.name === name);
  const name = commandIn(words);
  const command = name && COMMANDS[name];
  refuseSecrets(line, command);
  if (words[0] === 'help') return { kind: 'help', topic: findTopic(words.slice(1)) };
  if (has('help')) return { kind: 'help', topic: findTopic(words) };
  if (has('version')) return { kind: 'version' };
  if (words[1] === 'help' && line.ownWords > 1) return { kind: 'help', topic: findTopic(words.slice(0, 1)) };
  if (!command) {
    findCommand(findNoun(words[0]), words[1]);
    throw usageError(null, (texts) => texts.usage.noCommand);
  }
  try {
    const own = name.split(' ').length;
    const given = { positionals: words.slice(own), flags: readFlags(flags, shapeOf(command)) };
    return { kind: 'command', name, command, given };
  } catch (error) {
    throw error instanceof UsageError ? withHelp(error, name) : error;
  }
}

/** Adds where to read on about the command. */
export function withHelp(error: UsageError, name: CommandName): UsageError {
  return new UsageError(error.problems, {
    command: error.helpCommand ?? `kagibako ${name} --help`,
    suggestion: error.suggestion,
  });
}
