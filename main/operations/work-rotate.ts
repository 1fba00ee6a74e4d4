import type { OperationItem } from '../../shared/operations.ts';
import { issueSuccessor, openRotation } from '../rotation/begin-rotation.ts';
import { isVaultError } from '../vault-error.ts';
import type { ItemEnd } from './operation-ledger.ts';
import { endOfIssue } from './work-issue.ts';
import type { Run, Work } from './work.ts';

async function rotateOne(run: Run, item: OperationItem): Promise<ItemEnd | undefined> {
  const { session, operation } = run;
  const { channelId, consumer, position } = item;
  let { rotationId } = item;
  try {
    const operationItem = { operationId: operation.operationId, position };
    if (rotationId === null)
      ({ rotationId } = await openRotation(session, { channelId, consumer, cause: 'planned', operationItem }));
    const { newTokenId } = await issueSuccessor(session, rotationId);
    return { position, outcome: 'issued', tokenId: newTokenId ?? undefined };
  } catch (error) {
    if (!isVaultError(error)) throw error;
    const rotation = rotationId === null ? undefined : await session.ledger.rotation(rotationId, session.by().at);
    return endOfIssue(run, item, error, rotation?.issueId ?? null);
  }
}

/** Begins a rotation for each consumer of one channel. Rotations take the channel's turn themselves. */
export const workRotate: Work = async (run, { items }) => {
  for (const item of items) {
    if (run.signal.aborted) return;
    const end = await rotateOne(run, item);
    if (end) await run.settle([end]);
  }
};
