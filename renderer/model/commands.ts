import type { Channel } from '../../shared/domain.ts';
import type { Operation } from '../../shared/operations.ts';
import type { Failure } from '../../shared/result.ts';
import { isModified, type Chord } from '../format/key-chord.ts';
import type { Messages } from '../messages/en.ts';
import { CHANNEL_COMMANDS } from './channel-commands.ts';
import type { Desk } from './desk.svelte.ts';
import { PLACE_NAMES } from './place.ts';
import { MOST_AT_ONCE } from './rotation-plan.ts';
import { SETTING_COMMANDS } from './setting-commands.ts';

/** Under which heading a command stands in the palette and among the shortcuts. */
export const COMMAND_GROUPS = ['go', 'tokens', 'channels', 'vault', 'window'] as const;
export type CommandGroup = (typeof COMMAND_GROUPS)[number];

interface AnyCommand {
  readonly id: string;
  readonly group: CommandGroup;
  readonly say: (text: Messages) => string;
  readonly keys?: Chord;
  /** Where a Mac has keys of its own for it. */
  readonly keysOnMac?: Chord;
  /** Shown only to who looks for it: one of many of its kind. */
  readonly isOneOfMany?: true;
}

/** Something that the window can do. */
export interface PlainCommand extends AnyCommand {
  readonly on: 'window';
  readonly fits?: (desk: Desk) => boolean;
  readonly run: (desk: Desk) => void;
}

/** Something that the window can do with one channel. */
export interface ChannelCommand extends AnyCommand {
  readonly on: 'channel';
  /** Whether it makes sense for this channel. */
  readonly fits?: (channel: Channel) => boolean;
  readonly run: (desk: Desk, channel: Channel) => void;
}

export type Command = PlainCommand | ChannelCommand;

/** Runs an operation whose failure belongs into a message in the corner. */
const orFail = async (desk: Desk, asked: Promise<Failure | null>) => {
  const failure = await asked;
  if (failure) desk.toasts.fail(failure);
};

async function openFolder(desk: Desk): Promise<Failure | null> {
  const answer = await desk.bridge.call('about.openFolder', {});
  return answer.ok ? null : answer.error;
}

/** One alone is what is meant; of several the person chooses under Activity. */
async function actOnOnly(desk: Desk, verb: 'pause' | 'resume', operations: readonly Operation[]): Promise<void> {
  const [only, ...others] = operations;
  desk.go({ name: 'activity' });
  if (only && others.length === 0) await orFail(desk, desk.activity.act(verb, only.operationId));
}

const PLACES = PLACE_NAMES.map((name, index): PlainCommand => ({
  on: 'window',
  id: `go-${name}`,
  group: 'go',
  say: ({ rail }) => rail[name],
  keys: String(index + 1),
  run: (desk) => desk.go({ name }),
}));

