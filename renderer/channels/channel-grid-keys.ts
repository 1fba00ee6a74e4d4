/** Where a key leads in the grid of channels: rows above and below, the parts of a row left and right. Null for every other key. */
export function nextCell(
  event: KeyboardEvent,
  rows: number,
  page: number,
): { readonly row: number; readonly cell: number } | null {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return null;
  if (!(event.target instanceof HTMLElement) || !event.target.matches('[data-cell]')) return null;
  const line = event.target.closest('[role="row"]');
  if (!line) return null;
  const row = Number(line.getAttribute('aria-rowindex')) - 2;
  const cells = [...line.querySelectorAll('[data-cell]')];
  const cell = cells.indexOf(event.target);
  const last = rows - 1;
  const at = (toRow: number, toCell = cell) => ({
    row: Math.max(0, Math.min(last, toRow)),
    cell: Math.max(0, Math.min(cells.length - 1, toCell)),
  });
  switch (event.key) {
    case 'ArrowDown':
      return at(row + 1);
    case 'ArrowUp':
      return at(row - 1);
    case 'ArrowRight':
      return at(row, cell + 1);
    case 'ArrowLeft':
      return at(row, cell - 1);
    case 'PageDown':
      return at(row + page);
    case 'PageUp':
      return at(row - page);
    case 'Home':
      return at(0);
    case 'End':
      return at(last);
    default:
      return null;
  }
}

/** What a key selects in the grid of channels. `row`: where the keyboard stands. */
export type Selecting =
  | { readonly does: 'all' }
  | { readonly does: 'clear' }
  | { readonly does: 'toggle'; readonly row: number }
  | { readonly does: 'extend'; readonly row: number; readonly to: number };

/** Space selects the row, Shift with the arrows a range, Ctrl or ⌘ with A all, Escape none. Null for every other key. */
export function selectingKey(event: KeyboardEvent, rows: number): Selecting | null {
  if (event.altKey || !(event.target instanceof HTMLElement)) return null;
  const line = event.target.closest('[role="row"]');
  const row = Number(line?.getAttribute('aria-rowindex')) - 2;
  if (!line || row < 0) return null;
  if (event.ctrlKey || event.metaKey) return event.key.toLowerCase() === 'a' ? { does: 'all' } : null;
  if (event.key === 'Escape') return { does: 'clear' };
  if (!event.target.matches('.open')) return null;
  if (event.key === ' ') return { does: 'toggle', row };
  if (!event.shiftKey) return null;
  if (event.key === 'ArrowDown') return { does: 'extend', row, to: Math.min(rows - 1, row + 1) };
  return event.key === 'ArrowUp' ? { does: 'extend', row, to: Math.max(0, row - 1) } : null;
}
