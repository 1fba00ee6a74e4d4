import type { InputOf, OutputOf } from '../../../shared/contract.ts';
import type { Consequence } from '../../../shared/domain.ts';
import type { OperationKind, RevokeRisk } from '../../../shared/operations.ts';
import { REVOKE_RISKS } from '../../../shared/operations.ts';
import { someOf } from '../arguments/value-kinds.ts';
import { flag } from '../arguments/shape.ts';
import { printable } from '../output/printable.ts';
import type { View } from '../output/view.ts';

/** What an order would do, as a person reads it before it begins. */

type Preview = Pick<OutputOf<'operation.preview'>, 'count' | 'channels' | 'consequences'>;

/** Of many channels so many are shown; the others are counted. */
const CHANNELS_SHOWN = 20;

/** The flag by which a script takes risks that nobody can be asked about. */
export const acceptFlag = flag('accept', someOf(REVOKE_RISKS, 'RISK,…'));

function consequenceText(consequence: Consequence, { say }: View['texts']): string {
  switch (consequence.kind) {
    case 'last-of-consumer':
      return say.lastOfConsumer(consequence.count, consequence.consumers.join(', '));
    case 'successor-not-adopted':
      return say.successorNotAdopted(consequence.count, consequence.consumers.join(', '));
    case 'slots-full':
      return say.channelsFull(consequence.channelIds.join(', '));
    case 'many-of-consumer':
      return say.manyOfConsumer(consequence.count, consequence.consumers.join(', '));
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

function headline(kind: OperationKind, count: number, { say }: View['texts']): string {
  switch (kind) {
    case 'revoke':
      return say.wouldRevoke(count);
    case 'check':
      return say.wouldCheck(count);
    case 'issue':
      return say.wouldIssue(count);
    case 'rotate':
      return say.wouldRotate(count);
  }
}

/** How many items of which channels, and what nobody should overlook. */
export function previewText(kind: OperationKind, { count, channels, consequences }: Preview, view: View): string {
  const { texts, paint } = view;
  const rows = channels
    .slice(0, CHANNELS_SHOWN)
    .map(({ channelId, name, count: items }) => `  ${channelId}  ${printable(name)}: ${items}`);
  const others = channels.length - rows.length;
  const warnings = consequences.map((consequence) =>
    paint('warning', `▲ ${printable(consequenceText(consequence, texts))}`),
  );
  return [
    headline(kind, count, texts),
    ...rows,
    ...(others > 0 ? [`  ${texts.say.moreChannels(others)}`] : []),
    ...warnings,
  ].join('\n');
}

/** The risks that a preview has shown: what a person takes who says yes to it. */
export function risksIn({ consequences }: Preview): RevokeRisk[] {
  return consequences.flatMap(({ kind }) => REVOKE_RISKS.filter((risk) => risk === kind));
}

/** A selection with the risks that are taken, where there are any. */
export function accepting(
  selection: InputOf<'token.revoke'>,
  risks: readonly RevokeRisk[] | undefined,
): InputOf<'token.revoke'> {
  return risks && risks.length > 0 ? { ...selection, accept: [...risks] } : selection;
}
