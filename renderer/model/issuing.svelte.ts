import type { Token } from '../../shared/domain.ts';
import { ADVISED_TOKENS_PER_CONSUMER } from '../../shared/line-limits.ts';
import type { Failure } from '../../shared/result.ts';
import type { Bridge } from '../bridge.ts';
import type { Messages } from '../messages/en.ts';
import { fieldProblems, type FieldProblems } from './field-problems.ts';
import { LifetimeChoice } from './lifetime-choice.svelte.ts';

/** The form that issues one token, and what came of it. */
export class Issuing extends LifetimeChoice {
  channelId = $state('');
  consumer = $state('');
  label = $state('');
  asking = $state(false);
  problems = $state.raw<FieldProblems>({});
  failure = $state.raw<Failure | null>(null);
  issued = $state.raw<Token | null>(null);
  /** How many live tokens the named consumer had on the channel when last counted. */
  counted = $state.raw({ channelId: '', consumer: '', live: 0 });
  /** Whether the consumer in the form has as many live tokens as LINE advises already. */
  hasEnough = $derived(
    this.counted.live >= ADVISED_TOKENS_PER_CONSUMER &&
      this.counted.channelId === this.channelId &&
      this.counted.consumer === this.consumer.trim(),
  );
  #bridge: Bridge;

  /** `lifetimeSeconds`: what the form starts with, as the settings say. */
  constructor(
    bridge: Bridge,
    channelId: string,
    start: { readonly consumer?: string; readonly label?: string; readonly lifetimeSeconds?: number } = {},
  ) {
    super(start.lifetimeSeconds);
    this.#bridge = bridge;
    this.channelId = channelId;
    this.consumer = start.consumer ?? '';
    this.label = start.label ?? '';
  }

  /** Counts the live tokens of the consumer in the form. A failure says nothing: it is only advice. */
  async countLive(): Promise<void> {
    const { channelId } = this;
    const consumer = this.consumer.trim();
    if (consumer === '' || channelId === '') return;
    const answer = await this.#bridge.call('token.list', {
      channelId,
      states: ['active', 'draining'],
      search: consumer,
      limit: 200,
    });
    if (!answer.ok) return;
    const live = answer.value.tokens.filter((token) => token.consumer === consumer).length;
    this.counted = { channelId, consumer, live };
  }

  async issue(text: Messages['fields']): Promise<void> {
    if (this.asking) return;
    const input = {
      channelId: this.channelId,
      lifetimeSeconds: this.lifetimeSeconds,
      label: this.label,
      consumer: this.consumer,
    };
    this.problems = fieldProblems('token.issue', input, text);
    if (this.isTooShort) this.problems = { ...this.problems, lifetimeSeconds: text.lifetimeSeconds };
    if (Object.keys(this.problems).length > 0) return;
    this.asking = true;
    this.failure = null;
    const answer = await this.#bridge.call('token.issue', input);
    this.asking = false;
    if (answer.ok) this.issued = answer.value;
    else this.failure = answer.error;
  }

  another(): void {
    this.issued = null;
    this.label = '';
  }
}
