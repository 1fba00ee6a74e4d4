import { isMac, isModified, isPressed } from '../format/key-chord.ts';
import { COMMANDS, keysOf, type Command } from '../model/commands.ts';
import type { Desk } from '../model/desk.svelte.ts';

const isToggle = (target: HTMLElement) => target instanceof HTMLInputElement && /^(checkbox|radio)$/.test(target.type);

/** Fields take letters as text, and menus take them to find a line. */
const takesLetters = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && !isToggle(target)) ||
    target.closest('[role="menu"], [role="listbox"]') !== null);

/** Locking comes before everything: also while a token's value is on screen. The palette closes with the keys that opened it. */
const isAllowed = ({ id }: Command, desk: Desk) =>
  id === 'lock' || (desk.dialog === null && (!desk.palette || id === 'palette'));

/** The keys that work anywhere in the open window. A dialog or a field keeps its keys for itself. */
export function handleShortcut(event: KeyboardEvent, desk: Desk, onMac = isMac): void {
  if (event.defaultPrevented || event.isComposing || event.repeat) return;
  const command = COMMANDS.find((each) => {
    const keys = keysOf(each, onMac);
    return keys !== undefined && isPressed(keys, event, onMac);
  });
  if (command?.on !== 'window' || !isAllowed(command, desk) || !(command.fits?.(desk) ?? true)) return;
  if (!isModified(keysOf(command, onMac) ?? '') && (takesLetters(event.target) || !desk.settings.singleKeys)) return;
  event.preventDefault();
  command.run(desk);
}
