import { dirname, join } from 'node:path';
import { app, BrowserWindow, dialog, type OpenDialogOptions, type SaveDialogOptions } from 'electron';
import type { FileChooser } from '../../main/ports.ts';
import type { DesktopTexts } from './messages/en.ts';

/** The window that the dialog belongs to, so that it stands before it and nothing else can be done meanwhile. */
const parent = () => BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];

function askToOpen(options: OpenDialogOptions) {
  const window = parent();
  return window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options);
}

function askToSave(options: SaveDialogOptions) {
  const window = parent();
  return window ? dialog.showSaveDialog(window, options) : dialog.showSaveDialog(options);
}

/** The system's dialogs, in the window's language. They begin in the folder that was chosen last. */
export function createFileChooser(texts: () => DesktopTexts['dialogs']): FileChooser {
  let openedIn: string | undefined;
  let savedIn: string | undefined;
  return {
    async chooseKeyFile() {
      const text = texts();
      const { canceled, filePaths } = await askToOpen({
        title: text.openKey,
        // macOS shows no title there.
        message: text.openKey,
        buttonLabel: text.openKeyButton,
        defaultPath: openedIn ?? app.getPath('downloads'),
        filters: [
          { name: text.keyFiles, extensions: ['json', 'jwk', 'pem', 'key', 'p8'] },
          { name: text.allFiles, extensions: ['*'] },
        ],
        properties: ['openFile', 'dontAddToRecent'],
      });
      const [path] = filePaths;
      if (canceled || path === undefined) return null;
      openedIn = dirname(path);
      return path;
    },
    async choosePublicKeyFile(suggestedName) {
      const text = texts();
      const { canceled, filePath } = await askToSave({
        title: text.savePublicKey,
        buttonLabel: text.savePublicKeyButton,
        defaultPath: join(savedIn ?? app.getPath('documents'), suggestedName),
        filters: [
          { name: text.json, extensions: ['json'] },
          { name: text.allFiles, extensions: ['*'] },
        ],
        properties: ['createDirectory', 'showOverwriteConfirmation', 'dontAddToRecent'],
      });
      if (canceled || filePath === '') return null;
      savedIn = dirname(filePath);
      return filePath;
    },
    async chooseExportFile(suggestedName, holdsSecrets) {
      const text = texts();
      const { canceled, filePath } = await askToSave({
        title: holdsSecrets ? text.saveTokens : text.saveExport,
        // macOS shows no title there.
        message: holdsSecrets ? text.saveTokens : text.saveExport,
        buttonLabel: text.savePublicKeyButton,
        defaultPath: join(savedIn ?? app.getPath('documents'), suggestedName),
        properties: ['createDirectory', 'showOverwriteConfirmation', 'dontAddToRecent'],
      });
      if (canceled || filePath === '') return null;
      savedIn = dirname(filePath);
      return filePath;
    },
  };
}
