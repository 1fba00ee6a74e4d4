/** What every endpoint works with. */
import type { Chance } from '../chance.ts';
import type { PracticeKnobs } from '../knobs.ts';
import type { ChannelRegister } from '../register/channels.ts';
import type { TokenRegister } from '../register/tokens.ts';
import type { Answer } from './answer.ts';

/** The platform behind the endpoints. */
export interface LineDesk {
  readonly channels: ChannelRegister;
  readonly tokens: TokenRegister;
  readonly knobs: PracticeKnobs;
  readonly chance: Chance;
  /** Milliseconds since 1970 on the practice clock. */
  readonly nowMs: () => number;
}

/** One call of an endpoint, taken apart. */
export interface LineCall {
  /** From the form or the query, wherever this endpoint has them. */
  readonly parameters: URLSearchParams;
  /** The token of an `Authorization: Bearer` header. */
  readonly bearer: string | undefined;
}

/** An endpoint: answers at once, never throws for what a caller sent. */
export type LineHandler = (desk: LineDesk, call: LineCall) => Answer;

/**
 * The value of a parameter that is there exactly once and not empty. RFC 6749 section 3.2: parameters "MUST NOT be included more than
 * once", and one without a value counts as left out.
 */
export function parameter(call: LineCall, name: string): string | undefined {
  const [value, ...others] = call.parameters.getAll(name);
  return value === undefined || value === '' || others.length > 0 ? undefined : value;
}
