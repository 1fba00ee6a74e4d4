import type { InputOf, OutputOf } from '../../../shared/contract.ts';
import type { RevokeResult } from '../../../shared/domain.ts';
import { EXIT } from '../../../shared/errors.ts';
import { errorText } from '../../../shared/messages/error-text.ts';
import { flag, switchFlag, type Flags, type Given } from '../arguments/shape.ts';
import { text } from '../arguments/value-kinds.ts';
import type { Tone } from '../output/colour.ts';
import { shortKeyId } from '../output/describe.ts';
import { table } from '../output/table.ts';
import type { View } from '../output/view.ts';
import type { Session } from '../session.ts';
import { usageError } from '../usage-error.ts';
import { defineCommand, done, type Answer } from './command.ts';
import { exitOfItems, type ItemEnd } from './exit-of-items.ts';
import { checkInput } from './operation-command.ts';
import { accepting, acceptFlag, previewText, risksIn } from './order-preview.ts';

const positionals = { tokenId: 'any' } as const;
const flags = {
  channel: flag('revokeChannel', text('ID')),
  all: switchFlag('all'),
  accept: acceptFlag,
  'dry-run': switchFlag('dryRun'),
  yes: switchFlag('yes'),
} as const satisfies Flags;

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
function revokeTable(results: readonly RevokeResult[], view: View): string {
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

/**
 * Shows a person what would happen and asks; a yes takes the risks that were shown, and no others. Where nobody sits there a script has said what
 * it wants, and has named the risks that it takes. Undefined: no.
 */
export async function agreedRevocation(
  chosen: InputOf<'token.revoke'>,
  session: Session,
): Promise<InputOf<'token.revoke'> | undefined> {
  if (!session.isInteractive) return chosen;
  const preview = await session.call('token.previewRevoke', chosen);
  if (preview.count === 0) return chosen;
  session.tellWith((view) => previewText('revoke', preview, view));
  const agreed = await session.confirm((texts) => texts.ask.revoke(preview.count));
  if (!agreed) return undefined;
  const seen = accepting(chosen, risksIn(preview));
  return 'matching' in seen ? { ...seen, digest: preview.digest } : seen;
}

const revoke = defineCommand({
  positionals,
  flags,
  async run(given, session) {
    const chosen = accepting(selection(given), given.flags.accept);
    checkInput('token.revoke', chosen, {
      positionals,
      flags,
      fieldNames: { tokenIds: '<tokenId>', channelId: '--channel' },
    });
    await session.openVault();
    if (given.flags['dry-run']) {
      const preview = await session.call('token.previewRevoke', chosen);
      return done(preview, (view) => previewText('revoke', preview, view));
    }
    const agreed = given.flags.yes ? chosen : await agreedRevocation(chosen, session);
    if (!agreed) return { ...done(null, ({ texts }) => texts.say.notRevoked), exit: EXIT.failed };
    return revokedAnswer(await session.call('token.revoke', agreed));
  },
});

/** The command that revokes. */
export const tokenRevokeCommands = { 'token revoke': revoke } as const;
