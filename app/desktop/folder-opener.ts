import { stat } from 'node:fs/promises';
import type { FolderOpener } from '../../main/ports.ts';

/**
 * Shows a folder in the system's file manager. Anything else is refused: a file would be started. `open` is the system's own, which answers what
 * went wrong, or nothing.
 */
export function createFolderOpener(open: (path: string) => Promise<string>): FolderOpener {
  return {
    async open(folder) {
      if (!(await stat(folder)).isDirectory()) throw new Error('this is no folder');
      const problem = await open(folder);
      if (problem !== '') throw new Error('the file manager did not open it');
    },
  };
}
