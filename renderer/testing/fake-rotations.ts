import type { AuditKind, Token } from '../../shared/domain.ts';
import {
  POLICY_DEFAULTS,
  ROTATION_STEPS,
  type PolicyChange,
  type Rotation,
  type RotationPolicy,
  type StepRecord,
} from '../../shared/rotation.ts';
import type { Failure } from '../../shared/result.ts';
import { FakeFailure, type Handlers } from './fake-failure.ts';
import { fakePlan } from './fake-rotation-plan.ts';
import { oldToken, stepsAt } from './fake-rotation-data.ts';

type RotationOperation = Extract<keyof Handlers, `rotation.${string}`>;

/** What of the vault the rotations need. */
export interface RotationWorld {
  readonly channels: () => readonly {
    readonly channelId: string;
    readonly name: string;
    readonly platformKind: RotationPolicy['platformKind'];
  }[];
  readonly tokens: () => Token[];
  /** The rotations that there are from the beginning. */
  readonly before: () => readonly Rotation[];
  readonly clock: () => number;
  readonly uuid: () => string;
  readonly defaultLifetimeSeconds: () => number;
  readonly issue: (order: { channelId: string; consumer: string; lifetimeSeconds: number }) => Promise<Token>;
  readonly log: (kind: AuditKind, channelId: string, subjectId: string) => void;
}

const iso = (milliseconds: number) => new Date(milliseconds).toISOString();
const LIVE: readonly Token['state'][] = ['active', 'draining'];

/** Rotations in memory that behave like the engine's as far as the window can tell. */
export class FakeRotations {
  policies: PolicyChange[] = [];
  #rotations: readonly Rotation[] | undefined;
  readonly #world: RotationWorld;

  constructor(world: RotationWorld) {
    this.#world = world;
  }

  get rotations(): readonly Rotation[] {
    return (this.#rotations ??= this.#world.before());
  }

  set rotations(rotations: readonly Rotation[]) {
    this.#rotations = rotations;
  }

  #now = () => iso(this.#world.clock());

  #channel(channelId: string) {
    const found = this.#world.channels().find((channel) => channel.channelId === channelId);
    if (!found) throw new FakeFailure('not-found', { kind: 'channel', id: channelId });
    return found;
  }

