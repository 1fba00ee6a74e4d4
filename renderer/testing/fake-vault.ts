import type { AuditEntry, AuditKind, Channel, SigningKey, Token, VaultStatus } from '../../shared/domain.ts';
import type { ConnectionReport } from '../../shared/connection.ts';
import type { EventName, EventPayload } from '../../shared/events.ts';
import { SLOTS_PER_CHANNEL } from '../../shared/line-limits.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../shared/settings.ts';
import { FakeFailure, type Handlers } from './fake-failure.ts';
import { isMatching, outlookOf } from './fake-answers.ts';
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
import { noHistory } from './fake-history.ts';
import { connectionHandlers, fakeConnection } from './fake-connection.ts';
import { FakeContainments } from './fake-containments.ts';
import { fakeIdentify } from './fake-identify.ts';
import { FakeOperations } from './fake-operations.ts';
import { fakeReminders } from './fake-reminders.ts';
import { notInTheWindow } from './fake-reports.ts';
import { FakeRotations } from './fake-rotations.ts';

export interface FakeVaultOptions {
  readonly state?: VaultStatus['state'];
  readonly keychain?: VaultStatus['keychain'];
  readonly keystore?: 'os' | 'file';
  readonly content?: FakeContent;
  readonly clock?: () => number;
  /** Between the tokens of a revocation, so that its progress can be seen. */
  readonly pause?: () => Promise<void>;
  readonly settings?: Partial<Settings>;
}

const HOLDS_SLOT: readonly Token['state'][] = ['active', 'draining', 'revoking', 'orphan', 'foreign'];
export const PROVED_KID = '11111111-2222-4333-8444-555555555555';

/** A vault in memory that behaves like the engine as far as the window can tell. */
export class FakeVault {
  state: VaultStatus['state'];
  content: FakeContent;
  audit: AuditEntry[];
  /** What it says of its connections; `tellConnection` changes it as the engine does. */
  connection = fakeConnection();
  settings: Settings;
  emit: <Name extends EventName>(name: Name, payload: EventPayload<Name>) => void = () => undefined;
  #options: FakeVaultOptions;
  #random = sequence(42);
  #clock: () => number;

