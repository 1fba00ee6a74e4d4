import type { InputOf, OperationName, OutputOf } from '../../shared/contract.ts';
import type { Failure } from '../../shared/result.ts';
import type { Desk } from './desk.svelte.ts';
import { fieldOf, fieldProblems, type FieldName, type FieldProblems } from './field-problems.ts';
import { errorText } from '../../shared/messages/error-text.ts';

/** What the frame of a form shows of it. */
export interface FormState {
  readonly asking: boolean;
  /** The failure, unless it already stands beside a field. */
  readonly whole: Failure | null;
}

/** What every small form does: check its fields by the contract, ask once, show what is wrong where it belongs. */
export class FormDialog<Name extends OperationName> implements FormState {
  asking = $state(false);
  failure = $state.raw<Failure | null>(null);
  #checked = $state.raw<FieldProblems>({});
  #desk: Desk;
  #name: Name;

  constructor(desk: Desk, name: Name) {
    this.#desk = desk;
    this.#name = name;
  }

  /** What to say beside a field, if anything. */
  problem(field: FieldName): string | undefined {
    const own = this.#checked[field];
    if (own !== undefined) return own;
    return this.failure && fieldOf(this.failure) === field
      ? errorText(this.failure, this.#desk.language).what
      : undefined;
  }

  /** The failure, unless it already stands beside a field. */
  whole = $derived.by(() => (fieldOf(this.failure) === null ? this.failure : null));

  /** The answer's value, or undefined where something is in the way; that is then shown. */
  async submit(input: InputOf<Name>): Promise<OutputOf<Name> | undefined> {
    if (this.asking) return undefined;
    this.failure = null;
    this.#checked = fieldProblems(this.#name, input, this.#desk.text.fields);
    if (Object.keys(this.#checked).length > 0) return undefined;
    this.asking = true;
    const answer = await this.#desk.bridge.call(this.#name, input);
    this.asking = false;
    if (answer.ok) return answer.value;
    this.failure = answer.error;
    return undefined;
  }
}
