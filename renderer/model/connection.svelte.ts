import { CLOCK_WRONG_FROM_SECONDS, type ConnectionReport, type PlatformConnection } from '../../shared/connection.ts';
import type { Channel } from '../../shared/domain.ts';
import type { Failure } from '../../shared/result.ts';
import type { Bridge } from '../bridge.ts';

type WrongClock = ConnectionReport['clock'] & { readonly verdict: 'ahead' | 'behind' };

/** What is known of the network, the platforms, the queue and the clock, as the engine tells it. Nobody is asked for it. */
export class ConnectionState {
  report = $state.raw<ConnectionReport | null>(null);
  /** While what waits is being begun, or a platform is asked. */
  trying = $state(false);
  /** The clock that the person has read about. */
  #readClock = $state.raw<WrongClock | null>(null);
  /** The platform that most needs to be told of: the first that could not be reached. */
  unreached = $derived(this.report?.platforms.find(({ reachable }) => reachable === false) ?? null);
  /** A platform that was reached; LINE before others. */
  reached = $derived(this.report?.platforms.find(({ reachable }) => reachable === true) ?? null);
  queued = $derived(this.report?.queued ?? 0);
  /** Whether this computer's clock is wrong, and by how much. */
  wrongClock = $derived.by(() => wrongClockOf(this.report));
  /** The same, until the person has read it; once more where it changes. */
  clockToTell = $derived.by(() => {
    const [wrong, read] = [this.wrongClock, this.#readClock];
    const isRead =
      wrong !== null &&
      read?.verdict === wrong.verdict &&
      Math.abs(read.seconds - wrong.seconds) < CLOCK_WRONG_FROM_SECONDS;
    return isRead ? null : wrong;
  });
  #bridge: Bridge;
  /** Grows when everything is forgotten: an answer to a question from before is dropped. */
  #life = 0;

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
  }

  /** Reads it as it stands now: when somebody was asked last is told of only on asking. */
  async read(): Promise<void> {
    const life = this.#life;
    const answer = await this.#bridge.call('connection.show', {});
    if (answer.ok && life === this.#life) this.take(answer.value);
  }

  take(report: ConnectionReport): void {
    this.report = report;
    // A clock that was set right and goes wrong again is news.
    if (wrongClockOf(report) === null) this.#readClock = null;
  }

  of(platform: string | undefined): PlatformConnection | null {
    return this.report?.platforms.find((each) => each.platform === platform) ?? null;
  }

  dismissClock(): void {
    this.#readClock = this.wrongClock;
  }

  /**
   * The channel by which the platform that was not reached can be asked again, where nothing waits that would: the fewest calls that tell. Null where
   * there is none that can sign.
   */
  probe(channels: readonly Channel[] | null): string | null {
    const platform = this.unreached?.platform;
    const canSign = ({ keyState }: Channel) => keyState === 'proved' || keyState === 'registered';
    return channels?.find((channel) => channel.platform === platform && canSign(channel))?.channelId ?? null;
  }

  /** Begins what waits; where nothing does, `ask` asks the platform once. What went wrong comes back. */
  async tryNow(ask: () => Promise<void>): Promise<Failure | null> {
    if (this.trying) return null;
    this.trying = true;
    try {
      if (this.queued === 0) {
        await ask();
        return null;
      }
      const answer = await this.#bridge.call('operation.runQueue', {});
      return answer.ok ? null : answer.error;
    } finally {
      this.trying = false;
    }
  }

  /** A locked window tells nothing. */
  forget(): void {
    this.#life += 1;
    this.report = null;
  }
}

function wrongClockOf(report: ConnectionReport | null): WrongClock | null {
  if (!report) return null;
  const { verdict, ...more } = report.clock;
  return verdict === 'ahead' || verdict === 'behind' ? { verdict, ...more } : null;
}
