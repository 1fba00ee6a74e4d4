import type { Token, TokenState } from '../../../shared/domain.ts';
import type { Ledger } from '../../ports.ts';
import { toMilliseconds } from '../instants.ts';
import type { Queries } from '../queries.ts';
import { reconcile } from '../reconcile.ts';
import { toToken, type TokenRow } from '../token-row.ts';
import type { Transactions } from '../transactions.ts';

type TokenMethods = Pick<
  Ledger,
  | 'tokens'
  | 'countTokens'
  | 'token'
  | 'tokensById'
  | 'revocableTokens'
  | 'lastOfConsumer'
  | 'sealedValue'
  | 'tokenByValueIndex'
  | 'markRevoking'
  | 'reconcile'
>;

/** The port's methods on tokens. */
export function tokenMethods(queries: Queries, transactions: Transactions): TokenMethods {
  const { channels, pages, tokens } = queries;
  const seenAt = (row: TokenRow | undefined, at: string): Token | undefined => row && toToken(row, toMilliseconds(at));

  /** Tokens of removed channels are history: kept, but not counted. */
  function count(
    channelId: string | undefined,
    at: number,
  ): { total: number; byState: Partial<Record<TokenState, number>> } {
    const counts = new Map(tokens.countByState(channelId, at));
    if (channelId === undefined) {
      for (const removed of channels.removedIds()) {
        for (const [state, found] of tokens.countByState(removed, at))
          counts.set(state, (counts.get(state) ?? 0) - found);
      }
    }
    const byState: Partial<Record<TokenState, number>> = {};
    let total = 0;
    for (const [state, found] of counts) {
      if (found > 0) byState[state] = found;
      total += found;
    }
    return { total, byState };
  }

  return {
    tokens: (query, at) => transactions.read(() => pages.page(query, toMilliseconds(at))),
    countTokens: (channelId, at) => transactions.read(() => count(channelId, toMilliseconds(at))),
    token: (tokenId, at) => transactions.read(() => seenAt(tokens.get(tokenId), at)),
    tokensById: (tokenIds, at) =>
      transactions.read(() => tokens.list(tokenIds).map((row) => toToken(row, toMilliseconds(at)))),
    revocableTokens: (channelId, at) => transactions.read(() => tokens.revocable(channelId, toMilliseconds(at))),
    lastOfConsumer: (tokenIds, at) => transactions.read(() => tokens.lastOfConsumer(tokenIds, toMilliseconds(at))),
    sealedValue: (tokenId) => transactions.read(() => tokens.sealedValue(tokenId)),
    tokenByValueIndex: (valueIndex, at) => transactions.read(() => seenAt(tokens.withValueIndex(valueIndex), at)),

    markRevoking: (tokenIds, by) =>
      transactions.write(by, () => {
        const rows = tokens.list(tokenIds);
        if (rows.length !== tokenIds.length) throw new Error('some of the tokens to revoke are not in the ledger');
        for (const row of rows) {
          // A second attempt finds it so already.
          if (row.state !== 'revoking') tokens.changeState(row, 'revoking');
        }
      }),

    reconcile: (list, by) => transactions.write(by, (when) => reconcile(queries, list, when)),
  };
}
