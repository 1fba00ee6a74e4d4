import type { Desk } from '../model/desk.svelte.ts';
import { isCopyable } from '../model/token-table.svelte.ts';

/** The keyboard of the table: the row has the focus, or something in it, and the keys act on the row. */
export function handleGridKey(event: KeyboardEvent, desk: Desk): void {
  const { table } = desk;
  const { selection } = table;
  const target = event.target;
  const row = target instanceof HTMLElement ? target.closest('tr') : null;
  if (!row || row.parentElement?.tagName !== 'TBODY') return;
  // A click on something in a row does not make it the active one by itself.
  table.activeIndex = row.sectionRowIndex;
  const token = table.rows[table.activeIndex];
  if (!token) return;

  const moveTo = (index: number) => {
    const next = Math.max(0, Math.min(index, table.rows.length - 1));
    table.activeIndex = next;
    if (event.shiftKey) {
      // A range starts where the keyboard was.
      if (selection.count === 0) selection.toggle(token.tokenId);
      const reached = table.rows[next];
      if (reached) selection.rangeTo(reached.tokenId, table.order);
      void table.weigh();
    }
    focusRow(row, next);
    if (next >= table.rows.length - 5) void table.more();
  };

  const actions: Record<string, () => void> = {
    ArrowDown: () => moveTo(table.activeIndex + 1),
    ArrowUp: () => moveTo(table.activeIndex - 1),
    PageDown: () => moveTo(table.activeIndex + 10),
    PageUp: () => moveTo(table.activeIndex - 10),
    Home: () => moveTo(0),
    End: () => moveTo(table.rows.length - 1),
    ' ': () => {
      if (event.shiftKey) selection.rangeTo(token.tokenId, table.order);
      else selection.toggle(token.tokenId);
      void table.weigh();
    },
    Enter: () => (desk.dialog = { kind: 'token', tokenId: token.tokenId }),
    Escape: () => {
      selection.clear();
      void table.weigh();
    },
  };
  if (isCopyable(token)) actions.c = () => void desk.copyToken(token.tokenId);
  // A checkbox or a button in the row is pressed by these keys itself.
  const pressesControl = target !== row && (event.key === ' ' || event.key === 'Enter');
  const modified = event.ctrlKey || event.metaKey;
  const action =
    modified && event.key.toLowerCase() === 'a'
      ? () => {
          selection.all(table.order);
          void table.weigh();
        }
      : modified || event.altKey || pressesControl
        ? undefined
        : actions[event.key];
  if (!action) return;
  event.preventDefault();
  event.stopPropagation();
  action();
}

function focusRow(from: HTMLTableRowElement, index: number): void {
  const rows = from.parentElement?.querySelectorAll('tr');
  rows?.[index]?.focus();
}
