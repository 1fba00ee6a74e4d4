import type { ConnectionReport, PlatformConnection } from '../../shared/connection.ts';
import type { Channel } from '../../shared/domain.ts';
import type { EngineEvent } from '../../shared/events.ts';
import type { Operation } from '../../shared/operations.ts';
import type { MeasuredSkew, SkewBook } from '../assertions/skew-book.ts';
import type { AnswerObserver } from '../line/line-client.ts';
import { parsePlatform } from '../line/platform-url.ts';
import type { Clock } from '../ports.ts';
import { instantOf } from '../session.ts';
import { clockVerdict } from './clock-verdict.ts';
import type { NetworkBook } from './network-book.ts';
import { createPlatformBook } from './platform-book.ts';
import { createQueueRunner, systemLater, type Later } from './queue-runner.ts';
import { createChangeDetector } from './report-change.ts';

type PlatformKind = Channel['platformKind'];

/** What is known of the way to the platforms while a vault is open. It learns from every exchange, and asks nobody by itself. */
export interface Connection {
  /** Sees every exchange with a platform. */
  readonly heard: AnswerObserver;
  /** Sees what the engine tells its doors: operations come into the queue and leave it. */
  saw(event: EngineEvent): void;
  report(): Promise<ConnectionReport>;
  /** Learns what waits from before, and tries it where the network is known to be there. Where that fails, it is stopped. */
  open(): Promise<void>;
  /** Nothing is begun any more. */
  stop(): void;
  /** Resolves when what changed has been told. */
  told(): Promise<void>;
}

export interface ConnectionParts {
  readonly clock: Clock;
  readonly skew: SkewBook;
  readonly network: NetworkBook;
  readonly emit: (event: EngineEvent) => void;
  /** The platforms of the vault's channels. */
  readonly platforms: () => Promise<readonly string[]>;
  /** The operations that wait. */
  readonly queue: () => Promise<readonly Operation[]>;
  /** Begins what waits, of one platform or of all; undefined where only a person may. */
  readonly runQueue?: ((platform: string | undefined) => Promise<unknown>) | undefined;
  readonly later?: Later | undefined;
  /** Told of what must not happen. */
  readonly bug: (error: unknown) => void;
}

/** Of what the vault was told once: a platform's URL was checked when its channel was added. */
function kindOf(platform: string): PlatformKind {
  return parsePlatform(platform).kind;
}

/** LINE first, then by name. */
function inOrder(one: PlatformConnection, other: PlatformConnection): number {
  const rank = ({ platformKind }: PlatformConnection) => Number(platformKind !== 'line');
  return rank(one) - rank(other) || one.platform.localeCompare(other.platform);
}

/** Nothing is known yet. */
export function createConnection(parts: ConnectionParts): Connection {
  const { clock, skew, network, emit, bug } = parts;
  const book = createPlatformBook();
  const change = createChangeDetector();
  const queuedIds = new Set<string>();
  const runner = createQueueRunner((platform) => runQueue(platform), parts.later ?? systemLater);
  let stopped = false;
  let telling: Promise<void> | undefined;
  let again = false;

  async function runQueue(platform: string | undefined): Promise<void> {
    try {
      await parts.runQueue?.(platform);
    } catch (error) {
      bug(error);
    }
  }

  const offNetwork = network.onChange(() => {
    changed();
    if (network.there === true) runner.go();
  });

  /** A machine without any network reaches nothing but itself, until an answer shows that it does. */
  function isCutOff(platform: string, kind: PlatformKind): boolean {
    if (network.there !== false || network.since === null || kind === 'practice') return false;
    const known = book.get(platform);
    return known === undefined || known.askedAt < network.since;
  }

  function describe(platform: string): PlatformConnection {
    const platformKind = kindOf(platform);
    const measured = skew.measured(platform);
    const known = isCutOff(platform, platformKind)
      ? ({ reachable: false, since: network.since, problem: 'no-network' } as const)
      : book.get(platform);
    return {
      platform,
      platformKind,
      reachable: known?.reachable ?? null,
      since: known?.since ?? null,
      problem: known?.problem ?? null,
      askedAt: book.get(platform)?.askedAt ?? null,
      clockSkewSeconds: measured && Math.round(measured.skewMs / 1000),
      clockMeasuredAt: measured && instantOf(measured.atMs),
    };
  }

  /** The practice platform's clock is there to be moved: it says nothing of this computer's. */
  function measurements(platforms: readonly PlatformConnection[]): MeasuredSkew[] {
    return platforms.flatMap(({ platform, platformKind }) => {
      const measured = platformKind === 'practice' ? null : skew.measured(platform);
      return measured ? [measured] : [];
    });
  }

  async function report(): Promise<ConnectionReport> {
    const [ofChannels, queue] = await Promise.all([parts.platforms(), parts.queue()]);
    const platforms = [...new Set([...ofChannels, ...book.platforms()])].map(describe).sort(inOrder);
    return {
      networkThere: network.there,
      platforms,
      queued: queue.length,
      clock: clockVerdict(measurements(platforms)),
    };
  }

  async function tell(): Promise<void> {
    try {
      const now = await report();
      runner.waiting(parts.runQueue ? now.queued : 0);
      if (change.isOne(now)) emit({ name: 'connection.changed', payload: now });
    } catch (error) {
      bug(error);
    }
  }

  /** Tells once of what changed together, and once more of what changed meanwhile. */
  function changed(): void {
    if (stopped) return;
    if (telling) {
      again = true;
      return;
    }
    telling = Promise.resolve()
      .then(tell)
      .finally(() => {
        telling = undefined;
        if (!again) return;
        again = false;
        changed();
      });
  }

  function learn(platform: string, answer: Parameters<AnswerObserver>[1]): void {
    skew.learn(platform, answer.meta.skewMs);
    const heard = book.heard(platform, answer, instantOf(clock.now()));
    const isOfSkew = change.isOfSkew(platform, skew.measured(platform));
    if (heard.changed || isOfSkew) changed();
    if (heard.isBack) runner.go(platform);
  }

  function stop(): void {
    stopped = true;
    offNetwork();
    runner.stop();
  }

  /** What waits from before is tried where the network is known to be there. */
  async function begin(): Promise<void> {
    for (const { operationId, waitsFor } of await parts.queue()) {
      queuedIds.add(operationId);
      if (waitsFor) book.remember(waitsFor.platform, waitsFor.triedAt);
    }
    change.isOne(await report());
    runner.waiting(parts.runQueue ? queuedIds.size : 0);
    if (network.there === true) runner.go();
  }

  return {
    heard(platform, answer) {
      // The answer may hold a token that is on no disk yet: nothing that goes wrong here may keep it from whoever asked.
      try {
        learn(platform, answer);
      } catch (error) {
        bug(error);
      }
    },
    saw(event) {
      if (event.name !== 'operation.progress') return;
      const { operationId, state } = event.payload.operation;
      if (queuedIds.has(operationId) === (state === 'queued')) return;
      if (state === 'queued') queuedIds.add(operationId);
      else queuedIds.delete(operationId);
      changed();
    },
    report,
    async open() {
      try {
        await begin();
      } catch (error) {
        stop();
        throw error;
      }
    },
    stop,
    async told() {
      await telling;
    },
  };
}
