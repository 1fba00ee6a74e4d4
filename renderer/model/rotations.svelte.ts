import type { Rotation, RotationPlan, RotationPolicy } from '../../shared/rotation.ts';
import type { Failure } from '../../shared/result.ts';
import type { Bridge } from '../bridge.ts';
import type { LiveClock } from './live-clock.svelte.ts';
import { conflictsByChannel, dueConsumers, planGroups, planRows } from './rotation-plan.ts';
import { byConsumer, byOldToken, dueByItself, goingOn, needingFirst } from './rotation-standing.ts';

/** The most that the engine lists at once. */
const MOST_LISTED = 1_000;
const ENDED = 20;

/** All rotations, the plan, and the policies: what the place for rotations shows, and what other places need to know of them. */
export class Rotations {
  /** Those under way; null until they were read. They are known wherever one is. */
  open = $state.raw<readonly Rotation[] | null>(null);
  /** Those that are over, the newest first. */
  ended = $state.raw<readonly Rotation[] | null>(null);
  plan = $state.raw<RotationPlan | null>(null);
  policies = $state.raw<readonly RotationPolicy[] | null>(null);
  failure = $state.raw<Failure | null>(null);
  /** The only channel that is looked at, where there is one. */
  channelId = $state<string | null>(null);
  mayHaveMore = $state(false);
  readonly #bridge: Bridge;
  readonly #clock: LiveClock;
  #wantedEnded = ENDED;
  /** Grows when everything is forgotten or another channel is looked at: an answer to a question from before is dropped. */
  #generation = 0;
  #shown = $derived.by(() =>
    (this.open ?? []).filter(({ channelId }) => this.channelId === null || channelId === this.channelId),
  );
  /** Those that stand still until somebody does something, of all channels. */
  needing = $derived.by(() => needingFirst(this.open ?? [], this.#clock.now));
  /** The same of the channel that is looked at. */
  needs = $derived.by(() => needingFirst(this.#shown, this.#clock.now));
  underWay = $derived.by(() => goingOn(this.#shown, this.#clock.now));
  /** What the engine would do now if it were told to go on. */
  byItself = $derived.by(() => dueByItself(this.#shown, this.#clock.now));
  /** Whose tokens are to be replaced by now. Where a rotation is under way already, no other one can begin. */
  due = $derived.by(() => {
    const due = this.plan ? dueConsumers(this.plan, this.#clock.now) : [];
    return due.filter(({ channelId, consumer }) => !this.ofConsumer(channelId, consumer));
  });
  groups = $derived.by(() => (this.plan ? planGroups(this.plan, this.#clock.now) : []));
  conflicts = $derived.by(() => (this.plan ? conflictsByChannel(this.plan) : []));
  rows = $derived.by(() => (this.plan ? planRows(this.plan) : []));
  #ofConsumer = $derived.by(() => byConsumer(this.open ?? []));
  #ofOldToken = $derived.by(() => byOldToken(this.open ?? []));

  constructor(bridge: Bridge, clock: LiveClock) {
    this.#bridge = bridge;
    this.#clock = clock;
  }

  /** The rotation under way that replaces this token. */
  replacing(tokenId: string): Rotation | undefined {
    return this.#ofOldToken.get(tokenId);
  }

  /** The rotation under way of a consumer: there is at most one. */
  ofConsumer(channelId: string, consumer: string): Rotation | undefined {
    return this.#ofConsumer.get(JSON.stringify([channelId, consumer]));
  }

  find(rotationId: string): Rotation | undefined {
    return [...(this.open ?? []), ...(this.ended ?? [])].find((each) => each.rotationId === rotationId);
  }

  /** Reads only those under way. A failure here says nothing: what was known stays. */
  async readOpen(): Promise<void> {
    const generation = this.#generation;
    const answer = await this.#bridge.call('rotation.list', { openOnly: true, limit: MOST_LISTED });
    if (generation === this.#generation && answer.ok) this.open = answer.value.rotations;
  }

  async read(): Promise<void> {
    const generation = this.#generation;
    const of = this.channelId === null ? {} : { channelId: this.channelId };
    const [open, plan, policies] = await Promise.all([
      this.#bridge.call('rotation.list', { openOnly: true, limit: MOST_LISTED }),
      this.#bridge.call('rotation.plan', of),
      this.#bridge.call('rotation.policies', of),
    ]);
    if (generation !== this.#generation) return;
    this.failure = open.ok ? (plan.ok ? (policies.ok ? null : policies.error) : plan.error) : open.error;
    if (open.ok) this.open = open.value.rotations;
    if (plan.ok) this.plan = plan.value;
    if (policies.ok) this.policies = policies.value.policies;
    await this.#readEnded();
  }

  /** Looks at one channel only, or at all of them. */
  async show(channelId: string | null): Promise<void> {
    if (channelId === this.channelId) return;
    this.#generation += 1;
    this.channelId = channelId;
    this.ended = null;
    this.plan = null;
    this.policies = null;
    this.#wantedEnded = ENDED;
    await this.read();
  }

  async more(): Promise<void> {
    this.#wantedEnded += 5 * ENDED;
    await this.#readEnded();
  }

  /** Takes over what a step answered, before the next reading. */
  take(rotation: Rotation): void {
    // The vault was locked meanwhile, or nothing was read yet: the next reading has it.
    if (this.open === null) return;
    const others = (list: readonly Rotation[]) => list.filter((each) => each.rotationId !== rotation.rotationId);
    const isOpen = rotation.state === 'under-way';
    this.open = [...(isOpen ? [rotation] : []), ...others(this.open)];
    if (this.ended) this.ended = [...(isOpen ? [] : [rotation]), ...others(this.ended)];
  }

  forget(): void {
    this.#generation += 1;
    this.open = null;
    this.ended = null;
    this.plan = null;
    this.policies = null;
    this.failure = null;
    this.channelId = null;
    this.mayHaveMore = false;
    this.#wantedEnded = ENDED;
  }

  /** Those under way come first in the list, so that it has to reach beyond them. */
  async #readEnded(): Promise<void> {
    const generation = this.#generation;
    const { channelId } = this;
    const limit = Math.min(MOST_LISTED, this.#shown.length + this.#wantedEnded);
    const answer = await this.#bridge.call('rotation.list', { limit, ...(channelId === null ? {} : { channelId }) });
    if (generation !== this.#generation) return;
    if (!answer.ok) {
      this.failure = answer.error;
      return;
    }
    this.ended = answer.value.rotations.filter(({ state }) => state !== 'under-way');
    this.mayHaveMore = answer.value.rotations.length === limit && limit < MOST_LISTED;
  }
}
