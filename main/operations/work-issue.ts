import type { Channel } from '../../shared/domain.ts';
import { ERRORS, type ErrorCode } from '../../shared/errors.ts';
import type { ItemOutcome, OperationItem } from '../../shared/operations.ts';
import { requireChannel } from '../assertions/make-assertion.ts';
import { checkChannel } from '../tokens/check-channel.ts';
import { issueToken } from '../tokens/issue-token.ts';
import { isVaultError, VaultError } from '../vault-error.ts';
import type { ItemEnd } from './operation-ledger.ts';
import { failed, type Run, type Work } from './work.ts';

/** Failures behind which a token may exist, and as what they stand in an item. */
const MAY_HAVE_ISSUED: { readonly [Code in ErrorCode]?: ItemOutcome } = {
  'issue-unknown': 'unknown',
  'issue-orphaned': 'orphaned',
};

/** Whether nobody knows what became of an issue. */
async function isUnsettled({ session }: Run, issueId: string | null): Promise<boolean> {
  const issue = issueId === null ? undefined : await session.ledger.issue(issueId);
  return issue?.state === 'sent' || issue?.state === 'unknown';
}

/**
 * As what the failure of an issue stands in its item: what may have issued a token, now or earlier, is not called failed. Undefined where the operation
 * was told to stop meanwhile, so that nobody waited for what may pass: the item stays as it was.
 * @param issueId the last attempt that is on record.
 */
export async function endOfIssue(
  run: Run,
  item: OperationItem,
  error: VaultError,
  issueId: string | null,
): Promise<ItemEnd | undefined> {
  const outcome = MAY_HAVE_ISSUED[error.code];
  if (outcome === undefined && run.signal.aborted && ERRORS[error.code].retry) return undefined;
  const end = failed(run, item, error);
  if (outcome !== undefined) return { ...end, outcome };
  return (await isUnsettled(run, issueId)) ? { ...end, outcome: 'unknown' } : end;
}

/**
 * The end of an item whose token an earlier run of the operation has issued; undefined where nothing was issued, so that it may be begun anew. Throws
 * what is in the way of either.
 */
async function earlierEnd(run: Run, channel: Channel, item: OperationItem): Promise<ItemEnd | undefined> {
  const { session } = run;
  const { issueId, position } = item;
  if (issueId === null) return undefined;
  let issue = await session.ledger.issue(issueId);
  if (issue?.state === 'unknown' || issue?.state === 'sent') {
    await checkChannel(session, channel);
    issue = await session.ledger.issue(issueId);
  }
  const details = { channelId: channel.channelId, issueId };
  switch (issue?.state) {
    case 'done':
      return { position, outcome: 'issued', tokenId: issue.tokenId ?? undefined };
    case 'orphaned':
      throw new VaultError('issue-orphaned', { ...details, keyId: null, freesAt: null });
    case 'unknown':
    case 'sent':
      throw new VaultError('issue-unknown', { ...details, cause: 'unproved', requestId: null });
    case 'prepared':
    case 'rejected':
    case 'not-issued':
    case undefined:
      return undefined;
  }
}

async function issueOne(run: Run, channel: Channel, item: OperationItem): Promise<ItemEnd | undefined> {
  const { session, operation, request } = run;
  const { channelId, label, consumer, position } = item;
  try {
    const earlier = await earlierEnd(run, channel, item);
    if (earlier) return earlier;
    const lifetimeSeconds = request.lifetimeSeconds ?? (await session.settings.current()).tokenLifetimeSeconds;
    const operationItem = { operationId: operation.operationId, position };
    const token = await issueToken(
      session,
      channel,
      { channelId, label, consumer, lifetimeSeconds },
      { operationItem },
    );
    return { position, outcome: 'issued', tokenId: token.tokenId };
  } catch (error) {
    if (isVaultError(error)) return endOfIssue(run, item, error, item.issueId);
    throw error;
  }
}

/** Issues the tokens of one channel. An issue is never repeated by itself: what is unknown is settled by a list first. */
export const workIssue: Work = async (run, { channelId, items }) => {
  const { session, signal, settle } = run;
  await session.inChannel(channelId, async () => {
    for (const item of items) {
      if (signal.aborted) return;
      const end = await issueOne(run, await requireChannel(session, channelId), item);
      if (end) await settle([end]);
    }
  });
};
