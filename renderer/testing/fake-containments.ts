import {
  CONTAINMENT_STEPS,
  STEPS_OF_PERSONS,
  type Containment,
  type ContainmentStep,
  type ContainmentStepRecord,
  type StepProblem,
} from '../../shared/containment.ts';
import type { AuditKind, SigningKey, Token } from '../../shared/domain.ts';
import { FakeFailure, type Handlers } from './fake-failure.ts';

type ContainmentOperation = Extract<keyof Handlers, `containment.${string}`>;

/** What of the vault the run-books need. */
export interface ContainmentWorld {
  readonly channels: () => readonly {
    readonly channelId: string;
    readonly name: string;
    readonly platformKind: Containment['platformKind'];
  }[];
  readonly keys: () => SigningKey[];
  readonly tokens: () => readonly Token[];
  readonly now: () => string;
  readonly uuid: () => string;
  readonly revoke: (token: Token) => void;
  readonly makeKey: (channelId: string) => SigningKey;
  readonly issue: (order: { channelId: string; consumer: string }) => unknown;
  readonly log: (kind: AuditKind, channelId: string, subjectId: string) => void;
  /** Before each step, so that it can be seen under way. */
  readonly pause: () => Promise<void>;
}

const LIVE: readonly Token['state'][] = ['active', 'draining', 'revoking'];

/** Run-books in memory that behave like the engine's as far as the window can tell. */
export class FakeContainments {
  containments: readonly Containment[] = [];
  /** Of each channel, when its secret was set last. */
  readonly secretSetAt: { [channelId: string]: string } = {};
  readonly #world: ContainmentWorld;

  constructor(world: ContainmentWorld) {
    this.#world = world;
  }

  #one(containmentId: string): Containment {
    const found = this.containments.find((each) => each.containmentId === containmentId);
    if (!found) throw new FakeFailure('not-found', { kind: 'containment', id: containmentId });
    return found;
  }

  #replace(next: Containment): Containment {
    this.containments = this.containments.map((each) => (each.containmentId === next.containmentId ? next : each));
    this.#world.log('containment-step-done', next.channelId, next.containmentId);
    return next;
  }

  #end(containmentId: string, step: ContainmentStep, change: Partial<ContainmentStepRecord>): Containment {
    const before = this.#one(containmentId);
    const steps = before.steps.map((record) => {
      if (record.step !== step) return record;
      const { error: _error, ...rest } = record;
      return { ...rest, at: this.#world.now(), door: 'desktop' as const, ...change };
    });
    const isOver = steps.every(({ state }) => state === 'done' || state === 'skipped');
    return this.#replace({
      ...before,
      steps,
      ...(isOver ? { state: 'done', endedAt: this.#world.now() } : {}),
    });
  }

  #refuse({ containmentId, channelId }: Containment, step: ContainmentStep, problem: StepProblem): never {
    throw new FakeFailure('step-not-shown', { containmentId, channelId, step, problem });
  }

  /** What a step of the vault leaves behind. */
  async #take(containment: Containment, step: ContainmentStep): Promise<Partial<ContainmentStepRecord>> {
    const { channelId } = containment;
    const world = this.#world;
    const newKeyId = containment.steps.find((record) => record.step === 'new-key')?.signingKeyId;
    const newKey = world.keys().find(({ signingKeyId }) => signingKeyId === newKeyId);
    switch (step) {
      case 'revoke-all': {
        const live = world.tokens().filter((token) => token.channelId === channelId && LIVE.includes(token.state));
        for (const token of live) world.revoke(token);
        return { note: `revoked: ${live.length}` };
      }
      case 'new-key':
        return { signingKeyId: world.makeKey(channelId).signingKeyId };
      case 'register-key':
        if (!newKey) return this.#refuse(containment, step, 'new-key-missing');
        if (newKey.state !== 'proved') return this.#refuse(containment, step, 'new-key-unregistered');
        return {};
      case 'retire-keys':
        if (!newKey?.proved) return this.#refuse(containment, step, 'new-key-unproved');
        world.keys().forEach((key, index, keys) => {
          if (key.channelId === channelId && key !== newKey)
            keys[index] = { ...key, state: 'retired', retiredAt: world.now() };
        });
        return {};
      case 'set-secret':
        if ((this.secretSetAt[channelId] ?? '') < containment.begunAt)
          return this.#refuse(containment, step, 'secret-not-set');
        return {};
      case 'check-again':
        if (world.tokens().some((token) => token.channelId === channelId && token.state === 'foreign'))
          return this.#refuse(containment, step, 'foreign-listed');
        return { note: 'live: 0' };
      case 'reissue':
        for (const consumer of containment.consumers) await world.issue({ channelId, consumer });
        return { note: `issued: ${containment.consumers.length}` };
      case 'console-delete-keys':
      case 'console-reissue-secret':
      case 'console-members':
      case 'hand-over':
        return this.#refuse(containment, step, 'step-of-person');
    }
  }

  readonly handlers: Pick<Handlers, ContainmentOperation> = {
    'containment.begin': ({ channelId, reason }) => {
      const channel = this.#world.channels().find((each) => each.channelId === channelId);
      if (!channel) throw new FakeFailure('not-found', { kind: 'channel', id: channelId });
      const open = this.containments.find((each) => each.channelId === channelId && each.state === 'under-way');
      if (open) throw new FakeFailure('containment-under-way', { channelId, containmentId: open.containmentId });
      const containment: Containment = {
        containmentId: this.#world.uuid(),
        channelId,
        channelName: channel.name,
        platformKind: channel.platformKind,
        state: 'under-way',
        reason,
        steps: CONTAINMENT_STEPS.map((step) => ({
          step,
          state: 'open',
          at: null,
          door: null,
          note: null,
          operationId: null,
          signingKeyId: null,
        })),
        consumers: [
          ...new Set(
            this.#world
              .tokens()
              .filter((token) => token.channelId === channelId && token.state === 'active' && token.consumer !== '')
              .map(({ consumer }) => consumer),
          ),
        ],
        begunAt: this.#world.now(),
        endedAt: null,
      };
      this.containments = [containment, ...this.containments];
      this.#world.log('containment-begun', channelId, containment.containmentId);
      return containment;
    },
    'containment.list': ({ channelId, openOnly = false }) => ({
      containments: this.containments.filter(
        (each) =>
          (channelId === undefined || each.channelId === channelId) && (!openOnly || each.state === 'under-way'),
      ),
    }),
    'containment.show': ({ containmentId }) => this.#one(containmentId),
    'containment.run': async ({ containmentId, step }) => {
      await this.#world.pause();
      return this.#end(containmentId, step, { state: 'done', ...(await this.#take(this.#one(containmentId), step)) });
    },
    'containment.tick': ({ containmentId, step, note }) => {
      if (!STEPS_OF_PERSONS.some((each) => each === step))
        this.#refuse(this.#one(containmentId), step, 'step-of-vault');
      return this.#end(containmentId, step, { state: 'done', note: note ?? null });
    },
    'containment.skip': ({ containmentId, step, reason }) =>
      this.#end(containmentId, step, { state: 'skipped', note: reason }),
    'containment.close': ({ containmentId }) =>
      this.#replace({ ...this.#one(containmentId), state: 'closed', endedAt: this.#world.now() }),
  };
}
