import type { Token } from '../../../shared/domain.ts';
import type { Ledger } from '../../ports.ts';
import { toMilliseconds } from '../instants.ts';
import type { Queries } from '../queries.ts';
import { reconcile } from '../reconcile.ts';
import { toToken, type TokenRow } from '../token-row.ts';
import type { Transactions } from '../transactions.ts';
import { leaveLive } from './operation-methods.ts';

type TokenMethods = Pick<
  Ledger,
  | 'tokens'
  | 'countTokens'
  | 'outlook'
  | 'revocableMatches'
  | 'channelsOfMatches'
  | 'token'
  | 'tokensById'
  | 'revocableTokens'
  | 'lastOfConsumer'
  | 'sealedValue'
  | 'tokenByValueIndex'
  | 'markRevoking'
  | 'unmarkRevoking'
  | 'reconcile'
>;

/** The port's methods on tokens. */
export function tokenMethods(queries: Queries, transactions: Transactions): TokenMethods {
  const { matches, outlook, pages, tokens } = queries;
  const seenAt = (row: TokenRow | undefined, at: string): Token | undefined => row && toToken(row, toMilliseconds(at));

  return {
    tokens: (query, at) => transactions.readInPieces(() => pages.page(query, toMilliseconds(at))),
    countTokens: (match, at) => transactions.readInPieces(() => matches.count(match, toMilliseconds(at))),
    outlook: (boundaries, at) =>
      transactions.readInPieces(() => outlook.of(boundaries.map(toMilliseconds), toMilliseconds(at))),
    revocableMatches: (match, exceptTokenIds, most, at) =>
      transactions.readInPieces(() => matches.revocable(match, exceptTokenIds, most, toMilliseconds(at))),
    channelsOfMatches: (match, exceptTokenIds, at) =>
      transactions.readInPieces(() => matches.channels(match, exceptTokenIds, toMilliseconds(at))),
    token: (tokenId, at) => transactions.read(() => seenAt(tokens.get(tokenId), at)),
    tokensById: (tokenIds, at) =>
      transactions.read(() => tokens.list(tokenIds).map((row) => toToken(row, toMilliseconds(at)))),
    revocableTokens: (channelId, at) => transactions.read(() => tokens.revocable(channelId, toMilliseconds(at))),
    lastOfConsumer: (tokenIds, at) =>
      transactions.readInPieces(() => tokens.lastOfConsumer(tokenIds, toMilliseconds(at))),
    sealedValue: (tokenId) => transactions.read(() => tokens.sealedValue(tokenId)),
    tokenByValueIndex: (valueIndex, at) => transactions.read(() => seenAt(tokens.withValueIndex(valueIndex), at)),

    markRevoking: (tokenIds, by) =>
      transactions.writeTogether(by, () => {
        const rows = tokens.list(tokenIds);
        if (rows.length !== tokenIds.length) throw new Error('some of the tokens to revoke are not in the ledger');
        for (const row of rows) {
          // A second attempt finds it so already.
          if (row.state !== 'revoking') tokens.changeState(row, 'revoking');
        }
      }),

    unmarkRevoking: (tokenIds, by) =>
      transactions.writeTogether(by, () => {
        for (const row of tokens.list(tokenIds)) leaveLive(queries, row);
      }),

    reconcile: (list, by) => transactions.writeTogether(by, (when) => reconcile(queries, list, when)),
  };
}
