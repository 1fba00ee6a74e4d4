/** One request to the LINE side of the practice platform, from its arrival to the last byte of its answer. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { ENDPOINTS, endpointAt, type EndpointMatch, type EndpointName } from '../endpoints.ts';
import { isProcessed, type PracticeFault } from '../faults/fault.ts';
import type { FaultScript } from '../faults/fault-script.ts';
import { deliver, faultyDelivery, plainDelivery, type Delivery, type Wait } from '../http/delivery.ts';
import { mediaTypeOf, readBody } from '../http/request-body.ts';
import { logRequest, type PracticeRequest } from '../http/request-log.ts';
import { refuse } from '../refusals.ts';
import type { StateKeeper } from '../register/state-file.ts';
import type { Answer } from './answer.ts';
import { channelIdOf, HANDLERS } from './handlers.ts';
import type { LineCall, LineDesk } from './line-desk.ts';
import { commonHeaders, embellished } from './line-manners.ts';
import type { RateLimits } from './rate-limits.ts';

/** What an exchange needs beyond the desk. */
export interface LineSide {
  readonly desk: LineDesk;
  readonly faults: FaultScript;
  readonly rateLimits: RateLimits;
  readonly keeper: StateKeeper;
  readonly log: PracticeRequest[];
  readonly wait: Wait;
}

interface Routed {
  readonly endpoint: EndpointName;
  readonly call: LineCall;
  readonly channelId: string | undefined;
}

function parametersOf(request: IncomingMessage, url: URL, body: string, endpoint: EndpointName): URLSearchParams {
  const { parameters } = ENDPOINTS[endpoint];
  if (parameters === 'query') return url.searchParams;
  const isForm = parameters === 'form' && mediaTypeOf(request) === 'application/x-www-form-urlencoded';
  return new URLSearchParams(isForm ? body : '');
}

function bearerOf(request: IncomingMessage): string | undefined {
  return /^Bearer ([^ ]+)$/i.exec(request.headers.authorization ?? '')?.[1];
}

/** Finds out what is wanted, or gives the answer to what cannot be wanted. */
async function route(
  side: LineSide,
  request: IncomingMessage,
  url: URL,
  match: EndpointMatch,
): Promise<Routed | Answer> {
  const { desk } = side;
  const body = await readBody(request);
  if (body === undefined) return refuse('body-too-large', desk.knobs);
  if (match.found === 'nothing') return refuse('no-such-path', desk.knobs);
  if (match.found === 'other-method') return refuse('wrong-method', desk.knobs);
  // LINE: "Retry failed API requests": the header is for sending messages; any other API refuses the request.
  if (request.headers['x-line-retry-key'] !== undefined) return refuse('retry-key', desk.knobs);
  const call = { parameters: parametersOf(request, url, body, match.name), bearer: bearerOf(request) };
  return { endpoint: match.name, call, channelId: channelIdOf(desk, call) };
}

function isWithinRate(side: LineSide, { endpoint, channelId }: Routed): boolean {
  if (channelId === undefined) return true;
  const { knobs } = side.desk;
  const perSecond =
    ENDPOINTS[endpoint].rate === 'short-lived' ? knobs.shortLivedRateLimitPerSecond : knobs.rateLimitPerSecond;
  return side.rateLimits.admits(`${channelId} ${endpoint}`, perSecond);
}

/** Does what is wanted, and makes it last before anybody hears of it. */
async function fulfil(side: LineSide, routed: Routed): Promise<Answer> {
  if (!isWithinRate(side, routed)) return refuse('rate-limit', side.desk.knobs);
  const answer = HANDLERS[routed.endpoint](side.desk, routed.call);
  await side.keeper.saved();
  return embellished(answer, side.desk);
}

async function deliveryFor(
  side: LineSide,
  routed: Routed,
  fault: PracticeFault | undefined,
  url: URL,
): Promise<Delivery> {
  if (fault === undefined) return plainDelivery(await fulfil(side, routed));
  const answer = isProcessed(fault) ? await fulfil(side, routed) : null;
  return faultyDelivery(fault, answer, `${url.pathname}${url.search}`);
}

/** Answers one request, and logs it. */
export async function exchange(
  side: LineSide,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const requestId = randomUUID();
  const at = new Date(side.desk.nowMs()).toISOString();
  const match = endpointAt(request.method ?? '', url.pathname);
  const wanted = await route(side, request, url, match);
  const routed = 'endpoint' in wanted ? wanted : undefined;
  const fault = routed === undefined ? undefined : side.faults.take(routed.endpoint, routed.channelId);
  const bare = 'endpoint' in wanted ? await deliveryFor(side, wanted, fault, url) : plainDelivery(wanted);
  const isSilent = bare.manner.kind === 'never' || bare.manner.kind === 'reset';
  logRequest(side.log, {
    method: request.method ?? '',
    path: match.found === 'nothing' ? '(no such path)' : url.pathname,
    endpoint: match.found === 'nothing' ? null : match.name,
    channelId: routed?.channelId ?? null,
    status: isSilent ? null : bare.status,
    requestId,
    at,
    contentType: request.headers['content-type'] ?? null,
    headerNames: Object.keys(request.headers),
    fault: fault?.kind ?? null,
  });
  const headers = { ...commonHeaders(side.desk, { requestId, status: bare.status, fault }), ...bare.headers };
  response.sendDate = false;
  await deliver(response, { ...bare, headers, delayMs: bare.delayMs + side.desk.knobs.latencyMs }, side.wait);
}
