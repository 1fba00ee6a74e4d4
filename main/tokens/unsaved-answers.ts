import type { Token } from '../../shared/domain.ts';
import type { By, IssuedToken, Ledger } from '../ports.ts';
import { isVaultError } from '../vault-error.ts';

/** LINE's answers that the ledger could not take yet: the only copies, sealed, in memory. */
export interface UnsavedAnswers {
  /** Stores the answer of an issue; where that fails it is kept here for `saveAll`, and the failure is thrown. */
  save(issueId: string, channelId: string, answer: IssuedToken): Promise<Token>;
  /** Tries again what is left of a channel, or of all. What still fails stays; a failure that is no `VaultError` is thrown. */
  saveAll(channelId?: string): Promise<void>;
}

/** Keeps them over a ledger. */
export function createUnsavedAnswers(ledger: Ledger, by: () => By): UnsavedAnswers {
  const waiting = new Map<string, { readonly channelId: string; readonly answer: IssuedToken }>();
  return {
    async save(issueId, channelId, answer) {
      waiting.set(issueId, { channelId, answer });
      const token = await ledger.completeIssue(issueId, answer, by());
      waiting.delete(issueId);
      return token;
    },
    async saveAll(channelId) {
      for (const [issueId, one] of [...waiting]) {
        if (channelId !== undefined && one.channelId !== channelId) continue;
        try {
          await ledger.completeIssue(issueId, one.answer, by());
          waiting.delete(issueId);
        } catch (error) {
          if (!isVaultError(error)) throw error;
        }
      }
    },
  };
}
