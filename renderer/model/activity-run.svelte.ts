import type { InputOf } from '../../shared/contract.ts';
import type { Operation } from '../../shared/operations.ts';
import type { Failure } from '../../shared/result.ts';
import type { Bridge } from '../bridge.ts';
import { OperationItems } from './activity-items.svelte.ts';
import { isOpen } from './activity-outcomes.ts';
import { PaceMeter, type Pace } from './activity-pace.ts';
import type { OperationVerb } from './activity.svelte.ts';

/** One order over many items: begun here, and followed until nothing works on it any more. */
export class OperationRun {
  operation = $state.raw<Operation | null>(null);
  /** How each item ended; null until it is over. */
  items = $state.raw<OperationItems | null>(null);
  pace = $state.raw<Pace | null>(null);
  failure = $state.raw<Failure | null>(null);
  /** A verb was given and not answered yet, or a stop was asked for. */
  acting = $state(false);
  /** Whether it rests: it waits for its platform, was paused, or was broken off. */
  isResting = $derived(this.operation !== null && this.operation.state !== 'running' && isOpen(this.operation));
  /** Whether it is over and its outcome is here. */
  isOver = $derived(this.operation !== null && !isOpen(this.operation) && (this.items?.reading ?? null) !== null);
  outcomes = $derived(this.items?.reading?.outcomes ?? null);
  #bridge: Bridge;
  #meter = new PaceMeter();
  #stopListening: () => void = () => undefined;

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
  }

  /** Records the order and begins it. A refusal comes back, and nothing was begun then. */
  async begin(order: InputOf<'operation.begin'>): Promise<Failure | null> {
    this.leave();
    this.operation = null;
    this.items = null;
    // It may move on before the answer that names it is here.
    const early: Record<string, Operation> = {};
    this.#stopListening = this.#bridge.on('operation.progress', ({ operation }) => {
      if (this.operation === null) early[operation.operationId] = operation;
      else if (operation.operationId === this.operation.operationId) this.#take(operation);
    });
    const answer = await this.#bridge.call('operation.begin', order);
    if (!answer.ok) {
      this.leave();
      return answer.error;
    }
    this.#take(early[answer.value.operationId] ?? answer.value);
    return null;
  }

  /** Resolves when it neither runs nor is about to; then its outcome is here, or it rests. */
  async settle(): Promise<void> {
    const operationId = this.operation?.operationId;
    if (operationId === undefined) return;
    const answer = await this.#bridge.call('operation.wait', { operationId });
    if (!answer.ok) {
      this.failure = answer.error;
      return;
    }
    this.#take(answer.value);
    if (!isOpen(answer.value)) await this.#readItems(answer.value);
  }

  /** Pauses, goes on with, tries again or stops it; resolves when it has come to rest after that. */
  async act(verb: OperationVerb): Promise<void> {
    const operationId = this.operation?.operationId;
    if (operationId === undefined || this.acting) return;
    this.acting = true;
    const answer = await this.#bridge.call(`operation.${verb}`, { operationId });
    this.failure = answer.ok ? null : answer.error;
    if (answer.ok) {
      if (verb === 'retry') this.items = null;
      if ('operationId' in answer.value) this.#take(answer.value);
      // What is under way comes to its end first.
      if (verb !== 'cancel') this.acting = false;
      await this.settle();
    }
    this.acting = false;
  }

  /** Listens no more; the operation itself goes on. */
  leave(): void {
    this.#stopListening();
    this.#stopListening = () => undefined;
  }

  #take(operation: Operation): void {
    const wasResting = this.isResting;
    this.operation = operation;
    this.#meter.see(operation.finished, Date.now());
    this.pace = operation.state === 'running' ? this.#meter.paceOf(operation.total) : null;
    // The queue went on by itself, or somebody resumed it elsewhere.
    if (wasResting && operation.state === 'running' && !this.acting) void this.settle();
  }

  async #readItems({ operationId, failed }: Operation): Promise<void> {
    const items = new OperationItems(this.#bridge, operationId, failed > 0 ? 'bad' : 'all');
    await items.read();
    this.items = items;
    this.failure = items.failure;
  }
}
