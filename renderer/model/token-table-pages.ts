/**
 * The pages of a long list that are here, the ones used last up to a number. What is not here is simply absent: a row that was scrolled past
 * is read again when it comes back.
 */
export class PageCache<Row> {
  readonly pageSize: number;
  readonly #capacity: number;
  /** In the order of use, oldest first. */
  readonly #pages = new Map<number, readonly Row[]>();

  constructor(pageSize: number, capacity: number) {
    this.pageSize = pageSize;
    this.#capacity = capacity;
  }

  /** The page that holds a row. */
  pageOf(index: number): number {
    return Math.floor(index / this.pageSize);
  }

  has(page: number): boolean {
    return this.#pages.has(page);
  }

  /** The row at a position, if it is here. Does not count as use: drawing must not reorder anything. */
  at(index: number): Row | undefined {
    return this.#pages.get(this.pageOf(index))?.[index % this.pageSize];
  }

  set(page: number, rows: readonly Row[]): void {
    this.#pages.delete(page);
    this.#pages.set(page, rows);
    for (const oldest of this.#pages.keys()) {
      if (this.#pages.size <= this.#capacity) return;
      this.#pages.delete(oldest);
    }
  }

  /** Says that these pages are in use, so that others go first. */
  use(pages: readonly number[]): void {
    for (const page of pages) {
      const rows = this.#pages.get(page);
      if (rows) this.set(page, rows);
    }
  }

  /** The position of the first row that fits, among those that are here. */
  find(fits: (row: Row) => boolean): number | null {
    for (const [page, rows] of this.#pages) {
      const found = rows.findIndex(fits);
      if (found >= 0) return page * this.pageSize + found;
    }
    return null;
  }

  /** All rows in order where every one of them is here; null otherwise. */
  whole(total: number): readonly Row[] | null {
    const rows: Row[] = [];
    for (let page = 0; page * this.pageSize < total; page += 1) {
      const here = this.#pages.get(page);
      if (!here) return null;
      rows.push(...here);
    }
    return rows;
  }

  /** The pages from one row to another, both included. */
  pagesBetween(first: number, last: number): readonly number[] {
    if (last < first) return [];
    const from = this.pageOf(Math.max(0, first));
    return Array.from({ length: this.pageOf(last) - from + 1 }, (_, step) => from + step);
  }
}