  constructor(options: FakeVaultOptions = {}) {
    this.#options = options;
    this.#clock = options.clock ?? (() => Date.now());
    this.state = options.state ?? 'open';
    this.content = options.content ?? emptyContent();
    const history = this.content.history ?? noHistory;
    this.operations.records = [...history.operations];
    this.audit = [...history.audit];
    this.settings = { ...DEFAULT_SETTINGS, ...options.settings };
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

  tellConnection(report: ConnectionReport): void {
    this.connection = report;
    this.emit('connection.changed', report);
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
    const unknown = (this.content.history ?? noHistory).issues.filter(
      (issue) => issue.channelId === stored.channelId && issue.state === 'unknown',
    ).length;
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
        unknown,
        free: Math.max(0, SLOTS_PER_CHANNEL - taken.length - unknown),
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

  #selected(selection: Parameters<Handlers['token.revoke']>[0]): Token[] {
    if ('tokenIds' in selection) return selection.tokenIds.map((tokenId) => this.#token(tokenId));
    if ('matching' in selection) {
      const except = new Set(selection.except);
      return this.content.tokens.filter(
        (token) => isMatching(token, selection.matching, this.#clock()) && !except.has(token.tokenId),
      );
    }
    return this.content.tokens.filter((token) => token.channelId === selection.channelId && token.state === 'active');
  }

  #page({
    sort = 'expiresAt',
    direction = 'ascending',
    limit = 100,
    cursor,
    offset = 0,
    ...filter
  }: Parameters<Handlers['token.list']>[0]) {
    const matches = this.content.tokens.filter((token) => isMatching(token, filter, this.#clock()));
    const sign = direction === 'ascending' ? 1 : -1;
    matches.sort((one, other) => (one[sort] < other[sort] ? -sign : one[sort] > other[sort] ? sign : 0));
    const start = cursor === undefined ? offset : Number(cursor);
    return {
      tokens: matches.slice(start, start + limit),
      nextCursor: start + limit < matches.length ? String(start + limit) : null,
    };
  }

  #channelsToCheck(wanted: Parameters<Handlers['token.check']>[0]): readonly string[] {
    if ('matching' in wanted) return [...new Set(this.#selected(wanted).map(({ channelId }) => channelId))];
    return wanted.channelIds ?? this.content.channels.map(({ channelId }) => channelId);
  }

  #issue({
    channelId,
    lifetimeSeconds = 2_592_000,
    label = '',
    consumer = '',
  }: Parameters<Handlers['token.issue']>[0]): Token {
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
  }

  #revoked(token: Token): void {
    const now = this.#now();
    this.content.tokens[this.content.tokens.indexOf(token)] = {
      ...token,
      state: 'revoked',
      revokedAt: now,
      provedAt: now,
    };
    this.#log('token-revoked', token.channelId, token.tokenId);
  }

  readonly operations = new FakeOperations({
    content: () => this.content,
    now: () => this.#clock(),
    newId: () => uuidFrom(this.#random),
    selected: (selection) => this.#selected(selection),
    issue: (input) => this.#issue(input),
    revoke: (token) => this.#revoked(token),
    check: (channelId) => this.#change(channelId, { checkedAt: this.#now() }),
    emit: (name, payload) => this.emit(name, payload),
    pause: () => this.#options.pause?.() ?? Promise.resolve(),
  });

  readonly rotations = new FakeRotations({
    channels: () => this.content.channels,
    tokens: () => this.content.tokens,
    before: () => this.content.rotations ?? [],
    clock: () => this.#clock(),
    uuid: () => uuidFrom(this.#random),
    defaultLifetimeSeconds: () => this.settings.tokenLifetimeSeconds,
    issue: async (order) => this.handlers['token.issue']({ ...order, label: '' }),
    log: (kind, channelId, subjectId) => this.#log(kind, channelId, subjectId),
  });

  readonly containments = new FakeContainments({
    channels: () => this.content.channels,
    keys: () => this.content.keys,
    tokens: () => this.content.tokens,
    now: () => this.#now(),
    uuid: () => uuidFrom(this.#random),
    revoke: (token) => this.#revoked(token),
    makeKey: (channelId) => {
      const key = fakeKey(channelId, 'generated', this.#clock(), this.#random);
      this.content.keys.push(key);
      return key;
    },
    issue: (order) => this.#issue(order),
    log: (kind, channelId, subjectId) => this.#log(kind, channelId, subjectId),
    pause: () => this.#options.pause?.() ?? Promise.resolve(),
  });

  readonly handlers: Handlers = {
    ...notInTheWindow,
    ...fakeReminders(() => this.#clock()),
    ...connectionHandlers(() => this.connection),
    ...this.containments.handlers,
    ...fakeIdentify({
      tokens: () => this.content.tokens,
      channels: () => this.content.channels,
      now: () => this.#now(),
      clearsAt: () => iso(this.#clock() + 20_000),
      addChannel: ({ channelId, name, hasSecret, tags }) =>
        this.content.channels.push({
          channelId: channelId ?? '',
          name: name ?? '',
          platform: 'https://api.line.me',
          platformKind: 'line',
          hasSecret,
          createdAt: this.#now(),
          checkedAt: null,
          tags,
          pinned: false,
        }),
    }),
    ...this.rotations.handlers,
    ...this.operations.handlers,
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
        tags: [],
        pinned: false,
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
    'channel.setTags': ({ channelId, tags }) => this.#change(channelId, { tags }),
    'channel.pin': ({ channelId, pinned }) => this.#change(channelId, { pinned }),
    'channel.setSecret': ({ channelId }) => {
      this.containments.secretSetAt[channelId] = this.#now();
      return this.#change(channelId, { hasSecret: true });
    },
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
    'key.importFile': ({ channelId }) => {
      const key: SigningKey = { ...fakeKey(channelId, 'generated', this.#clock(), this.#random), origin: 'imported' };
      this.content.keys.push(key);
      return { signingKey: key };
    },
    'key.savePublic': ({ signingKeyId }) => ({
      savedAs: `kagibako-${this.#key(signingKeyId).channelId}-public-jwk.json`,
    }),
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
    'token.issue': (input) => this.#issue(input),
    'token.list': (query) => this.#page(query),
    'token.count': (filter) => {
      const own = this.content.tokens.filter(
        ({ channelId }) => filter.channelId === undefined || channelId === filter.channelId,
      );
      const byState: Record<string, number> = {};
      for (const { state } of own) byState[state] = (byState[state] ?? 0) + 1;
      const matching = own.filter((token) => isMatching(token, filter, this.#clock())).length;
      return { matching, total: own.length, byState };
    },
    'token.outlook': ({ boundaries }) => ({
      channels: this.content.channels.map(({ channelId }) =>
        outlookOf(channelId, this.content.tokens, boundaries, this.#clock()),
      ),
    }),
    'token.show': ({ tokenId }) => this.#token(tokenId),
    'token.copy': ({ tokenId }) => {
      this.#log('token-copied', this.#token(tokenId).channelId, tokenId);
      return { clearsAt: iso(this.#clock() + 20_000) };
    },
    'token.reveal': ({ tokenId }) => {
      this.#log('token-revealed', this.#token(tokenId).channelId, tokenId);
      return { accessToken: `fake.${tokenId.replaceAll('-', '')}.value` };
    },
    'token.check': (wanted) => ({
      channels: this.#channelsToCheck(wanted).map((channelId) => {
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
    'token.previewRevoke': async (selection) => {
      const preview = await this.handlers['operation.preview']({ kind: 'revoke', selection });
      return { ...preview, digest: preview.digest ?? '' };
    },
    'token.revoke': async (selection) => {
      const { operationId } = this.operations.begin({ kind: 'revoke', selection });
      await this.handlers['operation.wait']({ operationId });
      return { operationId, results: [] };
    },
    'issue.list': ({ channelId, unresolvedOnly = true }) => ({
      issues: (this.content.history ?? noHistory).issues.filter(
        (issue) =>
          (channelId === undefined || issue.channelId === channelId) && (!unresolvedOnly || issue.state === 'unknown'),
      ),
    }),
    'audit.list': ({ channelId, subjectId, beforeSequence, limit = 50 }) => ({
      entries: this.audit
        .filter(
          (entry) =>
            (beforeSequence === undefined || entry.sequence < beforeSequence) &&
            (channelId === undefined || entry.channelId === channelId) &&
            (subjectId === undefined || entry.subjectId === subjectId),
        )
        .slice(0, limit),
    }),
    'settings.show': () => ({ settings: this.settings, problem: null }),
    'settings.change': (change) => {
      if (change.proxy?.mode === 'manual' && !/^https?:\/\/[^@/]+$/.test(change.proxy.url))
        throw new FakeFailure('proxy-not-allowed', { proxy: change.proxy.url });
      this.settings = { ...this.settings, ...change };
      this.emit('settings.changed', { settings: this.settings });
      return { settings: this.settings, problem: null };
    },
    'about.show': () => ({
      version: '0.1.0',
      versions: [
        { name: 'Electron', version: '45.3.3' },
        { name: 'Chromium', version: '150.0.0.0' },
        { name: 'Node.js', version: '24.21.0' },
        { name: 'SQLite', version: '3.53.0' },
        { name: 'Linux', version: '6.12.0' },
      ],
      folder: this.status().folder,
      logFile: `${this.status().folder}/kagibako.log`,
      licences: [
        { name: 'better-sqlite3', version: '13.2.0', licence: 'MIT', text: 'The MIT License (MIT)\n\nCopyright …' },
        { name: 'jose', version: '6.2.17', licence: 'MIT', text: 'The MIT License (MIT)\n\nCopyright …' },
        { name: 'svelte', version: '5.57.3', licence: 'MIT', text: 'Copyright (c) 2016-2025 …' },
      ],
      desktop: { tray: true, notifications: true, startAtLogin: true },
    }),
    'about.openFolder': () => ({ done: true }),
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
          tags: [],
          pinned: false,
        });
      }
      return { url: 'http://127.0.0.1:7420', consoleUrl: 'http://127.0.0.1:7420/console', channelId };
    },
    'console.open': () => ({ opened: 'https://developers.line.biz/console/' }),
  };
}
