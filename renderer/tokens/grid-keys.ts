import { isCopyable, isRevocable } from '../format/token-life.ts';
import type { Desk } from '../model/desk.svelte.ts';
import { MOST_NAMED } from '../model/token-selection.svelte.ts';

/** Opens the menu of a row. */
export type OpenRowMenu = (index: number) => void;

/** The row of the table's body that something stands in, counted over the whole list. */
export function rowIndexOf(target: EventTarget | null): number | null {
  const row = target instanceof Element ? target.closest('tbody > tr') : null;
  const position = Number(row?.getAttribute('aria-rowindex'));
  return row && position > 1 ? position - 2 : null;
}

/** Selects a range, and says so where it is too long. */
export async function selectTo(desk: Desk, index: number, start: number): Promise<void> {
  const ended = await desk.table.selectTo(index, start);
  if (ended === 'too-many') desk.toasts.say(desk.text.tokens.rangeTooLong(MOST_NAMED));
}

/** Revokes what is selected, or else the row that has the keyboard. */
function askToRevoke(desk: Desk): void {
  const { selection, active } = desk.table;
  if (selection.count > 0) desk.dialog = { kind: 'revoke', selection: selection.chosen };
  else if (active && isRevocable(active)) desk.dialog = { kind: 'revoke', tokenIds: [active.tokenId] };
}

/** Moves the keyboard to a row. With Shift the selection follows; open details follow always. */
export function moveTo(desk: Desk, index: number, withRange: boolean): void {
  const { table } = desk;
  const start = table.activeIndex;
  table.goTo(index);
  if (withRange) void selectTo(desk, table.activeIndex, start);
  if (desk.drawer && table.active) desk.openToken(table.active.tokenId);
}

/** The keyboard of the table: a row has the focus, or something in it, and the keys act on the row. */
export function handleGridKey(event: KeyboardEvent, desk: Desk, openMenu: OpenRowMenu): void {
  const index = rowIndexOf(event.target);
  if (index === null) return;
  const { table } = desk;
  const token = table.rows.at(index);
  const step = (to: number) => () => moveTo(desk, to, event.shiftKey);
  const last = (table.total ?? 1) - 1;

  const actions: Record<string, (() => void) | undefined> = {
    ArrowDown: step(index + 1),
    ArrowUp: step(index - 1),
    PageDown: step(index + table.scroll.pageRows),
    PageUp: step(index - table.scroll.pageRows),
    Home: step(0),
    End: step(last),
    ' ': () => (event.shiftKey ? void selectTo(desk, index, index) : table.toggle(index)),
    Enter: token && (() => desk.openToken(token.tokenId)),
    Escape:
      table.selection.count > 0 ? () => table.clearSelection() : desk.drawer ? () => desk.closeDrawer() : undefined,
    c: token && isCopyable(token) ? () => void desk.copyToken(token.tokenId) : undefined,
    r: () => askToRevoke(desk),
    ContextMenu: () => openMenu(index),
  };
  const action = actionOf(event, actions, () => table.selectAll());
  if (!action) return;
  event.preventDefault();
  event.stopPropagation();
  action();
}

function actionOf(
  event: KeyboardEvent,
  actions: Readonly<Record<string, (() => void) | undefined>>,
  selectAll: () => void,
): (() => void) | undefined {
  const { key, altKey, ctrlKey, metaKey, shiftKey, target } = event;
  // A checkbox or a button in the row is pressed by these keys itself.
  const pressesControl =
    (key === ' ' || key === 'Enter') && target instanceof HTMLElement && target.matches('input, button');
  if (altKey || pressesControl) return undefined;
  if (shiftKey && key === 'F10') return actions['ContextMenu'];
  if (!ctrlKey && !metaKey) return actions[key];
  if (key.toLowerCase() === 'a') return selectAll;
  return key === 'Home' || key === 'End' ? actions[key] : undefined;
}
