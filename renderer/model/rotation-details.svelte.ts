import type { Rotation } from '../../shared/rotation.ts';
import type { Failure } from '../../shared/result.ts';
import type { Desk } from './desk.svelte.ts';
import { Refresher } from './refresher.ts';

/** One rotation with its steps: what the lists know of it at once, and what the engine says as soon as it did. */
export class RotationDetails {
  failure = $state.raw<Failure | null>(null);
  #read = $state.raw<Rotation | null>(null);
  readonly #desk: Desk;
  readonly #rotationId: string;
  readonly #reader: Refresher;
  /** The newest that is known: a step that was taken meanwhile stands in the lists first. */
  rotation = $derived.by(() => this.#desk.rotations.find(this.#rotationId) ?? this.#read);

  constructor(desk: Desk, rotationId: string) {
    this.#desk = desk;
    this.#rotationId = rotationId;
    this.#reader = new Refresher(() => this.#ask());
  }

  read(): Promise<void> {
    return this.#reader.refresh();
  }

  async #ask(): Promise<void> {
    const answer = await this.#desk.bridge.call('rotation.show', { rotationId: this.#rotationId });
    this.failure = answer.ok ? null : answer.error;
    if (!answer.ok) return;
    this.#read = answer.value;
    if (this.#desk.phase === 'open') this.#desk.rotations.take(answer.value);
  }
}
