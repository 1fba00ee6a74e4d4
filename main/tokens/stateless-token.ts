// Holds: a stateless channel access token on its way out. It is not stored: it lives for 15 minutes and cannot be revoked.
// Lives: one call.
// Wiped by: this file, as far as a string that leaves can be.
import type { OutputOf } from '../../shared/contract.ts';
import { makeAssertion, pickSigningKey, requireChannel } from '../assertions/make-assertion.ts';
import { platformError } from '../line/platform-error.ts';
import { instantOf, type Session } from '../session.ts';
import { VaultError } from '../vault-error.ts';

/** Issues a stateless token with an assertion. It takes no slot, so a lost answer costs nothing and it can simply be asked for again. */
export async function issueStatelessToken(session: Session, channelId: string): Promise<OutputOf<'token.stateless'>> {
  const channel = await requireChannel(session, channelId);
  const key = await pickSigningKey(session, channelId);
  const { assertion } = await makeAssertion(session, channel, key);
  const askedAtMs = session.clock.now();
  const answer = await session.line.issueStatelessToken(channel.platform, assertion).finally(() => assertion.wipe());
  session.skew.learn(channel.platform, answer.meta.skewMs);
  if (!answer.ok) {
    const { problem, meta } = answer;
    if (problem.kind !== 'refused') throw platformError(channel.platform, problem, meta);
    if (problem.status === 404)
      throw new VaultError('kid-not-found', {
        channelId,
        kid: key.kid,
        signingKeyId: key.signingKeyId,
        requestId: meta.requestId,
      });
    throw new VaultError('issue-refused', {
      channelId,
      status: problem.status,
      shape: problem.shape,
      platformMessage: problem.platformMessage,
      requestId: meta.requestId,
    });
  }
  await session.ledger.recordAudit({ kind: 'stateless-issued', channelId, subjectId: key.signingKeyId }, session.by());
  const { accessToken, expiresInSeconds } = answer.value;
  const text = accessToken.reveal();
  accessToken.wipe();
  return { accessToken: text, expiresAt: instantOf(askedAtMs + expiresInSeconds * 1000) };
}
