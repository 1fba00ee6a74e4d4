import type { PracticePlatform } from '../../../main/practice/practice-platform.ts';

/** Registers a public key at the practice console as a person would, and gives the kid that it shows. */
export function registerKey(platform: PracticePlatform, channelId: string, publicKey: string): string {
  const registration = platform.registerPublicKey(channelId, publicKey);
  if ('kid' in registration) return registration.kid;
  throw new Error(`the console refused the key: ${registration.problems.join(', ')}`);
}
