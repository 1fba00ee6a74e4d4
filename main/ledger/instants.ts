/**
 * The ledger keeps instants as whole milliseconds since 1970 in UTC: half the size of the text in every index, and one spelling for each instant.
 * The contract speaks ISO 8601.
 */

/** Milliseconds of an ISO 8601 instant. Throws where it is none: the contract has parsed it before. */
export function toMilliseconds(instant: string): number {
  const milliseconds = Date.parse(instant);
  if (Number.isNaN(milliseconds)) throw new Error(`"${instant}" is not an instant`);
  return milliseconds;
}

/** The ISO 8601 instant, in UTC and with milliseconds. */
export function toInstant(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

/** The same for a moment that may never have come. */
export function toInstantOrNull(milliseconds: number | null): string | null {
  return milliseconds === null ? null : toInstant(milliseconds);
}
