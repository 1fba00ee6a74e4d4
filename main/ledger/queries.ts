import { auditQueries } from './audit.ts';
import { channelQueries } from './channels.ts';
import type { Database } from './connection.ts';
import { containmentQueries } from './containments.ts';
import { issueQueries } from './issues.ts';
import { operationQueries } from './operations.ts';
import { reminderQueries } from './reminders.ts';
import { rotationPolicyQueries } from './rotation-policies.ts';
import { rotationQueries } from './rotations.ts';
import { SCALE, type Scale } from './scale.ts';
import { signingKeyQueries } from './signing-keys.ts';
import { slotHolderQueries } from './slot-holders.ts';
import { slotQueries } from './slots.ts';
import { statementsOver } from './statements.ts';
import { tokenCounts } from './token-counts.ts';
import { tokenMatches } from './token-matches.ts';
import { tokenOutlook } from './token-outlook.ts';
import { tokenPages } from './token-pages.ts';
import { tokenSelections } from './token-selections.ts';
import { tokenQueries } from './tokens.ts';

/** All queries over one connection, one group an aggregate, their statements prepared once. */
export function prepareQueries(database: Database, scale: Scale = SCALE, statements = statementsOver(database)) {
  const slots = slotQueries(database);
  const channels = channelQueries(database, slots);
  const idsNamedLike = (term: string) => channels.idsNamedLike(term);
  const selections = tokenSelections(statements, scale);
  const counts = tokenCounts(database, selections);
  const pages = tokenPages(database, statements, selections, counts, idsNamedLike, scale);
  return {
    slots,
    channels,
    audit: auditQueries(database),
    signingKeys: signingKeyQueries(database),
    issues: issueQueries(database),
    tokens: tokenQueries(database),
    counts,
    pages,
    matches: tokenMatches(statements, selections, counts, idsNamedLike),
    outlook: tokenOutlook(database),
    reminders: reminderQueries(database),
    operations: operationQueries(database),
    policies: rotationPolicyQueries(database),
    rotations: rotationQueries(database),
    slotHolders: slotHolderQueries(database),
    containments: containmentQueries(database),
    /** Forgets what was kept of what was read; to be called at every write. */
    forget(): void {
      selections.forget();
      pages.forget();
    },
  };
}

export type Queries = ReturnType<typeof prepareQueries>;
