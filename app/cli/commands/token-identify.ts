// Sees: any text that somebody suspects of holding a token.
// Keeps: nothing; it goes to the engine and is printed nowhere.
import type { Token } from '../../../shared/domain.ts';
import { EXIT } from '../../../shared/errors.ts';
import { switchFlag } from '../arguments/shape.ts';
import { tokenTable } from '../output/lists.ts';
import { printable } from '../output/printable.ts';
import type { View } from '../output/view.ts';
import { operationCommand } from './operation-command.ts';

/** Four bytes for each of the characters that the contract allows. */
const LIMIT_BYTES = 40_000;

/** A word of a command line as a POSIX shell reads it back. */
function quoted(word: string): string {
  return /^[\w.,:/@-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/**
 * What contains the leak: each consumer whose live tokens were found gets another one and the found ones are revoked; those that nobody is named for
 * are revoked.
 */
function containing(live: readonly Token[]): readonly string[] {
  const groups = Map.groupBy(live, ({ channelId, consumer }) =>
    JSON.stringify(consumer === '' ? [] : [channelId, consumer]),
  );
  return Array.from(groups.values(), (tokens) => {
    const tokenIds = tokens.map(({ tokenId }) => tokenId).join(' ');
    const { channelId = '', consumer = '' } = tokens[0] ?? {};
    if (consumer === '') return `  kagibako token revoke ${tokenIds}`;
    return `  ${printable(`kagibako rotation begin ${channelId} ${quoted(consumer)} ${tokenIds} --leak`)}`;
  });
}

/** What to type next. */
function containNotes(tokens: readonly Token[], { texts: { say }, paint }: View): readonly string[] {
  const live = tokens.filter(({ state }) => state === 'active' || state === 'draining' || state === 'revoking');
  if (live.length === 0) return tokens.length > 0 ? [say.identifiedNotLive] : [];
  const channelIds = new Set(live.map(({ channelId }) => channelId));
  return [
    paint('urgent', say.identifiedContain),
    ...containing(live),
    say.identifiedWholeChannel,
    ...Array.from(channelIds, (channelId) => `  kagibako containment begin ${channelId} --reason TEXT`),
  ];
}

/** `token identify`: ends with 0 where a token of ours is in the text, else with 1, as a search does. */
const identify = operationCommand({
  operation: 'token.identify',
  positionals: {},
  flags: { stdin: switchFlag('stdinText') },
  input: async (_given, { secrets }) => ({ text: await secrets.wholeText('--stdin', 'leakedText', LIMIT_BYTES) }),
  fieldNames: { text: '--stdin' },
  people: ({ tokens }, view) => (tokens.length > 0 ? tokenTable(tokens, view) : view.texts.say.identifiedNone),
  notes: ({ tokens, unknown }, view) => [
    ...(unknown > 0 ? [view.texts.say.identifiedUnknown(unknown)] : []),
    ...containNotes(tokens, view),
  ],
  exit: ({ tokens }) => (tokens.length > 0 ? EXIT.done : EXIT.failed),
});

/** The command that says whose token somebody found. */
export const tokenIdentifyCommands = { 'token identify': identify } as const;
