/**
 * Where the rows of a very long table are. Rows have one height, so that every position is arithmetic. `top` is how much of the rows lies above
 * the part in sight, in pixels of the whole list; it is what counts, also where the browser's scroll position cannot express it.
 */
export interface TableGeometry {
  readonly total: number;
  readonly rowHeight: number;
  /** The height of the part in sight. */
  readonly viewport: number;
}

/** The rows from `first` to `last`, both included; `last` is one less than `first` where there are none. */
export interface RowWindow {
  readonly first: number;
  readonly last: number;
}

/**
 * The tallest element that is laid out and drawn exactly: browsers stop at about 33 million pixels, and single-precision positions are
 * whole pixels only up to half of that. A longer list is scrolled in a shorter space.
 */
export const TALLEST_SPACE = 8_000_000;

const wholeHeight = ({ total, rowHeight }: TableGeometry): number => total * rowHeight;

/** The height of the element that is scrolled. */
export function spaceHeight(geometry: TableGeometry): number {
  return Math.min(wholeHeight(geometry), Math.max(TALLEST_SPACE, geometry.viewport));
}

/** Whether the scrolled element is shorter than the rows together. */
export function isScaled(geometry: TableGeometry): boolean {
  return spaceHeight(geometry) < wholeHeight(geometry);
}

/** The largest `top`: the last row stands at the lower edge. */
export function largestTop(geometry: TableGeometry): number {
  return Math.max(0, wholeHeight(geometry) - geometry.viewport);
}

const largestScroll = (geometry: TableGeometry): number => Math.max(0, spaceHeight(geometry) - geometry.viewport);

/** A `top` that exists. */
export function clampTop(geometry: TableGeometry, top: number): number {
  return Math.max(0, Math.min(top, largestTop(geometry)));
}

/** What a scroll position of the browser shows. */
export function topOfScroll(geometry: TableGeometry, scrollTop: number): number {
  if (!isScaled(geometry)) return clampTop(geometry, scrollTop);
  return clampTop(geometry, (scrollTop / largestScroll(geometry)) * largestTop(geometry));
}

/** The scroll position of the browser at which `top` is shown. */
export function scrollOfTop(geometry: TableGeometry, top: number): number {
  if (!isScaled(geometry)) return top;
  return (top / largestTop(geometry)) * largestScroll(geometry);
}

/** Where a row stands in the scrolled element. */
export function rowPosition(geometry: TableGeometry, top: number, index: number): number {
  if (!isScaled(geometry)) return index * geometry.rowHeight;
  return index * geometry.rowHeight - top + scrollOfTop(geometry, top);
}

/** The rows in sight, wholly or in part, and `spare` more on either side. */
export function windowAt(geometry: TableGeometry, top: number, spare = 0): RowWindow {
  const { total, rowHeight, viewport } = geometry;
  const first = Math.max(0, Math.floor(top / rowHeight) - spare);
  const last = Math.min(total, Math.ceil((top + viewport) / rowHeight) + spare) - 1;
  return { first, last: Math.max(last, first - 1) };
}

/** How many whole rows are in sight. */
export function rowsInSight({ rowHeight, viewport }: TableGeometry): number {
  return Math.max(1, Math.floor(viewport / rowHeight));
}

/** The nearest `top` at which a row is wholly in sight. */
export function topToReveal(geometry: TableGeometry, top: number, index: number): number {
  const { rowHeight, viewport } = geometry;
  const upper = index * rowHeight;
  if (upper < top) return clampTop(geometry, upper);
  return clampTop(geometry, Math.max(top, upper + rowHeight - viewport));
}
