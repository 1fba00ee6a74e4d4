import type { InputOf, OutputOf } from '../../../shared/contract.ts';
import type { Consequence, RevokeResult } from '../../../shared/domain.ts';
import { EXIT } from '../../../shared/errors.ts';
import { errorText } from '../../../shared/messages/error-text.ts';
import { flag, switchFlag, type Flags, type Given } from '../arguments/shape.ts';
import { text } from '../arguments/value-kinds.ts';
import type { Tone } from '../output/colour.ts';
import { shortKeyId } from '../output/describe.ts';
import { printable } from '../output/printable.ts';
import { table } from '../output/table.ts';
import type { View } from '../output/view.ts';
import type { Session } from '../session.ts';
import { usageError } from '../usage-error.ts';
import { defineCommand, done, type Answer } from './command.ts';
import { exitOfItems, type ItemEnd } from './exit-of-items.ts';
import { checkInput } from './operation-command.ts';

const positionals = { tokenId: 'any' } as const;
const flags = {
  channel: flag('revokeChannel', text('ID')),
  all: switchFlag('all'),
  'dry-run': switchFlag('dryRun'),
  yes: switchFlag('yes'),
} as const satisfies Flags;

type Preview = OutputOf<'token.previewRevoke'>;

/** Either some tokens, or one channel and all of its tokens; never anything by leaving something out. */
function selection({
  arguments: { tokenId },
  flags: { channel, all },
}: Given<typeof positionals, typeof flags>): InputOf<'token.revoke'> {
  if (tokenId.length > 0) {
    if (channel !== undefined || all)
      throw usageError('<tokenId>', (texts) => texts.usage.excludes('--channel, --all'));
    return { tokenIds: [...tokenId] };
  }
  if (channel === undefined && !all) throw usageError(null, (texts) => texts.usage.revokeNothing);
  if (channel === undefined) throw usageError('--all', (texts) => texts.usage.needs('--channel ID'));
  if (!all) throw usageError('--channel', (texts) => texts.usage.needs('--all'));
  return { channelId: channel, all };
}

function consequenceText(consequence: Consequence, { say }: View['texts']): string {
  switch (consequence.kind) {
    case 'last-of-consumer':
      return say.lastOfConsumer(consequence.count, consequence.consumers.join(', '));
    case 'no-secret':
      return say.noSecret(consequence.channelIds.join(', '));
    case 'no-signing-key':
      return say.noSigningKey(consequence.channelIds.join(', '));
    case 'no-value':
      return say.noValue(consequence.count);
    case 'not-live':
      return say.notLive(consequence.count);
  }
}

function previewText({ count, channels, consequences }: Preview, { texts, paint }: View): string {
  const rows = channels.map(({ channelId, name, count: tokens }) => `  ${channelId}  ${printable(name)}: ${tokens}`);
  const warnings = consequences.map((consequence) =>
    paint('warning', `▲ ${printable(consequenceText(consequence, texts))}`),
  );
  return [texts.say.wouldRevoke(count), ...rows, ...warnings].join('\n');
}

const OUTCOME_TONES: Readonly<Record<RevokeResult['outcome'], Tone>> = {
  revoked: 'good',
  'already-invalid': 'faint',
  unproved: 'warning',
  failed: 'urgent',
};

/** Whether a token is proved to work no more. */
function endOf({ outcome, error }: RevokeResult): ItemEnd {
  return outcome === 'revoked' || outcome === 'already-invalid' ? 'done' : { error };
}

/** The outcome of each token. */
export function revokeTable(results: readonly RevokeResult[], view: View): string {
  const { labels, outcomes } = view.texts;
  return table(
    results,
    [
      { heading: labels.outcome, cell: ({ outcome }) => ({ text: outcomes[outcome], tone: OUTCOME_TONES[outcome] }) },
      { heading: labels.channelId, cell: ({ channelId }) => channelId },
      { heading: labels.keyId, cell: ({ keyId }) => shortKeyId(keyId, view) },
      { heading: labels.tokenId, cell: ({ tokenId }) => tokenId },
      { heading: labels.reason, cell: ({ error }) => (error ? errorText(error, view.language).what : '') },
    ],
    view.paint,
  );
}

function revokedAnswer(output: OutputOf<'token.revoke'>): Answer {
  const { results } = output;
  const ends = results.map(endOf);
  return {
    json: output,
    people: (view) => (results.length === 0 ? view.texts.say.nothingToRevoke : revokeTable(results, view)),
    notes: ({ texts }) =>
      results.length === 0
        ? []
        : [texts.say.revokeSummary(ends.filter((end) => end === 'done').length, results.length)],
    exit: exitOfItems(ends),
  };
}

/** Shows a person what would happen and asks. True where nobody sits there: a script has said what it wants. */
async function isSure(chosen: InputOf<'token.revoke'>, session: Session): Promise<boolean> {
  if (!session.isInteractive) return true;
  const preview = await session.call('token.previewRevoke', chosen);
  if (preview.count === 0) return true;
  session.tellWith((view) => previewText(preview, view));
  return session.confirm((texts) => texts.ask.revoke(preview.count));
}

const revoke = defineCommand({
  positionals,
  flags,
  async run(given, session) {
    const chosen = selection(given);
    checkInput('token.revoke', chosen, {
      positionals,
      flags,
      fieldNames: { tokenIds: '<tokenId>', channelId: '--channel' },
    });
    await session.openVault();
    if (given.flags['dry-run']) {
      const preview = await session.call('token.previewRevoke', chosen);
      return done(preview, (view) => previewText(preview, view));
    }
    if (!given.flags.yes && !(await isSure(chosen, session))) {
      return { ...done(null, ({ texts }) => texts.say.notRevoked), exit: EXIT.failed };
    }
    return revokedAnswer(await session.call('token.revoke', chosen));
  },
});

/** The command that revokes. */
export const tokenRevokeCommands = { 'token revoke': revoke } as const;
