import type { InputOf, OutputOf } from '../../shared/contract.ts';
import type { Failure } from '../../shared/result.ts';
import type { Bridge } from '../bridge.ts';
import type { KnownTokens } from './known-tokens.ts';
import type { ChosenTokens } from './token-selection.svelte.ts';

export type RevocationPreview = OutputOf<'token.previewRevoke'>;

/** The channels of which nothing can be revoked. */
const barredChannels = ({ consequences }: RevocationPreview): readonly string[] =>
  consequences.flatMap((consequence) =>
    consequence.kind === 'no-secret' || consequence.kind === 'no-signing-key' ? consequence.channelIds : [],
  );

/** Those that cannot be revoked for what they are. A token is said to lack its value or not to be live, never both. */
const barredTokens = ({ consequences }: RevocationPreview) =>
  consequences.flatMap((consequence) =>
    consequence.kind === 'no-value' || consequence.kind === 'not-live' ? [consequence] : [],
  );

const barredTokenIds = (preview: RevocationPreview): readonly string[] =>
  barredTokens(preview).flatMap(({ tokenIds }) => tokenIds);

const isByFilter = (selection: ChosenTokens): boolean => 'matching' in selection;

/**
 * How many tokens are chosen. Of named tokens the engine works on each, whatever it is; of a filter it works only on what can be revoked, and
 * says beside it how many cannot.
 */
export function countChosen(preview: RevocationPreview, selection: ChosenTokens): number {
  const beside = isByFilter(selection) ? barredTokens(preview) : [];
  return beside.reduce((sum, { count }) => sum + count, preview.count);
}

/** How many of them the engine would revoke; `channelOf` knows the channel of a token. */
function countRevocable(
  preview: RevocationPreview,
  selection: ChosenTokens,
  channelOf: (tokenId: string) => string | undefined,
): number {
  const barred = barredChannels(preview);
  const ofBarredChannels = preview.channels
    .filter(({ channelId }) => barred.includes(channelId))
    .reduce((sum, channel) => sum + channel.count, 0);
  if (isByFilter(selection)) return Math.max(0, preview.count - ofBarredChannels);
  const barredElsewhere = barredTokens(preview)
    .map(
      ({ count, tokenIds }) => count - tokenIds.filter((tokenId) => barred.includes(channelOf(tokenId) ?? '')).length,
    )
    .reduce((sum, count) => sum + count, 0);
  return Math.max(0, preview.count - ofBarredChannels - barredElsewhere);
}

export interface WeighedRevocation {
  readonly preview: RevocationPreview | null;
  readonly failure: Failure | null;
  /** How many of the chosen would be revoked. */
  readonly revocable: number;
}

const inputOf = (selection: ChosenTokens): InputOf<'token.previewRevoke'> =>
  'tokenIds' in selection
    ? { tokenIds: [...selection.tokenIds] }
    : { matching: selection.matching, except: [...selection.except] };

/** Asks what revoking these would do, and counts how many of them it would revoke. */
export async function weighRevocation(
  bridge: Bridge,
  selection: ChosenTokens,
  known: KnownTokens,
): Promise<WeighedRevocation> {
  const answer = await bridge.call('token.previewRevoke', inputOf(selection));
  if (!answer.ok) return { preview: null, failure: answer.error, revocable: 0 };
  const preview = answer.value;
  // Whether a token that cannot be revoked is of a channel where none can be: each counts once.
  if (barredChannels(preview).length > 0) await known.read(barredTokenIds(preview));
  const revocable = countRevocable(preview, selection, (tokenId) => known.get(tokenId)?.channelId);
  return { preview, failure: null, revocable };
}
