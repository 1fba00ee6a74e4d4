// Holds: assertions, credentials for as long as they live.
// Lives: one request.
// Wiped by: whoever asked for them.
import type { Channel, SigningKey } from '../../shared/domain.ts';
import { ASSERTION_LIFETIME_DEFAULT_SECONDS, TOKEN_LIFETIME_DEFAULT_SECONDS } from '../../shared/line-limits.ts';
import type { Secret } from '../secrets/secret.ts';
import { instantOf, type Session } from '../session.ts';
import { VaultError } from '../vault-error.ts';
import { signAssertion } from './sign-assertion.ts';

/** The channel, or `not-found`. */
export async function requireChannel(session: Session, channelId: string): Promise<Channel> {
  const channel = await session.ledger.channel(channelId, instantOf(session.clock.now()));
  if (!channel) throw new VaultError('not-found', { kind: 'channel', id: channelId });
  return channel;
}

/** The signing key, or `not-found`. */
export async function requireSigningKey(session: Session, signingKeyId: string): Promise<SigningKey> {
  const key = await session.ledger.signingKey(signingKeyId);
  if (!key) throw new VaultError('not-found', { kind: 'signing key', id: signingKeyId });
  return key;
}

/** The key that a channel signs with: a proved one before a registered one, the newest first. Throws `no-signing-key`. */
export async function pickSigningKey(session: Session, channelId: string): Promise<SigningKey> {
  const keys = await session.ledger.signingKeys(channelId);
  const usable = keys
    .filter((key) => key.kid !== null && (key.state === 'proved' || key.state === 'registered'))
    .sort((left, right) => Number(right.proved) - Number(left.proved) || right.createdAt.localeCompare(left.createdAt));
  const [best] = usable;
  if (!best) throw new VaultError('no-signing-key', { channelId });
  return best;
}

export interface MadeAssertion {
  /** The caller wipes it. */
  readonly assertion: Secret;
  readonly expiresAt: string;
  /** The clock difference that was taken into account, in milliseconds. */
  readonly skewMs: number;
}

/** Signs an assertion for a channel with one of its registered keys, on the platform's clock as far as it is known. */
export async function makeAssertion(
  session: Session,
  channel: Pick<Channel, 'channelId' | 'platform'>,
  key: SigningKey,
  lifetimes: { readonly lifetimeSeconds?: number; readonly tokenLifetimeSeconds?: number } = {},
): Promise<MadeAssertion> {
  const { channelId, platform } = channel;
  if (key.state === 'retired') throw new VaultError('key-retired', { signingKeyId: key.signingKeyId });
  if (key.kid === null) throw new VaultError('key-not-registered', { signingKeyId: key.signingKeyId });
  const skewMs = session.skew.get(platform);
  const handle = await session.keys.get(key.signingKeyId);
  const expiresAtSeconds =
    Math.floor((session.clock.now() + skewMs) / 1000) +
    (lifetimes.lifetimeSeconds ?? ASSERTION_LIFETIME_DEFAULT_SECONDS);
  const assertion = signAssertion(
    {
      channelId,
      kid: key.kid,
      expiresAtSeconds,
      tokenLifetimeSeconds: lifetimes.tokenLifetimeSeconds ?? TOKEN_LIFETIME_DEFAULT_SECONDS,
    },
    handle,
  );
  return { assertion, expiresAt: instantOf(expiresAtSeconds * 1000), skewMs };
}
