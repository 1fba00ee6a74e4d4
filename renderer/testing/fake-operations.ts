import type { Consequence, Token } from '../../shared/domain.ts';
import {
  REVOKE_RISKS,
  type ItemOutcome,
  type Operation,
  type OperationItem,
  type OperationOrder,
} from '../../shared/operations.ts';
import type { EventName, EventPayload } from '../../shared/events.ts';
import { ADVISED_TOKENS_PER_CONSUMER } from '../../shared/line-limits.ts';
import { isRevocable } from '../format/token-life.ts';
import { consequencesOf, digestOf } from './fake-answers.ts';
import { iso, type FakeContent, type StoredChannel } from './fake-data.ts';
import { FakeFailure, type Handlers } from './fake-failure.ts';

/** An operation with all of its items, as the vault in memory keeps it. */
export interface OperationRecord {
  operation: Operation;
  readonly items: OperationItem[];
}

/** What an item comes to, where it does not simply succeed. */
export type FakeEnding = Pick<OperationItem, 'outcome' | 'error'>;

/** What the operations need of the vault that they belong to. */
export interface FakeOperationsOptions {
  readonly content: () => FakeContent;
  readonly now: () => number;
  readonly newId: () => string;
  readonly selected: (selection: Parameters<Handlers['token.revoke']>[0]) => Token[];
  readonly issue: (input: Parameters<Handlers['token.issue']>[0]) => Token;
  readonly revoke: (token: Token) => void;
  readonly check: (channelId: string) => void;
  readonly emit: <Name extends EventName>(name: Name, payload: EventPayload<Name>) => void;
  /** Before each item, so that the progress can be seen. */
  readonly pause?: (() => Promise<void>) | undefined;
}

type ItemStart = Pick<OperationItem, 'channelId' | 'channelName' | 'consumer' | 'label' | 'tokenId' | 'keyId'>;
type OfKind<Kind extends OperationOrder['kind']> = Extract<OperationOrder, { kind: Kind }>;
type OperationCalls =
  | 'operation.preview'
  | 'operation.begin'
  | 'operation.list'
  | 'operation.show'
  | 'operation.wait'
  | 'operation.pause'
  | 'operation.resume'
  | 'operation.retry'
  | 'operation.cancel'
  | 'operation.runQueue';

const OPEN: readonly Operation['state'][] = ['queued', 'running', 'paused', 'interrupted'];
const GOOD: readonly ItemOutcome[] = ['revoked', 'already-invalid', 'checked', 'issued'];
const WAITS: readonly Operation['kind'][] = ['revoke', 'check'];
const OUTCOME_OF = { revoke: 'revoked', check: 'checked', issue: 'issued', rotate: 'issued' } as const;
const LIVE: readonly Token['state'][] = ['active', 'draining', 'revoking'];
const isBad = ({ outcome }: OperationItem) => outcome !== null && !GOOD.includes(outcome);

/** The operations over many items of a vault in memory: they run item by item, rest, go on, and end as those of the engine do. */
export class FakeOperations {
  records: OperationRecord[] = [];
  /** A platform that does not answer: what may wait for it waits. */
  unreachable: string | null = null;
  /** Tokens whose successor is issued and not adopted. */
  notAdopted: readonly string[] = [];
  /** Decides how an item ends; null where it simply succeeds. */
  faults: (item: OperationItem) => FakeEnding | null = () => null;
  readonly #options: FakeOperationsOptions;
  readonly #orders = new Map<string, Parameters<Handlers['operation.begin']>[0]>();
  /** Lets whoever waits for an operation go on. */
  readonly #resting = new Map<string, PromiseWithResolvers<undefined>>();

  constructor(options: FakeOperationsOptions) {
    this.#options = options;
  }

