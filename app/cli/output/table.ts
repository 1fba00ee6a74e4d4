import type { Paint, Tone } from './colour.ts';
import { printable } from './printable.ts';
import { displayWidth, pad } from './width.ts';

/** One cell: its text, and a tone where it has one. */
export interface Cell {
  readonly text: string;
  readonly tone?: Tone | undefined;
}

/** One column: its heading, which side its texts stand on, and what each row shows there. */
export interface Column<Row> {
  readonly heading: string;
  readonly align?: 'left' | 'right';
  readonly cell: (row: Row) => string | Cell;
}

const GAP = '  ';

function toCell(value: string | Cell): Cell {
  return typeof value === 'string' ? { text: printable(value) } : { text: printable(value.text), tone: value.tone };
}

/** A table with aligned columns; a column in which no row has anything is left out. */
export function table<Row>(rows: readonly Row[], columns: readonly Column<Row>[], paint: Paint): string {
  const filled = columns
    .map((column) => ({ ...column, cells: rows.map((row) => toCell(column.cell(row))) }))
    .filter(({ cells }) => cells.some(({ text }) => text !== ''))
    .map((column) => ({
      ...column,
      width: Math.max(...[column.heading, ...column.cells.map(({ text }) => text)].map(displayWidth)),
    }));
  const last = filled.length - 1;
  const put = ({ text, tone }: Cell, index: number): string => {
    const { width, align } = filled[index] ?? { width: 0, align: undefined };
    const padded = align === 'right' ? pad(text, width, 'before') : index === last ? text : pad(text, width);
    return tone ? paint(tone, padded) : padded;
  };
  const heading = filled.map((column, index) => put({ text: column.heading, tone: 'faint' }, index)).join(GAP);
  const lines = rows.map((_row, rowIndex) =>
    filled.map(({ cells }, index) => put(cells[rowIndex] ?? { text: '' }, index)).join(GAP),
  );
  return [heading, ...lines].map((line) => line.trimEnd()).join('\n');
}

/** Names and values below each other; a value that is empty is left out with its name. */
export function fields(rows: readonly (readonly [string, string | Cell])[], paint: Paint): string {
  const filled = rows.map(([name, value]) => [name, toCell(value)] as const).filter(([, { text }]) => text !== '');
  const width = Math.max(0, ...filled.map(([name]) => displayWidth(name)));
  return filled
    .map(([name, { text, tone }]) => `${paint('faint', pad(name, width))}${GAP}${tone ? paint(tone, text) : text}`)
    .join('\n');
}
