import type { OutputOf } from '../../shared/contract.ts';
import type { SigningKey } from '../../shared/domain.ts';
import type { Failure } from '../../shared/result.ts';
import type { Bridge } from '../bridge.ts';
import { KeyGuide } from './key-guide.svelte.ts';

/** One channel with its signing keys; each key that is not proved has a guide. */
export class ChannelPage {
  channelId = $state<string | null>(null);
  shown = $state.raw<OutputOf<'channel.show'> | null>(null);
  failure = $state.raw<Failure | null>(null);
  generating = $state(false);
  #guides: { [signingKeyId: string]: KeyGuide } = {};
  #bridge: Bridge;

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
  }

  /** Keys in the order of use: what can sign first, what is retired last. */
  keys = $derived(
    [...(this.shown?.signingKeys ?? [])].sort(
      (one, other) => KEY_ORDER.indexOf(one.state) - KEY_ORDER.indexOf(other.state),
    ),
  );

  turnTo(channelId: string): void {
    if (channelId === this.channelId) return;
    this.forget();
    this.channelId = channelId;
  }

  async read(): Promise<void> {
    const { channelId } = this;
    if (channelId === null) return;
    const answer = await this.#bridge.call('channel.show', { channelId });
    if (channelId !== this.channelId) return;
    this.failure = answer.ok ? null : answer.error;
    if (answer.ok) this.shown = answer.value;
  }

  async generate(): Promise<Failure | null> {
    if (this.channelId === null || this.generating) return null;
    this.generating = true;
    const answer = await this.#bridge.call('key.generate', { channelId: this.channelId });
    this.generating = false;
    if (!answer.ok) return answer.error;
    await this.read();
    return null;
  }

  /** The guide of a key. What was typed into it stays while the window is open; everything else follows from the key's state. */
  guideOf(key: SigningKey): KeyGuide {
    return (this.#guides[key.signingKeyId] ??= new KeyGuide(this.#bridge, key.signingKeyId));
  }

  forget(): void {
    this.channelId = null;
    this.shown = null;
    this.failure = null;
    this.#guides = {};
  }
}

const KEY_ORDER: readonly SigningKey['state'][] = ['proved', 'registered', 'generated', 'retired'];