const OTHERS: readonly PlainCommand[] = [
  {
    on: 'window',
    id: 'back',
    group: 'go',
    say: ({ commands }) => commands.back,
    keys: 'alt+ArrowLeft',
    keysOnMac: 'mod+[',
    fits: (desk) => desk.canGoBack,
    run: (desk) => desk.back(),
  },
  {
    on: 'window',
    id: 'forward',
    group: 'go',
    say: ({ commands }) => commands.forward,
    keys: 'alt+ArrowRight',
    keysOnMac: 'mod+]',
    fits: (desk) => desk.canGoForward,
    run: (desk) => desk.forward(),
  },
  {
    on: 'window',
    id: 'issue-token',
    group: 'tokens',
    say: ({ commands }) => commands.issueToken,
    keys: 'n',
    run: (desk) => (desk.dialog = { kind: 'issue', channelId: desk.channelInSight }),
  },
  {
    on: 'window',
    id: 'find',
    group: 'tokens',
    say: ({ commands }) => commands.find,
    keys: '/',
    run: () => document.querySelector<HTMLInputElement>('#search')?.focus(),
  },
  {
    on: 'window',
    id: 'check-all',
    group: 'tokens',
    say: ({ commands }) => commands.checkAll,
    fits: (desk) => !desk.checking && (desk.shelf.channels?.length ?? 0) > 0,
    run: (desk) => void desk.check(),
  },
  {
    on: 'window',
    id: 'verify-token',
    group: 'tokens',
    say: ({ commands }) => commands.verifyToken,
    run: (desk) => (desk.dialog = { kind: 'verify', pasted: '' }),
  },
  {
    on: 'window',
    id: 'adopt-token',
    group: 'tokens',
    say: ({ commands }) => commands.adoptToken,
    run: (desk) => (desk.dialog = { kind: 'adopt', pasted: '' }),
  },
  {
    on: 'window',
    id: 'hand-over-selection',
    group: 'tokens',
    say: ({ commands }) => commands.handOverSelection,
    fits: (desk) => desk.place.name === 'tokens' && desk.table.selection.count > 0,
    run: (desk) => (desk.dialog = { kind: 'hand-over', chosen: desk.table.selection.chosen }),
  },
  {
    on: 'window',
    id: 'export-tokens',
    group: 'tokens',
    say: ({ commands }) => commands.exportTokens,
    run: (desk) => (desk.dialog = { kind: 'export', what: 'tokens' }),
  },
  {
    on: 'window',
    id: 'export-calendar',
    group: 'tokens',
    say: ({ commands }) => commands.exportCalendar,
    run: (desk) => (desk.dialog = { kind: 'export', what: 'calendar' }),
  },
  {
    on: 'window',
    id: 'revoke-selection',
    group: 'tokens',
    say: ({ commands }) => commands.revokeSelection,
    fits: (desk) => desk.place.name === 'tokens' && desk.table.selection.count > 0,
    run: (desk) => (desk.dialog = { kind: 'revoke', selection: desk.table.selection.chosen }),
  },
  {
    on: 'window',
    id: 'pause-operation',
    group: 'tokens',
    say: ({ commands }) => commands.pauseOperation,
    fits: (desk) => desk.activity.running.length > 0,
    run: (desk) => void actOnOnly(desk, 'pause', desk.activity.running),
  },
  {
    on: 'window',
    id: 'resume-operation',
    group: 'tokens',
    say: ({ commands }) => commands.resumeOperation,
    fits: (desk) => desk.activity.resting.length > 0,
    run: (desk) => void actOnOnly(desk, 'resume', desk.activity.resting),
  },
  {
    on: 'window',
    id: 'run-queue',
    group: 'tokens',
    say: ({ commands }) => commands.runQueue,
    fits: (desk) => desk.activity.queued.length > 0,
    run: (desk) => void orFail(desk, desk.activity.runQueue()),
  },
  {
    on: 'window',
    id: 'begin-due-rotations',
    group: 'tokens',
    say: ({ rotations }) => rotations.commands.beginDue,
    fits: (desk) => desk.rotations.due.length > 0,
    run: (desk) =>
      (desk.dialog = { kind: 'rotate-many', wanted: { consumers: desk.rotations.due.slice(0, MOST_AT_ONCE) } }),
  },
  {
    on: 'window',
    id: 'saved-filters',
    group: 'tokens',
    say: ({ commands }) => commands.savedFilters,
    fits: (desk) => desk.place.name === 'tokens',
    run: (desk) => (desk.dialog = { kind: 'saved-filters' }),
  },
  {
    on: 'window',
    id: 'add-channel',
    group: 'channels',
    say: ({ commands }) => commands.addChannel,
    run: (desk) => (desk.dialog = { kind: 'add-channel' }),
  },
  {
    on: 'window',
    id: 'import-channels',
    group: 'channels',
    say: ({ commands }) => commands.importChannels,
    run: (desk) => (desk.dialog = { kind: 'import-channels' }),
  },
  {
    on: 'window',
    id: 'export-channels',
    group: 'channels',
    say: ({ commands }) => commands.exportChannels,
    run: (desk) => (desk.dialog = { kind: 'export', what: 'channels' }),
  },
  {
    on: 'window',
    id: 'lock',
    group: 'vault',
    say: ({ rail }) => rail.lockTitle,
    keys: 'mod+l',
    run: (desk) => void desk.lock(),
  },
  {
    on: 'window',
    id: 'practise',
    group: 'vault',
    say: ({ commands }) => commands.practise,
    run: (desk) => void orFail(desk, desk.practise()),
  },
  {
    on: 'window',
    id: 'open-folder',
    group: 'vault',
    say: ({ commands }) => commands.openFolder,
    run: (desk) => void orFail(desk, openFolder(desk)),
  },
  {
    on: 'window',
    id: 'palette',
    group: 'window',
    say: ({ commands }) => commands.palette,
    keys: 'mod+k',
    run: (desk) => (desk.palette = !desk.palette),
  },
  {
    on: 'window',
    id: 'shortcuts',
    group: 'window',
    say: ({ commands }) => commands.shortcuts,
    keys: '?',
    run: (desk) => (desk.dialog = { kind: 'shortcuts' }),
  },
  {
    on: 'window',
    id: 'about',
    group: 'window',
    say: ({ commands }) => commands.about,
    run: (desk) => (desk.dialog = { kind: 'about' }),
  },
];

/** Every action of the window, once: the palette, the shortcuts, the sheet that lists them and the menu all read this. */
export const COMMANDS: readonly Command[] = [...PLACES, ...OTHERS, ...CHANNEL_COMMANDS, ...SETTING_COMMANDS];

/** The keys of a command on this kind of computer. */
export const keysOf = (command: Command, onMac: boolean): Chord | undefined =>
  (onMac ? command.keysOnMac : undefined) ?? command.keys;

/** The keys that work now: those of one key only while the settings allow them. */
export function keysInForce(command: Command, desk: Desk, onMac: boolean): Chord | undefined {
  const keys = keysOf(command, onMac);
  return keys === undefined || isModified(keys) || desk.settings.singleKeys ? keys : undefined;
}

/** Runs a command of the window by its ID, as a menu does. */
export function runCommand(id: string, desk: Desk): void {
  const command = COMMANDS.find((each) => each.id === id);
  if (command?.on === 'window' && (command.fits?.(desk) ?? true)) command.run(desk);
}
