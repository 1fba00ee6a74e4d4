import type { Token } from '../../../shared/domain.ts';
import type { PracticePlatform } from '../../../main/practice/practice-platform.ts';
import { registerInConsole } from '../../support/practice-console.ts';
import type { Launched } from './fixtures.ts';
import { call } from './shell.ts';

/** A channel that the vault and the platform both know. */
export interface KnownChannel {
  readonly channelId: string;
  readonly channelSecret: string;
  readonly name: string;
}

/** Adds a channel of the platform to the open vault, as an operator did long before the test begins. It has no key yet. */
export async function knownChannel(
  launched: Launched,
  platform: PracticePlatform,
  name: string,
): Promise<KnownChannel> {
  const { channelId, channelSecret } = platform.addChannel({ name });
  await call(launched, 'channel.add', { channelId, name, channelSecret, platform: platform.url });
  return { channelId, channelSecret, name };
}

/** The same with a proved signing key. */
export async function readyChannel(
  launched: Launched,
  platform: PracticePlatform,
  name: string,
): Promise<KnownChannel> {
  const channel = await knownChannel(launched, platform, name);
  const { channelId } = channel;
  const { signingKeyId, publicJwk } = await call(launched, 'key.generate', { channelId });
  await call(launched, 'key.register', { signingKeyId, kid: registerInConsole(platform, channelId, publicJwk) });
  return channel;
}

/** Issues a token for each of the consumers, one after the other. */
export async function issueFor(
  launched: Launched,
  { channelId }: KnownChannel,
  consumers: readonly string[],
): Promise<readonly Token[]> {
  const tokens: Token[] = [];
  for (const consumer of consumers) tokens.push(await call(launched, 'token.issue', { channelId, consumer }));
  return tokens;
}