  readonly handlers: Pick<Handlers, OperationCalls> = {
    'operation.preview': (order) => this.#preview(order),
    'operation.begin': (order) => this.begin(order),
    'operation.list': ({ limit = 50, openOnly = false }) => ({
      operations: this.records
        .map(({ operation }) => operation)
        .filter(({ state }) => !openOnly || OPEN.includes(state))
        .slice(0, limit),
    }),
    'operation.show': ({ operationId, outcomes, offset = 0, limit = 200 }) => {
      const { operation, items } = this.#record(operationId);
      const matching = items.filter(({ outcome }) => !outcomes || outcomes.includes(outcome ?? 'open'));
      const counts: Partial<Record<ItemOutcome | 'open', number>> = {};
      for (const { outcome } of items) counts[outcome ?? 'open'] = (counts[outcome ?? 'open'] ?? 0) + 1;
      const all = { ...NO_OUTCOMES, ...counts };
      return { operation, outcomes: all, items: matching.slice(offset, offset + limit), matching: matching.length };
    },
    'operation.wait': async ({ operationId }) => {
      const record = this.#record(operationId);
      await this.#resting.get(operationId)?.promise;
      return record.operation;
    },
    'operation.pause': ({ operationId }) => {
      const record = this.#record(operationId);
      this.#mustBe(record, ['running', 'queued'], 'operation-not-running');
      return this.#rest(record, 'paused');
    },
    'operation.resume': ({ operationId }) => {
      const record = this.#record(operationId);
      this.#mustBe(record, ['queued', 'paused', 'interrupted'], 'operation-not-resumable');
      return this.#start(record);
    },
    'operation.retry': ({ operationId }) => {
      const record = this.#record(operationId);
      this.#mustBe(record, ['some-failed', 'failed', 'cancelled'], 'operation-not-resumable');
      record.items.forEach((item, index) => {
        if (!isBad(item)) return;
        const { error: _, ...others } = item;
        record.items[index] = { ...others, outcome: null, endedAt: null };
      });
      return this.#start(record);
    },
    'operation.cancel': ({ operationId }) => {
      const record = this.#record(operationId);
      this.#mustBe(record, OPEN, 'operation-not-running');
      this.#rest(record, 'cancelled');
      return { done: true };
    },
    'operation.runQueue': () => {
      const queued = this.records.filter(({ operation }) => operation.state === 'queued');
      return { operations: queued.map((record) => this.#start(record)) };
    },
  };

  /** Records an order and begins it. */
  begin(order: Parameters<Handlers['operation.begin']>[0]): Operation {
    const started = this.#startsOf(order);
    const items = started.map((start, position): OperationItem => ({
      ...start,
      position,
      issueId: null,
      rotationId: order.kind === 'rotate' ? this.#options.newId() : null,
      outcome: null,
      tries: 0,
      endedAt: null,
    }));
    const operation: Operation = {
      operationId: this.#options.newId(),
      kind: order.kind,
      state: 'running',
      total: items.length,
      finished: 0,
      failed: 0,
      startedAt: this.#now(),
      endedAt: null,
      waitsFor: null,
    };
    const record = { operation, items };
    this.records.unshift(record);
    this.#orders.set(operation.operationId, order);
    return this.#start(record);
  }

  /** As if the vault had ended in the middle of what runs. */
  interrupt(): void {
    for (const record of this.records) if (record.operation.state === 'running') this.#rest(record, 'interrupted');
  }

  #now = () => iso(this.#options.now());

  #record(operationId: string): OperationRecord {
    const found = this.records.find(({ operation }) => operation.operationId === operationId);
    if (!found) throw new FakeFailure('not-found', { kind: 'operation', id: operationId });
    return found;
  }

  #mustBe(
    { operation }: OperationRecord,
    states: readonly Operation['state'][],
    code: 'operation-not-running' | 'operation-not-resumable',
  ): void {
    if (!states.includes(operation.state)) throw new FakeFailure(code, { state: operation.state });
  }

