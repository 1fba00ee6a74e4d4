import type { Desk } from '../model/desk.svelte.ts';
import { PLACE_NAMES } from '../model/place.ts';

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) &&
  !isToggle(target);

const isToggle = (target: HTMLElement) => target instanceof HTMLInputElement && /^(checkbox|radio)$/.test(target.type);

/** The keys that work anywhere in the open window. A dialog or a field keeps its keys for itself. */
export function handleShortcut(event: KeyboardEvent, desk: Desk): void {
  if (event.defaultPrevented || event.isComposing) return;
  // Locking comes before everything: also while a token's value is on screen.
  const action = isLock(event) ? () => void desk.lock() : desk.dialog === null ? actionOf(event, desk) : undefined;
  if (!action) return;
  event.preventDefault();
  action();
}

const isLock = ({ key, altKey, ctrlKey, metaKey }: KeyboardEvent) =>
  (ctrlKey || metaKey) && !altKey && key.toLowerCase() === 'l';

function actionOf(event: KeyboardEvent, desk: Desk): (() => void) | undefined {
  const { key, altKey, ctrlKey, metaKey } = event;
  if (ctrlKey || metaKey || altKey || isTyping(event.target)) return undefined;
  const place = PLACE_NAMES[Number(key) - 1];
  if (/^[1-9]$/.test(key) && place) return () => desk.go({ name: place });
  if (key === '/') return () => document.querySelector<HTMLInputElement>('#search')?.focus();
  if (key === 'n')
    return () =>
      (desk.dialog = { kind: 'issue', channelId: desk.place.name === 'channel' ? desk.place.channelId : null });
  if (key === '?') return () => (desk.dialog = { kind: 'shortcuts' });
  return undefined;
}
