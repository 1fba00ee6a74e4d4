import type { Ledger } from '../../ports.ts';
import type { Queries } from '../queries.ts';
import type { Transactions } from '../transactions.ts';

type SigningKeyMethods = Pick<
  Ledger,
  'addSigningKey' | 'signingKey' | 'signingKeys' | 'registerSigningKey' | 'markSigningKeyProved' | 'retireSigningKey'
>;

/** The port's methods on assertion signing keys. */
export function signingKeyMethods({ audit, signingKeys }: Queries, transactions: Transactions): SigningKeyMethods {
  return {
    addSigningKey: (key, by) =>
      transactions.write(by, (when) => {
        const same = signingKeys.withThumbprint(key.thumbprint);
        if (same) return { outcome: 'exists', channelId: same.channelId };
        signingKeys.add(key, when.at);
        const kind = key.origin === 'generated' ? 'key-generated' : 'key-imported';
        audit.add({ kind, channelId: key.channelId, subjectId: key.signingKeyId, note: key.thumbprint }, when);
        return { outcome: 'added' };
      }),

    signingKey: (signingKeyId) => transactions.read(() => signingKeys.get(signingKeyId)),
    signingKeys: (channelId) => transactions.read(() => signingKeys.list(channelId)),

    registerSigningKey: (signingKeyId, kid, by) =>
      transactions.write(by, (when) => {
        const key = signingKeys.get(signingKeyId);
        if (!key) return { outcome: 'not-found' };
        const owner = signingKeys.withKid(kid);
        if (owner && owner.signingKeyId !== signingKeyId)
          return { outcome: 'kid-in-use', signingKeyId: owner.signingKeyId };
        const change = signingKeys.register(key, kid, when.at);
        if (change === 'retired') return { outcome: 'retired' };
        if (change === 'registered')
          audit.add({ kind: 'key-registered', channelId: key.channelId, subjectId: signingKeyId, note: kid }, when);
        return { outcome: 'registered' };
      }),

    markSigningKeyProved: (signingKeyId, kid, by) =>
      transactions.write(by, (when) => {
        const key = signingKeys.get(signingKeyId);
        if (!key || key.kid !== kid || !signingKeys.markProved(key, when.at)) return false;
        // A proof is repeated with every check; the log tells of the first.
        if (!key.proved) audit.add({ kind: 'key-proved', channelId: key.channelId, subjectId: signingKeyId }, when);
        return true;
      }),

    retireSigningKey: (signingKeyId, by) =>
      transactions.write(by, (when) => {
        const key = signingKeys.get(signingKeyId);
        if (!key) return false;
        if (signingKeys.retire(key, when.at))
          audit.add({ kind: 'key-retired', channelId: key.channelId, subjectId: signingKeyId }, when);
        return true;
      }),
  };
}
