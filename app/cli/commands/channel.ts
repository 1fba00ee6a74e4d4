import type { OutputOf } from '../../../shared/contract.ts';
import type { Channel } from '../../../shared/domain.ts';
import { EXIT } from '../../../shared/errors.ts';
import { flag, requiredFlag, switchFlag } from '../arguments/shape.ts';
import { text, variableName } from '../arguments/value-kinds.ts';
import { instant, keyState, slotDetails, slotsTaken, withBadge } from '../output/describe.ts';
import { issueTable, signingKeyTable } from '../output/lists.ts';
import { fields, table } from '../output/table.ts';
import type { View } from '../output/view.ts';
import type { Session } from '../session.ts';
import { usageError } from '../usage-error.ts';
import { defineCommand, done } from './command.ts';
import { checkInput, defined, operationCommand } from './operation-command.ts';

const secretFlags = {
  'secret-env': flag('secretEnv', variableName),
  'secret-stdin': switchFlag('secretStdin'),
} as const;

interface SecretFlags {
  readonly 'secret-env': string | undefined;
  readonly 'secret-stdin': true | undefined;
}

/** The channel secret from where the flags say; undefined where they say nothing. */
async function givenSecret(flags: SecretFlags, { secrets }: Session): Promise<string | undefined> {
  const variable = flags['secret-env'];
  if (variable !== undefined && flags['secret-stdin']) {
    throw usageError('--secret-env', (texts) => texts.usage.excludes('--secret-stdin'));
  }
  if (variable !== undefined) return secrets.variable('--secret-env', variable);
  return flags['secret-stdin'] ? secrets.line('--secret-stdin', 'channelSecret') : undefined;
}

async function neededSecret(flags: SecretFlags, session: Session): Promise<string> {
  const secret =
    (await givenSecret(flags, session)) ??
    (session.isInteractive ? await session.secrets.typed('channelSecret') : undefined);
  if (secret === undefined) throw usageError(null, (texts) => texts.usage.noSecretGiven);
  return secret;
}

const secretFieldName = { channelSecret: '--secret-env / --secret-stdin' } as const;

function channelText(channel: Channel, view: View): string {
  const { labels, say } = view.texts;
  const details = slotDetails(channel.slots, view);
  const taken = slotsTaken(channel.slots, view);
  return fields(
    [
      [labels.channel, { text: withBadge(channel.name, channel.platformKind, view), tone: 'strong' }],
      [labels.channelId, channel.channelId],
      [labels.platform, channel.platform],
      [labels.tags, channel.tags.join(', ')],
      [labels.secret, channel.hasSecret ? say.stored : { text: say.notStored, tone: 'warning' }],
      [labels.signingKey, keyState(channel.keyState, view)],
      [labels.slots, { ...taken, text: details === '' ? taken.text : `${taken.text} (${details})` }],
      [labels.nextFrees, channel.slots.nextFreesAt === null ? '' : instant(channel.slots.nextFreesAt, view)],
      [labels.checked, instant(channel.checkedAt, view)],
    ],
    view.paint,
  );
}

const add = operationCommand({
  operation: 'channel.add',
  positionals: { channelId: 'one' },
  flags: { name: requiredFlag('name', text('NAME')), platform: flag('platform', text('URL')), ...secretFlags },
  input: async ({ arguments: { channelId }, flags }, session) =>
    defined({
      channelId,
      name: flags.name,
      platform: flags.platform,
      channelSecret: await givenSecret(flags, session),
    }),
  fieldNames: secretFieldName,
  people: channelText,
});

type ChannelList = OutputOf<'channel.list'>;

const listFlags = { tag: flag('tag', text('TAG')) } as const;

