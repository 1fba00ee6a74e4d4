import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import type { Destination } from '../../shared/destination.ts';
import { defaultVaultFolder, type FolderSurroundings } from '../../main/default-folder.ts';
import { destinationIn, isDeepLink } from './deep-link.ts';

/** How a person started the app. */
export interface StartOptions {
  /** Absolute. */
  readonly folder: string;
  readonly practice: boolean;
  /** Whether no window is wanted yet, because the system and not a person started it. */
  readonly hidden: boolean;
  /** Where a link that was opened leads; null where there was none, or one that leads nowhere. */
  readonly to: Destination | null;
}

/**
 * The vault's folder is named by `--vault DIR`, else by KAGIBAKO_VAULT, else it is the same as the command line's. Practice has a folder of its own
 * beside that one, so that play money never lies among real channels.
 *
 * What follows a link is no option: links are written by others, and one may pretend to be more than one argument.
 */
export function readStartOptions(args: readonly string[], surroundings: FolderSurroundings): StartOptions {
  const link = args.findIndex(isDeepLink);
  const own = link < 0 ? args : args.slice(0, link);
  const named = optionValue(own, '--vault') ?? surroundings.environment['KAGIBAKO_VAULT'];
  const practice = own.includes('--practice');
  const usual = defaultVaultFolder(surroundings);
  return {
    folder: named ? resolve(named) : practice ? `${usual}-practice` : usual,
    practice,
    hidden: !practice && isHidden(own),
    to: destinationIn(args),
  };
}

/** Whether the arguments of a start say that no window is wanted. */
export function isHidden(args: readonly string[]): boolean {
  return args.includes('--hidden');
}

function optionValue(args: readonly string[], name: string): string | undefined {
  const joined = args.find((each) => each.startsWith(`${name}=`));
  if (joined !== undefined) return joined.slice(name.length + 1) || undefined;
  const index = args.indexOf(name);
  return index < 0 ? undefined : args[index + 1];
}

/** A short name for a vault's folder: each vault has an instance, and a corner for the browser's own files, of its own. */
export function folderMark(folder: string): string {
  return createHash('sha256').update(folder).digest('hex').slice(0, 12);
}

/** All that a packaged app may be started with: our own options, and what desktops and people need to get it onto their screen. */
const KNOWN_SWITCHES = new Set([
  'vault',
  'practice',
  'hidden',
  'lang',
  'force-device-scale-factor',
  'ozone-platform',
  'ozone-platform-hint',
  'disable-gpu',
]);

/**
 * The first switch that a packaged app must not be started with, or undefined. Chromium has hundreds, and some would let another program look into
 * the app, write its traffic to a file or send it elsewhere; so that only known ones are accepted.
 */
export function foreignSwitch(args: readonly string[]): string | undefined {
  return args.find((arg) => arg.startsWith('-') && !KNOWN_SWITCHES.has(arg.replace(/^-+/, '').split('=')[0] ?? ''));
}
