/**
 * A key, alone or with others, as it is written in the list of commands: `n`, `?`, `mod+k`, `alt+ArrowLeft`.
 * `mod` is Command on a Mac and Control elsewhere.
 */
export type Chord = string;

/** Whether this computer is a Mac, which has its own keys and its own names for them. */
export const isMac = /^mac/i.test(navigator.platform);

type Pressed = Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey'>;

function read(chord: Chord): { readonly key: string; readonly mod: boolean; readonly alt: boolean } {
  const parts = chord.split('+');
  return { key: parts.at(-1) ?? '', mod: parts.includes('mod'), alt: parts.includes('alt') };
}

/** Whether it works while somebody types: a key alone is a letter there. */
export const isModified = (chord: Chord): boolean => chord.includes('+');

/** Whether exactly these keys were pressed. Shift counts only through the character that it makes, as in `?`. */
export function isPressed(chord: Chord, event: Pressed, onMac = isMac): boolean {
  const { key, mod, alt } = read(chord);
  const [command, other] = onMac ? [event.metaKey, event.ctrlKey] : [event.ctrlKey, event.metaKey];
  const isLetter = /^[a-z]$/.test(key);
  return (
    command === mod &&
    !other &&
    event.altKey === alt &&
    (isLetter ? event.key.toLowerCase() === key && !event.shiftKey : event.key === key)
  );
}

const NAMES: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ' ': 'Space',
  Escape: 'Esc',
};
const OTHERS = { mod: 'Ctrl', alt: 'Alt', shift: 'Shift' } as const;
const ON_MAC = { mod: '⌘', alt: '⌥', shift: '⇧' } as const;
const isHelper = (part: string): part is keyof typeof OTHERS => part in OTHERS;

/** The keys as they are printed on this computer's keyboard, one after the other. */
export function keyNames(chord: Chord, onMac = isMac): readonly string[] {
  return chord.split('+').map((part) => {
    if (isHelper(part)) return (onMac ? ON_MAC : OTHERS)[part];
    if (onMac && part === 'Enter') return '↩';
    return NAMES[part] ?? (part.length === 1 ? part.toUpperCase() : part);
  });
}

/** The keys as `aria-keyshortcuts` wants them. */
export const ariaKeys = (chord: Chord, onMac = isMac): string =>
  chord
    .split('+')
    .map((part) => (part === 'mod' ? (onMac ? 'Meta' : 'Control') : part === 'alt' ? 'Alt' : part))
    .join('+');
