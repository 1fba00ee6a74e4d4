import type { Ledger } from '../ports.ts';
import { adoptionMethods } from './methods/adoption-methods.ts';
import { channelMethods } from './methods/channel-methods.ts';
import { containmentMethods } from './methods/containment-methods.ts';
import { issueMethods } from './methods/issue-methods.ts';
import { operationMethods } from './methods/operation-methods.ts';
import { reminderMethods } from './methods/reminder-methods.ts';
import { rotationMethods } from './methods/rotation-methods.ts';
import { signingKeyMethods } from './methods/signing-key-methods.ts';
import { tokenMethods } from './methods/token-methods.ts';
import type { Queries } from './queries.ts';
import type { Transactions } from './transactions.ts';

/**
 * The `Ledger` port over an open, migrated connection.
 * @param close ends the connection and whatever else belongs to the open ledger.
 */
export function sqliteLedger(
  version: number,
  queries: Queries,
  transactions: Transactions,
  close: () => Promise<void>,
): Ledger {
  const { channels, counts, issues, signingKeys } = queries;
  return {
    version,
    close,
    counts: () =>
      transactions.read(() => ({
        channels: channels.count(),
        signingKeys: signingKeys.count(),
        tokens: counts.all(),
        unresolvedIssues: issues.countUnresolved(),
      })),
    ...channelMethods(queries, transactions),
    ...signingKeyMethods(queries, transactions),
    ...issueMethods(queries, transactions),
    ...tokenMethods(queries, transactions),
    ...operationMethods(queries, transactions),
    ...rotationMethods(queries, transactions),
    ...adoptionMethods(queries, transactions),
    ...containmentMethods(queries, transactions),
    ...reminderMethods(queries, transactions),
  };
}
