// Holds: channel secrets on their way from a file to the secret store.
// Lives: one call.
// Wiped by: this file, as far as its own copies go; the text that came over the door cannot be.
import type { ImportLine, ImportOutcome, ImportReport } from '../../shared/channel-import.ts';
import type { SessionHandlers } from '../handlers.ts';
import { Secret } from '../secrets/secret.ts';
import type { Session } from '../session.ts';
import { isVaultError } from '../vault-error.ts';
import { readLines, type DescribedChannel, type ReadLine } from './read-lines.ts';

function told({ line, channel, channelId, name, problems }: ReadLine, outcome: ImportOutcome): ImportLine {
  return {
    line,
    outcome,
    channelId,
    name,
    hasSecret: channel?.channelSecret !== undefined,
    tags: [...(channel?.tags ?? [])],
    problems: [...problems],
  };
}

async function preview(session: Session, text: string): Promise<ImportReport> {
  const { problems, lines } = readLines(text);
  const { at } = session.by();
  const known = new Set((await session.ledger.channels(at)).map(({ channelId }) => channelId));
  const outcomeOf = ({ channel }: ReadLine): ImportOutcome =>
    channel === undefined ? 'refused' : known.has(channel.channelId) ? 'exists' : 'new';
  return { problems: [...problems], lines: lines.map((line) => told(line, outcomeOf(line))) };
}

async function storeSecret(session: Session, { channelId, channelSecret }: DescribedChannel): Promise<void> {
  if (channelSecret === undefined) return;
  const secret = Secret.fromText(channelSecret);
  try {
    await session.secrets.set({ kind: 'channel-secret', id: channelId }, secret);
  } finally {
    secret.wipe();
  }
}

/** Takes back what was done of a line that could not be done whole. What cannot be taken back either is of no harm: an entry without a channel. */
async function takeBack(session: Session, { channelId, channelSecret }: DescribedChannel): Promise<void> {
  try {
    const { outcome } = await session.ledger.removeChannel(channelId, session.by());
    // It was here before and has live tokens: then it stays, and what it says of its secret must stay true.
    if (outcome === 'in-use') return;
    if (channelSecret !== undefined) await session.secrets.delete({ kind: 'channel-secret', id: channelId });
  } catch (error) {
    if (!isVaultError(error)) throw error;
  }
}

/** Adds one channel whole, or nothing of it: its secret first, because a channel that claims to have one must have it. */
async function add(session: Session, channel: DescribedChannel): Promise<'added' | 'exists'> {
  const { channelId, name, platform, tags } = channel;
  return session.inChannel(channelId, async () => {
    if (await session.ledger.channel(channelId, session.by().at)) return 'exists';
    try {
      await storeSecret(session, channel);
      await session.ledger.addChannel(
        {
          channelId,
          name,
          platform: platform.url,
          platformKind: platform.kind,
          hasSecret: channel.channelSecret !== undefined,
        },
        session.by(),
      );
      if (tags.length > 0) await session.ledger.setChannelTags(channelId, tags, session.by());
      return 'added';
    } catch (error) {
      await takeBack(session, channel);
      throw error;
    }
  });
}

async function addLine(session: Session, line: ReadLine): Promise<ImportLine> {
  if (!line.channel) return told(line, 'refused');
  try {
    return told(line, await add(session, line.channel));
  } catch (error) {
    if (!isVaultError(error)) throw error;
    return { ...told(line, 'failed'), error: session.failure('channel.import', error) };
  }
}

export const importHandlers: SessionHandlers<'channel.previewImport' | 'channel.import'> = {
  'channel.previewImport': (session, { text }) => preview(session, text),

  async 'channel.import'(session, { text }) {
    const { problems, lines } = readLines(text);
    const done: ImportLine[] = [];
    // One after the other: they share one secret store, and the order of the file is the order of the log.
    for (const line of lines) done.push(await addLine(session, line));
    const added = done.filter(({ outcome }) => outcome === 'added').flatMap(({ channelId }) => channelId ?? []);
    if (added.length > 0)
      session.emit({ name: 'ledger.changed', payload: { areas: ['channels', 'audit'], channelIds: added } });
    return { problems: [...problems], lines: done };
  },
};
