import { auditQueries } from './audit.ts';
import { channelQueries } from './channels.ts';
import type { Database } from './connection.ts';
import { issueQueries } from './issues.ts';
import { operationQueries } from './operations.ts';
import { signingKeyQueries } from './signing-keys.ts';
import { slotQueries } from './slots.ts';
import { tokenPages } from './token-pages.ts';
import { tokenQueries } from './tokens.ts';

/** All queries over one connection, one group an aggregate, their statements prepared once. */
export function prepareQueries(database: Database) {
  const slots = slotQueries(database);
  const channels = channelQueries(database, slots);
  return {
    slots,
    channels,
    audit: auditQueries(database),
    signingKeys: signingKeyQueries(database),
    issues: issueQueries(database),
    tokens: tokenQueries(database),
    pages: tokenPages(database, (term) => channels.idsNamedLike(term)),
    operations: operationQueries(database),
  };
}

export type Queries = ReturnType<typeof prepareQueries>;
