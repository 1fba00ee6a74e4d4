import type { About } from '../../shared/domain.ts';
import type { Failure } from '../../shared/result.ts';
import type { Bridge } from '../bridge.ts';

/** What the program says of itself, read once when it is shown. */
export class AboutReading {
  shown = $state.raw<About | null>(null);
  failure = $state.raw<Failure | null>(null);
  #bridge: Bridge;

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
  }

  async read(): Promise<void> {
    const answer = await this.#bridge.call('about.show', {});
    this.failure = answer.ok ? null : answer.error;
    if (answer.ok) this.shown = answer.value;
  }
}

/** All versions as plain lines, for a report of a problem. */
export const versionLines = ({ version, versions }: Pick<About, 'version' | 'versions'>): string =>
  [{ name: 'Kagibako', version }, ...versions].map((each) => `${each.name} ${each.version}`).join('\n');
