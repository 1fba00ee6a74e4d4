import { textsEn, type CommandName, type Noun } from '../messages/en.ts';
import { assertionCommands } from './assertion.ts';
import { channelImportCommands } from './channel-import.ts';
import { channelCommands } from './channel.ts';
import type { Command } from './command.ts';
import { connectionCommands } from './connection.ts';
import { containmentCommands } from './containment.ts';
import { execCommands } from './exec.ts';
import { keyCommands } from './key.ts';
import { operationCommands } from './operation.ts';
import { operationOrderCommands } from './operation-order.ts';
import { practiceCommands } from './practice.ts';
import { recordCommands } from './records.ts';
import { reportCommands } from './reports.ts';
import { rotationCommands } from './rotation.ts';
import { statusCommands } from './status.ts';
import { tokenAdoptCommands } from './token-adopt.ts';
import { tokenCheckCommands } from './token-check.ts';
import { tokenIdentifyCommands } from './token-identify.ts';
import { tokenRevokeCommands } from './token-revoke.ts';
import { tokenCommands } from './token.ts';
import { vaultCommands } from './vault.ts';

/** Every command by its name; the compiler asks for a row and for its help in every language. */
export const COMMANDS: Readonly<Record<CommandName, Command>> = {
  ...statusCommands,
  ...execCommands,
  ...vaultCommands,
  ...channelCommands,
  ...channelImportCommands,
  ...keyCommands,
  ...assertionCommands,
  ...tokenCommands,
  ...tokenAdoptCommands,
  ...tokenCheckCommands,
  ...tokenIdentifyCommands,
  ...tokenRevokeCommands,
  ...rotationCommands,
  ...reportCommands,
  ...recordCommands,
  ...operationOrderCommands,
  ...operationCommands,
  ...connectionCommands,
  ...containmentCommands,
  ...practiceCommands,
};

/** The names in the order of the help. */
export const COMMAND_NAMES = Object.keys(textsEn.commands).filter(isCommandName);
/** The nouns in the order of the help. */
export const NOUNS = Object.keys(textsEn.nouns).filter(isNoun);

/** Commands of one word, which stand in no group. */
export const SINGLE_WORDS = COMMAND_NAMES.filter((name) => !name.includes(' '));

/** Whether there is a command by that name, e.g. `token issue`. */
export function isCommandName(name: string): name is CommandName {
  return Object.hasOwn(textsEn.commands, name);
}

/** Whether commands begin with that word. */
export function isNoun(name: string): name is Noun {
  return Object.hasOwn(textsEn.nouns, name);
}

/** The commands that begin with a noun. */
export function commandsOf(noun: Noun): readonly CommandName[] {
  return COMMAND_NAMES.filter((name) => name.startsWith(`${noun} `));
}

/** The second words of a noun's commands. */
export function verbsOf(noun: Noun): readonly string[] {
  return commandsOf(noun).map((name) => name.slice(noun.length + 1));
}
