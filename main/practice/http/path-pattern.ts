/** Paths with named parts. */

/** The named parts of a path that fits a pattern such as `/practice/channels/:channelId`; undefined where it does not fit. */
export function fitPath(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const parts: Record<string, string> = {};
  for (const [index, word] of wanted.entries()) {
    const actual = given[index] ?? '';
    if (word.startsWith(':')) parts[word.slice(1)] = actual;
    else if (word !== actual) return undefined;
  }
  return parts;
}
