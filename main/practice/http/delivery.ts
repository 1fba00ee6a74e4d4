/** How an answer goes out: what a fault makes of it, and the writing itself. */
import type { ServerResponse } from 'node:http';
import type { FaultKind } from '../faults/fault.ts';
import type { Answer } from '../line-api/answer.ts';

/** An answer as it goes, or does not go, over the wire. */
export interface Delivery {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
  readonly manner:
    | { readonly kind: 'whole'; readonly declareLength: boolean }
    | { readonly kind: 'half' }
    | { readonly kind: 'trickle'; readonly overMs: number }
    | { readonly kind: 'never' }
    | { readonly kind: 'reset' };
  /** Real milliseconds before anything is written. */
  readonly delayMs: number;
}

/** Waits for real milliseconds. */
export type Wait = (milliseconds: number) => Promise<void>;

const HUGE_BYTES = 1_048_577;
const TRICKLES = 8;

const CAPTIVE_PORTAL = `<!doctype html><html><head><title>Welcome</title></head>
<body><h1>Welcome to our free Wi-Fi</h1><p>Please accept the terms to go on.</p></body></html>
`;

const STATUS_SENTENCES: Readonly<Record<number, string>> = {
  429: 'The API rate limit has been exceeded. Try again later.',
  500: 'Internal server error',
  502: 'Bad gateway',
  503: 'Service unavailable',
  504: 'Gateway timeout',
};

function jsonDelivery(status: number, body: unknown): Delivery {
  return {
    status,
    headers: { 'Content-Type': 'application/json' },
    bytes: Buffer.from(JSON.stringify(body)),
    manner: { kind: 'whole', declareLength: true },
    delayMs: 0,
  };
}

/** The plain delivery of an answer. LINE's empty bodies have no content type. */
export function plainDelivery(answer: Answer): Delivery {
  if (answer.body !== null) return jsonDelivery(answer.status, answer.body);
  return { ...jsonDelivery(answer.status, {}), headers: {}, bytes: Buffer.alloc(0) };
}

function statusDelivery(fault: FaultKind & { readonly kind: 'status' }): Delivery {
  const message = fault.message ?? STATUS_SENTENCES[fault.status] ?? 'The practice platform was told to answer this';
  const plain = jsonDelivery(fault.status, { message });
  if (fault.retryAfterSeconds === undefined) return plain;
  return { ...plain, headers: { ...plain.headers, 'Retry-After': String(fault.retryAfterSeconds) } };
}

function withWrongTypes(body: Answer['body']): Record<string, unknown> {
  const twist = (value: unknown): unknown => {
    if (typeof value === 'number') return String(value);
    return Array.isArray(value) ? Object.fromEntries(value.entries()) : 12_345;
  };
  return Object.fromEntries(Object.entries(body ?? {}).map(([name, value]) => [name, twist(value)]));
}

function withUnknownFields(body: Answer['body']): Record<string, unknown> {
  const awkward: readonly (readonly [string, unknown])[] = [
    ['__proto__', { polluted: true }],
    ['constructor', 'practice'],
    ['', null],
    ['practice_nested', { list: [1, 'two', { three: 3 }], flag: false }],
    ['キー', '値'],
  ];
  // Object.fromEntries makes own properties, also of the names that an assignment would treat specially.
  return Object.fromEntries([...awkward, ...Object.entries(body ?? {})]);
}

function withoutField(body: Answer['body'], field: string | undefined): Record<string, unknown> {
  const entries = Object.entries(body ?? {});
  const missing = field ?? entries[0]?.[0];
  return Object.fromEntries(entries.filter(([name]) => name !== missing));
}

function paddedTo(bytes: number, body: Answer['body']): Record<string, unknown> {
  const own = Buffer.byteLength(JSON.stringify({ ...body, practice_padding: '' }));
  return { ...body, practice_padding: 'x'.repeat(Math.max(0, bytes - own)) };
}

