import { expect, test } from 'vitest';
import type { Ledger, SecretStore } from '../ports.ts';
import type { Session } from '../session.ts';
import { toFailure } from '../failure.ts';
import { VaultError } from '../vault-error.ts';
import { importHandlers } from './import-handlers.ts';

const text = 'channelId,name,channelSecret,tags\n1,one,0123456789abcdef,a\n2,two,,b\n3,three,0123456789abcdef,\n';

/** A session that keeps channels and secrets in memory, and whose parts fail where the test says. */
function inMemory(failing: { readonly part: 'secret' | 'channel' | 'tags'; readonly channelId: string }) {
  const channels = new Set<string>();
  const secrets = new Set<string>();
  const failAt = (part: typeof failing.part, channelId: string) => {
    if (failing.part === part && failing.channelId === channelId) throw new VaultError('vault-full', { folder: '/v' });
  };
  const ledger: Partial<Ledger> = {
    channel: () => Promise.resolve(undefined),
    addChannel: async ({ channelId }) => {
      await Promise.resolve();
      failAt('channel', channelId);
      channels.add(channelId);
      return 'added';
    },
    setChannelTags: async (channelId) => {
      await Promise.resolve();
      failAt('tags', channelId);
      return true;
    },
    removeChannel: (channelId) => {
      channels.delete(channelId);
      return Promise.resolve({ outcome: 'removed', signingKeyIds: [] });
    },
  };
  const store: Partial<SecretStore> = {
    set: async ({ kind, ...rest }) => {
      await Promise.resolve();
      const id = 'id' in rest ? rest.id : kind;
      failAt('secret', id);
      secrets.add(id);
    },
    delete: ({ kind, ...rest }) => {
      secrets.delete('id' in rest ? rest.id : kind);
      return Promise.resolve();
    },
  };
  const session: Partial<Session> = {
    ledger: ledger as Ledger,
    secrets: store as SecretStore,
    inChannel: (_channelId, work) => work(),
    by: () => ({ at: '2026-03-01T00:00:00.000Z', door: 'test' }),
    failure: (_operation, error) => toFailure(error),
    emit: () => undefined,
  };
  return { session: session as Session, channels, secrets };
}

test.each([
  ['secret', '1'],
  ['channel', '1'],
  ['tags', '1'],
  ['tags', '2'],
] as const)(
  'a line whose %s cannot be stored (channel %s) leaves nothing behind, and the others are added',
  async (part, channelId) => {
    const { session, channels, secrets } = inMemory({ part, channelId });
    const { lines } = await importHandlers['channel.import'](session, { text });
    expect(lines.map(({ outcome, error }) => [outcome, error?.code])).toEqual(
      ['1', '2', '3'].map((each) => (each === channelId ? ['failed', 'vault-full'] : ['added', undefined])),
    );
    expect([...channels]).toEqual(['1', '2', '3'].filter((each) => each !== channelId));
    expect([...secrets]).toEqual(['1', '3'].filter((each) => each !== channelId));
  },
);
