import { createPublicKey, randomBytes, verify, type JsonWebKey, type KeyObject } from 'node:crypto';
import type { HttpAnswer, HttpRequest, HttpTransport } from '../../main/ports.ts';

/**
 * LINE as a few lines of state, written apart from the practice platform: what each may do is told by LINE's documentation, and two readings of it
 * are better than one. It answers as an HTTP transport, so that thousands of exchanges cost no sockets.
 */

const SLOTS = 30;
const LONGEST_LIFE_SECONDS = 30 * 24 * 60 * 60;

/** What goes wrong with one exchange, and when the process that asked dies of it. */
export const MISHAPS = [
  'none',
  'unreachable',
  'cut-before',
  'cut-after',
  'busy',
  'failed-before',
  'failed-after',
  'blocked-after',
  'throttled-after',
  'dies-before',
  'dies-after',
] as const;
export type Mishap = (typeof MISHAPS)[number];

export type Endpoint = 'issue' | 'list' | 'revoke' | 'verify';

interface ModelToken {
  readonly keyId: string;
  readonly value: string;
  readonly endsAt: number;
  readonly elsewhere: boolean;
  revoked: boolean;
}

interface ModelChannel {
  readonly secret: string;
  readonly keys: Map<string, KeyObject>;
  readonly tokens: ModelToken[];
}

const json = (status: number, body: unknown): HttpAnswer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from(JSON.stringify(body)),
});

const page = (status: number): HttpAnswer => ({
  status,
  headers: { 'content-type': 'text/html' },
  body: Buffer.from('<html><title>Not allowed</title></html>'),
});

/** What the model knows and nobody else does. */
export class ModelOfLine {
  readonly #channels = new Map<string, ModelChannel>();
  readonly #now: () => number;
  /** What happens to the next exchanges, in their order; then nothing does. */
  readonly mishaps: { readonly endpoint: Endpoint; readonly mishap: Mishap }[] = [];
  /** Called at the moment at which the asking process dies. */
  onDeath: () => void = () => undefined;
  /** How many issues were refused because all slots were taken. */
  refusedAsFull = 0;
  /** The most live tokens that any channel ever had. */
  fullest = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  addChannel(channelId: string, secret: string): void {
    this.#channels.set(channelId, { secret, keys: new Map(), tokens: [] });
  }

  /** Answers the kid under which LINE's console would show the key. */
  register(channelId: string, publicJwk: JsonWebKey): string {
    const kid = crypto.randomUUID();
    this.#channel(channelId).keys.set(kid, createPublicKey({ key: publicJwk, format: 'jwk' }));
    return kid;
  }

  /** Somebody else issues a token; undefined where the channel is full. */
  issueElsewhere(channelId: string, lifetimeSeconds: number): string | undefined {
    const token = this.#issue(this.#channel(channelId), lifetimeSeconds, true);
    return token?.keyId;
  }

  live(channelId: string): readonly { readonly keyId: string; readonly value: string; readonly elsewhere: boolean }[] {
    return this.#live(this.#channel(channelId));
  }

  /** A transport of one process; `dead()` says whether that process is gone by now. */
  transport(dead: () => boolean): HttpTransport {
    return (request) => {
      const endpoint = endpointOf(request);
      const at = this.mishaps.findIndex((each) => each.endpoint === endpoint);
      const mishap = at < 0 ? 'none' : (this.mishaps.splice(at, 1)[0]?.mishap ?? 'none');
      return Promise.resolve(dead() ? nobodyThere : this.#exchange(endpoint, request, mishap));
    };
  }

  #exchange(endpoint: Endpoint, request: HttpRequest, mishap: Mishap): Awaited<ReturnType<HttpTransport>> {
    switch (mishap) {
      case 'unreachable':
        return nobodyThere;
      case 'cut-before':
        return cut;
      case 'busy':
        return { answer: json(429, { message: 'The API rate limit has been exceeded. Try again later.' }) };
      case 'failed-before':
        return { answer: json(500, { message: 'Internal server error' }) };
      case 'dies-before':
        this.onDeath();
        return cut;
      case 'none':
      case 'cut-after':
      case 'failed-after':
      case 'blocked-after':
      case 'throttled-after':
      case 'dies-after': {
        const answer = this.#answer(endpoint, request);
        if (mishap === 'dies-after') this.onDeath();
        if (mishap === 'cut-after' || mishap === 'dies-after') return cut;
        // A proxy that lets a request through and keeps its answer back.
        if (mishap === 'blocked-after') return { answer: page(403) };
        if (mishap === 'throttled-after') return { answer: page(429) };
        return { answer: mishap === 'failed-after' ? json(500, { message: 'Internal server error' }) : answer };
      }
    }
  }

