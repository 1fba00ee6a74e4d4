import type {
  AuditEntry,
  AuditKind,
  Channel,
  Operation,
  RevokeResult,
  SigningKey,
  Token,
  VaultStatus,
} from '../../shared/domain.ts';
import type { EventName, EventPayload } from '../../shared/events.ts';
import { SLOTS_PER_CHANNEL } from '../../shared/line-limits.ts';
import { FakeFailure, type Handlers } from './fake-failure.ts';
import {
  emptyContent,
  fakeKey,
  iso,
  keyIdFrom,
  sequence,
  uuidFrom,
  type FakeContent,
  type StoredChannel,
} from './fake-data.ts';

export interface FakeVaultOptions {
  readonly state?: VaultStatus['state'];
  readonly keychain?: VaultStatus['keychain'];
  readonly keystore?: 'os' | 'file';
  readonly content?: FakeContent;
  readonly clock?: () => number;
  /** Between the tokens of a revocation, so that its progress can be seen. */
  readonly pause?: () => Promise<void>;
}

const HOLDS_SLOT: readonly Token['state'][] = ['active', 'draining', 'revoking', 'orphan', 'foreign'];
export const PROVED_KID = '11111111-2222-4333-8444-555555555555';

/** A vault in memory that behaves like the engine as far as the window can tell. */
export class FakeVault {
  state: VaultStatus['state'];
  content: FakeContent;
  operations: { operation: Operation; results: RevokeResult[] }[] = [];
  audit: AuditEntry[] = [];
  emit: <Name extends EventName>(name: Name, payload: EventPayload<Name>) => void = () => undefined;
  #options: FakeVaultOptions;
  #random = sequence(42);
  #clock: () => number;
  #cancelled = new Set<string>();

  constructor(options: FakeVaultOptions = {}) {
    this.#options = options;
    this.#clock = options.clock ?? (() => Date.now());
    this.state = options.state ?? 'open';
    this.content = options.content ?? emptyContent();
  }

  #now = () => iso(this.#clock());

