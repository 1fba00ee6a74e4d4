import type { EngineEvent } from '../../../shared/events.ts';
import type { OperationKind } from '../../../shared/operations.ts';
import type { Texts } from '../messages/en.ts';

/** Shows how far long work is, on one line of a terminal that is written over and over, and takes it away again. */
export interface Progress {
  show(event: EngineEvent): void;
  clear(): void;
}

const CLEAR_LINE = '\r\u{1b}[K';

const PROGRESS: Readonly<Record<OperationKind, (say: Texts['say']) => (finished: number, total: number) => string>> = {
  revoke: (say) => say.revoking,
  check: (say) => say.checking,
  issue: (say) => say.issuing,
  rotate: (say) => say.rotating,
};

/** Progress through `write`, which goes to a terminal. */
export function terminalProgress(write: (text: string) => void, { say }: Texts): Progress {
  let isShown = false;
  const clear = () => {
    if (isShown) write(CLEAR_LINE);
    isShown = false;
  };
  return {
    show(event) {
      if (event.name !== 'operation.progress') return;
      const { kind, state, finished, total } = event.payload.operation;
      clear();
      if (state !== 'running') return;
      write(PROGRESS[kind](say)(finished, total));
      isShown = true;
    },
    clear,
  };
}

/** For where nobody watches. */
export const noProgress: Progress = { show: () => undefined, clear: () => undefined };
