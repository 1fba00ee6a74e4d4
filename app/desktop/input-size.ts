/** Wide enough for the longest input there is (a pasted key file of two million characters), far below what could hurt. */
export const LARGEST_INPUT = 4_000_000;
const DEEPEST_INPUT = 8;

/** Whether a value that came over IPC is small and flat enough to be looked at: counts characters, members and levels, and stops early. */
export function fitsInput(value: unknown, largest = LARGEST_INPUT): boolean {
  let left = largest;
  const visit = (each: unknown, depth: number): boolean => {
    left -= 1;
    if (typeof each === 'string') left -= each.length;
    if (left < 0 || depth > DEEPEST_INPUT) return false;
    if (each === null || typeof each !== 'object')
      return typeof each !== 'function' && typeof each !== 'symbol' && typeof each !== 'bigint';
    if (!Array.isArray(each) && Object.getPrototypeOf(each) !== Object.prototype) return false;
    return Object.entries(each).every(([name, member]) => {
      left -= name.length;
      return visit(member, depth + 1);
    });
  };
  return visit(value, 0);
}
