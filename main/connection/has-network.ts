import { networkInterfaces } from 'node:os';

/** Whether this machine has any network besides its own loopback. It promises nothing about a platform. */
export function hasNetwork(): boolean {
  return Object.values(networkInterfaces()).some((addresses) => addresses?.some(({ internal }) => !internal));
}