  #channel(channelId: string): StoredChannel {
    const found = this.#options.content().channels.find((channel) => channel.channelId === channelId);
    if (!found) throw new FakeFailure('not-found', { kind: 'channel', id: channelId });
    return found;
  }

  #change(record: OperationRecord, change: Partial<Operation>, latest: OperationItem | null = null): Operation {
    record.operation = {
      ...record.operation,
      finished: record.items.filter(({ outcome }) => outcome !== null).length,
      failed: record.items.filter(isBad).length,
      ...change,
    };
    this.#options.emit('operation.progress', { operation: record.operation, latest });
    return record.operation;
  }

  #rest(record: OperationRecord, state: Exclude<Operation['state'], 'running'>): Operation {
    const isOver = !OPEN.includes(state);
    const operation = this.#change(record, { state, endedAt: isOver ? this.#now() : null, waitsFor: null });
    this.#resting.get(operation.operationId)?.resolve(undefined);
    this.#resting.delete(operation.operationId);
    this.#options.emit('ledger.changed', { areas: ['operations'], channelIds: [] });
    return operation;
  }

  #start(record: OperationRecord): Operation {
    const waits =
      WAITS.includes(record.operation.kind) &&
      record.items.some(({ channelId }) => this.#channel(channelId).platform === this.unreachable);
    if (waits && this.unreachable !== null) {
      const waitsFor = { platform: this.unreachable, triedAt: this.#now() };
      const operation = this.#change(record, { state: 'queued', endedAt: null, waitsFor });
      this.#options.emit('ledger.changed', { areas: ['operations'], channelIds: [] });
      return operation;
    }
    const turn = Promise.withResolvers<undefined>();
    this.#resting.set(record.operation.operationId, turn);
    const operation = this.#change(record, { state: 'running', endedAt: null, waitsFor: null });
    void this.#run(record, turn);
    return operation;
  }

  /** Works on while it is this turn that runs: one that was paused and resumed has another. */
  async #run(record: OperationRecord, turn: PromiseWithResolvers<undefined>): Promise<void> {
    const isMine = () => this.#resting.get(record.operation.operationId) === turn;
    for (const { position } of record.items.filter(({ outcome }) => outcome === null)) {
      await this.#options.pause?.();
      const item = record.items[position];
      if (!item || !isMine()) return;
      const ended: OperationItem = { ...item, ...this.#do(record, item), tries: item.tries + 1, endedAt: this.#now() };
      record.items[position] = ended;
      this.#change(record, {}, ended);
    }
    if (!isMine()) return;
    const { total, failed } = this.#change(record, {});
    this.#rest(record, failed === 0 ? 'done' : failed === total ? 'failed' : 'some-failed');
  }

  #do({ operation }: OperationRecord, item: OperationItem): Partial<OperationItem> {
    const fault = this.faults(item);
    if (fault) return fault;
    const { channelId, tokenId } = item;
    const { kind, operationId } = operation;
    if (kind === 'revoke') return this.#revoke(channelId, tokenId);
    if (kind === 'check') this.#options.check(channelId);
    else {
      const order = this.#orders.get(operationId);
      const lifetimeSeconds = order?.kind === 'issue' ? (order.lifetimeSeconds ?? 2_592_000) : 2_592_000;
      try {
        const token = this.#options.issue({
          channelId,
          consumer: item.consumer,
          label: item.label,
          lifetimeSeconds,
        });
        return { outcome: 'issued', tokenId: token.tokenId, keyId: token.keyId };
      } catch (error) {
        if (error instanceof FakeFailure) return { outcome: 'failed', error: error.failure };
        throw error;
      }
    }
    return { outcome: OUTCOME_OF[kind] };
  }

  #revoke(channelId: string, tokenId: string | null): FakeEnding {
    const token = this.#options.content().tokens.find((each) => each.tokenId === tokenId);
    if (!this.#channel(channelId).hasSecret)
      return { outcome: 'failed', error: new FakeFailure('channel-secret-missing', { channelId }).failure };
    if (!token || !LIVE.includes(token.state)) return { outcome: 'already-invalid' };
    this.#options.revoke(token);
    return { outcome: 'revoked' };
  }

  #startsOf(order: Parameters<Handlers['operation.begin']>[0]): readonly ItemStart[] {
    const ofChannel = (channelId: string, consumer = '', label = ''): ItemStart => ({
      channelId,
      channelName: this.#channel(channelId).name,
      consumer,
      label,
      tokenId: null,
      keyId: null,
    });
    switch (order.kind) {
      case 'revoke':
        return this.#toRevoke(order).map(({ channelId, channelName, consumer, label, tokenId, keyId }) => ({
          channelId,
          channelName,
          consumer,
          label,
          tokenId,
          keyId,
        }));
      case 'check':
        return this.#toCheck(order.selection).map((channelId) => ofChannel(channelId));
      case 'issue':
        return order.channelIds.map((channelId) => ofChannel(channelId, order.consumer, order.label));
      case 'rotate':
        return order.consumers.map(({ channelId, consumer }) => ofChannel(channelId, consumer));
    }
  }

  #toRevoke({ selection }: { readonly selection: Parameters<Handlers['token.revoke']>[0] }): readonly Token[] {
    const selected = this.#options.selected(selection);
    const tokens = 'matching' in selection ? selected.filter(isRevocable) : selected;
    const previewed = 'matching' in selection ? selection.digest : undefined;
    if (previewed !== undefined && previewed !== digestOf(tokens)) throw new FakeFailure('selection-changed');
    const risks = this.consequences(tokens, tokens)
      .map(({ kind }) => kind)
      .filter((kind) => REVOKE_RISKS.some((risk) => risk === kind && !(selection.accept ?? []).includes(risk)));
    if (risks.length > 0)
      throw new FakeFailure('not-safe-to-revoke', { count: tokens.length, risks: risks.join(', ') });
    return tokens;
  }

  #toCheck(selection: Parameters<Handlers['token.check']>[0]): readonly string[] {
    if ('matching' in selection)
      return [...new Set(this.#options.selected(selection).map(({ channelId }) => channelId))];
    return selection.channelIds ?? this.#options.content().channels.map(({ channelId }) => channelId);
  }

  /** What revoking these would do. */
  consequences(chosen: readonly Token[], matching: readonly Token[]): Consequence[] {
    const waiting = chosen.filter(({ tokenId }) => this.notAdopted.includes(tokenId));
    const consumers = [...new Set(waiting.map(({ consumer }) => consumer))];
    return [
      ...consequencesOf(
        chosen,
        matching,
        this.#options.content().tokens,
        (channelId) => this.#channel(channelId).hasSecret,
      ),
      ...(waiting.length > 0
        ? [
            {
              kind: 'successor-not-adopted' as const,
              count: waiting.length,
              tokenIds: waiting.map(({ tokenId }) => tokenId),
              consumers,
            },
          ]
        : []),
    ];
  }

  #preview(order: Parameters<Handlers['operation.preview']>[0]) {
    if (order.kind === 'revoke') {
      const all = this.#options.selected(order.selection);
      const chosen = 'matching' in order.selection ? all.filter(isRevocable) : all;
      const channels = this.#byChannel(chosen.map(({ channelId }) => channelId));
      return {
        digest: digestOf(chosen),
        count: chosen.length,
        channels,
        consequences: this.consequences(chosen, all),
        calls: chosen.length + 2 * channels.length,
      };
    }
    const channelIds = this.#startsOf(order as OfKind<'issue'>).map(({ channelId }) => channelId);
    return {
      digest: null,
      count: channelIds.length,
      channels: this.#byChannel(channelIds),
      consequences: order.kind === 'check' ? [] : this.#issueConsequences(order as OfKind<'issue' | 'rotate'>),
      calls: channelIds.length * (order.kind === 'check' ? 1 : 2),
    };
  }

  #byChannel(channelIds: readonly string[]) {
    return [...new Set(channelIds)].map((channelId) => ({
      channelId,
      name: this.#channel(channelId).name,
      count: channelIds.filter((each) => each === channelId).length,
    }));
  }

  #issueConsequences(order: OfKind<'issue' | 'rotate'>): Consequence[] {
    const { tokens, keys } = this.#options.content();
    const wanted =
      order.kind === 'rotate'
        ? order.consumers
        : order.channelIds.map((channelId) => ({ channelId, consumer: order.consumer }));
    const channelIds = [...new Set(wanted.map(({ channelId }) => channelId))];
    const held = (channelId: string) =>
      tokens.filter((token) => token.channelId === channelId && [...LIVE, 'orphan', 'foreign'].includes(token.state))
        .length;
    const full = channelIds.filter((channelId) => held(channelId) >= 30);
    const keyless = channelIds.filter(
      (channelId) =>
        !keys.some((key) => key.channelId === channelId && (key.state === 'proved' || key.state === 'registered')),
    );
    const many = wanted.filter(
      ({ channelId, consumer }) =>
        consumer !== '' &&
        tokens.filter(
          (token) => token.channelId === channelId && token.consumer === consumer && LIVE.includes(token.state),
        ).length >= ADVISED_TOKENS_PER_CONSUMER,
    );
    return [
      ...(full.length > 0 ? [{ kind: 'slots-full' as const, channelIds: full }] : []),
      ...(keyless.length > 0 ? [{ kind: 'no-signing-key' as const, channelIds: keyless }] : []),
      ...(many.length > 0
        ? [
            {
              kind: 'many-of-consumer' as const,
              count: many.length,
              consumers: [...new Set(many.map(({ consumer }) => consumer))],
            },
          ]
        : []),
    ];
  }
}

const NO_OUTCOMES: Readonly<Record<ItemOutcome | 'open', number>> = {
  revoked: 0,
  'already-invalid': 0,
  unproved: 0,
  checked: 0,
  issued: 0,
  unknown: 0,
  orphaned: 0,
  failed: 0,
  open: 0,
};
