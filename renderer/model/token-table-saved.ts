import type { SavedFilter } from '../../shared/settings.ts';
import type { TableFilter } from './token-table-filter.ts';

/** Filters that a person keeps under a name: at most one of each name, in the order in which they were made. */

const fields = ['channelId', 'group', 'search', 'sort', 'direction'] as const;

/** The kept filter that shows exactly what is shown now, if any. */
export function savedAs(filter: TableFilter, saved: readonly SavedFilter[]): SavedFilter | undefined {
  return saved.find((each) => fields.every((field) => each[field] === filter[field]));
}

/** Keeps a filter under a name; one that had the name before gives way, in its place. */
export function withSaved(saved: readonly SavedFilter[], name: string, filter: TableFilter): SavedFilter[] {
  const { channelId, group, search, sort, direction } = filter;
  const kept: SavedFilter = { name: name.trim(), channelId, group, search, sort, direction };
  return saved.some((each) => each.name === kept.name)
    ? saved.map((each) => (each.name === kept.name ? kept : each))
    : [...saved, kept];
}

/** Gives a kept filter another name. Null where the name is empty or belongs to another one. */
export function withRenamed(saved: readonly SavedFilter[], from: string, to: string): SavedFilter[] | null {
  const name = to.trim();
  if (name === '' || saved.some((each) => each.name === name && each.name !== from)) return null;
  return saved.map((each) => (each.name === from ? { ...each, name } : each));
}

export function withoutSaved(saved: readonly SavedFilter[], name: string): SavedFilter[] {
  return saved.filter((each) => each.name !== name);
}

/** What the table shows when a kept filter is chosen. */
export function tableFilterOf({ channelId, group, search, sort, direction }: SavedFilter): TableFilter {
  return { channelId, group, search, sort, direction };
}
