import type { AuditEntry, Operation, RevokeResult } from '../../shared/domain.ts';
import type { Failure } from '../../shared/result.ts';
import type { Bridge } from '../bridge.ts';

const PAGE = 50;

/** Operations over many tokens, and the log of what was done. */
export class Activity {
  operations = $state.raw<readonly Operation[] | null>(null);
  entries = $state.raw<readonly AuditEntry[] | null>(null);
  mayHaveMore = $state(false);
  failure = $state.raw<Failure | null>(null);
  /** The operation whose outcome is open, with its items. */
  opened = $state.raw<{ readonly operationId: string; readonly results: readonly RevokeResult[] } | null>(null);
  #bridge: Bridge;

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
  }

  async read(): Promise<void> {
    const wanted = Math.min(200, Math.max(PAGE, this.entries?.length ?? 0));
    const [operations, log] = await Promise.all([
      this.#bridge.call('operation.list', { limit: 20 }),
      this.#bridge.call('audit.list', { limit: wanted }),
    ]);
    this.failure = operations.ok ? (log.ok ? null : log.error) : operations.error;
    if (operations.ok) this.operations = operations.value.operations;
    if (log.ok) {
      this.entries = log.value.entries;
      this.mayHaveMore = log.value.entries.length === wanted;
    }
    if (this.opened) await this.open(this.opened.operationId);
  }

  async more(): Promise<void> {
    const last = this.entries?.at(-1);
    if (!last) return;
    const log = await this.#bridge.call('audit.list', { limit: PAGE, beforeSequence: last.sequence });
    if (!log.ok) {
      this.failure = log.error;
      return;
    }
    this.entries = [...(this.entries ?? []), ...log.value.entries];
    this.mayHaveMore = log.value.entries.length === PAGE;
  }

  async open(operationId: string): Promise<void> {
    const answer = await this.#bridge.call('operation.show', { operationId });
    if (answer.ok) this.opened = { operationId, results: answer.value.results };
    else this.failure = answer.error;
  }

  close(): void {
    this.opened = null;
  }

  /** Takes over the figures of a running operation, without reading the list again. */
  progress(operation: Operation): void {
    if (!this.operations) return;
    const known = this.operations.some((each) => each.operationId === operation.operationId);
    this.operations = known
      ? this.operations.map((each) => (each.operationId === operation.operationId ? operation : each))
      : [operation, ...this.operations];
  }

  forget(): void {
    this.operations = null;
    this.entries = null;
    this.opened = null;
    this.failure = null;
  }
}
