/** Small parsers for what comes from outside: request bodies, the state file, pasted keys. */

/** True for a JSON object (not an array, not null). */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Parses JSON; undefined where the text is not JSON (JSON itself has no undefined). */
export function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

/** Decodes base64url strictly (RFC 7515 section 2: no padding, no other characters); undefined where the text is not that. */
export function fromBase64url(text: string): Buffer | undefined {
  if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) return undefined;
  return Buffer.from(text, 'base64url');
}

/** True for a whole number of at least `least`, and of at most `most` where given. */
export function isWhole(value: unknown, least: number, most = Number.MAX_SAFE_INTEGER): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= least && value <= most;
}

/** True for one of the listed strings. */
export function isOneOf<Word extends string>(value: unknown, words: readonly Word[]): value is Word {
  return words.some((word) => word === value);
}

/** True for a channel ID as LINE gives them: ten digits in every sample of LINE's pages. */
export function isChannelId(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9]{10}$/.test(value);
}

/** True for a channel secret as LINE gives them: 32 lower-case hexadecimal digits. */
export function isChannelSecret(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{32}$/.test(value);
}
