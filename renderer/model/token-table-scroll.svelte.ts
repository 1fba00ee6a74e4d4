import {
  clampTop,
  isScaled,
  rowPosition,
  rowsInSight,
  scrollOfTop,
  spaceHeight,
  topOfScroll,
  topToReveal,
  windowAt,
  type RowWindow,
  type TableGeometry,
} from './token-table-geometry.ts';

/** Drawn beyond what is in sight, so that a step does not show a gap. */
const SPARE_ROWS = 1;

/** Where one is in the table. It outlives the element, so that whoever comes back finds the place again. */
export class TokenTableScroll {
  total = $state(0);
  viewport = $state(0);
  #rowHeight = $state(36);
  #top = $state(0);
  geometry = $derived<TableGeometry>({ total: this.total, rowHeight: this.#rowHeight, viewport: this.viewport });
  top = $derived(clampTop(this.geometry, this.#top));
  /** Where the element has to be scrolled to. */
  scrollTop = $derived(scrollOfTop(this.geometry, this.top));
  height = $derived(spaceHeight(this.geometry));
  /** Whether the space is shorter than the rows: the browser's own steps would then be too long. */
  isScaled = $derived(isScaled(this.geometry));
  #drawn = $derived(windowAt(this.geometry, this.top, SPARE_ROWS));
  // As single numbers, which are equal where nothing changed.
  first = $derived(this.#drawn.first);
  last = $derived(this.#drawn.last);
  pageRows = $derived(rowsInSight(this.geometry));

  get rowHeight(): number {
    return this.#rowHeight;
  }

  /** Keeps the first row in sight where it is. */
  set rowHeight(height: number) {
    if (height === this.#rowHeight) return;
    this.#top = (this.top / this.#rowHeight) * height;
    this.#rowHeight = height;
  }

  /** The rows in sight, without the spare ones. */
  get inSight(): RowWindow {
    return windowAt(this.geometry, this.top);
  }

  positionOf(index: number): number {
    return rowPosition(this.geometry, this.top, index);
  }

  /** The element was scrolled, by the scrollbar or otherwise. A position that only rounds the known one says nothing new. */
  scrolledTo(scrollTop: number): void {
    if (Math.abs(scrollTop - this.scrollTop) >= 1) this.#top = topOfScroll(this.geometry, scrollTop);
  }

  /** Moves by pixels of the list. */
  moveBy(pixels: number): void {
    this.#top = clampTop(this.geometry, this.top + pixels);
  }

  reveal(index: number): void {
    this.#top = topToReveal(this.geometry, this.top, index);
  }

  toStart(): void {
    this.#top = 0;
  }

  /** Rows came or went above: what was in sight stays. */
  shiftBy(rows: number): void {
    this.#top = this.top + rows * this.#rowHeight;
  }
}
