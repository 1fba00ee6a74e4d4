import { homedir } from 'node:os';
import { join } from 'node:path';

/** What the choice of the folder depends on; a parameter so that every system's rule can be tested on any system. */
export interface FolderSurroundings {
  readonly platform: NodeJS.Platform;
  readonly environment: { readonly [name: string]: string | undefined };
  readonly home: string;
}

/**
 * The folder of a person's vault where no other was named: the same for the window and for the command line.
 *
 * Linux and the like: `$XDG_DATA_HOME/kagibako`, else `~/.local/share/kagibako` (XDG Base Directory Specification, which also says that a
 * relative path there is to be ignored). macOS: `~/Library/Application Support/Kagibako`. Windows: `%APPDATA%\Kagibako`.
 */
export function defaultVaultFolder(
  { platform, environment, home }: FolderSurroundings = {
    platform: process.platform,
    environment: process.env,
    home: homedir(),
  },
): string {
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Kagibako');
  if (platform === 'win32') return join(environment['APPDATA'] || join(home, 'AppData', 'Roaming'), 'Kagibako');
  const dataHome = environment['XDG_DATA_HOME'];
  return join(dataHome?.startsWith('/') ? dataHome : join(home, '.local', 'share'), 'kagibako');
}
