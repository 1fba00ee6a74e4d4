// Holds: a token value that somebody pasted.
// Lives: one call.
// Wiped by: this file; the string that came over the door cannot be.
import type { OutputOf, ParsedInputOf } from '../../shared/contract.ts';
import type { Channel } from '../../shared/domain.ts';
import { LINE_PLATFORM_URL } from '../../shared/line-limits.ts';
import { isTokenRefused, platformError } from '../line/platform-error.ts';
import { Secret } from '../secrets/secret.ts';
import { instantOf, type Session } from '../session.ts';
import { checkChannel, tokensChanged } from '../tokens/check-channel.ts';
import { tokenAad } from '../tokens/token-value.ts';
import { readPasted } from '../tokens/verify-token.ts';
import { isVaultError, VaultError } from '../vault-error.ts';
import { CLOCK_ROOM_MS, endOf, pairKeyId, type EndOfToken } from './pair-key-id.ts';

/** What LINE says of a token that works. */
interface Verified {
  readonly channelId: string;
  readonly expiresInSeconds: number;
  readonly end: EndOfToken;
}

/** Asks one platform. Throws `token-refused`, and what the network does. */
async function verifyAt(session: Session, platform: string, value: Secret): Promise<Verified> {
  const askedAtMs = session.clock.now();
  const answer = await session.line.verifyToken(platform, value);
  if (answer.ok) {
    const { channelId, expiresInSeconds } = answer.value;
    return { channelId, expiresInSeconds, end: endOf(expiresInSeconds, askedAtMs, session.clock.now()) };
  }
  const { problem, meta } = answer;
  if (!isTokenRefused(problem)) throw platformError(platform, problem, meta);
  const { status, platformMessage } = problem;
  throw new VaultError('token-refused', { platform, status, platformMessage, requestId: meta.requestId });
}

/** The platforms of the vault's channels: LINE first, because a token that works there is shown to nobody else. */
function platformsOf(channels: readonly Channel[]): readonly string[] {
  const platforms = [...new Set(channels.map(({ platform }) => platform))];
  return [
    ...platforms.filter((platform) => platform === LINE_PLATFORM_URL),
    ...platforms.filter((platform) => platform !== LINE_PLATFORM_URL),
  ];
}

/**
 * The channel of the vault that a token belongs to, found by asking one platform after the other. Only a refusal leads to the next: where it is not
 * known whether a token works at LINE, it is sent nowhere else.
 */
async function findChannel(session: Session, value: Secret): Promise<Channel> {
  const channels = await session.ledger.channels(session.by().at);
  let refused: VaultError | undefined;
  for (const platform of platformsOf(channels)) {
    let verified: Verified;
    try {
      verified = await verifyAt(session, platform, value);
    } catch (error) {
      if (!isVaultError(error)) throw error;
      if (!refused && error.code !== 'token-refused') throw error;
      refused ??= error;
      continue;
    }
    const { channelId } = verified;
    const channel = channels.find((each) => each.channelId === channelId && each.platform === platform);
    if (!channel) throw new VaultError('not-found', { kind: 'channel', id: channelId });
    return channel;
  }
  throw refused ?? new VaultError('not-found', { kind: 'channel', id: '' });
}

/** Whether the vault has the token, which is known without asking anybody. */
async function requireUnknown(session: Session, value: Secret): Promise<void> {
  const known = await session.ledger.tokenByValueIndex(session.sealer.index(value.bytes()), session.by().at);
  if (known) throw new VaultError('token-known', { tokenId: known.tokenId, channelId: known.channelId });
}

/** Pairs and stores; within the channel's turn. */
async function adoptIn(
  session: Session,
  channel: Channel,
  value: Secret,
  input: ParsedInputOf<'token.adopt'>,
): Promise<OutputOf<'token.adopt'>> {
  const { channelId } = channel;
  const { liveKeyIds } = await checkChannel(session, channel);
  // Somebody else may have brought it in meanwhile, or the answer of an issue of ours may have been stored only now.
  await requireUnknown(session, value);
  // Once more, so that the token is known to have been live while the list was made.
  const verified = await verifyAt(session, channel.platform, value);
  if (verified.channelId !== channelId) throw new VaultError('not-found', { kind: 'channel', id: verified.channelId });
  const live = await session.ledger.pairableKeyIds(channelId, [...liveKeyIds]);
  const pairing = pairKeyId(live, verified, input.keyId);
  const notLive = () => new VaultError('key-id-not-live', { channelId, keyId: input.keyId ?? '' });
  if (pairing.outcome === 'not-live') throw notLive();
  if (pairing.outcome === 'ambiguous') throw new VaultError('key-id-ambiguous', { channelId, count: pairing.count });
  const { keyId, tokenId } = pairing.keyId;
  const { from, to } = verified.end;
  const adopted = await session.ledger.adoptToken(
    {
      channelId,
      keyId,
      tokenId,
      sealedValue: session.sealer.seal(value.bytes(), tokenAad(tokenId)),
      valueIndex: session.sealer.index(value.bytes()),
      label: input.label,
      consumer: input.consumer,
      expiresAt: instantOf(from),
      endsFrom: instantOf(from - CLOCK_ROOM_MS),
      endsTo: instantOf(to + CLOCK_ROOM_MS),
    },
    session.by(),
  );
  if (adopted.outcome === 'known') throw new VaultError('token-known', { tokenId: adopted.tokenId });
  if (adopted.outcome === 'not-live') throw notLive();
  tokensChanged(session, channelId);
  return { token: adopted.token, pairedBy: pairing.pairedBy };
}

/**
 * Takes in a token that was issued elsewhere. It is on disk before it is answered, and nothing is stored where that fails. Throws `token-malformed`,
 * `token-known` (found offline), `token-refused`, `not-found` (its channel is not in this vault), `key-id-ambiguous`, `key-id-not-live`, and what
 * asking for the list throws.
 */
export async function adoptToken(
  session: Session,
  input: ParsedInputOf<'token.adopt'>,
): Promise<OutputOf<'token.adopt'>> {
  const value = Secret.fromText(readPasted(input.accessToken));
  try {
    await requireUnknown(session, value);
    const channel = await findChannel(session, value);
    return await session.inChannel(channel.channelId, () => adoptIn(session, channel, value, input));
  } finally {
    value.wipe();
  }
}
