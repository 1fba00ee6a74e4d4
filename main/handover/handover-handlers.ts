// Holds: token values that are handed over on the person's word.
// Lives: one call.
// Wiped by: this file, as far as a string that leaves can be.
import type { ParsedInputOf } from '../../shared/contract.ts';
import type { Token } from '../../shared/domain.ts';
import { newestOfConsumers } from '../../shared/newest-token.ts';
import { requireChannel } from '../assertions/make-assertion.ts';
import type { SessionHandlers } from '../handlers.ts';
import { allTokens } from '../reports/all-tokens.ts';
import type { Session } from '../session.ts';
import { openTokenValue, requireToken } from '../tokens/token-value.ts';
import { VaultError } from '../vault-error.ts';
import { requireExportFiles } from './export-files.ts';
import { handoverText, type OpenedToken } from './handover-text.ts';

type Wanted = ParsedInputOf<'token.export'>;

/** The named tokens; or of a channel the newest live one of each consumer, of which the vault has the value. */
async function wantedTokens(session: Session, wanted: Wanted): Promise<readonly Token[]> {
  if ('tokenIds' in wanted)
    return Promise.all([...new Set(wanted.tokenIds)].map((tokenId) => requireToken(session, tokenId)));
  const { channelId, consumer } = wanted;
  await requireChannel(session, channelId);
  const live: Token[] = [];
  const reading = { ledger: session.ledger, at: session.by().at };
  for await (const token of allTokens(reading, { channelId, states: ['active', 'draining'] })) live.push(token);
  const newest = newestOfConsumers(live).filter((token) => consumer === undefined || token.consumer === consumer);
  if (newest.length === 0) throw new VaultError('no-live-token', { channelId, consumer: consumer ?? null });
  return newest;
}

async function opened(session: Session, token: Token): Promise<OpenedToken> {
  const value = await openTokenValue(session, token);
  try {
    return { token, accessToken: value.reveal() };
  } finally {
    value.wipe();
  }
}

/** The text with the values of these tokens. Logged, each token, before it leaves. */
async function handedOver(
  session: Session,
  tokens: readonly Token[],
  format: Wanted['format'],
  how: 'exported' | 'copied' | 'saved',
): Promise<string> {
  // All are opened before the first line is logged: what cannot be handed over whole is not handed over at all, and not logged as if it were.
  const values = await Promise.all(tokens.map((token) => opened(session, token)));
  for (const { tokenId, channelId } of tokens)
    await session.ledger.recordAudit(
      { kind: 'token-revealed', channelId, subjectId: tokenId, note: `${how} as ${format}` },
      session.by(),
    );
  session.emit({
    name: 'ledger.changed',
    payload: { areas: ['audit'], channelIds: [...new Set(tokens.map(({ channelId }) => channelId))] },
  });
  return handoverText(values, format);
}

const idsOf = (tokens: readonly Token[]) => tokens.map(({ tokenId }) => tokenId);

const FILE_NAMES = {
  dotenv: 'line-tokens.env',
  json: 'line-tokens.json',
  'k8s-secret': 'line-tokens-secret.yaml',
} as const satisfies Record<Wanted['format'], string>;

export const handoverHandlers: SessionHandlers<'token.export' | 'token.copyExport' | 'token.saveExport'> = {
  async 'token.export'(session, wanted) {
    const tokens = await wantedTokens(session, wanted);
    return { text: await handedOver(session, tokens, wanted.format, 'exported'), tokenIds: idsOf(tokens) };
  },

  async 'token.copyExport'(session, wanted) {
    if (!session.clipboard) throw new VaultError('not-supported-here', { feature: 'The clipboard' });
    const tokens = await wantedTokens(session, wanted);
    const text = await handedOver(session, tokens, wanted.format, 'copied');
    return { ...(await session.clipboard.writeSecret(text)), tokenIds: idsOf(tokens) };
  },

  async 'token.saveExport'(session, wanted) {
    const files = requireExportFiles(session.exportFiles);
    const tokens = await wantedTokens(session, wanted);
    const text = () => handedOver(session, tokens, wanted.format, 'saved');
    return { savedAs: await files.save(FILE_NAMES[wanted.format], true, text) };
  },
};
