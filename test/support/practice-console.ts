import type { PracticePlatform } from '../../main/practice/practice-platform.ts';

/** Registers a public key in the practice console as a person would, and gives the kid that it shows. Throws where the console refuses it. */
export function registerInConsole(platform: PracticePlatform, channelId: string, publicJwk: unknown): string {
  const registration = platform.registerPublicKey(channelId, publicJwk);
  if ('kid' in registration) return registration.kid;
  throw new Error(`the practice console refused the key: ${JSON.stringify(registration)}`);
}
