/** What the practice platform does for the program that holds it, for its console page and for its control endpoints. */
import type { PracticeClock } from './clock.ts';
import type { LineSide } from './line-api/line-exchange.ts';
import { isChannelId, isChannelSecret, isWhole } from './parsing.ts';
import type { PracticeChannel, PracticePlatform } from './platform-face.ts';
import { LONG_LIVED_OVERLAP_MAX_HOURS, TOKEN_EXP_MAX_SECONDS } from './practice-rules.ts';
import { PracticeError } from './practice-error.ts';
import type { ChannelRecord } from './register/channels.ts';
import { examinePastedKey, examinePublicKey } from './register/public-key-rules.ts';

/** The part of the platform that does not depend on being reachable. */
export type PracticeOperations = Omit<PracticePlatform, 'url' | 'consoleUrl' | 'port' | 'close'>;

const NAME_MAX_LENGTH = 100;

function snapshotOf({ channelId, name, channelSecret }: ChannelRecord): PracticeChannel {
  return { channelId, name, channelSecret };
}

function iso(momentMs: number): string {
  return new Date(momentMs).toISOString();
}

function checkNewChannel(options: { channelId?: string; name?: string; channelSecret?: string }): void {
  const { channelId, name, channelSecret } = options;
  if (channelId !== undefined && !isChannelId(channelId))
    throw new PracticeError('channel-id-malformed', 'A channel ID has ten digits');
  if (channelSecret !== undefined && !isChannelSecret(channelSecret))
    throw new PracticeError('channel-secret-malformed', 'A channel secret has 32 lower-case hexadecimal digits');
  if (name !== undefined && (name.trim() === '' || name.length > NAME_MAX_LENGTH))
    throw new PracticeError('name-malformed', `A name has 1 to ${NAME_MAX_LENGTH} characters`);
}

/** Binds the operations to a platform's parts. */
export function createOperations(side: LineSide, clock: PracticeClock): PracticeOperations {
  const { desk, faults, keeper, log } = side;
  const { channels, tokens, knobs } = desk;

  const channelOf = (channelId: string): ChannelRecord => {
    const channel = channels.find(channelId);
    if (channel === undefined) throw new PracticeError('unknown-channel', 'There is no practice channel with this ID');
    return channel;
  };

  const operations: PracticeOperations = {
    channels: () => channels.all().map(snapshotOf),
    addChannel(options = {}) {
      checkNewChannel(options);
      const channel = channels.add(options);
      if (channel === undefined) throw new PracticeError('channel-exists', 'This channel ID is taken');
      return snapshotOf(channel);
    },
    reissueChannelSecret(channelId) {
      const secret = channels.reissueSecret(channelOf(channelId));
      if (knobs.tokensWhenSecretReissued === 'revoke') tokens.revokeWhere(channelId, () => true);
      return secret;
    },

    publicKeys: (channelId) =>
      [...channelOf(channelId).publicKeys.values()].map(({ kid, thumbprint, registeredAtMs }) => ({
        kid,
        thumbprint,
        registeredAt: iso(registeredAtMs),
      })),
    registerPublicKey: (channelId, publicJwk) =>
      channels.register(
        channelOf(channelId),
        typeof publicJwk === 'string' ? examinePastedKey(publicJwk, knobs) : examinePublicKey(publicJwk, knobs),
      ),
    deletePublicKey(channelId, kid) {
      const isDeleted = channels.deleteKey(channelOf(channelId), kid);
      if (isDeleted && knobs.tokensWhenKeyDeleted === 'revoke')
        tokens.revokeWhere(channelId, (token) => token.signingKid === kid);
    },

    issueForeignToken(channelId, lifetimeSeconds = TOKEN_EXP_MAX_SECONDS) {
      channelOf(channelId);
      if (!isWhole(lifetimeSeconds, 1, TOKEN_EXP_MAX_SECONDS))
        throw new PracticeError('lifetime-malformed', `A lifetime is 1 to ${TOKEN_EXP_MAX_SECONDS} seconds`);
      const issued = tokens.issue({ kind: 'v2.1', channelId, lifetimeSeconds, signingKid: null });
      if (issued === undefined || issued.record.keyId === null)
        throw new PracticeError('token-limit', 'All slots of this channel are taken');
      return { accessToken: issued.value, keyId: issued.record.keyId };
    },
    revokeAsAnotherTool(channelId, keyId) {
      channelOf(channelId);
      const token = tokens.live(channelId, 'v2.1').find((candidate) => candidate.keyId === keyId);
      if (token !== undefined) tokens.revoke(token);
      return token !== undefined;
    },
    issueLongLivedToken(channelId, keepOldHours = 0) {
      channelOf(channelId);
      if (!isWhole(keepOldHours, 0, LONG_LIVED_OVERLAP_MAX_HOURS))
        throw new PracticeError(
          'lifetime-malformed',
          `The old token may stay for 0 to ${LONG_LIVED_OVERLAP_MAX_HOURS} hours`,
        );
      const issued = tokens.replaceLongLived(channelId, keepOldHours);
      return { accessToken: issued.value };
    },
    liveTokens: (channelId) =>
      tokens
        .live(channelOf(channelId).channelId, 'v2.1')
        .flatMap(({ keyId, signingKid, issuedAtMs, expiresAtMs }) =>
          keyId === null || expiresAtMs === null
            ? []
            : { keyId, signingKid, issuedAt: iso(issuedAtMs), expiresAt: iso(expiresAtMs) },
        ),
    liveKeyIds: (channelId) => operations.liveTokens(channelId).map(({ keyId }) => keyId),

    knobs,
    failNext: (fault) => faults.add(fault),
    pendingFaults: () => faults.pending(),
    clearFaults: (channelId) =>
      faults.clear(channelId === undefined ? undefined : (fault) => fault.channelId === channelId),
    clock,
    requests: log,
    clearRequests: () => void log.splice(0),
    saved: () => keeper.saved(),
  };
  return operations;
}
