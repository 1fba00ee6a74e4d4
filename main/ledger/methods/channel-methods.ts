import type { Ledger } from '../../ports.ts';
import { toMilliseconds } from '../instants.ts';
import { latestEnd } from '../issues.ts';
import type { Queries } from '../queries.ts';
import type { Transactions } from '../transactions.ts';
import { endRotationsOf } from './rotation-methods.ts';

type ChannelMethods = Pick<
  Ledger,
  | 'addChannel'
  | 'renameChannel'
  | 'setChannelTags'
  | 'setChannelPinned'
  | 'markChannelSecretSet'
  | 'channelUse'
  | 'removeChannel'
  | 'channel'
  | 'channels'
  | 'platforms'
>;

/** The port's methods on channels. */
export function channelMethods(queries: Queries, transactions: Transactions): ChannelMethods {
  const { audit, channels, issues, signingKeys, tokens } = queries;
  /** Issues that may still lead to a token that is alive at `at`. */
  const unresolvedAt = (channelId: string, at: number): number =>
    issues.unresolvedOf(channelId).filter((issue) => (latestEnd(issue) ?? Infinity) > at).length;

  const useAt = (channelId: string, at: number): { live: number; unresolved: number } => ({
    live: tokens.countLive(channelId, at),
    unresolved: unresolvedAt(channelId, at),
  });

  return {
    addChannel: (channel, by) =>
      transactions.write(by, (when) => {
        if (!channels.add(channel, when.at)) return 'exists';
        audit.add({ kind: 'channel-added', channelId: channel.channelId, note: channel.platform }, when);
        return 'added';
      }),

    renameChannel: (channelId, name, by) =>
      transactions.write(by, (when) => {
        const renamed = channels.rename(channelId, name);
        if (renamed) audit.add({ kind: 'channel-renamed', channelId, note: name }, when);
        return renamed;
      }),

    setChannelTags: (channelId, tags, by) =>
      transactions.write(by, (when) => {
        const tagged = channels.setTags(channelId, tags);
        if (tagged) audit.add({ kind: 'channel-tagged', channelId, note: tags.join(', ') }, when);
        return tagged;
      }),

    setChannelPinned: (channelId, pinned) => transactions.writeForItself(() => channels.setPinned(channelId, pinned)),

    markChannelSecretSet: (channelId, by) =>
      transactions.write(by, (when) => {
        const marked = channels.markSecretSet(channelId);
        if (marked) audit.add({ kind: 'channel-secret-set', channelId }, when);
        return marked;
      }),

    channelUse: (channelId, at) => transactions.read(() => useAt(channelId, toMilliseconds(at))),

    removeChannel: (channelId, by) =>
      transactions.write(by, (when) => {
        if (!channels.exists(channelId)) return { outcome: 'not-found' };
        const use = useAt(channelId, when.at);
        if (use.live > 0 || use.unresolved > 0) return { outcome: 'in-use', ...use };
        endRotationsOf(queries, channelId, when);
        channels.remove(channelId, when.at);
        const signingKeyIds = signingKeys.removeAllOf(channelId, when.at);
        audit.add({ kind: 'channel-removed', channelId }, when);
        return { outcome: 'removed', signingKeyIds };
      }),

    channel: (channelId, at) => transactions.read(() => channels.get(channelId, toMilliseconds(at))),
    channels: (at) => transactions.read(() => channels.list(toMilliseconds(at))),
    platforms: () => transactions.read(() => channels.platforms()),
  };
}
