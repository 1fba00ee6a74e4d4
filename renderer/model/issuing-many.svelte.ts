import type { InputOf, OutputOf } from '../../shared/contract.ts';
import type { Failure } from '../../shared/result.ts';
import type { Bridge } from '../bridge.ts';
import type { Messages } from '../messages/en.ts';
import { OperationRun } from './activity-run.svelte.ts';
import { fieldProblems, type FieldProblems } from './field-problems.ts';
import { LifetimeChoice } from './lifetime-choice.svelte.ts';

export type OrderPreview = OutputOf<'operation.preview'>;

/** The channels of an order that get no token: no slot is free, or no key can sign. */
export const leftOutChannels = ({ consequences }: OrderPreview): readonly string[] =>
  consequences.flatMap((consequence) =>
    consequence.kind === 'slots-full' || consequence.kind === 'no-signing-key' ? consequence.channelIds : [],
  );

/** The form that issues one token for each of many channels: what it would do, and what came of it. */
export class IssuingMany extends LifetimeChoice {
  consumer = $state('');
  label = $state('');
  problems = $state.raw<FieldProblems>({});
  failure = $state.raw<Failure | null>(null);
  preview = $state.raw<OrderPreview | null>(null);
  asking = $state(false);
  readonly run: OperationRun;
  readonly channelIds: readonly string[];
  leftOut = $derived(this.preview ? leftOutChannels(this.preview) : []);
  /** The channels that get a token. */
  willGet = $derived.by(() => this.channelIds.filter((channelId) => !this.leftOut.includes(channelId)));
  canRun = $derived(this.preview !== null && this.willGet.length > 0 && !this.asking);
  #bridge: Bridge;
  #generation = 0;

  constructor(bridge: Bridge, channelIds: readonly string[], lifetimeSeconds?: number) {
    super(lifetimeSeconds);
    this.#bridge = bridge;
    this.channelIds = channelIds;
    this.run = new OperationRun(bridge);
  }

  /** Asks what it would do for the consumer in the form. */
  async weigh(): Promise<void> {
    const generation = ++this.#generation;
    const answer = await this.#bridge.call('operation.preview', this.#order(this.channelIds));
    if (generation !== this.#generation) return;
    this.failure = answer.ok ? null : answer.error;
    this.preview = answer.ok ? answer.value : null;
  }

  /** True where it was begun; resolves when it ended, or came to rest before. */
  async issue(text: Messages['fields']): Promise<boolean> {
    if (!this.canRun) return false;
    const order = this.#order(this.willGet);
    this.problems = fieldProblems('operation.begin', order, text);
    if (this.isTooShort) this.problems = { ...this.problems, lifetimeSeconds: text.lifetimeSeconds };
    if (Object.keys(this.problems).length > 0) return false;
    this.asking = true;
    this.failure = await this.run.begin(order);
    this.asking = false;
    if (this.failure) return false;
    await this.run.settle();
    return true;
  }

  #order(channelIds: readonly string[]): Extract<InputOf<'operation.begin'>, { kind: 'issue' }> {
    const { consumer, label, lifetimeSeconds, isTooShort } = this;
    const lifetime = isTooShort ? {} : { lifetimeSeconds };
    return { kind: 'issue', channelIds: [...channelIds], consumer: consumer.trim(), label, ...lifetime };
  }
}
