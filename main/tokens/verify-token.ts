// Holds: a token value that somebody pasted.
// Lives: one call.
// Wiped by: this file; the string that came over the door cannot be.
import type { OutputOf, ParsedInputOf } from '../../shared/contract.ts';
import { LINE_PLATFORM_URL } from '../../shared/line-limits.ts';
import { isTokenRefused, platformError } from '../line/platform-error.ts';
import { parsePlatform } from '../line/platform-url.ts';
import { Secret } from '../secrets/secret.ts';
import type { Session } from '../session.ts';
import { VaultError } from '../vault-error.ts';

/** LINE's v2.1 and stateless tokens are three base64url parts; LINE calls others "not JWS". What has another shape is not sent anywhere. */
const JWS_SHAPE = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/;

/** The value in what somebody pasted. Throws `token-malformed`. */
export function readPasted(text: string): string {
  const value = text
    .trim()
    .replace(/^Bearer\s+/i, '')
    .replace(/^["']|["']$/g, '')
    .trim();
  if (value === '') throw new VaultError('token-malformed', { problem: 'it is empty' });
  if (/^[A-Za-z0-9+/]+=*$/.test(value) && value.length > 100)
    throw new VaultError('token-malformed', {
      problem: 'it looks like a long-lived or short-lived token, which has no dots',
    });
  if (!JWS_SHAPE.test(value))
    throw new VaultError('token-malformed', { problem: 'it does not have three parts separated by dots' });
  return value;
}

/**
 * Where to ask about a token that the vault does not know: LINE, unless this vault only practises. It is never sent to a platform that
 * somebody else runs without being told to.
 */
async function guessPlatform(session: Session): Promise<string> {
  const channels = await session.ledger.channels(session.by().at);
  const [first, ...more] = new Set(channels.map(({ platform }) => platform));
  const practisesOnly = more.length === 0 && channels.every(({ platformKind }) => platformKind === 'practice');
  return practisesOnly && first !== undefined ? first : LINE_PLATFORM_URL;
}

/** Asks LINE about any token value, and says (offline) whether it is one of ours. A token that does not work is an answer, not an error. */
export async function verifyToken(
  session: Session,
  input: ParsedInputOf<'token.verify'>,
): Promise<OutputOf<'token.verify'>> {
  const value = Secret.fromText(readPasted(input.accessToken));
  try {
    const token =
      (await session.ledger.tokenByValueIndex(session.sealer.index(value.bytes()), session.by().at)) ?? null;
    const ownPlatform = token ? (await session.ledger.channel(token.channelId, session.by().at))?.platform : undefined;
    const platform =
      input.platform === undefined
        ? (ownPlatform ?? (await guessPlatform(session)))
        : parsePlatform(input.platform).url;
    const answer = await session.line.verifyToken(platform, value);
    if (answer.ok) {
      const { channelId, expiresInSeconds, scope } = answer.value;
      return { valid: true, channelId, expiresInSeconds, scope, token, refusal: null };
    }
    if (!isTokenRefused(answer.problem)) throw platformError(platform, answer.problem, answer.meta);
    const { status, platformMessage } = answer.problem;
    return {
      valid: false,
      channelId: token?.channelId ?? null,
      expiresInSeconds: null,
      scope: null,
      token,
      refusal: { status, platformMessage, requestId: answer.meta.requestId },
    };
  } finally {
    value.wipe();
  }
}