  #find(rotationId: string): Rotation {
    const found = this.rotations.find((rotation) => rotation.rotationId === rotationId);
    if (!found) throw new FakeFailure('not-found', { kind: 'rotation', id: rotationId });
    return this.#drained(found);
  }

  #change(rotation: Rotation, change: Partial<Rotation>): Rotation {
    const next = { ...rotation, ...change };
    this.rotations = this.rotations.map((each) => (each.rotationId === rotation.rotationId ? next : each));
    return next;
  }

  #at(rotation: Rotation, step: Rotation['step']): Rotation {
    if (rotation.state === 'under-way' && rotation.step === step) return rotation;
    throw new FakeFailure('rotation-not-its-turn', { step: rotation.step, state: rotation.state });
  }

  /** Notes how the step whose turn it is went, and lets the next one have its turn. */
  #end(rotation: Rotation, record: Partial<StepRecord>, change: Partial<Rotation> = {}): Rotation {
    const index = ROTATION_STEPS.indexOf(rotation.step);
    const next = ROTATION_STEPS[index + 1];
    const steps = rotation.steps.map((each, position): StepRecord => {
      if (position === index + 1) return { ...each, state: 'now' };
      if (position !== index) return each;
      return { step: each.step, state: 'done', at: this.#now(), door: 'desktop', proof: null, note: null, ...record };
    });
    this.#world.log(
      record.state === 'skipped' ? 'rotation-step-skipped' : 'rotation-step-done',
      rotation.channelId,
      rotation.rotationId,
    );
    const over: Partial<Rotation> = next === undefined ? { state: 'done', endedAt: this.#now() } : { step: next };
    return this.#change(rotation, { steps, ...over, ...change });
  }

  #fail(rotation: Rotation, error: Failure): void {
    const steps = rotation.steps.map((each): StepRecord =>
      each.step === rotation.step ? { ...each, state: 'failed', at: this.#now(), door: 'desktop', error } : each,
    );
    this.#change(rotation, { steps });
  }

  #drained(rotation: Rotation): Rotation {
    const until = rotation.drainsUntil;
    const isOver = until !== null && Date.parse(until) <= this.#world.clock();
    if (rotation.state !== 'under-way' || rotation.step !== 'drain' || !isOver) return rotation;
    return this.#end(rotation, { proof: 'time', at: until });
  }

  #isBeingReplaced = (tokenId: string): boolean =>
    this.rotations.some(
      ({ state, oldTokens }) => state === 'under-way' && oldTokens.some((old) => old.tokenId === tokenId),
    );

  #policyOf = (channelId: string, consumer: string): RotationPolicy => {
    const set = this.policies.find((each) => each.channelId === channelId && each.consumer === consumer);
    const channel = this.#channel(channelId);
    return {
      lifetimeSeconds: this.#world.defaultLifetimeSeconds(),
      ...POLICY_DEFAULTS,
      ...set,
      channelId,
      channelName: channel.name,
      platformKind: channel.platformKind,
      consumer,
      set: set !== undefined,
      liveTokens: this.#replaceable(channelId, consumer).length,
    };
  };

  #replaceable = (channelId: string, consumer: string): Token[] =>
    this.#world
      .tokens()
      .filter(
        (token) =>
          token.channelId === channelId &&
          token.consumer === consumer &&
          LIVE.includes(token.state) &&
          !this.#isBeingReplaced(token.tokenId),
      );

  #setStates(rotation: Rotation, state: Token['state']): Rotation['oldTokens'] {
    const tokens = this.#world.tokens();
    return rotation.oldTokens.map((old) => {
      const index = tokens.findIndex(({ tokenId }) => tokenId === old.tokenId);
      const token = tokens[index];
      if (token) tokens[index] = { ...token, state, ...(state === 'revoked' ? { revokedAt: this.#now() } : {}) };
      return { ...old, state };
    });
  }

  async #issue(rotation: Rotation): Promise<Rotation> {
    const { channelId, consumer } = rotation;
    const { lifetimeSeconds } = this.#policyOf(channelId, consumer);
    try {
      const { tokenId, keyId } = await this.#world.issue({ channelId, consumer, lifetimeSeconds });
      return this.#end(rotation, { proof: 'stored' }, { newTokenId: tokenId, newKeyId: keyId });
    } catch (error) {
      if (error instanceof FakeFailure) this.#fail(rotation, error.failure);
      throw error;
    }
  }

  #adopted(rotation: Rotation, record: Partial<StepRecord>): Rotation {
    const drainsUntil = iso(this.#world.clock() + (rotation.cause === 'leak' ? 0 : rotation.overlapSeconds) * 1000);
    return this.#drained(
      this.#end(rotation, record, { drainsUntil, oldTokens: this.#setStates(rotation, 'draining') }),
    );
  }

  #open(order: {
    channelId: string;
    consumer: string;
    tokenIds?: readonly string[];
    cause: Rotation['cause'];
  }): Rotation {
    const { channelId, consumer, tokenIds, cause } = order;
    const channel = this.#channel(channelId);
    if (
      this.rotations.some(
        (each) => each.state === 'under-way' && each.channelId === channelId && each.consumer === consumer,
      )
    )
      throw new FakeFailure('rotation-under-way', { consumer });
    const old = this.#replaceable(channelId, consumer).filter(
      ({ tokenId }) => tokenIds === undefined || tokenIds.includes(tokenId),
    );
    if (old.length === 0) throw new FakeFailure('nothing-to-rotate', { consumer, channelId });
    const { delivery, confirmBy, overlapSeconds } = this.#policyOf(channelId, consumer);
    const rotation: Rotation = {
      rotationId: this.#world.uuid(),
      channelId,
      channelName: channel.name,
      platformKind: channel.platformKind,
      consumer,
      cause,
      state: 'under-way',
      step: 'issue',
      steps: stepsAt('issue', this.#world.clock()),
      newTokenId: null,
      newKeyId: null,
      issueId: null,
      oldTokens: old.map(oldToken),
      delivery,
      confirmBy,
      overlapSeconds,
      drainsUntil: null,
      begunAt: this.#now(),
      endedAt: null,
    };
    this.rotations = [rotation, ...this.rotations];
    this.#world.log('rotation-begun', channelId, rotation.rotationId);
    return rotation;
  }

  readonly handlers: Pick<Handlers, RotationOperation> = {
    'rotation.policies': ({ channelId }) => {
      const keys = new Map<string, readonly [string, string]>();
      for (const token of this.#world.tokens())
        if (token.consumer !== '' && LIVE.includes(token.state))
          keys.set(JSON.stringify([token.channelId, token.consumer]), [token.channelId, token.consumer]);
      for (const set of this.policies)
        keys.set(JSON.stringify([set.channelId, set.consumer]), [set.channelId, set.consumer]);
      return {
        policies: [...keys.values()]
          .filter(([id]) => channelId === undefined || id === channelId)
          .map(([id, consumer]) => this.#policyOf(id, consumer)),
      };
    },
    'rotation.setPolicy': (change) => {
      if (change.delivery !== undefined && change.delivery.how !== 'copy')
        throw new FakeFailure('not-supported-here', { feature: 'delivery' });
      const { channelId, consumer } = change;
      const before = this.policies.find((each) => each.channelId === channelId && each.consumer === consumer);
      this.policies = [...this.policies.filter((each) => each !== before), { ...before, ...change }];
      this.#world.log('policy-set', channelId, consumer);
      return this.#policyOf(channelId, consumer);
    },
    'rotation.removePolicy': ({ channelId, consumer }) => {
      this.policies = this.policies.filter((each) => each.channelId !== channelId || each.consumer !== consumer);
      this.#world.log('policy-removed', channelId, consumer);
      return this.#policyOf(channelId, consumer);
    },
    'rotation.plan': ({ channelId, days = 60 }) =>
      fakePlan({
        channels: this.#world
          .channels()
          .filter((channel) => channelId === undefined || channel.channelId === channelId)
          .map(({ channelId: id, name, platformKind }) => ({ channelId: id, channelName: name, platformKind })),
        tokens: this.#world.tokens(),
        policyOf: this.#policyOf,
        isBeingReplaced: this.#isBeingReplaced,
        now: this.#world.clock(),
        days,
      }),
    'rotation.begin': async ({ channelId, consumer, tokenIds, cause = 'planned' }) =>
      this.#issue(this.#open({ channelId, consumer, cause, ...(tokenIds ? { tokenIds } : {}) })),
    'rotation.list': ({ channelId, openOnly = false, limit = 200 }) => {
      const some = this.rotations
        .map((each) => this.#drained(each))
        .filter(
          (each) =>
            (channelId === undefined || each.channelId === channelId) && (!openOnly || each.state === 'under-way'),
        );
      const isOver = (each: Rotation) => Number(each.state !== 'under-way');
      some.sort((one, other) => isOver(one) - isOver(other) || other.begunAt.localeCompare(one.begunAt));
      return { rotations: some.slice(0, limit) };
    },
    'rotation.show': ({ rotationId }) => this.#find(rotationId),
    'rotation.issue': ({ rotationId }) => this.#issue(this.#at(this.#find(rotationId), 'issue')),
    'rotation.deliver': ({ rotationId, how = 'policy', note }) => {
      const rotation = this.#at(this.#find(rotationId), 'deliver');
      const as = how === 'policy' ? rotation.delivery.how : how;
      const proof = as === 'dotenv' || as === 'json' ? 'written' : as === 'command' ? 'command' : 'copied';
      return this.#end(rotation, { proof: how === 'by-hand' ? 'person' : proof, note: note ?? null });
    },
    'rotation.confirm': ({ rotationId, by, note }) =>
      this.#adopted(this.#at(this.#find(rotationId), 'adopt'), { proof: by, note: note ?? null }),
    'rotation.revoke': ({ rotationId }) => {
      const rotation = this.#find(rotationId);
      if (rotation.step === 'drain')
        throw new FakeFailure('rotation-not-drained', { until: rotation.drainsUntil ?? this.#now() });
      const answered = this.#end(this.#at(rotation, 'revoke'), { proof: 'answered' });
      return this.#end(answered, { proof: 'absent' }, { oldTokens: this.#setStates(answered, 'revoked') });
    },
    'rotation.skip': ({ rotationId, step, reason }) => {
      const rotation = this.#at(this.#find(rotationId), step);
      const record = { state: 'skipped', note: reason } as const;
      if (step === 'adopt') return this.#adopted(rotation, record);
      const skipped = this.#end(rotation, record);
      return step === 'revoke' ? this.#end(skipped, record) : skipped;
    },
    'rotation.stop': ({ rotationId, reason }) => {
      const rotation = this.#find(rotationId);
      if (rotation.state !== 'under-way')
        throw new FakeFailure('rotation-not-its-turn', { step: rotation.step, state: rotation.state });
      const steps = rotation.steps.map((each) => (each.step === rotation.step ? { ...each, note: reason } : each));
      const oldTokens = rotation.drainsUntil === null ? rotation.oldTokens : this.#setStates(rotation, 'active');
      this.#world.log('rotation-stopped', rotation.channelId, rotation.rotationId);
      return this.#change(rotation, { state: 'stopped', steps, oldTokens, endedAt: this.#now() });
    },
    'rotation.continueDue': ({ channelId }) => {
      const moved = this.rotations
        .map((each) => this.#drained(each))
        .filter(
          (each) =>
            each.state === 'under-way' &&
            each.step === 'revoke' &&
            (channelId === undefined || each.channelId === channelId),
        )
        .map((each) => this.handlers['rotation.revoke']({ rotationId: each.rotationId }) as Rotation);
      return { rotations: moved, moved: moved.length };
    },
  };
}
