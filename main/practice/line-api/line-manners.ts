/**
 * What every answer of LINE has about it, whatever it says: the request ID, the date, and the freedom to add fields and to order them anew
 * (LINE: "Messaging API development guidelines").
 */
import type { FaultKind } from '../faults/fault.ts';
import type { Answer } from './answer.ts';
import type { LineDesk } from './line-desk.ts';

interface Occasion {
  readonly requestId: string;
  readonly status: number;
  readonly fault: FaultKind | undefined;
}

function dateHeader(desk: LineDesk, fault: FaultKind | undefined): Record<string, string> {
  const { knobs } = desk;
  if (fault?.kind === 'no-date' || knobs.dateHeader === 'absent') return {};
  if (knobs.dateHeader === 'unreadable') return { Date: 'the day after tomorrow' };
  const errorSeconds = fault?.kind === 'wrong-date' ? fault.errorSeconds : knobs.dateHeaderErrorSeconds;
  return { Date: new Date(desk.nowMs() + errorSeconds * 1_000).toUTCString() };
}

function retryAfterHeader(desk: LineDesk, { status, fault }: Occasion): Record<string, string> {
  const { retryAfter, retryAfterSeconds } = desk.knobs;
  if (status !== 429 || fault?.kind === 'status' || retryAfter === 'absent') return {};
  if (retryAfter === 'seconds') return { 'Retry-After': String(retryAfterSeconds) };
  return { 'Retry-After': new Date(desk.nowMs() + retryAfterSeconds * 1_000).toUTCString() };
}

function isTime(desk: LineDesk): boolean {
  const { extraFields } = desk.knobs;
  return extraFields === 'always' || (extraFields === 'sometimes' && desk.chance.toss());
}

/** The headers of every answer. `X-Line-Request-Id`: LINE's Messaging API reference, "Response headers". */
export function commonHeaders(desk: LineDesk, occasion: Occasion): Record<string, string> {
  return {
    'X-Line-Request-Id': occasion.requestId,
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
    ...dateHeader(desk, occasion.fault),
    ...retryAfterHeader(desk, occasion),
    ...(isTime(desk) ? { 'X-Practice-Added': 'a header that no page lists' } : {}),
  };
}

/** The answer with fields that no page lists, and in an order that no page promises, as the knobs and chance say. */
export function embellished(answer: Answer, desk: LineDesk): Answer {
  if (answer.body === null) return answer;
  const added = isTime(desk) ? [['practice_added', { since: 'today', list: [] }] as const] : [];
  const entries = [...Object.entries(answer.body), ...added];
  return {
    status: answer.status,
    body: Object.fromEntries(desk.knobs.propertyOrder === 'shuffled' ? desk.chance.shuffled(entries) : entries),
  };
}