/**
 * What goes out when a fault meets a request.
 * @param answer what would have gone out; null where the request was not processed.
 * @param ownPath path and query of the request: where a redirect points by default.
 */
export function faultyDelivery(fault: FaultKind, answer: Answer | null, ownPath: string): Delivery {
  const { status, body } = answer ?? { status: 200, body: {} };
  const plain = plainDelivery({ status, body });
  switch (fault.kind) {
    case 'status':
      return statusDelivery(fault);
    case 'html':
      return {
        ...plain,
        status: fault.status ?? 200,
        headers: { 'Content-Type': 'text/html; charset=utf-8' },
        bytes: Buffer.from(CAPTIVE_PORTAL),
      };
    case 'failed-to-parse':
      return jsonDelivery(fault.status ?? 200, { message: 'failed to parse' });
    case 'redirect':
      return {
        ...plain,
        status: fault.status ?? 302,
        headers: { Location: fault.location ?? ownPath },
        bytes: Buffer.alloc(0),
      };
    case 'hang':
    case 'hang-after':
      return { ...plain, manner: { kind: 'never' } };
    case 'drop-before':
    case 'drop-after':
      return { ...plain, manner: { kind: 'reset' } };
    case 'half-body':
      return { ...plain, manner: { kind: 'half' } };
    case 'slow':
      return { ...plain, manner: { kind: 'trickle', overMs: fault.overMs } };
    case 'delay':
      return { ...plain, delayMs: fault.delayMs };
    case 'empty-body':
      return { ...plain, bytes: Buffer.alloc(0) };
    case 'broken-json':
      return { ...plain, bytes: plain.bytes.subarray(0, Math.floor(plain.bytes.length / 2)) };
    case 'missing-field':
      return jsonDelivery(status, withoutField(body, fault.field));
    case 'unknown-fields':
      return jsonDelivery(status, withUnknownFields(body));
    case 'wrong-types':
      return jsonDelivery(status, withWrongTypes(body));
    case 'huge-body':
      return {
        ...jsonDelivery(status, paddedTo(fault.bytes ?? HUGE_BYTES, body)),
        manner: { kind: 'whole', declareLength: fault.declareLength ?? false },
      };
    case 'no-date':
    case 'wrong-date':
      // These are about a header that every answer gets later.
      return plain;
  }
}

/** Breaks the connection as a failing network does: a reset, not a friendly end. */
function reset(response: ServerResponse): void {
  response.socket?.resetAndDestroy();
}

/** Writes through to the socket, and resolves when it is handed over (or the caller is gone). */
function write(response: ServerResponse, bytes: Buffer): Promise<void> {
  return new Promise((resolve) => {
    if (response.destroyed) resolve();
    else response.write(bytes, () => resolve());
  });
}

/** Sends a delivery. Resolves when it is out, or at once for one that never goes out. */
export async function deliver(response: ServerResponse, delivery: Delivery, wait: Wait): Promise<void> {
  const { status, headers, bytes, manner } = delivery;
  if (delivery.delayMs > 0) await wait(delivery.delayMs);
  if (manner.kind === 'never') return;
  if (manner.kind === 'reset') {
    reset(response);
    return;
  }
  const declaresLength = manner.kind !== 'whole' || manner.declareLength;
  response.writeHead(status, declaresLength ? { ...headers, 'Content-Length': String(bytes.length) } : headers);
  if (manner.kind === 'whole') {
    response.end(bytes);
    return;
  }
  if (manner.kind === 'half') {
    await write(response, bytes.subarray(0, Math.floor(bytes.length / 2)));
    reset(response);
    return;
  }
  const step = Math.max(1, Math.ceil(bytes.length / TRICKLES));
  for (let from = 0; from < bytes.length; from += step) {
    await write(response, bytes.subarray(from, from + step));
    await wait(manner.overMs / TRICKLES);
  }
  response.end();
}