  #answer(endpoint: Endpoint, request: HttpRequest): HttpAnswer {
    const given = new URLSearchParams(
      request.method === 'GET' ? request.url.search : (request.body?.toString('utf8') ?? ''),
    );
    if (endpoint === 'revoke') return this.#revoke(given);
    const asserted = this.#assertedBy(given.get('client_assertion') ?? '');
    if (!asserted) return json(404, { message: 'Cannot find channel key that satisfies the conditions' });
    const { channel, payload } = asserted;
    if (endpoint === 'list') return json(200, { kids: this.#live(channel).map(({ keyId }) => keyId) });
    const lifetimeSeconds = Number(payload['token_exp']);
    if (!(lifetimeSeconds > 0 && lifetimeSeconds <= LONGEST_LIFE_SECONDS))
      return json(400, { error: 'invalid_client' });
    const token = this.#issue(channel, lifetimeSeconds, false);
    if (!token) {
      this.refusedAsFull += 1;
      return json(400, { message: 'The maximum number of access tokens has already been issued' });
    }
    return json(200, {
      access_token: token.value,
      token_type: 'Bearer',
      expires_in: lifetimeSeconds,
      key_id: token.keyId,
    });
  }

  /** LINE answers 200 for an unknown token as well; a wrong secret is refused. */
  #revoke(given: URLSearchParams): HttpAnswer {
    const channel = this.#channels.get(given.get('client_id') ?? '');
    if (channel?.secret !== given.get('client_secret')) return json(400, { error: 'invalid_client' });
    const token = channel.tokens.find(({ value }) => value === given.get('access_token'));
    if (token) token.revoked = true;
    return { status: 200, headers: {}, body: Buffer.alloc(0) };
  }

  #issue(channel: ModelChannel, lifetimeSeconds: number, elsewhere: boolean): ModelToken | undefined {
    if (this.#live(channel).length >= SLOTS) return undefined;
    const token = {
      keyId: randomBytes(16).toString('base64url'),
      value: `${randomBytes(12).toString('base64url')}.${randomBytes(40).toString('base64url')}.${randomBytes(32).toString('base64url')}`,
      endsAt: this.#now() + lifetimeSeconds * 1_000,
      elsewhere,
      revoked: false,
    };
    channel.tokens.push(token);
    this.fullest = Math.max(this.fullest, this.#live(channel).length);
    return token;
  }

  #assertedBy(assertion: string): { channel: ModelChannel; payload: Record<string, unknown> } | undefined {
    const [head = '', body = '', signature = ''] = assertion.split('.');
    const read = (part: string) =>
      JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as Record<string, unknown>;
    const payload = read(body);
    const channel = this.#channels.get(String(payload['iss']));
    const key = channel?.keys.get(String(read(head)['kid']));
    if (!channel || !key) return undefined;
    const right = verify('sha256', Buffer.from(`${head}.${body}`), key, Buffer.from(signature, 'base64url'));
    return right ? { channel, payload } : undefined;
  }

  #channel(channelId: string): ModelChannel {
    const channel = this.#channels.get(channelId);
    if (!channel) throw new Error(`the model has no channel ${channelId}`);
    return channel;
  }

  #live(channel: ModelChannel): readonly ModelToken[] {
    return channel.tokens.filter(({ revoked, endsAt }) => !revoked && endsAt > this.#now());
  }
}

const nobodyThere = {
  problem: { kind: 'unreachable', sent: false, problem: 'the connection was refused' },
} as const;
const cut = { problem: { kind: 'broken', sent: true, problem: 'the connection was cut' } } as const;

function endpointOf({ method, url: { pathname } }: HttpRequest): Endpoint {
  if (pathname.endsWith('/tokens/kid')) return 'list';
  if (pathname.endsWith('/revoke')) return 'revoke';
  if (pathname.endsWith('/verify')) return 'verify';
  if (method === 'POST' && pathname.endsWith('/token')) return 'issue';
  throw new Error(`the model knows no ${method} ${pathname}`);
}
