import electron from 'electron';
import type { TextClipboard } from './guarded-clipboard.ts';

/**
 * Where the Electron that we declare (45) and the one that development machines may have (33) differ.
 *
 * `clipboard` is asynchronous since 44, and the selection of Linux became a clipboard of its own instead of an argument. Before that the calls
 * return plain values, which `await` takes as well.
 */
interface EarlierClipboard {
  readText(type?: 'selection'): string;
  writeText(text: string, type?: 'selection'): void;
  clear(type?: 'selection'): void;
}

const { clipboard } = electron;
const earlier = clipboard as unknown as EarlierClipboard;
/** As a member, not an import of its own: a name that does not exist yet would stop an earlier Electron from loading this file. */
const { ClipboardItem } = electron as Partial<Pick<typeof electron, 'ClipboardItem'>>;

/** Marks that ask clipboard managers not to keep a copy, per platform. */
const CONCEALING_FORMATS: Partial<Record<NodeJS.Platform, readonly (readonly [format: string, content: string])[]>> = {
  darwin: [['org.nspasteboard.ConcealedType', '']],
  linux: [['x-kde-passwordManagerHint', 'secret']],
  win32: [['ExcludeClipboardContentFromMonitorProcessing', '']],
};

async function writeConcealed(text: string): Promise<void> {
  if (ClipboardItem) {
    const marks = (CONCEALING_FORMATS[process.platform] ?? []).map(
      ([format, content]) => [`electron application/osclipboard;format="${format}"`, new Blob([content])] as const,
    );
    try {
      await clipboard.write([new ClipboardItem({ 'text/plain': text, ...Object.fromEntries(marks) })]);
      if ((await clipboard.readText()) === text) return;
    } catch {
      // A clipboard that does not take the marks still takes the text.
    }
  }
  await clipboard.writeText(text);
}

/** The clipboard that Ctrl+V pastes. */
export const systemClipboard: TextClipboard = {
  read: async () => clipboard.readText(),
  write: async (text) => clipboard.writeText(text),
  writeConcealed,
  clear: () => {
    clipboard.clear();
  },
};

/** The clipboard that the middle mouse button pastes, on Linux. Nothing is written there, but tools that copy from one to the other exist. */
export function selectionClipboard(): TextClipboard | undefined {
  if (process.platform !== 'linux') return undefined;
  if (ClipboardItem) {
    const { selection } = clipboard;
    return {
      read: () => selection.readText(),
      write: (text) => selection.writeText(text),
      writeConcealed: (text) => selection.writeText(text),
      clear: () => selection.clear(),
    };
  }
  const writeSelection = (text: string) => {
    earlier.writeText(text, 'selection');
    return Promise.resolve();
  };
  return {
    read: () => Promise.resolve(earlier.readText('selection')),
    write: writeSelection,
    writeConcealed: writeSelection,
    clear: () => earlier.clear('selection'),
  };
}
