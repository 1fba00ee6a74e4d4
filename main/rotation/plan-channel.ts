import { SLOTS_FOR_ROTATION } from '../../shared/rotation.ts';
import { Occupancy } from './occupancy.ts';

/** Lays the rotations of one channel. All instants and lengths of time are milliseconds. */

/** A token is not replaced before this share of its life, unless nothing later works. */
const EARLIEST_LIFE_SHARE = 1 / 3;

/** So many rotations of one consumer are laid: of one whose tokens live for minutes, the rest of a plan tells nobody anything. */
export const MOST_OF_A_CONSUMER = 200;

/** A token as a plan sees it; null for one that the plan itself would have issued, or a rotation under way is about to. */
export interface PlanToken {
  readonly tokenId: string | null;
  readonly issuedAt: number;
  readonly endsAt: number;
}

/** A consumer that is to be rotated. */
export interface PlanConsumer {
  readonly consumer: string;
  /** Of the tokens to come. */
  readonly lifetimeMs: number;
  readonly rotateAtPercent: number;
  readonly overlapMs: number;
  /** The one whose life says when to rotate. */
  readonly newest: PlanToken;
  /** When its further live tokens end, which a rotation replaces too. */
  readonly otherEnds: readonly number[];
  /** When a rotation that is under way is over; the plan's beginning where none is. */
  readonly notBefore: number;
}

/** A channel as a plan sees it. */
export interface PlanChannel {
  readonly consumers: readonly PlanConsumer[];
  /** When what holds slots besides those consumers ends, at the latest. */
  readonly otherEnds: readonly number[];
}

interface Wish {
  readonly consumer: string;
  readonly tokenId: string | null;
  readonly dueAt: number;
  readonly expiresAt: number;
}

export interface LaidRotation extends Wish {
  readonly at: number;
  readonly timing: 'on-time' | 'moved' | 'overdue';
}

export interface LaidConflict extends Wish {
  readonly earliestAt: number | null;
}

export interface ChannelPlan {
  readonly rotations: readonly LaidRotation[];
  readonly conflicts: readonly LaidConflict[];
  readonly occupancy: Occupancy;
}

/** The tokens of one consumer, each replaced by the next. */
interface Chain {
  readonly policy: PlanConsumer;
  newest: PlanToken;
  otherEnds: readonly number[];
  notBefore: number;
  /** Up to when the newest is counted: for ever, while a rotation before its end is taken for granted. */
  heldUntil: number;
  laid: number;
  /** Once nothing was free in time, nothing is taken for granted any more. */
  wasStuck: boolean;
}

/** Where too many slots would be taken if the chain were rotated at some time. */
interface Excess {
  /** The next earlier time, and the next later one, at which this excess is none any more. */
  readonly earlier: number;
  readonly later: number;
}

class ChannelPlanner {
  readonly #from: number;
  readonly #until: number;
  readonly #occupancy = new Occupancy();
  readonly #rotations: LaidRotation[] = [];

  constructor(from: number, until: number) {
    this.#from = from;
    this.#until = until;
  }

  plan(channel: PlanChannel): ChannelPlan {
    for (const end of channel.otherEnds) this.#occupancy.add(this.#from, end, 1);
    const chains = channel.consumers.map((policy): Chain => {
      const { newest, otherEnds, notBefore } = policy;
      return { policy, newest, otherEnds, notBefore, heldUntil: Infinity, laid: 0, wasStuck: false };
    });
    for (const chain of chains) this.#count(chain, 1);
    let stuck = this.#lay(chains);
    // Who gets no successor frees a slot at the end, which may be just what another one needs.
    for (let before = -1; stuck.length > 0 && before !== this.#rotations.length;) {
      before = this.#rotations.length;
      stuck = this.#lay(stuck);
    }
    return {
      rotations: this.#rotations.toSorted((one, other) => one.at - other.at || compare(one.consumer, other.consumer)),
      conflicts: stuck
        .map((chain) => ({ ...this.#wishOf(chain), earliestAt: this.#earliest(chain) }))
        .toSorted((one, other) => one.expiresAt - other.expiresAt || compare(one.consumer, other.consumer)),
      occupancy: this.#occupancy,
    };
  }

  /** Lays what is due, whoever is due first before the others; returns those for which nothing is free in time. */
  #lay(chains: readonly Chain[]): Chain[] {
    const waiting = new Set(chains.filter((chain) => this.#isDue(chain)));
    const stuck: Chain[] = [];
    while (waiting.size > 0) {
      const chain = [...waiting].reduce((first, each) => (this.#goesBefore(each, first) ? each : first));
      const at = this.#find(chain);
      if (at === null) {
        waiting.delete(chain);
        stuck.push(chain);
        this.#letGo(chain);
      } else {
        this.#rotate(chain, at);
        if (!this.#isDue(chain)) waiting.delete(chain);
      }
    }
    return stuck;
  }

  #dueAt({ newest: { issuedAt, endsAt }, policy }: Chain): number {
    return issuedAt + Math.floor(((endsAt - issuedAt) * policy.rotateAtPercent) / 100);
  }

  /** The policy's time, or as soon as it can be. */
  #preferred(chain: Chain): number {
    return Math.max(this.#dueAt(chain), chain.notBefore);
  }

  #isDue(chain: Chain): boolean {
    return this.#dueAt(chain) < this.#until && chain.laid < MOST_OF_A_CONSUMER;
  }

  #goesBefore(one: Chain, other: Chain): boolean {
    const order =
      this.#preferred(one) - this.#preferred(other) ||
      one.newest.endsAt - other.newest.endsAt ||
      compare(one.policy.consumer, other.policy.consumer);
    return order < 0;
  }

  #wishOf(chain: Chain): Wish {
    const { policy, newest } = chain;
    return {
      consumer: policy.consumer,
      tokenId: newest.tokenId,
      dueAt: this.#dueAt(chain),
      expiresAt: newest.endsAt,
    };
  }

  /** Counts the tokens of a chain, or takes them out. */
  #count({ newest, otherEnds, heldUntil }: Chain, count: 1 | -1): void {
    this.#occupancy.add(Math.max(this.#from, newest.issuedAt), heldUntil, count);
    for (const end of otherEnds) this.#occupancy.add(this.#from, end, count);
  }

  #without<Value>(chain: Chain, work: () => Value): Value {
    this.#count(chain, -1);
    try {
      return work();
    } finally {
      this.#count(chain, 1);
    }
  }

  #letGo(chain: Chain): void {
    this.#count(chain, -1);
    chain.heldUntil = chain.newest.endsAt;
    chain.wasStuck = true;
    this.#count(chain, 1);
  }

