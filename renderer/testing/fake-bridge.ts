import * as v from 'valibot';
import { CONTRACT, type InputOf, type OperationName, type OutputOf } from '../../shared/contract.ts';
import type { EventName, EventPayload } from '../../shared/events.ts';
import type { Failure, Result } from '../../shared/result.ts';
import type { Bridge } from '../bridge.ts';
import { FakeFailure, type Handlers } from './fake-failure.ts';
import { FakeVault } from './fake-vault.ts';

/**
 * The bridge with an in-memory vault behind it, for component work and tests. Inputs and outputs are parsed with the contract,
 * so that what works here is shaped as behind the real door. Never part of the built window.
 */
export class FakeBridge implements Bridge {
  readonly version = '0.1.0';
  readonly practice: boolean;
  readonly vault: FakeVault;
  /** Every call so far, in order. */
  readonly calls: { readonly name: OperationName; readonly input: unknown }[] = [];
  #listeners = new Map<EventName, Set<(payload: never) => void>>();
  #failNext = new Map<OperationName, Failure>();

  constructor(vault: FakeVault = new FakeVault(), practice = false) {
    this.vault = vault;
    this.practice = practice;
    vault.emit = (name, payload) => this.emit(name, payload);
  }

  /** Lets the next call of an operation end in a failure. */
  fail(name: OperationName, code: Failure['code'], details?: Failure['details']): void {
    this.#failNext.set(name, new FakeFailure(code, details).failure);
  }

  async call<Name extends OperationName>(name: Name, input: InputOf<Name>): Promise<Result<OutputOf<Name>>> {
    this.calls.push({ name, input });
    await Promise.resolve();
    const planned = this.#failNext.get(name);
    if (planned) {
      this.#failNext.delete(name);
      return { ok: false, error: planned };
    }
    try {
      const parsed = v.parse(CONTRACT[name].input, input) as InputOf<Name>;
      const handler: Handlers[Name] = this.vault.handlers[name];
      const output = await handler(parsed);
      return { ok: true, value: v.parse(CONTRACT[name].output, output) };
    } catch (error) {
      if (error instanceof FakeFailure) return { ok: false, error: error.failure };
      throw error;
    }
  }

  on<Name extends EventName>(name: Name, listener: (payload: EventPayload<Name>) => void): () => void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners);
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  emit<Name extends EventName>(name: Name, payload: EventPayload<Name>): void {
    for (const listener of this.#listeners.get(name) ?? [])
      (listener as (payload: EventPayload<Name>) => void)(payload);
  }
}
