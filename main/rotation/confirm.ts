// Holds: the value of a new token while LINE is asked with it.
// Lives: one call.
// Wiped by: this file.
import type { ParsedInputOf } from '../../shared/contract.ts';
import type { Rotation } from '../../shared/rotation.ts';
import { requireChannel } from '../assertions/make-assertion.ts';
import { isPlatformsOwn, platformError } from '../line/platform-error.ts';
import type { Session } from '../session.ts';
import { openTokenValue, requireToken } from '../tokens/token-value.ts';
import { VaultError } from '../vault-error.ts';
import { inRotation, notItsTurn, requireTurn, tryStep } from './steps.ts';

/** Asks LINE's bot-info endpoint with the token, as its bot would. Throws `token-refused` where it opens nothing. */
async function askBotInfo(session: Session, channelId: string, tokenId: string): Promise<void> {
  const { platform } = await requireChannel(session, channelId);
  const value = await openTokenValue(session, await requireToken(session, tokenId));
  const answer = await session.line.botInfo(platform, value).finally(() => value.wipe());
  if (answer.ok) return;
  const { problem, meta } = answer;
  if (!isPlatformsOwn(problem) || problem.status !== 401) throw platformError(platform, problem, meta);
  const { status, platformMessage } = problem;
  throw new VaultError('token-refused', { status, platformMessage, requestId: meta.requestId });
}

/** Confirms that the new token is in use; the old ones drain from then on. Throws `rotation-not-its-turn`, `token-refused`, and what asking throws. */
export function confirmAdoption(
  session: Session,
  { rotationId, by, note }: ParsedInputOf<'rotation.confirm'>,
): Promise<Rotation> {
  return inRotation(session, rotationId, async () => {
    const rotation = await requireTurn(session, rotationId, 'adopt');
    return tryStep(session, rotation, 'adopt', 'rotation.confirm', async () => {
      if (by === 'bot-info') {
        if (rotation.newTokenId === null) throw notItsTurn(rotation);
        await askBotInfo(session, rotation.channelId, rotation.newTokenId);
      }
      return { proof: by, note };
    });
  });
}
