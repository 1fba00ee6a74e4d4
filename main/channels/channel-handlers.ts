import { LINE_CONSOLE_URL, LINE_PLATFORM_URL } from '../../shared/line-limits.ts';
import { requireChannel } from '../assertions/make-assertion.ts';
import type { SessionHandlers } from '../handlers.ts';
import { parsePlatform } from '../line/platform-url.ts';
import { Secret } from '../secrets/secret.ts';
import { instantOf, type Session } from '../session.ts';
import { VaultError } from '../vault-error.ts';

function changed(session: Session, channelId: string): void {
  session.emit({ name: 'ledger.changed', payload: { areas: ['channels', 'audit'], channelIds: [channelId] } });
}

async function storeSecret(session: Session, channelId: string, channelSecret: string): Promise<void> {
  const secret = Secret.fromText(channelSecret);
  try {
    await session.secrets.set({ kind: 'channel-secret', id: channelId }, secret);
  } finally {
    secret.wipe();
  }
}

export const channelHandlers: SessionHandlers<
  | 'channel.add'
  | 'channel.list'
  | 'channel.show'
  | 'channel.rename'
  | 'channel.setTags'
  | 'channel.pin'
  | 'channel.setSecret'
  | 'channel.remove'
  | 'console.open'
> = {
  'channel.add': (session, { channelId, name, platform, channelSecret }) => {
    const { url, kind } = parsePlatform(platform ?? LINE_PLATFORM_URL);
    return session.inChannel(channelId, async () => {
      if (await session.ledger.channel(channelId, session.by().at))
        throw new VaultError('channel-exists', { channelId });
      // The secret first: a channel that claims to have one must have it. An entry without a channel harms nobody.
      if (channelSecret !== undefined) await storeSecret(session, channelId, channelSecret);
      await session.ledger.addChannel(
        { channelId, name, platform: url, platformKind: kind, hasSecret: channelSecret !== undefined },
        session.by(),
      );
      changed(session, channelId);
      return requireChannel(session, channelId);
    });
  },

  async 'channel.list'(session) {
    return { channels: [...(await session.ledger.channels(instantOf(session.clock.now())))] };
  },

  async 'channel.show'(session, { channelId }) {
    const channel = await requireChannel(session, channelId);
    const [signingKeys, unresolvedIssues] = await Promise.all([
      session.ledger.signingKeys(channelId),
      session.ledger.issues({ channelId, unresolvedOnly: true }),
    ]);
    return { channel, signingKeys: [...signingKeys], unresolvedIssues: [...unresolvedIssues] };
  },

  async 'channel.rename'(session, { channelId, name }) {
    await requireChannel(session, channelId);
    await session.ledger.renameChannel(channelId, name, session.by());
    changed(session, channelId);
    return requireChannel(session, channelId);
  },

  async 'channel.setTags'(session, { channelId, tags }) {
    await requireChannel(session, channelId);
    await session.ledger.setChannelTags(channelId, tags, session.by());
    changed(session, channelId);
    return requireChannel(session, channelId);
  },

  async 'channel.pin'(session, { channelId, pinned }) {
    await requireChannel(session, channelId);
    await session.ledger.setChannelPinned(channelId, pinned);
    session.emit({ name: 'ledger.changed', payload: { areas: ['channels'], channelIds: [channelId] } });
    return requireChannel(session, channelId);
  },

  'channel.setSecret': (session, { channelId, channelSecret }) =>
    session.inChannel(channelId, async () => {
      await requireChannel(session, channelId);
      await storeSecret(session, channelId, channelSecret);
      await session.ledger.markChannelSecretSet(channelId, session.by());
      changed(session, channelId);
      return requireChannel(session, channelId);
    }),

  'channel.remove': (session, { channelId }) =>
    session.inChannel(channelId, async () => {
      await requireChannel(session, channelId);
      const { live, unresolved } = await session.ledger.channelUse(channelId, session.by().at);
      if (live > 0 || unresolved > 0) throw new VaultError('channel-in-use', { channelId, live, unresolved });
      // Secrets first: if the secret store fails in the middle, the channel is still there and can be removed again.
      for (const { signingKeyId } of await session.ledger.signingKeys(channelId)) {
        session.keys.forget(signingKeyId);
        await session.secrets.delete({ kind: 'signing-key', id: signingKeyId });
      }
      await session.secrets.delete({ kind: 'channel-secret', id: channelId });
      await session.ledger.removeChannel(channelId, session.by());
      changed(session, channelId);
      return { done: true } as const;
    }),

  async 'console.open'(session, { channelId }) {
    const channel = await requireChannel(session, channelId);
    if (!session.openExternal) throw new VaultError('not-supported-here', { feature: 'Opening the browser' });
    const url =
      channel.platformKind === 'practice' ? `${channel.platform}/console/channels/${channelId}` : LINE_CONSOLE_URL;
    await session.openExternal.open(url);
    return { opened: url };
  },
};
