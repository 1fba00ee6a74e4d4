import type { Channel } from '../../shared/domain.ts';
import type { ChannelCommand } from './commands.ts';
import type { Desk } from './desk.svelte.ts';

async function pin(desk: Desk, { channelId, name }: Channel, pinned: boolean): Promise<void> {
  if (await desk.pin(channelId, pinned)) desk.toasts.say(desk.text.rail[pinned ? 'pinned' : 'unpinned'](name));
}

/** What the window can do with one channel; where none is in sight, the palette asks which. */
export const CHANNEL_COMMANDS: readonly ChannelCommand[] = [
  {
    on: 'channel',
    id: 'check-channel',
    group: 'channels',
    say: ({ commands }) => commands.checkChannel,
    run: (desk, { channelId }) => void desk.check([channelId]),
  },
  {
    on: 'channel',
    id: 'issue-for-channel',
    group: 'channels',
    say: ({ commands }) => commands.issueForChannel,
    run: (desk, { channelId }) => (desk.dialog = { kind: 'issue', channelId }),
  },
  {
    on: 'channel',
    id: 'show-tokens-of-channel',
    group: 'channels',
    say: ({ commands }) => commands.showTokensOfChannel,
    run: (desk, { channelId }) => void desk.showTokens({ channelId, search: '', group: 'live' }),
  },
  {
    on: 'channel',
    id: 'show-rotations-of-channel',
    group: 'channels',
    say: ({ rotations }) => rotations.commands.ofChannel,
    run: (desk, { channelId }) => {
      desk.go({ name: 'rotations' });
      void desk.rotations.show(channelId);
    },
  },
  {
    on: 'channel',
    id: 'generate-key',
    group: 'channels',
    say: ({ commands }) => commands.generateKey,
    run: (desk, { channelId }) => {
      desk.go({ name: 'channel', channelId });
      void desk.channelPage.generate().then((failure) => failure && desk.toasts.fail(failure));
    },
  },
  {
    on: 'channel',
    id: 'register-key',
    group: 'channels',
    say: ({ commands }) => commands.registerKey,
    fits: ({ keyState }) => keyState === 'generated' || keyState === 'registered',
    run: (desk, { channelId }) => desk.go({ name: 'channel', channelId }),
  },
  {
    on: 'channel',
    id: 'import-key',
    group: 'channels',
    say: ({ commands }) => commands.importKey,
    run: (desk, { channelId }) => (desk.dialog = { kind: 'import-key', channelId }),
  },
  {
    on: 'channel',
    id: 'set-secret',
    group: 'channels',
    say: ({ commands }) => commands.setSecret,
    run: (desk, { channelId }) => (desk.dialog = { kind: 'channel-secret', channelId }),
  },
  {
    on: 'channel',
    id: 'rename-channel',
    group: 'channels',
    say: ({ commands }) => commands.renameChannel,
    run: (desk, { channelId }) => (desk.dialog = { kind: 'rename-channel', channelId }),
  },
  {
    on: 'channel',
    id: 'pin-channel',
    group: 'channels',
    say: ({ commands }) => commands.pinChannel,
    fits: ({ pinned }) => !pinned,
    run: (desk, channel) => void pin(desk, channel, true),
  },
  {
    on: 'channel',
    id: 'unpin-channel',
    group: 'channels',
    say: ({ commands }) => commands.unpinChannel,
    fits: ({ pinned }) => pinned,
    run: (desk, channel) => void pin(desk, channel, false),
  },
  {
    on: 'channel',
    id: 'show-slots',
    group: 'channels',
    say: ({ commands }) => commands.showSlots,
    run: (desk, { channelId }) => {
      desk.go({ name: 'channel', channelId });
      desk.channelPage.showTab('slots');
    },
  },
  {
    on: 'channel',
    id: 'contain-channel',
    group: 'channels',
    say: ({ commands }) => commands.containChannel,
    run: (desk, { channelId }) => {
      if (desk.containments.of(channelId) === null) desk.dialog = { kind: 'contain', channelId };
      else {
        desk.go({ name: 'channel', channelId });
        desk.channelPage.showTab('containment');
      }
    },
  },
  {
    on: 'channel',
    id: 'open-console',
    group: 'channels',
    say: ({ commands }) => commands.openConsole,
    run: (desk, { channelId }) =>
      void desk.bridge.call('console.open', { channelId }).then((answer) => {
        if (!answer.ok) desk.toasts.fail(answer.error);
      }),
  },
];
