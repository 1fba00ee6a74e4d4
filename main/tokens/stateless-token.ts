// Holds: a stateless channel access token on its way out. It is not stored: it lives for 15 minutes and cannot be revoked.
// Lives: one call.
// Wiped by: this file, as far as a string that leaves can be.
import type { OutputOf } from '../../shared/contract.ts';
import { STATELESS_LIFETIME_SECONDS } from '../../shared/line-limits.ts';
import { makeAssertion, pickSigningKey, requireChannel } from '../assertions/make-assertion.ts';
import { isWorthCorrecting } from '../assertions/skew-book.ts';
import { platformError } from '../line/platform-error.ts';
import { instantOf, type Session } from '../session.ts';
import { VaultError } from '../vault-error.ts';

/** Issues a stateless token with an assertion. It takes no slot, so a lost answer costs nothing, and a wrong clock is corrected by asking again. */
export async function issueStatelessToken(session: Session, channelId: string): Promise<OutputOf<'token.stateless'>> {
  const channel = await requireChannel(session, channelId);
  const key = await pickSigningKey(session, channelId);
  for (let tries = 1; ; tries++) {
    const { assertion, skewMs: usedSkewMs } = await makeAssertion(session, channel, key);
    const askedAtMs = session.clock.now();
    const { meta, ...answer } = await session.line
      .issueStatelessToken(channel.platform, assertion)
      .finally(() => assertion.wipe());
    session.skew.learn(channel.platform, meta.skewMs);
    if (answer.ok) {
      await session.ledger.recordAudit(
        { kind: 'stateless-issued', channelId, subjectId: key.signingKeyId },
        session.by(),
      );
      const { accessToken, expiresInSeconds } = answer.value;
      const text = accessToken.reveal();
      accessToken.wipe();
      return {
        accessToken: text,
        expiresAt: instantOf(askedAtMs + Math.min(expiresInSeconds, STATELESS_LIFETIME_SECONDS) * 1000),
      };
    }
    const { problem } = answer;
    if (problem.kind !== 'refused' || problem.shape === 'none') throw platformError(channel.platform, problem, meta);
    const { status, shape, platformMessage } = problem;
    if (status === 400 && tries === 1 && isWorthCorrecting(meta.skewMs, usedSkewMs)) continue;
    const details = {
      channelId,
      kid: key.kid,
      signingKeyId: key.signingKeyId,
      status,
      shape,
      platformMessage,
      requestId: meta.requestId,
    };
    throw new VaultError(status === 404 ? 'kid-not-found' : 'issue-refused', details);
  }
}
