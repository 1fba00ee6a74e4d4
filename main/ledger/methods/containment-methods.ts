import type { Token } from '../../../shared/domain.ts';
import type { ContainmentLedger } from '../../containment/containment-ledger.ts';
import { toMilliseconds } from '../instants.ts';
import type { Queries } from '../queries.ts';
import { toToken } from '../token-row.ts';
import type { Transactions } from '../transactions.ts';

/** The port's methods on containments. */
export function containmentMethods(
  { audit, containments, tokens }: Queries,
  transactions: Transactions,
): ContainmentLedger {
  return {
    beginContainment: ({ containmentId, channelId, reason }, by) =>
      transactions.write(by, (when) => {
        const underWay = containments.underWayIn(channelId);
        if (underWay !== undefined) return { outcome: 'under-way', containmentId: underWay };
        const containment = containments.add(containmentId, channelId, reason, when.at);
        audit.add({ kind: 'containment-begun', channelId, subjectId: containmentId, note: reason }, when);
        return { outcome: 'begun', containment };
      }),

    containments: ({ channelId, openOnly }) => transactions.read(() => containments.list(channelId, openOnly)),
    containment: (containmentId) => transactions.read(() => containments.get(containmentId)),

    beginContainmentStep: (containmentId, step, signingKeyId, by) =>
      transactions.write(by, (when) => {
        containments.beginStep(containmentId, step, signingKeyId, when);
      }),

    endContainmentStep: (containmentId, step, end, by) =>
      transactions.write(by, (when) => {
        const containment = containments.endStep(containmentId, step, end, when);
        if (end.state === 'failed') return containment;
        const line = { channelId: containment.channelId, subjectId: containmentId };
        const kind = end.state === 'done' ? 'containment-step-done' : 'containment-step-skipped';
        audit.add({ ...line, kind, note: end.note === undefined ? step : `${step}: ${end.note}` }, when);
        if (!containment.steps.every(({ state }) => state === 'done' || state === 'skipped')) return containment;
        audit.add({ ...line, kind: 'containment-done' }, when);
        return containments.end(containmentId, 'done', null, when.at);
      }),

    closeContainment: (containmentId, reason, by) =>
      transactions.write(by, (when) => {
        const containment = containments.end(containmentId, 'closed', reason, when.at);
        const line = { channelId: containment.channelId, subjectId: containmentId, note: reason };
        audit.add({ ...line, kind: 'containment-closed' }, when);
        return containment;
      }),

    secretSetSince: (containmentId) => transactions.read(() => containments.secretSetSince(containmentId)),
    signingKeysAddedSince: (containmentId) =>
      transactions.read(() => containments.signingKeysAddedSince(containmentId)),
    replacements: (containmentId) => transactions.read(() => containments.replacements(containmentId)),
    nameReplacement: (containmentId, position, issueId, by) =>
      transactions.write(by, () => {
        containments.nameReplacement(containmentId, position, issueId);
      }),

    holdersOf: (channelId, keyIds, at) =>
      transactions.read(() => {
        const ours: Token[] = [];
        const orphans: Token[] = [];
        const foreign: Token[] = [];
        for (const keyId of keyIds) {
          const row = tokens.withKeyId(channelId, keyId);
          if (!row) continue;
          const group = row.has_value === 1 ? ours : row.state === 'orphan' ? orphans : foreign;
          group.push(toToken(row, toMilliseconds(at)));
        }
        return { ours, orphans, foreign };
      }),
  };
}
