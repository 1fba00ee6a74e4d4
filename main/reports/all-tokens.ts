import type { Token } from '../../shared/domain.ts';
import type { EndingToken } from '../../shared/reports.ts';
import type { TokenQuery } from '../ports.ts';
import type { Reading } from './reading.ts';

/** The largest page of the ledger. */
const PAGE = 200;

type Wanted = Partial<Pick<TokenQuery, 'channelId' | 'states' | 'sort' | 'direction'>>;

/** All tokens that match, page by page, those that end first on top unless told otherwise. */
export async function* allTokens(
  { ledger, at }: Pick<Reading, 'ledger' | 'at'>,
  wanted: Wanted = {},
): AsyncGenerator<Token> {
  let cursor: string | undefined;
  do {
    const query = { sort: 'expiresAt', direction: 'ascending', ...wanted, limit: PAGE, cursor } as const;
    const page = await ledger.tokens(query, at);
    yield* page.tokens;
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
}

/** What is told of a token that is about to end. */
export function endingToken(token: Token): EndingToken {
  const { tokenId, keyId, channelId, channelName, platformKind, consumer, label, issuedAt, expiresAt } = token;
  return { tokenId, keyId, channelId, channelName, platformKind, consumer, label, issuedAt, expiresAt };
}
