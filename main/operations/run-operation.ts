import type { Operation, OperationItem, OperationKind } from '../../shared/operations.ts';
import { mapBounded } from '../bounded.ts';
import { newRef } from '../failure.ts';
import { wasNotReached } from '../line/platform-error.ts';
import type { Session } from '../session.ts';
import { isVaultError, VaultError } from '../vault-error.ts';
import type { ItemEnd } from './operation-ledger.ts';
import { operationSession, type OperationSession } from './operation-line.ts';
import { stopReason, type StopReason } from './operation-registry.ts';
import { publish } from './publish.ts';
import { workCheck } from './work-check.ts';
import { workIssue } from './work-issue.ts';
import { workRevoke } from './work-revoke.ts';
import { workRotate } from './work-rotate.ts';
import { failed, type ChannelItems, type Run, type Work } from './work.ts';

/** Channels worked on side by side: twice as many as calls, so that there is always one that is ready to call. */
const CHANNELS_AT_ONCE = 32;

const WORK: Readonly<Record<OperationKind, Work>> = {
  revoke: workRevoke,
  check: workCheck,
  issue: workIssue,
  rotate: workRotate,
};

/** What may wait for its platform. What issues tokens is never run from a queue. */
const MAY_QUEUE: ReadonlySet<OperationKind> = new Set<OperationKind>(['revoke', 'check']);

/** What a run leads to, but for waiting. */
type StateOfRun = Exclude<Operation['state'], 'queued'>;

const RESTS: Readonly<Record<StopReason, StateOfRun>> = {
  pause: 'paused',
  cancel: 'cancelled',
  suspend: 'interrupted',
};

export interface RunOptions {
  /** False: where the platform cannot be reached, the items fail. */
  readonly mayQueue: boolean;
  /** Hears of ends once they are on record, for whoever waits for the answer: the ledger may be closed right after the run. */
  readonly onEnds?: (ends: readonly ItemEnd[]) => void;
}

function byChannel(items: readonly OperationItem[]): readonly ChannelItems[] {
  const groups = new Map<string, OperationItem[]>();
  for (const item of items) {
    const group = groups.get(item.channelId);
    if (group) group.push(item);
    else groups.set(item.channelId, [item]);
  }
  return [...groups].map(([channelId, group]) => ({ channelId, items: group }));
}

function endOf({ total, failed: bad }: Operation): StateOfRun {
  if (bad === 0) return 'done';
  return bad === total ? 'failed' : 'some-failed';
}

/** One run of an operation. */
class OperationRun {
  readonly #session: Session;
  readonly #signal: AbortSignal;
  readonly #mayQueue: boolean;
  readonly #onEnds: RunOptions['onEnds'];
  readonly #run: Run;
  readonly #calls: Pick<OperationSession, 'callsBegun' | 'hasAnswered'>;
  /** Platforms that turned out not to be reachable: what is left to do there waits. */
  readonly #unreachable = new Set<string>();
  readonly #platforms = new Map<string, string>();
  /** What went wrong with writing things down. The others are told to stop and are waited for: nothing goes on behind an answer. */
  #broken: { readonly error: unknown } | undefined;

  constructor(
    session: Session,
    found: NonNullable<Awaited<ReturnType<Session['ledger']['operation']>>>,
    signal: AbortSignal,
    { mayQueue, onEnds }: RunOptions,
  ) {
    const { session: own, ...calls } = operationSession(session, signal);
    this.#session = session;
    this.#signal = signal;
    this.#mayQueue = mayQueue && MAY_QUEUE.has(found.operation.kind);
    this.#onEnds = onEnds;
    this.#calls = calls;
    this.#run = { ...found, session: own, signal, settle: (ends) => this.#settle(ends) };
  }

  get #operationId(): string {
    return this.#run.operation.operationId;
  }

  /** Whatever it fails with, it is not left running on record. */
  async work(): Promise<Operation> {
    try {
      return await this.#workOnAll();
    } catch (error) {
      await this.#change('interrupted').catch(() => undefined);
      throw error;
    }
  }

  async #workOnAll(): Promise<Operation> {
    const items = await this.#session.ledger.openItems(this.#operationId);
    for (const { channelId, platform } of await this.#session.ledger.channels(this.#session.by().at))
      this.#platforms.set(channelId, platform);
    await mapBounded(byChannel(items), CHANNELS_AT_ONCE, (group) => this.#channel(group));
    if (this.#broken) throw this.#broken.error;
    return this.#end();
  }

  async #settle(ends: readonly ItemEnd[]): Promise<void> {
    if (ends.length === 0) return;
    const { operation, latest } = await this.#session.ledger.endItems(this.#operationId, ends, this.#session.by());
    this.#onEnds?.(ends);
    publish(this.#session, operation, latest);
  }

  async #channel(group: ChannelItems): Promise<void> {
    const platform = this.#platforms.get(group.channelId) ?? '';
    if (this.#signal.aborted || this.#broken || this.#unreachable.has(platform)) return;
    const callsBefore = this.#calls.callsBegun();
    try {
      await this.#attempt(group, platform, callsBefore);
    } catch (error) {
      this.#broken ??= { error };
      this.#session.operations.stop(this.#operationId, 'suspend');
    }
  }

  async #attempt(group: ChannelItems, platform: string, callsBefore: number): Promise<void> {
    try {
      await WORK[this.#run.operation.kind](this.#run, group);
    } catch (error) {
      if (!isVaultError(error)) throw error;
      // What stopped the waiting has not ended anything.
      if (this.#signal.aborted) return;
      // A platform that answered others meanwhile is there, however badly this channel fared.
      const silent = !this.#calls.hasAnswered(platform, callsBefore);
      if (this.#mayQueue && silent && wasNotReached(error)) {
        this.#unreachable.add(platform);
        return;
      }
      await this.#settle(group.items.map((item) => failed(this.#run, item, error)));
    }
  }

  async #change(state: StateOfRun): Promise<Operation> {
    const operation = await this.#session.ledger.changeOperation(this.#operationId, state, this.#session.by());
    publish(this.#session, operation, null);
    return operation;
  }

  async #end(): Promise<Operation> {
    const now = (await this.#session.ledger.operation(this.#operationId))?.operation ?? this.#run.operation;
    if (now.finished === now.total) return this.#change(endOf(now));
    const stopped = stopReason(this.#signal);
    if (stopped) return this.#change(RESTS[stopped]);
    const [platform] = this.#unreachable;
    if (platform === undefined) throw new Error(`operation ${this.#operationId} left items behind`);
    const operation = await this.#session.ledger.queueOperation(this.#operationId, { platform }, this.#session.by());
    publish(this.#session, operation, null);
    return operation;
  }
}

/**
 * Works on an operation that is `running` on record, until it ends or rests: all items without an outcome, its channels side by side. Rejects
 * where the ledger cannot be written any more; the operation is interrupted then.
 */
export function runOperation(session: Session, operationId: string, options: RunOptions): Promise<Operation> {
  return session.operations.run(operationId, async (signal) => {
    const found = await session.ledger.operation(operationId);
    if (!found) throw new VaultError('not-found', { kind: 'operation', id: operationId });
    return new OperationRun(session, found, signal, options).work();
  });
}

/** The same behind the answer: what goes wrong is logged. */
export function runInBackground(session: Session, operationId: string): void {
  runOperation(session, operationId, { mayQueue: true }).catch((error: unknown) => {
    if (isVaultError(error)) session.log.info('operation interrupted', { operationId, code: error.code });
    else session.log.bug(newRef(), 'operation.begin', error);
  });
}
