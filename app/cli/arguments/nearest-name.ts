/** Edits (insert, delete, replace, swap neighbours) that turn `from` into `to`: optimal string alignment. */
function editDistance(from: string, to: string): number {
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row += 1) {
    const current: number[] = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const same = from[row - 1] === to[column - 1];
      const swapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      const costs = [
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
        ...(swapped ? [(beforeLast[column - 2] ?? 0) + 1] : []),
      ];
      current.push(Math.min(...costs));
    }
    beforeLast = last;
    last = current;
  }
  return last[to.length] ?? 0;
}

/** The name that somebody probably meant: the nearest one, where it is near enough; undefined otherwise. */
export function nearestName(given: string, names: readonly string[]): string | undefined {
  if (given.length > 40) return undefined;
  const wanted = given.toLowerCase();
  const [best] = names
    .map((name) => ({
      name,
      distance: name.startsWith(wanted) && wanted.length > 1 ? 0.5 : editDistance(wanted, name),
    }))
    .sort((one, other) => one.distance - other.distance);
  return best && best.distance <= Math.max(1, Math.floor(best.name.length / 3)) ? best.name : undefined;
}
