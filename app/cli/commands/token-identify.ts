// Sees: any text that somebody suspects of holding a token.
// Keeps: nothing; it goes to the engine and is printed nowhere.
import { EXIT } from '../../../shared/errors.ts';
import { switchFlag } from '../arguments/shape.ts';
import { tokenTable } from '../output/lists.ts';
import { operationCommand } from './operation-command.ts';

/** Four bytes for each of the characters that the contract allows. */
const LIMIT_BYTES = 40_000;

/** `token identify`: ends with 0 where a token of ours is in the text, else with 1, as a search does. */
const identify = operationCommand({
  operation: 'token.identify',
  positionals: {},
  flags: { stdin: switchFlag('stdinText') },
  input: async (_given, { secrets }) => ({ text: await secrets.wholeText('--stdin', 'leakedText', LIMIT_BYTES) }),
  fieldNames: { text: '--stdin' },
  people: ({ tokens }, view) => (tokens.length > 0 ? tokenTable(tokens, view) : view.texts.say.identifiedNone),
  notes: ({ unknown }, { texts }) => (unknown > 0 ? [texts.say.identifiedUnknown(unknown)] : []),
  exit: ({ tokens }) => (tokens.length > 0 ? EXIT.done : EXIT.failed),
});

/** The command that says whose token somebody found. */
export const tokenIdentifyCommands = { 'token identify': identify } as const;
