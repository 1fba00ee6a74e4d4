/**
 * What the practice platform was asked, for tests and for the curious: never a query, a body or a header's value, because that is where
 * assertions, secrets and tokens stand.
 */
import type { EndpointName } from '../endpoints.ts';
import type { FaultKind } from '../faults/fault.ts';
import { REQUEST_LOG_LENGTH } from '../practice-rules.ts';

/** One request. */
export interface PracticeRequest {
  readonly method: string;
  /** The path without query; of a path that does not exist, only that. */
  readonly path: string;
  /** Null for `path` that does not exist. */
  readonly endpoint: EndpointName | null;
  /** The channel it was about, by what it said of itself; null where that is no channel of ours. */
  readonly channelId: string | null;
  /** Null where no answer went out. */
  readonly status: number | null;
  /** The `X-Line-Request-Id` of the answer. */
  readonly requestId: string;
  /** When it came, on the practice clock, as an ISO instant. */
  readonly at: string;
  readonly contentType: string | null;
  /** Lower case, in the order in which they came. */
  readonly headerNames: readonly string[];
  /** What was made to go wrong with it. */
  readonly fault: FaultKind['kind'] | null;
}

/** Adds a request, and forgets the oldest beyond {@link REQUEST_LOG_LENGTH}. */
export function logRequest(log: PracticeRequest[], request: PracticeRequest): void {
  log.push(request);
  if (log.length > REQUEST_LOG_LENGTH) log.splice(0, log.length - REQUEST_LOG_LENGTH);
}
