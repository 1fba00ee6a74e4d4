/**
 * What can be made to go wrong on the way between a caller and the practice platform.
 *
 * The difference that matters for issuing is whether the request was *processed*: a token made by a request whose answer is lost burns one
 * of the channel's 30 slots, and nobody has its value.
 */
import type { EndpointName } from '../endpoints.ts';

/** Which requests a fault meets. */
export interface FaultScope {
  readonly endpoint: EndpointName | 'any';
  /** Only requests about this channel; without it, any. */
  readonly channelId?: string;
  /** How many matching requests pass unharmed first. Default 0. */
  readonly skip?: number;
  /** How many matching requests it meets. Default 1. */
  readonly times?: number | 'always';
}

/** What happens. Each kind says whether the request is processed. */
export type FaultKind =
  /** Another status (500, 503, 429 …) with a sentence. Not processed, unless told: a gateway may give up after the work was done. */
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly message?: string;
      readonly retryAfterSeconds?: number;
      readonly processed?: boolean;
    }
  /** Processed and answered, real milliseconds later. */
  | { readonly kind: 'delay'; readonly delayMs: number }
  /** Not processed, never answered. */
  | { readonly kind: 'hang' }
  /** Processed, never answered. */
  | { readonly kind: 'hang-after' }
  /** Not processed; the connection is reset. */
  | { readonly kind: 'drop-before' }
  /** Processed; the connection is reset instead of an answer. */
  | { readonly kind: 'drop-after' }
  /** Processed; half of the answer, then a reset. */
  | { readonly kind: 'half-body' }
  /** A captive portal: 200 (or another status) with a page. Not processed. */
  | { readonly kind: 'html'; readonly status?: number }
  /** 200 (or another status) with `{"message":"failed to parse"}`, as seen from LINE's verify endpoint in 2020. Not processed. */
  | { readonly kind: 'failed-to-parse'; readonly status?: number }
  /** Not processed; points elsewhere, by default at the same place, so that a caller who follows gets through. */
  | { readonly kind: 'redirect'; readonly status?: number; readonly location?: string }
  /** Processed; a body of zero bytes. */
  | { readonly kind: 'empty-body' }
  /** Processed; JSON that ends in the middle, with a length that fits. */
  | { readonly kind: 'broken-json' }
  /** Processed; one field less: the named one, or the first. */
  | { readonly kind: 'missing-field'; readonly field?: string }
  /** Processed; more fields than any page lists, some with awkward names. */
  | { readonly kind: 'unknown-fields' }
  /** Processed; numbers as text, text as numbers, lists as objects. */
  | { readonly kind: 'wrong-types' }
  /** Processed; padded to `bytes` (default 1 MiB and one), with the length declared or, by default, not. */
  | { readonly kind: 'huge-body'; readonly bytes?: number; readonly declareLength?: boolean }
  /** Processed; no `Date` header. */
  | { readonly kind: 'no-date' }
  /** Processed; a `Date` header that is off by so many seconds. */
  | { readonly kind: 'wrong-date'; readonly errorSeconds: number }
  /** Processed; the answer trickles in over so many real milliseconds. */
  | { readonly kind: 'slow'; readonly overMs: number };

/** A fault with its aim. */
export type PracticeFault = FaultScope & FaultKind;

/** The kinds that keep a request from being processed. A `status` says for itself whether it does. */
const UNPROCESSED: readonly FaultKind['kind'][] = ['hang', 'drop-before', 'html', 'failed-to-parse', 'redirect'];

/** True where the request does its work although something goes wrong with its answer. */
export function isProcessed(fault: FaultKind): boolean {
  return fault.kind === 'status' ? (fault.processed ?? false) : !UNPROCESSED.includes(fault.kind);
}
