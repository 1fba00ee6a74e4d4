import { SvelteMap } from 'svelte/reactivity';
import type { Token } from '../../shared/domain.ts';
import type { Bridge } from '../bridge.ts';
import { isRevocable, REVOCABLE_STATES } from '../format/token-life.ts';
import type { ChosenTokens } from './token-selection.svelte.ts';

const READS_AT_ONCE = 20;

/** So many tokens are named one by one before the revocation; of the others the number is said. */
export const MOST_LISTED = 8;

/** What is known of tokens beyond their IDs, each read once: consumer, label, channel. */
export class KnownTokens {
  readonly #known = new SvelteMap<string, Token>();
  readonly #asked: Record<string, true> = {};
  #bridge: Bridge;

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
  }

  get(tokenId: string): Token | undefined {
    return this.#known.get(tokenId);
  }

  /** A token that cannot be read stays unknown: the key ID of its result still names it. */
  async read(tokenIds: readonly string[]): Promise<void> {
    const missing = tokenIds.filter((tokenId) => !(tokenId in this.#asked));
    for (const tokenId of missing) this.#asked[tokenId] = true;
    for (let start = 0; start < missing.length; start += READS_AT_ONCE) {
      const answers = await Promise.all(
        missing.slice(start, start + READS_AT_ONCE).map((tokenId) => this.#bridge.call('token.show', { tokenId })),
      );
      for (const answer of answers) if (answer.ok) this.#known.set(answer.value.tokenId, answer.value);
    }
  }

  /** Reads the first few of those that match a filter and can be revoked, and says which they are. */
  async readFirst({ matching, except }: Extract<ChosenTokens, { matching: unknown }>): Promise<readonly string[]> {
    const states = REVOCABLE_STATES.filter((state) => matching.states?.includes(state) ?? true);
    if (states.length === 0) return [];
    const answer = await this.#bridge.call('token.list', {
      ...matching,
      states,
      limit: Math.min(200, MOST_LISTED + except.length),
    });
    if (!answer.ok) return [];
    const tokens = answer.value.tokens
      .filter((token) => isRevocable(token) && !except.includes(token.tokenId))
      .slice(0, MOST_LISTED);
    for (const token of tokens) this.#known.set(token.tokenId, token);
    return tokens.map(({ tokenId }) => tokenId);
  }
}