function channelTable({ channels }: ChannelList, view: View): string {
  const { labels, say } = view.texts;
  return table(
    channels,
    [
      { heading: labels.channelId, cell: ({ channelId }) => channelId },
      { heading: labels.name, cell: ({ name, platformKind }) => withBadge(name, platformKind, view) },
      { heading: labels.signingKey, cell: (channel) => keyState(channel.keyState, view) },
      {
        heading: labels.secret,
        cell: ({ hasSecret }) => (hasSecret ? say.stored : { text: say.none, tone: 'warning' }),
      },
      { heading: labels.slots, align: 'right', cell: ({ slots }) => slotsTaken(slots, view) },
      { heading: labels.checked, cell: ({ checkedAt }) => instant(checkedAt, view) },
      { heading: labels.tags, cell: ({ tags }) => tags.join(', ') },
    ],
    view.paint,
  );
}

/** `channel list`: all channels, or those with a tag. */
const list = defineCommand({
  positionals: {},
  flags: listFlags,
  async run({ flags: { tag } }, session) {
    await session.openVault();
    const all = await session.call('channel.list', {});
    const wanted = tag?.normalize('NFC').trim();
    const output = { channels: all.channels.filter(({ tags }) => wanted === undefined || tags.includes(wanted)) };
    return done(output, (view) => {
      const { say } = view.texts;
      if (output.channels.length > 0) return channelTable(output, view);
      return all.channels.length === 0 ? say.noChannels : say.noTaggedChannels;
    });
  },
});

const show = operationCommand({
  operation: 'channel.show',
  positionals: { channelId: 'one' },
  flags: {},
  input: ({ arguments: { channelId } }) => ({ channelId }),
  people({ channel, signingKeys, unresolvedIssues }, view) {
    const parts = [channelText(channel, view)];
    if (signingKeys.length > 0) parts.push(signingKeyTable(signingKeys, view));
    if (unresolvedIssues.length > 0) parts.push(issueTable(unresolvedIssues, view));
    return parts.join('\n\n');
  },
});

const rename = operationCommand({
  operation: 'channel.rename',
  positionals: { channelId: 'one' },
  flags: { name: requiredFlag('name', text('NAME')) },
  input: ({ arguments: { channelId }, flags: { name } }) => ({ channelId, name }),
  people: channelText,
});

const tag = operationCommand({
  operation: 'channel.setTags',
  positionals: { channelId: 'one', tag: 'any' },
  flags: {},
  input: ({ arguments: { channelId, tag: tags } }) => ({ channelId, tags: [...tags] }),
  fieldNames: { tags: '<tag>' },
  people: channelText,
});

const setSecret = operationCommand({
  operation: 'channel.setSecret',
  positionals: { channelId: 'one' },
  flags: secretFlags,
  input: async ({ arguments: { channelId }, flags }, session) => ({
    channelId,
    channelSecret: await neededSecret(flags, session),
  }),
  fieldNames: secretFieldName,
  people: channelText,
});

/** `channel remove`: the one command that destroys private keys, so that a person at a terminal is asked first. */
const remove = defineCommand({
  positionals: { channelId: 'one' },
  flags: { yes: switchFlag('yes') },
  async run({ arguments: { channelId }, flags: { yes } }, session) {
    checkInput('channel.remove', { channelId }, { positionals: { channelId: 'one' }, flags: {} });
    await session.openVault();
    const { channel } = await session.call('channel.show', { channelId });
    if (!yes && session.isInteractive) {
      const isSure = await session.confirm((texts) => texts.ask.removeChannel(channel.channelId));
      if (!isSure) return { ...done(null, ({ texts }) => texts.say.notRemoved), exit: EXIT.failed };
    }
    const output = await session.call('channel.remove', { channelId });
    return done(output, ({ texts }) => texts.say.removed(channel.channelId));
  },
});

/** The commands about channels. */
export const channelCommands = {
  'channel add': add,
  'channel list': list,
  'channel show': show,
  'channel rename': rename,
  'channel tag': tag,
  'channel set-secret': setSecret,
  'channel remove': remove,
} as const;
