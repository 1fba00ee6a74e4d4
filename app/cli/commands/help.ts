import { GLOBAL_FLAGS } from '../arguments/global-flags.ts';
import { positionalUsage, type Flag, type Flags } from '../arguments/shape.ts';
import { textsEn, type CommandName, type Noun } from '../messages/en.ts';
import { pad } from '../output/width.ts';
import { displayWidth } from '../output/width.ts';
import type { View } from '../output/view.ts';
import { COMMANDS, COMMAND_NAMES, NOUNS, SINGLE_WORDS, commandsOf, isCommandName } from './all-commands.ts';

/** The help, made of the same rows that understand the command line, so that the two cannot differ. */

type Topic = CommandName | Noun | null;

function flagUsage(name: string, { value }: Flag<unknown>): string {
  return value ? `--${name} ${value.placeholder}` : `--${name}`;
}

/** A command as it is written, with its arguments and flags. */
export function usageOf(name: CommandName): string {
  const { positionals, flags } = COMMANDS[name];
  const parts = Object.entries(positionals).map(([argument, arity]) => positionalUsage(argument, arity));
  const isCommandTaken = Object.values(positionals).includes('command');
  const written = Object.entries(flags).map(([flagName, shape]) =>
    shape.required ? flagUsage(flagName, shape) : `[${flagUsage(flagName, shape)}]`,
  );
  return ['kagibako', name, ...(isCommandTaken ? [...written, ...parts] : [...parts, ...written])].join(' ');
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(0, ...rows.map(([name]) => displayWidth(name)));
  return rows.map(([name, text]) => `  ${pad(name, width)}  ${text}`);
}

function flagRows(flags: Flags, { texts }: View): (readonly [string, string])[] {
  return Object.entries(flags).map(([name, shape]) => [flagUsage(name, shape), texts.flags[shape.text]] as const);
}

function overview({ texts, paint }: View): string {
  const { help, commands, nouns } = texts;
  const alone = [
    '',
    paint('strong', help.commands),
    ...columns(SINGLE_WORDS.map((name) => [name, commands[name]] as const)),
  ];
  const groups = NOUNS.flatMap((noun) => [
    '',
    `${paint('strong', noun)}  ${nouns[noun]}`,
    ...columns(commandsOf(noun).map((name) => [name, commands[name]] as const)),
  ]);
  return [help.title, '', `${help.usage} kagibako [--vault DIR] [--json] <noun> <verb> …`, ...alone, ...groups].join(
    '\n',
  );
}

function nounHelp(noun: Noun, { texts }: View): string {
  return [
    `kagibako ${noun}: ${texts.nouns[noun]}`,
    '',
    texts.help.usage,
    ...commandsOf(noun).flatMap((name) => [`  ${usageOf(name)}`, `      ${texts.commands[name]}`]),
  ].join('\n');
}

function commandHelp(name: CommandName, view: View): string {
  const { texts } = view;
  const own = flagRows(COMMANDS[name].flags, view);
  return [
    texts.commands[name],
    '',
    `${texts.help.usage} ${usageOf(name)}`,
    ...(own.length > 0 ? ['', texts.help.flags, ...columns(own)] : []),
  ].join('\n');
}

/** The help about everything, about a noun, or about one command. */
export function helpText(topic: Topic, view: View): string {
  const { help } = view.texts;
  const about =
    topic === null ? overview(view) : isCommandName(topic) ? commandHelp(topic, view) : nounHelp(topic, view);
  const own = topic !== null && isCommandName(topic) ? COMMANDS[topic].flags : {};
  const everywhere = Object.entries(GLOBAL_FLAGS).filter(([name]) => !Object.hasOwn(own, name));
  const foot = [
    help.everywhere,
    ...columns(flagRows(Object.fromEntries(everywhere), view)),
    '',
    help.durations,
    help.secrets,
    help.exitCodes,
  ];
  return [about, '', ...foot, ...(topic === null ? [help.more] : [])].join('\n');
}

/** The help for programs: every command with its usage. */
export function helpJson(topic: Topic): {
  readonly commands: readonly { readonly command: CommandName; readonly usage: string; readonly summary: string }[];
} {
  const names = topic === null ? COMMAND_NAMES : isCommandName(topic) ? [topic] : commandsOf(topic);
  return { commands: names.map((name) => ({ command: name, usage: usageOf(name), summary: textsEn.commands[name] })) };
}