  #rotate(chain: Chain, at: number): void {
    const { newest, otherEnds, policy } = chain;
    const dueAt = this.#dueAt(chain);
    const timing = at === dueAt ? 'on-time' : dueAt < this.#from ? 'overdue' : 'moved';
    this.#rotations.push({ ...this.#wishOf(chain), at, timing });
    const drainedAt = at + policy.overlapMs;
    const ends = [newest.endsAt, ...otherEnds].map((end) => Math.min(end, drainedAt));
    this.#count(chain, -1);
    this.#occupancy.add(Math.max(this.#from, newest.issuedAt), ends[0] ?? at, 1);
    for (const end of ends.slice(1)) this.#occupancy.add(this.#from, end, 1);
    chain.newest = { tokenId: null, issuedAt: at, endsAt: at + policy.lifetimeMs };
    chain.otherEnds = [];
    chain.notBefore = Math.max(at, ...ends);
    chain.heldUntil = chain.wasStuck ? chain.newest.endsAt : Infinity;
    chain.laid += 1;
    this.#count(chain, 1);
  }

  /**
   * The best time at which a slot is free: the policy's, or the last before it, but not before a third of the token's life; else the first after it that
   * leaves room for the overlap; else any before, the last first; else any up to its end.
   */
  #find(chain: Chain): number | null {
    const { newest, policy, notBefore } = chain;
    const preferred = this.#preferred(chain);
    const end = Math.min(newest.endsAt, this.#until);
    if (preferred >= end) return null;
    const third = newest.issuedAt + Math.ceil((newest.endsAt - newest.issuedAt) * EARLIEST_LIFE_SHARE);
    const least = Math.min(preferred, Math.max(notBefore, third));
    const roomy = Math.min(end, Math.max(preferred, newest.endsAt - policy.overlapMs + 1));
    return this.#without(
      chain,
      () =>
        this.#last(chain, least, preferred) ??
        this.#first(chain, preferred, roomy) ??
        this.#last(chain, notBefore, least) ??
        this.#first(chain, roomy, end),
    );
  }

  #earliest(chain: Chain): number | null {
    return this.#without(chain, () => this.#first(chain, chain.notBefore, this.#until));
  }

  /** The last time that works, from `high` back to `low`, both included. */
  #last(chain: Chain, low: number, high: number): number | null {
    for (let at = high; at >= low;) {
      const excess = this.#excess(chain, at);
      if (!excess) return at;
      at = excess.earlier;
    }
    return null;
  }

  /** The first time that works, from `low` on and before `end`. */
  #first(chain: Chain, low: number, end: number): number | null {
    for (let at = low; at < end;) {
      const excess = this.#excess(chain, at);
      if (!excess) return at;
      at = excess.later;
    }
    return null;
  }

  /**
   * Whether more slots would be taken than rotations may use, at any time of the new token's life within the plan, if the chain (which is not counted
   * now) were rotated at `at`. Between what it names and `at` there is the same excess for any other time.
   */
  #excess({ newest, otherEnds, policy }: Chain, at: number): Excess | undefined {
    const { overlapMs, lifetimeMs } = policy;
    const ends = [newest.endsAt, ...otherEnds].map((end) => Math.min(end, at + overlapMs));
    const ownAt = (time: number) => ends.reduce((own, end) => own + Number(end > time), 1);
    let earlier: number | undefined;
    let later: number | undefined;
    this.#occupancy.visit(at, Math.min(at + lifetimeMs, this.#until), (from, until, taken) => {
      const begin = Math.max(from, at);
      if (taken + ownAt(begin) <= SLOTS_FOR_ROTATION) return;
      // An earlier rotation has drained before this stretch begins; where the new token alone is too much, it must have ended before.
      earlier ??= from - (taken >= SLOTS_FOR_ROTATION ? lifetimeMs : overlapMs);
      // Within the stretch, the chain's own tokens may end early enough.
      const relief = ends.filter((end) => end > begin && taken + ownAt(end) <= SLOTS_FOR_ROTATION);
      later = Math.min(until, ...relief);
    });
    return earlier === undefined || later === undefined ? undefined : { earlier, later };
  }
}

/** By the code units of UTF-16, so that a plan is the same on every computer. */
function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

/**
 * Lays the rotations of a channel's consumers so that they never need more than 28 slots, again and again up to the end of the plan. Where more are
 * taken by others, none is laid while that lasts. The same channel is always given the same plan.
 */
export function planChannel(channel: PlanChannel, from: number, until: number): ChannelPlan {
  return new ChannelPlanner(from, until).plan(channel);
}
