import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import type { FileChooser } from '../ports.ts';
import { fileError } from '../signing-keys/key-files.ts';
import { VaultError } from '../vault-error.ts';

/** Files that the person chooses for what leaves the vault. */
export interface ExportFiles {
  /**
   * Asks where to write, then has the text made and writes it, readable by its owner alone. The file's name, or null where none was chosen and
   * no text was made. Throws `file-unwritable`, and what `makeText` throws.
   */
  save(suggestedName: string, holdsSecrets: boolean, makeText: () => Promise<string>): Promise<string | null>;
}

async function write(path: string, text: string): Promise<void> {
  const handle = await open(path, 'w', 0o600);
  try {
    // A file that was there before keeps its own mode otherwise.
    await handle.chmod(0o600);
    await handle.writeFile(text, 'utf8');
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Exports over the system's dialog. */
export function createExportFiles(chooser: FileChooser): ExportFiles {
  return {
    async save(suggestedName, holdsSecrets, makeText) {
      const path = await chooser.chooseExportFile(suggestedName, holdsSecrets);
      if (path === null) return null;
      const text = await makeText();
      try {
        await write(path, text);
      } catch (error) {
        throw fileError('file-unwritable', path, error);
      }
      return basename(path);
    },
  };
}

/** Throws `not-supported-here` where nobody can be asked. */
export function requireExportFiles(files: ExportFiles | undefined): ExportFiles {
  if (!files) throw new VaultError('not-supported-here', { feature: 'A dialog for choosing files' });
  return files;
}
