/**
 * Scrolls the page so far that a row of the table stands in it, below the table's head. The table keeps its rows in its own sight; in a low
 * window the page around it is scrolled, too.
 */
export function bringIntoPage(row: HTMLElement | null | undefined, head: number): void {
  const page = row?.closest('main');
  if (!row || !page) return;
  const [own, around] = [row.getBoundingClientRect(), page.getBoundingClientRect()];
  const above = around.top + head - own.top;
  const below = own.bottom - around.bottom;
  if (below > 0) page.scrollTop += below;
  else if (above > 0) page.scrollTop -= above;
}
