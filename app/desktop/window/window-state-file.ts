import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseWindowState, type WindowState } from './window-state.ts';

/** How long a window must have been left alone before its state is written. */
const WRITE_AFTER_MS = 500;

export interface WindowStateFileOptions {
  readonly file: string;
  /** Runs something later; returns what calls it off. */
  readonly later: (work: () => void, afterMs: number) => () => void;
}

/** Remembers how the window stood. Never throws: a window that comes up somewhere else is no reason to stop. */
export interface WindowStateFile {
  read(): Partial<WindowState>;
  /** Writes what `state` says, once nothing has changed for a moment. */
  writeSoon(state: () => WindowState): void;
  writeNow(state: WindowState): void;
}

/** The state in one file, which is read again each time. */
export function createWindowStateFile({ file, later }: WindowStateFileOptions): WindowStateFile {
  let callOff: () => void = () => undefined;

  function writeNow(state: WindowState): void {
    callOff();
    try {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(`${file}.new`, `${JSON.stringify(state)}\n`);
      renameSync(`${file}.new`, file);
    } catch {
      // See above.
    }
  }

  return {
    read() {
      try {
        return parseWindowState(readFileSync(file, 'utf8'));
      } catch {
        return {};
      }
    },
    writeSoon(state) {
      callOff();
      callOff = later(() => writeNow(state()), WRITE_AFTER_MS);
    },
    writeNow,
  };
}
