import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { defaultVaultFolder, type FolderSurroundings } from '../../main/default-folder.ts';

/** How a person started the app. */
export interface StartOptions {
  /** Absolute. */
  readonly folder: string;
  readonly practice: boolean;
}

/**
 * The vault's folder is named by `--vault DIR`, else by KAGIBAKO_VAULT, else it is the same as the command line's. Practice has a folder of its own
 * beside that one, so that play money never lies among real channels.
 */
export function readStartOptions(args: readonly string[], surroundings: FolderSurroundings): StartOptions {
  const named = optionValue(args, '--vault') ?? surroundings.environment['KAGIBAKO_VAULT'];
  const practice = args.includes('--practice');
  const usual = defaultVaultFolder(surroundings);
  return { folder: named ? resolve(named) : practice ? `${usual}-practice` : usual, practice };
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
