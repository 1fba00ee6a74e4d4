import {
  STEPS_OF_PERSONS,
  type Containment,
  type ContainmentStep,
  type ContainmentStepRecord,
} from '../../shared/containment.ts';
import type { Operation } from '../../shared/operations.ts';
import type { Failure, Result } from '../../shared/result.ts';
import type { Bridge } from '../bridge.ts';

const isOfPersons = (step: ContainmentStep): boolean => STEPS_OF_PERSONS.some((each) => each === step);

/** How a step is taken: by the vault; by a person, who says so; or elsewhere in the window, after which the vault looks for itself. */
export type StepKind = 'machine' | 'person' | 'look';

export function kindOf(step: ContainmentStep): StepKind {
  if (isOfPersons(step)) return 'person';
  return step === 'register-key' || step === 'set-secret' ? 'look' : 'machine';
}

export const isOver = ({ state }: Pick<ContainmentStepRecord, 'state'>): boolean =>
  state === 'done' || state === 'skipped';

/** The step to take now: the first that is neither done nor passed over; null where none remains. */
export const nextStep = ({ steps }: Pick<Containment, 'steps'>): ContainmentStepRecord | null =>
  steps.find((record) => !isOver(record)) ?? null;

export const openSteps = ({ steps }: Pick<Containment, 'steps'>): readonly ContainmentStepRecord[] =>
  steps.filter((record) => !isOver(record));

/** The run-books of all channels that are under way: what the start page and a channel's page say. */
export class Containments {
  open = $state.raw<readonly Containment[]>([]);
  #bridge: Bridge;
  #turn = 0;

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
  }

  async read(): Promise<void> {
    const turn = ++this.#turn;
    const answer = await this.#bridge.call('containment.list', { openOnly: true });
    if (turn === this.#turn && answer.ok) this.open = answer.value.containments;
  }

  of(channelId: string): Containment | null {
    return this.open.find((containment) => containment.channelId === channelId) ?? null;
  }

  forget(): void {
    this.#turn += 1;
    this.open = [];
  }
}

/** The run-book of one channel: the one under way, or else the last one. */
export class RunBook {
  containment = $state.raw<Containment | null>(null);
  /** How many there were before it. */
  earlier = $state(0);
  /** The steps that are being taken now. */
  #busy = $state.raw<readonly ContainmentStep[]>([]);
  /** Why a step was not taken just now. What the engine itself keeps of a failed one stands in its record. */
  #failures = $state.raw<Partial<Record<ContainmentStep, Failure>>>({});
  #operations = $state.raw<Readonly<Record<string, Operation>>>({});
  #bridge: Bridge;
  #channelId: string | null = null;
  #turn = 0;

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
  }

  async read(channelId: string): Promise<void> {
    if (channelId !== this.#channelId) this.forget();
    this.#channelId = channelId;
    const turn = ++this.#turn;
    const answer = await this.#bridge.call('containment.list', { channelId });
    if (turn !== this.#turn || !answer.ok) return;
    const [newest] = answer.value.containments;
    this.containment = newest ?? null;
    this.earlier = Math.max(0, answer.value.containments.length - 1);
  }

  isBusy(step: ContainmentStep): boolean {
    return this.#busy.includes(step);
  }

  failureOf({ step, error }: ContainmentStepRecord): Failure | null {
    return this.#failures[step] ?? error ?? null;
  }

  /** The bulk operation that works on a step, as far as it was told of. */
  operationOf({ step, operationId }: ContainmentStepRecord): Operation | null {
    if (operationId !== null) return this.#operations[operationId] ?? null;
    // Which one it is stands on record only when it is over.
    if (step !== 'revoke-all' || !this.isBusy(step)) return null;
    return Object.values(this.#operations).find(({ kind, state }) => kind === 'revoke' && state === 'running') ?? null;
  }

  /** An operation moved on. */
  progress(operation: Operation): void {
    if (this.containment) this.#operations = { ...this.#operations, [operation.operationId]: operation };
  }

  /** Takes a step, or looks whether it is done. True where it came out without a failure. */
  run(step: ContainmentStep): Promise<boolean> {
    return this.#take(step, (containmentId) => this.#bridge.call('containment.run', { containmentId, step }));
  }

  /** Notes that a person has done a step. */
  tick(step: ContainmentStep, note: string): Promise<boolean> {
    const said = note.trim();
    return this.#take(step, (containmentId) =>
      this.#bridge.call('containment.tick', { containmentId, step, ...(said === '' ? {} : { note: said }) }),
    );
  }

  /** Takes over what an operation answered about this run-book. */
  accept(containment: Containment): void {
    if (containment.channelId !== this.#channelId) return;
    this.#turn += 1;
    this.containment = containment;
  }

  async #take(step: ContainmentStep, ask: (containmentId: string) => Promise<Result<Containment>>): Promise<boolean> {
    const { containment } = this;
    if (!containment || this.isBusy(step)) return false;
    this.#busy = [...this.#busy, step];
    const { [step]: _before, ...others } = this.#failures;
    this.#failures = others;
    const answer = await ask(containment.containmentId);
    this.#busy = this.#busy.filter((each) => each !== step);
    if (this.containment?.containmentId !== containment.containmentId) return false;
    if (answer.ok) this.accept(answer.value);
    else this.#failures = { ...this.#failures, [step]: answer.error };
    return answer.ok;
  }

  forget(): void {
    this.#turn += 1;
    this.#channelId = null;
    this.containment = null;
    this.earlier = 0;
    this.#busy = [];
    this.#failures = {};
    this.#operations = {};
  }
}
