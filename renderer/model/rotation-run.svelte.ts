import type { InputOf } from '../../shared/contract.ts';
import type { Rotation } from '../../shared/rotation.ts';
import type { Failure, Result } from '../../shared/result.ts';
import type { Desk } from './desk.svelte.ts';

type How = NonNullable<InputOf<'rotation.deliver'>['how']>;

/** Takes the steps of one rotation, one at a time, and keeps what went wrong with the last one. */
export class RotationRun {
  asking = $state(false);
  failure = $state.raw<Failure | null>(null);
  /** What the person wants to note of the next step. */
  note = $state('');
  readonly #desk: Desk;
  readonly #rotationId: string;

  constructor(desk: Desk, rotationId: string) {
    this.#desk = desk;
    this.#rotationId = rotationId;
  }

  issue(): Promise<boolean> {
    return this.#ask(() => this.#desk.bridge.call('rotation.issue', { rotationId: this.#rotationId }));
  }

  async deliver(how: How): Promise<boolean> {
    const order = { rotationId: this.#rotationId, how, ...this.#noted() };
    const before = this.#desk.rotations.find(this.#rotationId);
    if (!(await this.#ask(() => this.#desk.bridge.call('rotation.deliver', order)))) return false;
    if (how === 'copy' || (how === 'policy' && before?.delivery.how === 'copy')) this.#desk.copiedByEngine();
    return true;
  }

  confirm(by: InputOf<'rotation.confirm'>['by']): Promise<boolean> {
    const order = { rotationId: this.#rotationId, by, ...this.#noted() };
    return this.#ask(() => this.#desk.bridge.call('rotation.confirm', order));
  }

  /** Asks LINE once more to prove what it answered already, or to revoke where it is not certain that it did. */
  prove(): Promise<boolean> {
    return this.#ask(() => this.#desk.bridge.call('rotation.revoke', { rotationId: this.#rotationId }));
  }

  #noted(): { readonly note?: string } {
    const note = this.note.trim();
    return note === '' ? {} : { note };
  }

  /** One step at a time. What a person called off themself is no failure. */
  async #ask(step: () => Promise<Result<Rotation>>): Promise<boolean> {
    if (this.asking) return false;
    this.asking = true;
    this.failure = null;
    const answer = await step();
    this.asking = false;
    if (answer.ok) {
      this.note = '';
      this.#desk.rotations.take(answer.value);
    } else if (answer.error.code !== 'cancelled') this.failure = answer.error;
    await this.#desk.refresh();
    return answer.ok;
  }
}
