import type { Issue, Token } from '../../shared/domain.ts';
import type { Failure } from '../../shared/result.ts';
import type { Bridge } from '../bridge.ts';

/** So many vanished ones are named; of the others the number is said. */
const LATEST_GONE = 10;
/** More than a channel has slots, in one page. */
const ALL = 200;

/** A lost one with the issue that made it, where that is still among the latest on record. */
export interface LostToken {
  readonly token: Token;
  readonly issue: Issue | null;
}

/** What holds the slots of one channel, and what vanished from them. */
export interface SlotAccounts {
  readonly live: readonly Token[];
  readonly lost: readonly LostToken[];
  readonly foreign: readonly Token[];
  /** The latest ones. */
  readonly gone: readonly Token[];
  readonly goneCount: number;
  /** Issues of which nobody knows whether they hold a slot. */
  readonly unknown: readonly Issue[];
}

/** Of live ones, those that LINE's list was not asked for since they were issued. */
export const neverSeen = (tokens: readonly Token[]): readonly Token[] =>
  tokens.filter(({ provedAt }) => provedAt === null);

/** The account of a channel's slots as the last check left it. Asks LINE nothing. */
export class SlotAccount {
  accounts = $state.raw<SlotAccounts | null>(null);
  failure = $state.raw<Failure | null>(null);
  #bridge: Bridge;
  /** Grows with every reading: only the last one counts. */
  #turn = 0;

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
  }

  async read(channelId: string): Promise<void> {
    const turn = ++this.#turn;
    const list = (states: readonly Token['state'][], limit: number) =>
      this.#bridge.call('token.list', { channelId, states: [...states], limit, sort: 'expiresAt' });
    const [live, lost, foreign, gone, count, issues] = await Promise.all([
      list(['active', 'draining', 'revoking'], ALL),
      list(['orphan'], ALL),
      list(['foreign'], ALL),
      this.#bridge.call('token.list', {
        channelId,
        states: ['gone'],
        limit: LATEST_GONE,
        sort: 'issuedAt',
        direction: 'descending',
      }),
      this.#bridge.call('token.count', { channelId, states: ['gone'] }),
      this.#bridge.call('issue.list', { channelId, unresolvedOnly: false }),
    ]);
    if (turn !== this.#turn) return;
    this.failure = [live, lost, foreign, gone, count, issues].find((answer) => !answer.ok)?.error ?? null;
    if (!live.ok || !lost.ok || !foreign.ok || !gone.ok || !count.ok || !issues.ok) return;
    const made = issues.value.issues;
    this.accounts = {
      live: live.value.tokens,
      lost: lost.value.tokens.map((token) => ({
        token,
        issue: made.find(({ issueId }) => issueId === token.issueId) ?? null,
      })),
      foreign: foreign.value.tokens,
      gone: gone.value.tokens,
      goneCount: count.value.matching,
      unknown: made.filter(({ state }) => state === 'unknown' || state === 'sent'),
    };
  }

  forget(): void {
    this.#turn += 1;
    this.accounts = null;
    this.failure = null;
  }
}
