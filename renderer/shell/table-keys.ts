import type { Chord } from '../format/key-chord.ts';
import type { Messages } from '../messages/en.ts';

interface TableKey {
  readonly say: Exclude<keyof Messages['shortcuts'], 'title' | 'table'>;
  readonly chords: readonly Chord[];
}

/** The keys of the table of tokens, as the sheet of shortcuts lists them. `tokens/grid-keys.ts` handles them. */
export const TABLE_KEYS: readonly TableKey[] = [
  { say: 'move', chords: ['ArrowUp', 'ArrowDown'] },
  { say: 'ends', chords: ['Home', 'End'] },
  { say: 'select', chords: [' '] },
  { say: 'range', chords: ['shift+ArrowUp', 'shift+ArrowDown'] },
  { say: 'all', chords: ['mod+a'] },
  { say: 'details', chords: ['Enter'] },
  { say: 'copy', chords: ['c'] },
  { say: 'revoke', chords: ['r'] },
  { say: 'menu', chords: ['shift+F10'] },
  { say: 'escape', chords: ['Escape'] },
];