  #log(kind: AuditKind, channelId: string | null, subjectId: string | null = null): void {
    this.audit.unshift({
      sequence: this.audit.length + 1,
      at: this.#now(),
      kind,
      door: 'desktop',
      channelId,
      subjectId,
      note: null,
    });
    this.emit('ledger.changed', { areas: ['audit'], channelIds: channelId === null ? [] : [channelId] });
  }

  status(): VaultStatus {
    const { keystore = 'os', keychain = { state: 'available', name: 'GNOME Keyring', problem: null } } = this.#options;
    const made = this.state !== 'missing';
    return {
      state: this.state,
      folder: '/home/sakura/.local/share/kagibako',
      vaultId: made ? '5b0f4d0e-6a55-4a4b-9f0e-0d1c2b3a4f5e' : null,
      keystore: made ? keystore : null,
      createdAt: made ? iso(this.#clock() - 90 * 86_400_000) : null,
      ledgerVersion: this.state === 'open' ? 10 : null,
      keychain,
      counts: null,
    };
  }

  channel(stored: StoredChannel): Channel {
    const tokens = this.content.tokens.filter(({ channelId }) => channelId === stored.channelId);
    const count = (state: Token['state']) => tokens.filter((token) => token.state === state).length;
    const taken = tokens.filter((token) => HOLDS_SLOT.includes(token.state));
    const states = this.content.keys
      .filter(({ channelId }) => channelId === stored.channelId)
      .map(({ state }) => state);
    const keyState = (['proved', 'registered', 'generated'] as const).find((state) => states.includes(state)) ?? 'none';
    return {
      ...stored,
      keyState,
      slots: {
        limit: SLOTS_PER_CHANNEL,
        live: count('active') + count('revoking'),
        draining: count('draining'),
        orphan: count('orphan'),
        foreign: count('foreign'),
        unknown: 0,
        free: Math.max(0, SLOTS_PER_CHANNEL - taken.length),
        nextFreesAt: taken.map(({ expiresAt }) => expiresAt).sort()[0] ?? null,
      },
    };
  }

  #stored(channelId: string): StoredChannel {
    const found = this.content.channels.find((channel) => channel.channelId === channelId);
    if (!found) throw new FakeFailure('not-found', { kind: 'channel', id: channelId });
    return found;
  }

  #change(channelId: string, change: Partial<StoredChannel>): Channel {
    const index = this.content.channels.indexOf(this.#stored(channelId));
    const next = { ...this.#stored(channelId), ...change };
    this.content.channels[index] = next;
    return this.channel(next);
  }

  #key(signingKeyId: string): SigningKey {
    const found = this.content.keys.find((key) => key.signingKeyId === signingKeyId);
    if (!found) throw new FakeFailure('not-found', { kind: 'key', id: signingKeyId });
    return found;
  }

  #changeKey(signingKeyId: string, change: Partial<SigningKey>): SigningKey {
    const index = this.content.keys.indexOf(this.#key(signingKeyId));
    const next = { ...this.#key(signingKeyId), ...change };
    this.content.keys[index] = next;
    return next;
  }

  #token(tokenId: string): Token {
    const found = this.content.tokens.find((token) => token.tokenId === tokenId);
    if (!found) throw new FakeFailure('not-found', { kind: 'token', id: tokenId });
    return found;
  }

  #open(state: VaultStatus['state']): VaultStatus {
    this.state = state;
    this.emit('vault.changed', { state });
    return this.status();
  }

  #prove(signingKeyId: string) {
    const key = this.#key(signingKeyId);
    if (key.kid !== PROVED_KID) {
      const error = new FakeFailure('kid-not-found', { kid: key.kid, channelId: key.channelId }).failure;
      return { signingKey: key, proof: { outcome: 'failed' as const, error } };
    }
    const signingKey = this.#changeKey(signingKeyId, { state: 'proved', proved: true, provedAt: this.#now() });
    return { signingKey, proof: { outcome: 'proved' as const, liveKeyIds: 0, clockSkewSeconds: 1 } };
  }

  #selected(selection: { tokenIds: string[] } | { channelId: string; all: true }): Token[] {
    if ('tokenIds' in selection) return selection.tokenIds.map((tokenId) => this.#token(tokenId));
    return this.content.tokens.filter((token) => token.channelId === selection.channelId && token.state === 'active');
  }

  #page({
    channelId,
    states,
    search,
    sort = 'expiresAt',
    direction = 'ascending',
    limit = 100,
    cursor,
  }: Parameters<Handlers['token.list']>[0]) {
    const matches = this.content.tokens.filter(
      (token) =>
        (channelId === undefined || token.channelId === channelId) &&
        (states === undefined || states.includes(token.state)) &&
        (search === undefined ||
          [token.consumer, token.label, token.keyId, token.channelName].some((text) =>
            text.toLowerCase().includes(search.toLowerCase()),
          )),
    );
    const sign = direction === 'ascending' ? 1 : -1;
    matches.sort((one, other) => (one[sort] < other[sort] ? -sign : one[sort] > other[sort] ? sign : 0));
    const start = Number(cursor ?? 0);
    return {
      tokens: matches.slice(start, start + limit),
      nextCursor: start + limit < matches.length ? String(start + limit) : null,
    };
  }

  async #revoke(selection: Parameters<Handlers['token.revoke']>[0]) {
    const tokens = this.#selected(selection);
    const operationId = uuidFrom(this.#random);
    let operation: Operation = {
      operationId,
      kind: 'revoke',
      state: 'running',
      total: tokens.length,
      finished: 0,
      failed: 0,
      startedAt: this.#now(),
      endedAt: null,
    };
    const results: RevokeResult[] = [];
    this.emit('operation.progress', { operation, latest: null });
    for (const token of tokens) {
      await this.#options.pause?.();
      if (this.#cancelled.has(operationId)) break;
      const hasSecret = this.#stored(token.channelId).hasSecret;
      const result: RevokeResult = {
        tokenId: token.tokenId,
        channelId: token.channelId,
        keyId: token.keyId,
        outcome: hasSecret ? 'revoked' : 'failed',
        ...(hasSecret
          ? {}
          : { error: new FakeFailure('channel-secret-missing', { channelId: token.channelId }).failure }),
      };
      if (hasSecret) {
        this.content.tokens[this.content.tokens.indexOf(token)] = {
          ...token,
          state: 'revoked',
          revokedAt: this.#now(),
          provedAt: this.#now(),
        };
        this.#log('token-revoked', token.channelId, token.tokenId);
      }
      results.push(result);
      operation = {
        ...operation,
        finished: results.length,
        failed: results.filter(({ outcome }) => outcome !== 'revoked').length,
      };
      this.emit('operation.progress', { operation, latest: result });
    }
    operation = {
      ...operation,
      state: this.#cancelled.has(operationId) ? 'cancelled' : operation.failed > 0 ? 'some-failed' : 'done',
      endedAt: this.#now(),
    };
    this.operations.unshift({ operation, results });
    return { operationId, results };
  }

  readonly handlers: Handlers = {
    'vault.status': () => this.status(),
    'vault.create': ({ keystore, passphrase }) => {
      if (keystore === 'file' && (passphrase ?? '').length < 12)
        throw new FakeFailure('passphrase-weak', { minimum: 12 });
      return this.#open('open');
    },
    'vault.unlock': ({ passphrase }) => {
      if (this.#options.keystore === 'file' && passphrase !== 'correct horse battery')
        throw new FakeFailure('passphrase-wrong');
      return this.#open('open');
    },
    'vault.lock': () => this.#open('locked'),
    'channel.add': ({ channelId, name, platform, channelSecret }) => {
      if (this.content.channels.some((channel) => channel.channelId === channelId))
        throw new FakeFailure('channel-exists', { channelId });
      const stored: StoredChannel = {
        channelId,
        name,
        platform: platform ?? 'https://api.line.me',
        platformKind: platform === undefined ? 'line' : 'practice',
        hasSecret: channelSecret !== undefined,
        createdAt: this.#now(),
        checkedAt: null,
      };
      this.content.channels.push(stored);
      this.#log('channel-added', channelId);
      return this.channel(stored);
    },
    'channel.list': () => ({ channels: this.content.channels.map((stored) => this.channel(stored)) }),
    'channel.show': ({ channelId }) => ({
      channel: this.channel(this.#stored(channelId)),
      signingKeys: this.content.keys.filter((key) => key.channelId === channelId),
      unresolvedIssues: [],
    }),
    'channel.rename': ({ channelId, name }) => this.#change(channelId, { name }),
    'channel.setSecret': ({ channelId }) => this.#change(channelId, { hasSecret: true }),
    'channel.remove': ({ channelId }) => {
      const { slots } = this.channel(this.#stored(channelId));
      if (slots.live > 0) throw new FakeFailure('channel-in-use', { channelId, live: slots.live, unresolved: 0 });
      this.content.channels.splice(this.content.channels.indexOf(this.#stored(channelId)), 1);
      return { done: true };
    },
    'key.generate': ({ channelId }) => {
      const key = fakeKey(channelId, 'generated', this.#clock(), this.#random);
      this.content.keys.push(key);
      this.#log('key-generated', channelId, key.signingKeyId);
      return key;
    },
    'key.import': ({ channelId, material }) => {
      if (!material.includes('"d"')) throw new FakeFailure('key-public-only');
      const key: SigningKey = { ...fakeKey(channelId, 'generated', this.#clock(), this.#random), origin: 'imported' };
      this.content.keys.push(key);
      return key;
    },
    'key.list': ({ channelId }) => ({
      signingKeys: this.content.keys.filter((key) => channelId === undefined || key.channelId === channelId),
    }),
    'key.public': ({ signingKeyId }) => this.#key(signingKeyId).publicJwk,
    'key.copyPublic': () => ({ done: true }),
    'key.lint': () => ({ accepted: true, findings: [], repaired: null }),
    'key.register': ({ signingKeyId, kid, prove = true }) => {
      this.#changeKey(signingKeyId, { kid, state: 'registered', registeredAt: this.#now(), proved: false });
      return prove
        ? this.#prove(signingKeyId)
        : { signingKey: this.#key(signingKeyId), proof: { outcome: 'not-asked' } };
    },
    'key.prove': ({ signingKeyId }) => this.#prove(signingKeyId),
    'key.retire': ({ signingKeyId }) => this.#changeKey(signingKeyId, { state: 'retired', retiredAt: this.#now() }),
    'assertion.create': () => ({ assertion: 'a.b.c', expiresAt: this.#now() }),
    'token.issue': ({ channelId, lifetimeSeconds = 2_592_000, label = '', consumer = '' }) => {
      const owner = this.#stored(channelId);
      const slots = this.channel(owner).slots;
      if (slots.free === 0)
        throw new FakeFailure('slots-full', { limit: slots.limit, channelId, freesAt: slots.nextFreesAt });
      const token: Token = {
        tokenId: uuidFrom(this.#random),
        channelId,
        channelName: owner.name,
        platformKind: owner.platformKind,
        keyId: keyIdFrom(this.#random),
        state: 'active',
        label,
        consumer,
        issuedAt: this.#now(),
        expiresAt: iso(this.#clock() + lifetimeSeconds * 1000),
        expiryKnown: true,
        checkedAt: null,
        provedAt: null,
        revokedAt: null,
        hasValue: true,
        signingKeyId: null,
        issueId: null,
      };
      this.content.tokens.push(token);
      this.#log('token-issued', channelId, token.tokenId);
      return token;
    },
    'token.list': (query) => this.#page(query),
    'token.count': ({ channelId }) => {
      const own = this.content.tokens.filter((token) => channelId === undefined || token.channelId === channelId);
      const byState: Record<string, number> = {};
      for (const { state } of own) byState[state] = (byState[state] ?? 0) + 1;
      return { total: own.length, byState: byState };
    },
    'token.show': ({ tokenId }) => this.#token(tokenId),
    'token.copy': ({ tokenId }) => {
      this.#log('token-copied', this.#token(tokenId).channelId, tokenId);
      return { clearsAt: iso(this.#clock() + 20_000) };
    },
    'token.reveal': ({ tokenId }) => {
      this.#log('token-revealed', this.#token(tokenId).channelId, tokenId);
      return { accessToken: `fake.${tokenId.replaceAll('-', '')}.value` };
    },
    'token.check': ({ channelIds }) => ({
      channels: (channelIds ?? this.content.channels.map(({ channelId }) => channelId)).map((channelId) => {
        this.#change(channelId, { checkedAt: this.#now() });
        return {
          channelId,
          live: 0,
          gone: 0,
          orphans: [],
          foreign: [],
          resolvedIssues: [],
          checkedAt: this.#now(),
          clockSkewSeconds: 0,
        };
      }),
    }),
    'token.verify': () => ({
      valid: true,
      channelId: '2006123456',
      expiresInSeconds: 864_000,
      scope: null,
      token: this.content.tokens[1] ?? null,
      refusal: null,
    }),
    'token.stateless': () => ({ accessToken: 'a.b.c', expiresAt: this.#now() }),
    'token.previewRevoke': (selection) => {
      const tokens = this.#selected(selection);
      const ids = new Set(tokens.map(({ tokenId }) => tokenId));
      const last = tokens.filter(
        (token) =>
          token.consumer !== '' &&
          !this.content.tokens.some(
            (other) =>
              !ids.has(other.tokenId) &&
              other.channelId === token.channelId &&
              other.consumer === token.consumer &&
              other.state === 'active',
          ),
      );
      const noSecret = [...new Set(tokens.map(({ channelId }) => channelId))].filter(
        (channelId) => !this.#stored(channelId).hasSecret,
      );
      const channels = [...new Set(tokens.map(({ channelId }) => channelId))].map((channelId) => ({
        channelId,
        name: this.#stored(channelId).name,
        count: tokens.filter((token) => token.channelId === channelId).length,
      }));
      return {
        count: tokens.length,
        channels,
        consequences: [
          ...(last.length > 0
            ? [
                {
                  kind: 'last-of-consumer' as const,
                  tokenIds: last.map(({ tokenId }) => tokenId),
                  consumers: [...new Set(last.map(({ consumer }) => consumer))],
                },
              ]
            : []),
          ...(noSecret.length > 0 ? [{ kind: 'no-secret' as const, channelIds: noSecret }] : []),
        ],
      };
    },
    'token.revoke': (selection) => this.#revoke(selection),
    'issue.list': () => ({ issues: [] }),
    'operation.list': () => ({ operations: this.operations.map(({ operation }) => operation) }),
    'operation.show': ({ operationId }) => {
      const found = this.operations.find(({ operation }) => operation.operationId === operationId);
      if (!found) throw new FakeFailure('not-found', { kind: 'operation', id: operationId });
      return found;
    },
    'operation.cancel': ({ operationId }) => {
      this.#cancelled.add(operationId);
      return { done: true };
    },
    'audit.list': ({ beforeSequence, limit = 50 }) => ({
      entries: this.audit
        .filter(({ sequence: each }) => beforeSequence === undefined || each < beforeSequence)
        .slice(0, limit),
    }),
    'practice.start': () => {
      const channelId = '9000000001';
      if (!this.content.channels.some((channel) => channel.channelId === channelId)) {
        this.content.channels.push({
          channelId,
          name: 'Practice shop',
          platform: 'http://127.0.0.1:7420',
          platformKind: 'practice',
          hasSecret: true,
          createdAt: this.#now(),
          checkedAt: null,
        });
      }
      return { url: 'http://127.0.0.1:7420', consoleUrl: 'http://127.0.0.1:7420/console', channelId };
    },
    'console.open': () => ({ opened: 'https://developers.line.biz/console/' }),
  };
}
